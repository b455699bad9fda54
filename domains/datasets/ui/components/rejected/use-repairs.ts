import { type DatasetView, type RejectedRowView, repairRejected } from '@insites/datasets/contract';
import { useAction, useGo } from '@insites/ui';
import { useState } from 'react';
import type { Rejected } from '../../queries.ts';

export type Cells = readonly (string | null)[];

/** What a person has repaired and not yet sent back. */
export interface Repairs {
  /** Cells by the number of the row. */
  readonly chosen: ReadonlyMap<number, Cells>;
  /** Every suggestion is accepted, also those beyond the rows that are shown. */
  readonly all: boolean;
  readonly count: number;
  readonly busy: boolean;
  readonly error: unknown;
  set(row: RejectedRowView, cells: Cells | null): void;
  acceptAll(): void;
  send(): void;
  sendTable(table: string): void;
  takeBack(line: number): void;
}

export function useRepairs(dataset: DatasetView, rejected: Rejected): Repairs {
  const [chosen, setChosen] = useState<ReadonlyMap<number, Cells>>(new Map());
  const [all, setAll] = useState(false);
  const go = useGo();
  const action = useAction(repairRejected, {
    also: ['platform'],
    // The outcome has an address, so that it is still told after a reload.
    onDone: ({ jobId }) =>
      go(`/datasets/${dataset.id}/rejected#repair=${jobId}`, { replace: true }),
  });
  const about = { id: dataset.id, version: dataset.latest?.number };
  const rows = rejected.items.flatMap(({ row, line }) => {
    const cells = chosen.get(row);
    return cells ? [{ row, line, cells: [...cells] }] : [];
  });
  const more = rejected.total > rejected.items.length;
  return {
    chosen,
    all,
    count: rows.length,
    busy: action.isPending || dataset.importing !== null,
    error: action.error,
    set: ({ row }, cells) => {
      const next = new Map(chosen);
      if (cells) next.set(row, cells);
      else next.delete(row);
      setChosen(next);
      if (!cells) setAll(false);
    },
    acceptAll: () => {
      const next = new Map(chosen);
      for (const { row, cells } of rejected.items)
        if (cells && !next.has(row)) next.set(row, cells);
      setChosen(next);
      setAll(more);
    },
    send: () => action.mutate({ ...about, rows, ...(all ? { suggested: 'all' } : {}) }),
    sendTable: (table) => action.mutate({ ...about, table }),
    takeBack: (line) => action.mutate({ ...about, takeBack: [line] }),
  };
}

/** The cells a dialog begins with: what was sent before, what is suggested, else the line as it divides. */
export function firstCells(row: RejectedRowView, width: number): Cells {
  const known = row.tried ?? row.cells ?? row.fields ?? [];
  return Array.from({ length: width }, (_, index) => known[index] ?? null);
}
