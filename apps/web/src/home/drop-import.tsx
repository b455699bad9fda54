import { importedEndings } from '@insites/datasets/contract';
import { createUpload } from '@insites/files/contract';
import { UploadDrop, type Uploaded } from '@insites/ui';
import { Group, Loader, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ImportFailed } from './import-failed.tsx';
import { useImport } from './use-import.ts';

/** A file dropped here is stored and becomes a dataset. */
export function DropImport() {
  const start = useImport();
  const [uploaded, setUploaded] = useState<Uploaded | null>(null);
  const begin = (file: Uploaded) => {
    setUploaded(file);
    start.mutate({ fileId: file.fileId });
  };
  return (
    <Stack gap="sm">
      <UploadDrop
        large
        endpoint={createUpload.path}
        title="Drop a file to make a dataset"
        accept={importedEndings}
        hint="CSV, Excel, JSON, Parquet, a map or a database, also zipped. It stays private until you share it."
        onUploaded={begin}
      />
      {start.isPending ? (
        <Group gap="xs" role="status">
          <Loader size="xs" />
          <Text size="sm">Begins to read {uploaded?.name}</Text>
        </Group>
      ) : null}
      {start.error && uploaded ? (
        <ImportFailed
          error={start.error}
          fileName={uploaded.name}
          onRename={(name) => start.mutate({ fileId: uploaded.fileId, name })}
        />
      ) : null}
    </Stack>
  );
}
