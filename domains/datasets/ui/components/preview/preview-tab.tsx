import type { DatasetView } from '@insites/datasets/contract';
import { EmptyState, ErrorState, formatNumber, Loaded, LoadingTable } from '@insites/ui';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import { type FormEvent, useMemo, useState } from 'react';
import { type Profile, useProfile, useRows } from '../../queries.ts';
import { quoted } from '../chart/queries.ts';
import { DataTable, type Order } from '../data-table.tsx';

const most = 200;

/** The first rows, sorted and filtered by the server. */
export function PreviewTab({ dataset }: { readonly dataset: DatasetView }) {
  const version = dataset.latest?.number ?? 1;
  const profile = useProfile(dataset.id, version);
  const total = dataset.latest?.rows ?? 0;
  return (
    <Loaded query={profile}>
      {(loaded) => <Preview {...{ dataset, version, total }} profile={loaded} />}
    </Loaded>
  );
}

function Preview(props: {
  readonly dataset: DatasetView;
  readonly version: number;
  readonly total: number;
  readonly profile: Profile;
}) {
  const { dataset, version, total, profile } = props;
  const [where, setWhere] = useState('');
  const [order, setOrder] = useState<Order | null>(null);
  const clause = order
    ? `${quoted(order.column)} ${order.descending ? 'desc' : 'asc'} nulls last`
    : '';
  const heads = useMemo(
    () => profile.columns.map(({ name, kind }) => ({ name, kind })),
    [profile.columns],
  );
  const rows = useRows(dataset.id, version, { where, order: clause, limit: most });
  return (
    <Stack gap="sm">
      <Filter columns={profile.columns} where={where} onChange={setWhere} />
      {rows.error ? (
        <ErrorState error={rows.error} />
      ) : rows.data === undefined ? (
        <LoadingTable rows={10} />
      ) : rows.data.length === 0 ? (
        <EmptyState
          title={where ? 'No row fits this condition' : 'This version has no rows'}
          action={
            where ? (
              <Button variant="default" onClick={() => setWhere('')}>
                Show all rows
              </Button>
            ) : null
          }
        />
      ) : (
        <>
          <DataTable
            label={`Rows of ${dataset.title}`}
            columns={heads}
            rows={rows.data.map((row) => profile.columns.map(({ name }) => row[name] ?? null))}
            order={order}
            onOrder={setOrder}
          />
          <Text size="sm" c="dimmed" role="status">
            {countSentence(rows.data.length, total, where !== '')}
          </Text>
        </>
      )}
    </Stack>
  );
}

function Filter(props: {
  readonly columns: Profile['columns'];
  readonly where: string;
  readonly onChange: (where: string) => void;
}) {
  const [typed, setTyped] = useState(props.where);
  const [former, setFormer] = useState(props.where);
  if (former !== props.where) {
    setFormer(props.where);
    setTyped(props.where);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onChange(typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end">
        <TextInput
          label="Show only rows where"
          placeholder={exampleOf(props.columns)}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          leftSection={<IconFilter size={16} aria-hidden />}
          style={{ flex: '1 1 16rem' }}
          maw="36rem"
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="none"
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        />
        <Button type="submit" variant="default">
          Filter
        </Button>
        {props.where ? (
          <Button variant="subtle" onClick={() => props.onChange('')}>
            Show all
          </Button>
        ) : null}
      </Group>
    </form>
  );
}

/** A condition that fits this very table. */
function exampleOf(columns: Profile['columns']): string {
  const number = columns.find(({ kind, median }) => kind === 'number' && median !== null);
  const text = columns.find(({ kind, top }) => kind === 'text' && (top[0]?.count ?? 0) > 1);
  const parts = [
    number ? `${plain(number.name)} > ${Math.round(number.median ?? 0)}` : null,
    text ? `${plain(text.name)} = '${(text.top[0]?.value ?? '').replaceAll("'", "''")}'` : null,
  ];
  return `e.g. ${parts.filter((part) => part !== null).join(' and ') || '"column" is not null'}`;
}

function plain(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) ? name : quoted(name);
}

function countSentence(shown: number, total: number, filtered: boolean): string {
  if (filtered)
    return shown < most
      ? `${formatNumber(shown)} of ${formatNumber(total)} rows fit the condition.`
      : `The first ${formatNumber(most)} rows that fit the condition.`;
  if (shown >= total) return `All ${formatNumber(total)} rows.`;
  return `The first ${formatNumber(shown)} of ${formatNumber(total)} rows. Download or ask in SQL for more.`;
}
