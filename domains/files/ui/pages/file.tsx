import {
  addressOf,
  Bytes,
  formatTime,
  Loaded,
  PageHeader,
  SplitColumns,
  Stat,
  useCall,
  useSlots,
  VisibilityBadge,
} from '@insites/ui';
import { Button, Code, Group, Stack, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import { useParams } from '@tanstack/react-router';
import type { z } from 'zod';
import { download, type fileDetails, read } from '../../contract/index.ts';
import { FileActions } from '../components/file-actions.tsx';
import { FolderPath } from '../components/folder-path.tsx';
import { NewVersion } from '../components/new-version.tsx';
import { Versions } from '../components/versions.tsx';

export type FileDetails = z.infer<typeof fileDetails>;

/** A file: its versions, who sees it, and what can be done with it. */
export function FilePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useCall(read, { id });
  return (
    <Loaded query={query} back={{ href: '/files', label: 'Files' }}>
      {(file) => <File file={file} />}
    </Loaded>
  );
}

function File({ file }: { readonly file: FileDetails }) {
  const { fileActions } = useSlots();
  const source = { id: file.id, name: file.name, version: file.latest.number };
  return (
    <>
      <PageHeader
        title={file.name}
        above={<FolderPath path={file.path} here />}
        beside={<VisibilityBadge visibility={file.visibility} />}
        actions={
          <Button
            component="a"
            href={addressOf(download, { id: file.id })}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download
          </Button>
        }
      />
      <SplitColumns rail={<Facts file={file} />} railLabel="About this file">
        <Stack gap="lg">
          <Group>
            {Object.entries(fileActions).map(([name, Action]) => (
              <Action key={name} file={source} />
            ))}
          </Group>
          <Versions file={file} />
          {file.can.addVersion ? <NewVersion file={file} /> : null}
        </Stack>
      </SplitColumns>
    </>
  );
}

function Facts({ file }: { readonly file: FileDetails }) {
  const { latest } = file;
  return (
    <Stack gap="md">
      <Stat label="Size" value={<Bytes value={latest.bytes} />} note={`version ${latest.number}`} />
      <Stat label="Kind" value={<Text size="sm">{latest.mediaType}</Text>} />
      <Stat
        label="Fingerprint (SHA-256)"
        value={
          <Code fw={400} title={latest.sha256}>
            {latest.sha256.slice(0, 16)}…
          </Code>
        }
        note="Computed from every byte when it arrived"
      />
      <Stat
        label="Owner"
        value={<Text size="sm">{file.owner?.name ?? 'Insites'}</Text>}
        note={`since ${formatTime(file.createdAt)}`}
      />
      {file.can.update || file.can.remove ? <FileActions file={file} /> : null}
    </Stack>
  );
}
