import type { Snapshot } from './snapshot.ts';
import type { ColumnState, TableState } from './state.ts';
import { mayLose } from './types.ts';

/** Data that a change would take away, or that would make it fail. */
export interface Loss {
  /** What `--allow-loss` names: `schema.table`, `schema.table.column`, `schema.enum.value`. */
  readonly target: string;
  /** What would happen, as the end of a sentence. */
  readonly sentence: string;
  /** Columns or tables that are new where this one goes: it may have been renamed. */
  readonly candidates: readonly string[];
}

/** Everything that may be lost between two states. */
export function findLosses(
  { tables: before }: Snapshot,
  { tables: after }: Snapshot,
): readonly Loss[] {
  const newTables = missingIn(after.tables, before.tables).map((key) => key.split('.')[1] ?? key);
  return [
    ...missingIn(before.tables, after.tables).map((target) => ({
      target,
      sentence: `table ${target} would be dropped with all its rows`,
      candidates: newTables,
    })),
    ...Object.entries(before.tables).flatMap(([key, table]) => {
      const next = after.tables[key];
      return next ? columnLosses(key, table, next) : [];
    }),
    ...Object.entries(before.enums).flatMap(([key, { values }]) =>
      values
        .filter((value) => after.enums[key] && !after.enums[key].values.includes(value))
        .map((value) =>
          loss(
            `${key}.${value}`,
            `value ${value} of the type ${key} would be dropped, and rows that have it refuse to change`,
          ),
        ),
    ),
    ...missingIn(before.sequences, after.sequences).map((key) =>
      loss(key, `sequence ${key} would be dropped with the number it has come to`),
    ),
  ];
}

function columnLosses(key: string, before: TableState, after: TableState): readonly Loss[] {
  const candidates = missingIn(after.columns, before.columns);
  const gone = missingIn(before.columns, after.columns)
    .filter((name) => !before.columns[name]?.generated)
    .map((name) => ({
      target: `${key}.${name}`,
      sentence: `column ${key}.${name} would be dropped with what is in it`,
      candidates,
    }));
  const changed = Object.entries(after.columns).flatMap(([name, column]) =>
    columnLoss(`${key}.${name}`, before.columns[name], column),
  );
  return [...gone, ...changed];
}

function columnLoss(
  target: string,
  before: ColumnState | undefined,
  after: ColumnState,
): readonly Loss[] {
  if (after.generated) return [];
  if (!before)
    return needsValue(after)
      ? [
          loss(
            target,
            `new column ${target} is NOT NULL without a default: rows that are there have no value for it`,
          ),
        ]
      : [];
  return [
    ...(before.type !== after.type && mayLose(before.type, after.type)
      ? [loss(target, `column ${target} would be narrowed from ${before.type} to ${after.type}`)]
      : []),
    ...(after.notNull && !before.notNull
      ? [loss(target, `column ${target} would become NOT NULL: rows without a value refuse it`)]
      : []),
  ];
}

function needsValue(column: ColumnState): boolean {
  const numbered = column.identity || /serial/i.test(column.type);
  return column.notNull && column.default === undefined && !numbered;
}

function loss(target: string, sentence: string): Loss {
  return { target, sentence, candidates: [] };
}

/** Keys of the first that the second has not. */
export function missingIn(these: object, those: object): readonly string[] {
  return Object.keys(these).filter((key) => !Object.hasOwn(those, key));
}
