import type { QueryResult } from '@insites/datasets/contract';
import { AppLink, EmptyState, ErrorState, formatNumber } from '@insites/ui';
import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { Fragment, useMemo } from 'react';
import { DataTable } from '../data-table.tsx';
import { kindOfType } from '../kind-icon.tsx';
import { toCsv } from './csv.ts';
import type { RunState } from './use-run.ts';

/** What came back: a table, an error with what to do, or that it still runs. */
export function Answer({ run }: { readonly run: RunState }) {
  switch (run.state) {
    case 'idle':
      return null;
    case 'stopped':
      return (
        <Text size="sm" c="dimmed" role="status">
          Stopped. Nothing was changed.
        </Text>
      );
    case 'failed':
      return <ErrorState error={run.error} />;
    case 'running':
      return (
        <Stack gap="sm">
          <Group gap="xs" role="status">
            <Loader size="xs" /> <Text size="sm">Asking …</Text>
          </Group>
          {run.former ? <Result result={run.former} /> : null}
        </Stack>
      );
    case 'done':
      return <Result result={run.result} />;
  }
}

function Result({ result }: { readonly result: QueryResult }) {
  const columns = useMemo(() => distinctNames(result), [result]);
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {resultSentence(result)}
          <Sources result={result} />
        </Text>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          onClick={() => save(result)}
          disabled={result.rows.length === 0}
        >
          Save as CSV
        </Button>
      </Group>
      {result.rows.length === 0 ? (
        <EmptyState title="The answer has no rows" />
      ) : (
        <DataTable label="Answer" columns={columns} rows={result.rows} />
      )}
    </Stack>
  );
}

function Sources({ result }: { readonly result: QueryResult }) {
  if (result.datasets.length === 0) return null;
  return (
    <>
      {' '}
      From{' '}
      {result.datasets.map(({ id, name, version }, index) => (
        <Fragment key={id}>
          {index > 0 ? ', ' : ''}
          <AppLink href={`/datasets/${id}`} inherit underline="always">
            {name}
          </AppLink>{' '}
          version {version}
        </Fragment>
      ))}
      .
    </>
  );
}

/** “1,000 rows in 12 ms.”, with a word when there would have been more. */
export function resultSentence({ rows, truncated, milliseconds }: QueryResult): string {
  const time = milliseconds < 1 ? 'under 1 ms' : `${formatNumber(Math.round(milliseconds))} ms`;
  const count = `${formatNumber(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`;
  return truncated
    ? `The first ${count} in ${time}; there are more. Add a LIMIT, or download the dataset.`
    : `${count} in ${time}.`;
}

/** Heads of the table; columns of the same name are told apart by a number. */
function distinctNames({ columns }: QueryResult) {
  const seen = new Map<string, number>();
  return columns.map(({ name, type }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count > 1 ? `${name} (${count})` : name, type, kind: kindOfType(type) };
  });
}

function save(result: QueryResult): void {
  const address = URL.createObjectURL(new Blob([toCsv(result)], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = 'answer.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
