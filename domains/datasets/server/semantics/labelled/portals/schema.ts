import type { SemanticType } from '../../../../contract/semantic-type.ts';
import { columnOf, type LabelledColumn } from '../column.ts';
import { type Random, randomFrom } from '../random.ts';

/** A column as a portal publishes it: its name there, what people would call it, its cells. */
export type PortalColumn = readonly [
  name: string,
  types: SemanticType | readonly SemanticType[],
  cell: (random: Random, row: number) => string,
  how?: 'clean',
];

/** Columns of one published table. */
export interface PortalTable {
  readonly table: string;
  readonly columns: readonly PortalColumn[];
}

/** The columns of tables filled with made-up cells, and the noise of real files. */
export function filled(tables: readonly PortalTable[], seed: number): LabelledColumn[] {
  return tables.flatMap(({ columns }, table) =>
    columns.map(([name, types, cell, how], at) => {
      const list = typeof types === 'string' ? [types] : types;
      const variant = { types: list, names: [name], cell, ...(how ? { clean: true } : {}) };
      const column = columnOf(variant, name, randomFrom(seed + table * 1_000 + at));
      return { ...column, beside: columns.map(([other]) => other) };
    }),
  );
}
