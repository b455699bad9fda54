import { addressOf } from '@insites/ui';
import { ActionIcon, Menu } from '@mantine/core';
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconFolderSymlink from '@tabler/icons-react/dist/esm/icons/IconFolderSymlink.mjs';
import IconPencil from '@tabler/icons-react/dist/esm/icons/IconPencil.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useState } from 'react';
import { download } from '../../contract/index.ts';
import type { Item } from './columns.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

/** What can be done with a file or folder of the list. */
export function ItemMenu({ item }: { readonly item: Item }) {
  const [asked, ask] = useState<'rename' | 'move' | 'delete' | null>(null);
  const close = () => ask(null);
  if (item.kind === 'folder' && !item.can.update && !item.can.remove) return null;
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${item.name}`}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {item.kind === 'file' ? (
            <Menu.Item
              component="a"
              href={addressOf(download, { id: item.id })}
              download
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              Download
            </Menu.Item>
          ) : null}
          {item.can.update ? (
            <>
              <Menu.Item
                leftSection={<IconPencil size={16} aria-hidden />}
                onClick={() => ask('rename')}
              >
                Rename
              </Menu.Item>
              <Menu.Item
                leftSection={<IconFolderSymlink size={16} aria-hidden />}
                onClick={() => ask('move')}
              >
                Move
              </Menu.Item>
            </>
          ) : null}
          {item.can.remove ? (
            <Menu.Item
              c="var(--mantine-color-error)"
              leftSection={<IconTrash size={16} aria-hidden />}
              onClick={() => ask('delete')}
            >
              Delete
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {asked === 'rename' ? <RenameDialog item={item} onClose={close} /> : null}
      {asked === 'move' ? <MoveDialog item={item} onClose={close} /> : null}
      {asked === 'delete' ? <DeleteDialog item={item} onClose={close} /> : null}
    </>
  );
}
