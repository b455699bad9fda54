import { type Again, AgainCounter, manyDigits } from './again.ts';
import { beginningOf, isCounted, type Support, SupportCounter } from './support.ts';

/** What one value looks like, by its characters alone. */
export type Shape =
  | 'empty'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'timestamp'
  | 'boolean'
  /** Digits that a number would spoil: leading zeros, a plus sign, more than 18 digits. */
  | 'code'
  | 'text';

const integer = /^-?(0|[1-9]\d{0,17})$/;
const decimal = /^-?(?=\.?\d)(0|[1-9]\d*)?\.\d*([eE][-+]?\d+)?$/;
const code = /^[-+]?\d+$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
const timestamp = /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?$/;
const boolean = /^(true|false)$/i;

/** The shape of a value, as the scanner counts it. */
export function shapeOf(value: string): Shape {
  if (value === '') return 'empty';
  if (integer.test(value)) return 'integer';
  if (code.test(value)) return 'code';
  if (decimal.test(value)) return 'decimal';
  if (date.test(value)) return 'date';
  if (timestamp.test(value)) return 'timestamp';
  if (boolean.test(value)) return 'boolean';
  return 'text';
}

/** How many values of a column have each shape. */
export type ShapeCounts = Readonly<Record<Shape, number>>;

/** Digits of the shortest and of the longest whole number; `fewest` is 0 where one has a sign. */
export interface Digits {
  readonly fewest: number;
  readonly most: number;
  /** Of whole numbers each of which is above the one before, two or more. */
  readonly rising?: Rising;
  /** Where all have many digits. */
  readonly again?: Again;
  /** Of small ones that are few. */
  readonly support?: Support;
  /** The first ones, in the order of the rows. */
  readonly beginning?: readonly number[];
}

export interface Rising {
  readonly first: number;
  readonly last: number;
}

export interface ColumnShapes extends ShapeCounts {
  /** Of a column that was read in whole. */
  readonly digits?: Digits;
}

export const noShapes: ShapeCounts = {
  empty: 0,
  integer: 0,
  decimal: 0,
  date: 0,
  timestamp: 0,
  boolean: 0,
  code: 0,
  text: 0,
};

/** The shapes of values that are held in memory. */
export function shapesOf(values: readonly string[]): ColumnShapes {
  const counts = { ...noShapes };
  let fewest = 255;
  let most = 0;
  const again = new AgainCounter();
  const support = new SupportCounter();
  const beginning: number[] = [];
  let first = Number.NaN;
  let last = Number.NEGATIVE_INFINITY;
  for (const [row, value] of values.entries()) {
    const shape = shapeOf(value);
    counts[shape] += 1;
    if (shape !== 'integer') continue;
    const length = value.startsWith('-') ? 0 : value.length;
    fewest = Math.min(fewest, length);
    most = Math.max(most, length);
    const number = Number(value);
    if (beginning.length < beginningOf) beginning.push(number);
    if (!again.full) again.see(number);
    if (isCounted(row)) support.see(number);
    if (Number.isNaN(first)) first = number;
    last = number > last && number >= 0 ? number : Number.POSITIVE_INFINITY;
  }
  const rises = counts.integer > 1 && last < Number.POSITIVE_INFINITY;
  const few = support.told();
  const digits = {
    fewest: Math.min(fewest, most),
    most,
    ...(rises ? { rising: { first, last } } : {}),
    ...(fewest >= manyDigits && most > 0 ? { again: again.told() } : {}),
    ...(few ? { support: few } : {}),
    beginning,
  };
  return { ...counts, digits };
}
