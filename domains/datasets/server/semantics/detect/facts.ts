/** A value and in how many rows it stands. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** What is known about a column before its meaning. Counts are over all rows. */
export interface ColumnFacts {
  readonly name: string;
  /** Type in the engine, e.g. `VARCHAR`. */
  readonly type: string;
  readonly rows: number;
  /** Rows without a value. */
  readonly missing: number;
  /** Exact number of distinct values. */
  readonly distinct: number;
  /** Every distinct value, or, when `complete` is false, some chosen by their hash from all rows. */
  readonly values: readonly ValueCount[];
  readonly complete: boolean;
  /** Of a column of text whose values are mostly whole numbers: the first ones, in the order of the rows. */
  readonly beginning?: readonly number[];
  /** Rows that pass a detector's pattern, counted by the engine over all rows; by the pattern. */
  readonly matched?: ReadonlyMap<string, number>;
}

/** A whole number as it is written, exact everywhere. */
export const isWhole = (value: string) => /^(0|[1-9]\d{0,14})$/.test(value);

/** Facts of a column that is held in memory: an array of its cells. */
export function factsOf(
  name: string,
  cells: readonly (string | null)[],
  type = 'VARCHAR',
): ColumnFacts {
  const counts = new Map<string, number>();
  let missing = 0;
  for (const cell of cells)
    if (cell === null || cell === '') missing += 1;
    else counts.set(cell, (counts.get(cell) ?? 0) + 1);
  const values = [...counts].map(([value, count]) => ({ value, count }));
  return { name, type, rows: cells.length, missing, distinct: counts.size, values, complete: true };
}
