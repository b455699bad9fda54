import { type DatasetView, list } from '@insites/datasets/contract';
import {
  AppLink,
  type Column,
  Count,
  DataList,
  EmptyState,
  listInput,
  PageHeader,
  TimeAgo,
  useCall,
  useListState,
  VisibilityBadge,
} from '@insites/ui';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs';
import IconTable from '@tabler/icons-react/dist/esm/icons/IconTable.mjs';
import type { ReactNode } from 'react';
import { ImportDialog } from '../components/import-dialog.tsx';

const columns: readonly Column<DatasetView>[] = [
  { key: 'title', label: 'Title', sort: 'title', render: (dataset) => <Title dataset={dataset} /> },
  {
    key: 'visibility',
    label: 'Who sees it',
    from: 'sm',
    render: ({ visibility }) => <VisibilityBadge visibility={visibility} />,
  },
  {
    key: 'rows',
    label: 'Rows',
    sort: 'rows',
    align: 'right',
    render: (dataset) => <Rows dataset={dataset} />,
  },
  {
    key: 'version',
    label: 'Version',
    align: 'right',
    from: 'md',
    render: ({ latest }) => latest?.number ?? '—',
  },
  {
    key: 'updatedAt',
    label: 'Updated',
    sort: 'updatedAt',
    from: 'sm',
    render: ({ updatedAt }) => <TimeAgo at={updatedAt} />,
  },
];

/** Every dataset one may see, and the way to a new one. */
export function DatasetsPage() {
  const control = useListState({ sort: 'updatedAt', descending: true });
  const query = useCall(list, listInput<'title' | 'updatedAt' | 'rows'>(control.state), {
    keep: true,
  });
  const [importing, { open, close }] = useDisclosure(false);
  const mayCreate = query.data?.can.create ?? false;
  const button = mayCreate ? (
    <Button leftSection={<IconFileImport size={16} aria-hidden />} onClick={open}>
      Import a file
    </Button>
  ) : null;
  return (
    <>
      <PageHeader title="Datasets" actions={button} />
      <DataList
        label="Datasets"
        columns={columns}
        query={query}
        control={control}
        rowKey={({ id }) => id}
        empty={<NoDatasets mayCreate={mayCreate} action={button} />}
      />
      <ImportDialog opened={importing} onClose={close} />
    </>
  );
}

function NoDatasets(props: { readonly mayCreate: boolean; readonly action: ReactNode }) {
  return (
    <EmptyState title="No datasets yet" icon={IconTable} action={props.action}>
      {props.mayCreate
        ? 'Import a CSV, JSON or Parquet file. You get a table with its columns explained, charts and SQL.'
        : 'None is shown to you. Sign in, or ask a contributor to share one.'}
    </EmptyState>
  );
}

function Title({ dataset }: { readonly dataset: DatasetView }) {
  return (
    <div>
      <AppLink href={`/datasets/${dataset.id}`} fw={600}>
        {dataset.title}
      </AppLink>
      <Text size="xs" c="dimmed" ff="monospace">
        {dataset.name}
      </Text>
    </div>
  );
}

function Rows({ dataset }: { readonly dataset: DatasetView }) {
  if (dataset.latest) return <Count value={dataset.latest.rows} />;
  return <Text size="sm">{dataset.importing ? 'importing' : 'none'}</Text>;
}
