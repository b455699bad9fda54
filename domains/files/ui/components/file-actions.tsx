import { ErrorState, useAction, useGo, visibilityChoices, visibilityNotes } from '@insites/ui';
import { Button, Group, Select, Stack } from '@mantine/core';
import { useState } from 'react';
import { update } from '../../contract/index.ts';
import type { FileDetails } from '../pages/file.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';

/** Who sees a file; rename, move, delete. */
export function FileActions({ file }: { readonly file: FileDetails }) {
  const [asked, ask] = useState<'rename' | 'move' | 'delete' | null>(null);
  const go = useGo();
  const save = useAction(update);
  const close = () => ask(null);
  const up = file.folderId ? `/files?folder=${file.folderId}` : '/files';
  return (
    <Stack gap="sm">
      {file.can.update ? (
        <>
          <Select
            label="Who sees it"
            description={visibilityNotes[file.visibility]}
            data={visibilityChoices}
            value={file.visibility}
            allowDeselect={false}
            disabled={save.isPending}
            onChange={(value) => {
              const chosen = visibilityChoices.find((choice) => choice.value === value);
              if (chosen) save.mutate({ id: file.id, visibility: chosen.value });
            }}
          />
          {save.error ? <ErrorState error={save.error} /> : null}
        </>
      ) : null}
      <Group gap="xs">
        {file.can.update ? (
          <>
            <Button size="xs" variant="default" onClick={() => ask('rename')}>
              Rename
            </Button>
            <Button size="xs" variant="default" onClick={() => ask('move')}>
              Move
            </Button>
          </>
        ) : null}
        {file.can.remove ? (
          <Button size="xs" variant="default" onClick={() => ask('delete')}>
            Delete
          </Button>
        ) : null}
      </Group>
      {asked === 'rename' ? <RenameDialog item={file} onClose={close} /> : null}
      {asked === 'move' ? <MoveDialog item={file} onClose={close} /> : null}
      {asked === 'delete' ? (
        <DeleteDialog item={file} onClose={close} onDone={() => go(up, { replace: true })} />
      ) : null}
    </Stack>
  );
}
