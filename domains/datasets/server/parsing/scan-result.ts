import { type AgainCounter, manyDigits } from './again.ts';
import type { SupportCounter } from './support.ts';
import { type ColumnShapes, type Digits, noShapes, type Shape } from './value-shape.ts';

export interface ScanInput {
  readonly path: string;
  /** Length of the file when it is whole. */
  readonly bytes: number;
  /** Bytes to skip at the start. */
  readonly markBytes: number;
  readonly delimiter: string;
  readonly header: boolean;
  readonly width: number;
}

export interface ScanResult {
  /** Records, header included, blank lines not. Only the whole truth when `regular`. */
  readonly records: number;
  /** Every record is well-formed and of the same width: the engine can read the file as it is. */
  readonly regular: boolean;
  /** The first thing that is out of the ordinary. */
  readonly irregularity: string | null;
  readonly validUtf8: boolean;
  /** Bytes of the longest record, with its separators. */
  readonly longest: number;
  readonly columns: readonly ColumnShapes[];
}

/** Order of the counters in the scanner. */
export const shapes = [
  'empty',
  'integer',
  'decimal',
  'date',
  'timestamp',
  'boolean',
  'code',
  'text',
] as const satisfies readonly Shape[];

/** What is kept of the whole numbers of each column. */
export interface DigitsOfColumns {
  readonly fewest: Uint8Array;
  readonly most: Uint8Array;
  readonly first: Float64Array;
  /** Infinite where the numbers do not rise. */
  readonly last: Float64Array;
  readonly again: readonly AgainCounter[];
  readonly support: readonly SupportCounter[];
  readonly beginning: readonly (readonly number[])[];
}

/** Flat counters (column by column, in the order of `shapes`) as one object a column. */
export function namedShapes(
  counts: Float64Array,
  width: number,
  digits: DigitsOfColumns,
): readonly ColumnShapes[] {
  return Array.from({ length: width }, (_, column) => {
    const of = (index: number) => counts[column * shapes.length + index] ?? 0;
    return {
      ...noShapes,
      ...Object.fromEntries(shapes.map((shape, index) => [shape, of(index)])),
      digits: digitsOf(column, of(shapes.indexOf('integer')), digits),
    };
  });
}

function digitsOf(column: number, integers: number, digits: DigitsOfColumns): Digits {
  const most = digits.most[column] ?? 0;
  const last = digits.last[column] ?? Number.POSITIVE_INFINITY;
  const rises = integers > 1 && last < Number.POSITIVE_INFINITY;
  const fewest = Math.min(digits.fewest[column] ?? 0, most);
  const again = fewest >= manyDigits ? digits.again[column]?.told() : undefined;
  const support = digits.support[column]?.told();
  return {
    fewest,
    most,
    ...(again ? { again } : {}),
    ...(support ? { support } : {}),
    beginning: digits.beginning[column] ?? [],
    ...(rises ? { rising: { first: digits.first[column] ?? 0, last } } : {}),
  };
}
