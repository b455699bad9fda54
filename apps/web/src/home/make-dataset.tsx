import { type FileActionProps, useMay } from '@insites/ui';
import { Button, Stack } from '@mantine/core';
import IconTablePlus from '@tabler/icons-react/dist/esm/icons/IconTablePlus.mjs';
import { ImportFailed } from './import-failed.tsx';
import { useImport } from './use-import.ts';

/** On the page of a file: makes a dataset from it. */
export function MakeDataset({ file }: FileActionProps) {
  const start = useImport();
  const source = { fileId: file.id, fileVersion: file.version };
  if (!useMay('datasets:write')) return null;
  return (
    <Stack gap="xs">
      <Button
        leftSection={<IconTablePlus size={16} aria-hidden />}
        loading={start.isPending}
        onClick={() => start.mutate(source)}
      >
        Make a dataset
      </Button>
      {start.error ? (
        <ImportFailed
          error={start.error}
          fileName={file.name}
          onRename={(name) => start.mutate({ ...source, name })}
        />
      ) : null}
    </Stack>
  );
}
