import { AppLink, Bytes, type Column, TimeAgo, VisibilityBadge } from '@insites/ui';
import { Group } from '@mantine/core';
import IconFile from '@tabler/icons-react/dist/esm/icons/IconFile.mjs';
import IconFolder from '@tabler/icons-react/dist/esm/icons/IconFolder.mjs';
import type { FileView, FolderView } from '../../contract/index.ts';
import classes from './columns.module.css';
import { ItemMenu } from './item-menu.tsx';

export type Item = FileView | FolderView;

/** Columns of the list of a folder. */
export const columns: readonly Column<Item>[] = [
  { key: 'name', label: 'Name', sort: 'name', render: (item) => <Name item={item} /> },
  {
    key: 'visibility',
    label: 'Seen by',
    from: 'sm',
    render: (item) =>
      item.kind === 'file' ? <VisibilityBadge visibility={item.visibility} /> : null,
  },
  {
    key: 'bytes',
    label: 'Size',
    sort: 'bytes',
    align: 'right',
    from: 'sm',
    render: (item) => (item.kind === 'file' ? <Bytes value={item.latest.bytes} /> : null),
  },
  {
    key: 'version',
    label: 'Version',
    align: 'right',
    from: 'md',
    render: (item) => (item.kind === 'file' ? item.latest.number : null),
  },
  {
    key: 'updatedAt',
    label: 'Changed',
    sort: 'updatedAt',
    from: 'md',
    render: (item) => <TimeAgo at={item.kind === 'file' ? item.updatedAt : item.createdAt} />,
  },
  {
    key: 'actions',
    label: 'Actions',
    quiet: true,
    align: 'right',
    render: (item) => <ItemMenu item={item} />,
  },
];

function Name({ item }: { readonly item: Item }) {
  const folder = item.kind === 'folder';
  const Icon = folder ? IconFolder : IconFile;
  return (
    <Group gap="xs" wrap="nowrap">
      <Icon size={18} stroke={1.5} aria-hidden className={classes.icon} />
      <AppLink
        href={folder ? `/files?folder=${item.id}` : `/files/${item.id}`}
        size="sm"
        style={{ overflowWrap: 'anywhere' }}
      >
        {item.name}
      </AppLink>
    </Group>
  );
}
