import { type Column, DataList, EmptyState, formatNumber, TimeAgo, useCall } from '@insites/ui';
import { Stack, Text, Title } from '@mantine/core';
import { type StreamView, streams } from '../../contract/index.ts';

const columns: readonly Column<StreamView>[] = [
  {
    key: 'name',
    label: 'Where to',
    render: ({ name, kind }) => (
      <div style={{ overflowWrap: 'anywhere' }}>
        <Text size="sm">{name}</Text>
        <Text size="xs" c="dimmed">
          {kind}
        </Text>
      </div>
    ),
  },
  { key: 'at', label: 'Last moved', render: ({ at }) => (at ? <TimeAgo at={at} /> : '–') },
  { key: 'waiting', label: 'Waiting', align: 'right', render: (row) => formatNumber(row.waiting) },
  { key: 'fault', label: 'What went wrong', render: ({ fault }) => fault ?? 'Nothing' },
];

/** Where the operator has the log sent to as well. */
export function StreamsCard() {
  const query = useCall(streams, {}, { every: 15_000 });
  const page = query.data && { items: query.data.items, total: query.data.items.length };
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        Sent to other systems
      </Title>
      <DataList
        label="Streams"
        columns={columns}
        query={{ data: page, error: query.error, refetch: query.refetch }}
        rowKey={({ name }) => name}
        empty={
          <EmptyState title="Nowhere yet" level={3}>
            Set INSITES_AUDIT_STREAMS to a syslog collector or a webhook, and start again.
          </EmptyState>
        }
      />
    </Stack>
  );
}
