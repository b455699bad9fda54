import { addressOf, Bytes, type Column, DataList, TimeAgo } from '@insites/ui';
import { Anchor, Code, Title } from '@mantine/core';
import { download, type FileVersionView } from '../../contract/index.ts';
import type { FileDetails } from '../pages/file.tsx';

/** Every version of a file, newest first, each to be had again. */
export function Versions({ file }: { readonly file: FileDetails }) {
  const items = [...file.versions].sort((one, other) => other.number - one.number);
  const columns: readonly Column<FileVersionView>[] = [
    { key: 'number', label: 'Version', render: (version) => version.number },
    {
      key: 'bytes',
      label: 'Size',
      align: 'right',
      render: (version) => <Bytes value={version.bytes} />,
    },
    {
      key: 'by',
      label: 'By',
      from: 'sm',
      render: (version) => version.createdBy?.name ?? 'Insites',
    },
    { key: 'at', label: 'When', render: (version) => <TimeAgo at={version.createdAt} /> },
    {
      key: 'hash',
      label: 'SHA-256',
      from: 'md',
      render: (version) => <Code title={version.sha256}>{version.sha256.slice(0, 12)}…</Code>,
    },
    {
      key: 'download',
      label: 'Download',
      quiet: true,
      align: 'right',
      render: (version) => (
        <Anchor
          href={addressOf(download, { id: file.id, version: version.number })}
          download
          size="sm"
          aria-label={`Download version ${version.number}`}
        >
          Download
        </Anchor>
      ),
    },
  ];
  return (
    <section aria-label="Versions">
      <Title order={2} size="h3" mb="sm">
        Versions
      </Title>
      <DataList
        label="Versions"
        columns={columns}
        query={{ data: { items, total: items.length }, error: null, refetch: () => undefined }}
        rowKey={(version) => version.id}
        empty={null}
      />
    </section>
  );
}
