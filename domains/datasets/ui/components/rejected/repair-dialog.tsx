import type { RejectedRowView } from '@insites/datasets/contract';
import { formatNumber } from '@insites/ui';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import classes from './sum.module.css';
import { type Cells, firstCells } from './use-repairs.ts';

interface Props {
  readonly row: RejectedRowView;
  readonly columns: readonly string[];
  /** What the person chose before; null when nothing. */
  readonly chosen: Cells | null;
  readonly onKeep: (cells: Cells) => void;
  readonly onClose: () => void;
}

/** One rejected row, its line as in the file and a field for each cell. */
export function RepairDialog(props: Props) {
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={`Repair line ${formatNumber(props.row.line)}`}
      size="lg"
    >
      <Form {...props} />
    </Modal>
  );
}

function Form({ row, columns, chosen, onKeep, onClose }: Props) {
  const [cells, setCells] = useState<Cells>(chosen ?? firstCells(row, columns.length));
  const over = row.cells || row.tried ? [] : (row.fields ?? []).slice(columns.length);
  const empty = cells.every((cell) => cell === null || cell === '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(cells.map((cell) => (cell === '' ? null : cell)));
      }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {row.reason} {row.refused ? `Sent back and refused: ${row.refused}` : null}
        </Text>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long line scrolls and must be reachable by keyboard */}
        <code className={classes.line} tabIndex={0}>
          {row.text}
        </code>
        {over.length > 0 ? (
          <Text size="sm">Not in any cell yet: {over.map((field) => `“${field}”`).join(', ')}</Text>
        ) : null}
        {columns.map((column, index) => (
          <TextInput
            key={column}
            label={column}
            value={cells[index] ?? ''}
            onChange={(event) => setCells(cells.toSpliced(index, 1, event.currentTarget.value))}
          />
        ))}
        <Text size="sm" c="dimmed">
          An empty field is a missing value. Nothing is sent back before you say so.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={empty}>
            Keep this repair
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
