import { useAction } from '@insites/ui';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconFolderPlus from '@tabler/icons-react/dist/esm/icons/IconFolderPlus.mjs';
import { createFolder } from '../../contract/index.ts';
import { NameDialog } from './name-dialog.tsx';

export function NewFolder({ parentId }: { readonly parentId: string | null }) {
  const [opened, { open, close }] = useDisclosure(false);
  const create = useAction(createFolder, { onDone: close });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconFolderPlus size={16} aria-hidden />}
        onClick={open}
      >
        New folder
      </Button>
      {opened ? (
        <NameDialog
          title="New folder"
          verb="Create"
          initial=""
          pending={create.isPending}
          error={create.error}
          onSave={(name) => create.mutate({ name, parentId })}
          onClose={close}
        />
      ) : null}
    </>
  );
}
