import type { DatasetView, VersionView } from '@insites/datasets/contract';
import { Bytes, type Column, Count, DataList, EmptyState, formatBytes, TimeAgo } from '@insites/ui';
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { dataAddress, useVersions } from '../../queries.ts';
import { ShortHash } from '../short-hash.tsx';

const states = {
  importing: 'Importing',
  held: 'Waits for you',
  ready: 'Ready',
  discarded: 'Discarded',
} as const;

/** Every version with its hash; each can be downloaded for ever. */
export function VersionsTab({ dataset }: { readonly dataset: DatasetView }) {
  const versions = useVersions(dataset.id);
  const query = {
    ...versions,
    data: versions.data && { items: versions.data.items, total: versions.data.items.length },
  };
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed" maw="44rem">
        A version never changes. The hash is that of the stored table: were a single value another,
        the hash would be too.
      </Text>
      <DataList
        label="Versions"
        columns={columnsOf(dataset)}
        query={query}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No version yet" />}
        noSearch
      />
    </Stack>
  );
}

function columnsOf(dataset: DatasetView): readonly Column<VersionView>[] {
  return [
    {
      key: 'number',
      label: 'Version',
      render: (version) => <Name version={version} dataset={dataset} />,
    },
    {
      key: 'rows',
      label: 'Rows',
      align: 'right',
      render: ({ rows, state }) =>
        state === 'ready' || state === 'held' ? <Count value={rows} /> : '—',
    },
    {
      key: 'bytes',
      label: 'Size',
      align: 'right',
      from: 'sm',
      render: ({ bytes, state }) => (state === 'ready' ? <Bytes value={bytes} /> : '—'),
    },
    {
      key: 'source',
      label: 'Made from',
      from: 'md',
      render: (version) => <Source version={version} />,
    },
    {
      key: 'hash',
      label: 'SHA-256',
      from: 'md',
      render: ({ sha256 }) => <ShortHash hash={sha256} />,
    },
    {
      key: 'download',
      label: 'Download',
      quiet: true,
      render: (version) => <Download dataset={dataset} version={version} />,
    },
  ];
}

function Name({
  version,
  dataset,
}: {
  readonly version: VersionView;
  readonly dataset: DatasetView;
}) {
  const current = version.number === dataset.latest?.number;
  return (
    <div>
      <Group gap={6}>
        <Text fw={600} size="sm">
          {version.number}
        </Text>
        {current || version.state !== 'ready' ? (
          <Badge variant="light" tt="none" fw={500} radius="sm" color="gray">
            {current ? 'Latest' : states[version.state]}
          </Badge>
        ) : null}
      </Group>
      <Text size="xs" c="dimmed">
        <TimeAgo at={version.createdAt} />
        {version.createdBy ? ` by ${version.createdBy.name}` : ''}
      </Text>
      {version.note ? <Text size="sm">{version.note}</Text> : null}
    </div>
  );
}

function Source({ version }: { readonly version: VersionView }) {
  if (!version.source)
    return (
      <Text size="sm" c="dimmed">
        —
      </Text>
    );
  return (
    <Text size="sm" component="div">
      {version.source.fileName}
      <Text size="xs" c="dimmed">
        {formatBytes(version.sourceBytes)}
      </Text>
    </Text>
  );
}

function Download({
  dataset,
  version,
}: {
  readonly dataset: DatasetView;
  readonly version: VersionView;
}) {
  if (version.state !== 'ready') return null;
  const { number } = version;
  return (
    <Group gap={6} wrap="nowrap" justify="flex-end">
      {(['csv', 'parquet'] as const).map((format) => (
        <Button
          key={format}
          component="a"
          href={dataAddress(dataset.id, { format, version: number })}
          download={`${dataset.name}-${number}.${format}`}
          size="compact-sm"
          variant="default"
          aria-label={`Download version ${number} as ${format === 'csv' ? 'CSV' : 'Parquet'}`}
        >
          {format === 'csv' ? 'CSV' : 'Parquet'}
        </Button>
      ))}
    </Group>
  );
}
