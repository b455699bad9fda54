import type { DatasetView } from '@insites/datasets/contract';
import { formatNumber, Loaded } from '@insites/ui';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type Checks, dataAddress, useFailingRows } from '../../queries.ts';
import { DataTable } from '../data-table.tsx';
import type { Row } from '../preview/rows.ts';

const shown: Readonly<Record<string, string>> = {
  insites_row: 'Row',
  insites_reason: 'Why it fails',
};

/** The rows that fail, split off with the reason; both parts can be downloaded, nothing is deleted. */
export function FailingRows(props: { readonly dataset: DatasetView; readonly checks: Checks }) {
  const { dataset, checks } = props;
  const rows = useFailingRows(dataset.id, checks);
  const { failingRows, rows: all, version } = checks;
  if (checks.items.length === 0) return null;
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        Failing rows
      </Title>
      <Text size="sm">
        {failingRows === 0
          ? `All ${formatNumber(all)} rows pass.`
          : `${formatNumber(all)} rows = ${formatNumber(all - failingRows)} that pass + ${formatNumber(failingRows)} that fail one expectation or more. None is deleted.`}
      </Text>
      {failingRows === 0 ? null : (
        <>
          <Group gap="xs">
            {(['failing', 'passing'] as const).map((part) => (
              <Button
                key={part}
                component="a"
                size="xs"
                variant="default"
                href={dataAddress(dataset.id, { format: 'csv', version, rows: part })}
                download={`${dataset.name}-v${version}-${part}.csv`}
              >
                Download the {part} rows
              </Button>
            ))}
          </Group>
          <Loaded query={rows}>{(loaded) => <Table rows={loaded} />}</Loaded>
          {failingRows > 20 ? (
            <Text size="sm" c="dimmed">
              The first 20 are shown.
            </Text>
          ) : null}
        </>
      )}
    </Stack>
  );
}

function Table({ rows }: { readonly rows: readonly Row[] }) {
  const names = Object.keys(rows[0] ?? {});
  return (
    <DataTable
      label="Failing rows"
      columns={names.map((name) => ({
        name: shown[name] ?? name,
        kind: name === 'insites_row' ? 'number' : 'text',
      }))}
      rows={rows.map((row) => names.map((name) => row[name] ?? null))}
    />
  );
}
