import type { DatasetView, RejectedRowView } from '@insites/datasets/contract';
import { formatNumber } from '@insites/ui';
import { Button, Group, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { Rejected } from '../../queries.ts';
import { RepairDialog } from './repair-dialog.tsx';
import classes from './sum.module.css';
import type { Cells, Repairs } from './use-repairs.ts';

/** Rejected rows with their reason, what is suggested, and what the person makes of them. */
export function RejectedRows(props: {
  readonly dataset: DatasetView;
  readonly rejected: Rejected;
  readonly repairs: Repairs;
}) {
  const { dataset, rejected, repairs } = props;
  const [open, setOpen] = useState<RejectedRowView | null>(null);
  const columns = (dataset.latest?.recipe?.columns ?? []).map(({ name }) => name);
  const may = dataset.can.update && columns.length > 0;
  return (
    <>
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label="Rejected rows" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">Line</Table.Th>
              <Table.Th>Column</Table.Th>
              <Table.Th>Reason</Table.Th>
              <Table.Th>As it stands in the file</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rejected.items.map((row) => {
              const chosen = repairs.chosen.get(row.row) ?? null;
              return (
                <Table.Tr key={row.row}>
                  <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                    {formatNumber(row.line)}
                  </Table.Td>
                  <Table.Td>{row.column ?? '—'}</Table.Td>
                  <Table.Td>
                    {row.reason}
                    {row.refused ? (
                      <Text size="sm">Sent back and refused: {row.refused}</Text>
                    ) : null}
                    {may ? (
                      <Choices
                        row={row}
                        chosen={chosen}
                        onEdit={() => setOpen(row)}
                        onChoose={(cells) => repairs.set(row, cells)}
                      />
                    ) : null}
                  </Table.Td>
                  <Table.Td>
                    <Lines row={row} chosen={chosen} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {rejected.total > rejected.items.length ? (
        <Text size="sm" c="dimmed">
          The first {formatNumber(rejected.items.length)} of {formatNumber(rejected.total)} rejected
          rows. The table to download has all of them, up to 100,000.
        </Text>
      ) : null}
      {open ? (
        <RepairDialog
          row={open}
          columns={columns}
          chosen={repairs.chosen.get(open.row) ?? null}
          onClose={() => setOpen(null)}
          onKeep={(cells) => {
            repairs.set(open, cells);
            setOpen(null);
          }}
        />
      ) : null}
    </>
  );
}

/** The line as in the file, and below it what is to be sent back or what is suggested. */
function Lines({ row, chosen }: { readonly row: RejectedRowView; readonly chosen: Cells | null }) {
  const below = chosen ? shown(chosen) : (row.suggestion ?? null);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls and must be reachable by keyboard */}
      <code className={classes.line} tabIndex={0}>
        {row.text}
      </code>
      {below === null ? null : (
        <>
          <Text size="sm" mt={4} fw={chosen ? 600 : 400}>
            {chosen ? 'Will be sent back as:' : `Perhaps meant: ${row.repair ?? ''}`}
          </Text>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as above */}
          <code className={classes.line} tabIndex={0}>
            {below}
          </code>
        </>
      )}
    </>
  );
}

/** Cells in a line, divided so that they can be told apart. */
export function shown(cells: Cells): string {
  return cells.map((cell) => cell ?? '—').join(' | ');
}

function Choices(props: {
  readonly row: RejectedRowView;
  readonly chosen: Cells | null;
  readonly onEdit: () => void;
  readonly onChoose: (cells: Cells | null) => void;
}) {
  const { row, chosen } = props;
  const line = formatNumber(row.line);
  return (
    <Group gap={4} mt={4}>
      {chosen ? (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={`Leave line ${line} as it is`}
          onClick={() => props.onChoose(null)}
        >
          Leave
        </Button>
      ) : row.cells ? (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={`Accept the suggestion for line ${line}`}
          onClick={() => props.onChoose(row.cells)}
        >
          Accept
        </Button>
      ) : null}
      <Button
        size="compact-sm"
        variant="default"
        aria-label={`Edit line ${line}`}
        onClick={props.onEdit}
      >
        Edit
      </Button>
    </Group>
  );
}
