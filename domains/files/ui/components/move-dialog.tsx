import { ErrorState, Loaded, LoadingTable, useAction, useCall } from '@insites/ui';
import { Button, Group, Modal, NavLink, Stack, Text } from '@mantine/core';
import IconArrowUp from '@tabler/icons-react/dist/esm/icons/IconArrowUp.mjs';
import IconFolder from '@tabler/icons-react/dist/esm/icons/IconFolder.mjs';
import { useState } from 'react';
import { list, update, updateFolder } from '../../contract/index.ts';
import type { Item } from './columns.tsx';
import { useReturnFocus } from './use-return-focus.ts';

/** Walks through the folders and moves the thing into the one that is open. */
export function MoveDialog({
  item,
  onClose,
}: {
  readonly item: Item;
  readonly onClose: () => void;
}) {
  useReturnFocus();
  const from = item.kind === 'file' ? item.folderId : item.parentId;
  const [folderId, setFolderId] = useState<string | null>(from);
  const file = useAction(update, { onDone: onClose });
  const folder = useAction(updateFolder, { onDone: onClose });
  const error = file.error ?? folder.error;
  const move = () =>
    item.kind === 'file'
      ? file.mutate({ id: item.id, folderId })
      : folder.mutate({ id: item.id, parentId: folderId });
  return (
    <Modal opened onClose={onClose} title={`Move “${item.name}”`} centered>
      <Stack>
        {error ? <ErrorState error={error} /> : null}
        <Folders folderId={folderId} without={item.id} onOpen={setFolderId} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={folderId === from}
            loading={file.isPending || folder.isPending}
            onClick={move}
          >
            Move here
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Folders(props: {
  readonly folderId: string | null;
  readonly without: string;
  readonly onOpen: (folderId: string | null) => void;
}) {
  const { folderId, onOpen } = props;
  const query = useCall(list, { limit: 500, ...(folderId ? { folderId } : {}) });
  return (
    <Loaded query={query} loading={<LoadingTable rows={3} />}>
      {({ path, items }) => {
        const folders = items.filter((one) => one.kind === 'folder' && one.id !== props.without);
        return (
          <Stack gap={2}>
            <Text size="sm" fw={600}>
              {path.length > 0 ? path.map((step) => step.name).join(' / ') : 'Files'}
            </Text>
            {folderId ? (
              <NavLink
                component="button"
                label="One up"
                leftSection={<IconArrowUp size={16} aria-hidden />}
                onClick={() => onOpen(path.at(-2)?.id ?? null)}
              />
            ) : null}
            {folders.map((one) => (
              <NavLink
                key={one.id}
                component="button"
                label={one.name}
                leftSection={<IconFolder size={16} aria-hidden />}
                onClick={() => onOpen(one.id)}
              />
            ))}
            {folders.length === 0 ? (
              <Text size="sm" c="dimmed">
                No folders in here.
              </Text>
            ) : null}
          </Stack>
        );
      }}
    </Loaded>
  );
}
