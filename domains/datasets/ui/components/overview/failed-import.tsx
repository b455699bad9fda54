import { AppLink, JobProgress, PageHeader, useMay } from '@insites/ui';
import { Button, Group, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ImportDialog } from '../import-dialog.tsx';
import { ImportTrouble } from './import-trouble.tsx';

/** A file that could not become a dataset: why, and the next step. */
export function FailedImport(props: {
  readonly jobId: string;
  /** The file; null when it is not known any more. */
  readonly fileId: string | null;
}) {
  const { jobId, fileId } = props;
  const [importing, { open, close }] = useDisclosure(false);
  const mayImport = useMay('datasets:write');
  return (
    <>
      <PageHeader
        title="No dataset was made"
        above={
          <AppLink href="/datasets" size="sm">
            Datasets
          </AppLink>
        }
      >
        The file itself is kept as it came, under Files.
      </PageHeader>
      <Stack>
        <JobProgress jobId={jobId} linked />
        <ImportTrouble jobId={jobId} fileId={fileId} />
        {mayImport ? (
          <Group>
            <Button onClick={open}>Import another file</Button>
          </Group>
        ) : null}
      </Stack>
      <ImportDialog opened={importing} onClose={close} />
    </>
  );
}
