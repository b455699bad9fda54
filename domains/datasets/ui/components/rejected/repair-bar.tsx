import { type DatasetView, rejectedTable } from '@insites/datasets/contract';
import { addressOf, ErrorState, formatNumber } from '@insites/ui';
import { Button, FileButton, Group, Stack, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import type { Rejected } from '../../queries.ts';
import type { Repairs } from './use-repairs.ts';

/** What can be done with all rejected rows: accept, send back, download, send a table. */
export function RepairBar(props: {
  readonly dataset: DatasetView;
  readonly rejected: Rejected;
  readonly repairs: Repairs;
}) {
  const { dataset, rejected, repairs } = props;
  const { count, all, busy } = repairs;
  const held = dataset.held !== null;
  const version = dataset.latest?.number;
  const read = async (file: File | null) => {
    if (file) repairs.sendTable(await file.text());
  };
  return (
    <Stack gap="sm">
      <Group gap="xs">
        {dataset.can.update ? (
          <>
            <Button onClick={repairs.send} loading={busy} disabled={held || (count === 0 && !all)}>
              {labelOf(count, all)}
            </Button>
            <Button
              variant="default"
              onClick={repairs.acceptAll}
              disabled={held || busy || rejected.suggested === 0}
            >
              Accept all suggestions
            </Button>
          </>
        ) : null}
        <Button
          component="a"
          href={addressOf(rejectedTable, { id: dataset.id, version })}
          download={`${dataset.name}-rejected.csv`}
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          Download as a table
        </Button>
        {dataset.can.update ? (
          <FileButton accept=".csv,text/csv" onChange={(file) => void read(file)}>
            {(button) => (
              <Button {...button} variant="default" disabled={held || busy}>
                Send the repaired table
              </Button>
            )}
          </FileButton>
        ) : null}
      </Group>
      <Text size="sm" c="dimmed" maw="44rem">
        {whatToDo(dataset)}
      </Text>
      {repairs.error ? <ErrorState error={repairs.error} /> : null}
    </Stack>
  );
}

function whatToDo({ can, held }: DatasetView): string {
  if (!can.update) return 'Who may change this dataset can repair these rows and send them back.';
  if (held) return `As long as version ${held.version} waits, no rows are sent back.`;
  return 'Accept what is suggested, or edit a row. What you send back becomes rows of a new version when it fits the columns; what does not fit stays here, with why.';
}

function labelOf(count: number, all: boolean): string {
  if (all) return 'Send back, with all suggestions';
  if (count === 0) return 'Send back';
  return count === 1 ? 'Send back 1 row' : `Send back ${formatNumber(count)} rows`;
}
