import { type ColumnShapes, noShapes, type Shape } from './value-shape.ts';

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

/** Flat counters (column by column, in the order of `shapes`) as one object a column. */
export function namedShapes(
  counts: Float64Array,
  fewest: Uint8Array,
  most: Uint8Array,
  width: number,
): readonly ColumnShapes[] {
  return Array.from({ length: width }, (_, column) => ({
    ...noShapes,
    ...Object.fromEntries(
      shapes.map((shape, index) => [shape, counts[column * shapes.length + index] ?? 0]),
    ),
    digits: { fewest: Math.min(fewest[column] ?? 0, most[column] ?? 0), most: most[column] ?? 0 },
  }));
}
