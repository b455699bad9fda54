/**
 * What whole numbers are where neither a name nor a rule tells: codes, or quantities. Each kind of evidence gives points
 * for one or the other, as a scorecard does; the points are fitted to columns of public tables (`labelled/codes`).
 */
import { isNameless } from './code-names.ts';
import { type EvidenceName, type Points, points, type Scorecard, shift } from './code-points.ts';
import { median } from './median.ts';

/** Where a column stands among the others of its table. */
export interface Beside {
  /** A column without a name of its own: nothing is said of it. */
  readonly isNameless: boolean;
  /** 0 for the first column, 1 for the last. */
  readonly place: number;
  /** Columns of numbers that stand next to each other, with this one among them, and are no codes by name. */
  readonly block: number;
  /** The median of the medians of the others in the block; null where there are none. */
  readonly typical: number | null;
}

/** Whole numbers as evidence, each in its own measure. */
export type Evidence = Readonly<Record<EvidenceName, number>>;

/**
 * From such odds on numbers may be codes. Of columns of files that were left out of the fit, of which nothing but the
 * evidence was known, 3 % of codes lie below; of quantities under names that say nothing 22 % lie above.
 */
const mayBe = -1.5;

/**
 * Whether whole numbers may be codes. Of one number that stands in every row, and of numbers without a name, nothing can
 * be told; years are no codes, 0 is a count, and with 1 an answer.
 */
export function mayBeCodes(numbers: readonly number[], beside: Beside): boolean {
  const distinct = new Set(numbers);
  if (![...distinct].some((number) => number > (distinct.has(0) ? 1 : 0))) return false;
  const constant = distinct.size === 1 && numbers.length > 1;
  const mute = constant || beside.isNameless;
  if (numbers.every(isYear)) return false;
  return mute || oddsOfCodes(evidenceOf(numbers, beside)) >= mayBe;
}

/** Of our time: in older ones and in later ones lie many codes. */
const isYear = (number: number) => number >= 1900 && number <= 2100;

/** A column as others are seen beside it. */
export interface Neighbour {
  readonly name: string;
  /** Null where it has no values: it parts no block. */
  readonly isNumber: boolean | null;
  /** Of its whole numbers; null where it has none. */
  readonly median: number | null;
}

/** Where each of the columns of a table stands among the others. */
export function besides(columns: readonly Neighbour[]): readonly Beside[] {
  const last = Math.max(1, columns.length - 1);
  const blocks: Block[] = [];
  let block: Block = { size: 0, medians: [] };
  for (const { isNumber, median } of columns) {
    if (isNumber === false) block = { size: 0, medians: [] };
    if (isNumber) {
      block.size += 1;
      if (median !== null) block.medians.push(median);
    }
    blocks.push(block);
  }
  for (const { medians } of new Set(blocks)) medians.sort((left, right) => left - right);
  return columns.map(({ name, isNumber, median }, at) => {
    const { size, medians } = blocks[at] ?? block;
    return {
      isNameless: isNameless(name),
      place: at / last,
      block: size + (isNumber ? 0 : 1),
      typical: middleWithout(medians, isNumber ? median : null),
    };
  });
}

interface Block {
  size: number;
  /** From the lowest to the highest. */
  readonly medians: number[];
}

/** The middle of sorted numbers without one of them. */
function middleWithout(sorted: readonly number[], own: number | null): number | null {
  const others = sorted.length - (own === null ? 0 : 1);
  const at = Math.floor(others / 2);
  const skips = own !== null && own <= (sorted[at] ?? 0);
  return sorted[skips ? at + 1 : at] ?? null;
}

/** What the numbers in the beginning of a column, in the order of its rows, and the columns beside it tell. */
export function evidenceOf(numbers: readonly number[], beside: Beside): Evidence {
  const sorted = [...numbers].sort((left, right) => left - right);
  const distinct = [...new Set(sorted)];
  const lowest = sorted[0] ?? 0;
  const highest = sorted.at(-1) ?? 0;
  const steps = Math.max(1, numbers.length - 1);
  let up = 0;
  let same = 0;
  for (const [at, number] of numbers.entries()) {
    const before = numbers[at - 1];
    if (before === undefined) continue;
    if (number > before) up += 1;
    else if (number === before) same += 1;
  }
  const large = distinct.filter((number) => number >= 100);
  const middle = Math.log10(1 + median(numbers));
  return {
    down: (numbers.length - 1 - up - same) / steps,
    up: up / steps,
    same: same / steps,
    fromOne: lowest === 1 ? 1 : 0,
    years: lowest >= 1500 && highest <= 2200 ? 1 : 0,
    highest: Math.log10(1 + highest),
    tens: large.length === 0 ? 0 : share(large, (number) => number % 10 === 0),
    gaps: widestGap(distinct),
    uneven: unevenness(sorted),
    heaped: farFromEven(sorted),
    place: beside.place,
    block: beside.block,
    listed: fewSmall(sorted, distinct.length) && beside.block > 2 ? 1 : 0,
    unlike: beside.typical === null ? 9 : Math.abs(middle - Math.log10(1 + beside.typical)),
  };
}

/** Log odds that numbers are codes, where nothing but this evidence is known; above 0 they are more likely codes. */
export function oddsOfCodes(evidence: Evidence, by: Scorecard = { shift, points }): number {
  let odds = by.shift;
  for (const [name, steps] of Object.entries(by.points) as [EvidenceName, Points['up']][])
    for (const [from, given] of steps) if (evidence[name] > from) odds += given;
  return odds;
}

/** Few numbers below 100, without 0, that come again: as answers and kinds do. */
function fewSmall(sorted: readonly number[], distinct: number): boolean {
  const [lowest = 0, highest = 0] = [sorted[0], sorted.at(-1)];
  return lowest > 0 && highest < 100 && distinct > 1 && sorted.length >= 2 * distinct;
}

const share = (numbers: readonly number[], fits: (number: number) => boolean) =>
  numbers.filter(fits).length / numbers.length;

/** How many times as wide as the middle one the widest gap between distinct numbers is, as a logarithm to ten. */
function widestGap(distinct: readonly number[]): number {
  const gaps = distinct.slice(1).map((number, at) => number - (distinct[at] ?? 0));
  if (gaps.length === 0) return 0;
  return Math.log10((Math.max(...gaps) + 1) / (median(gaps) + 1));
}

/**
 * How unlike neighbouring bins of a histogram are: squared differences beside the squares of the deviations from the
 * mean (von Neumann 1941); about 2 where bins know nothing of each other, less where what is counted or measured rises
 * and falls, 3 where all are the same.
 */
function unevenness(sorted: readonly number[]): number {
  const lowest = sorted[0] ?? 0;
  const range = (sorted.at(-1) ?? 0) - lowest + 1;
  const bins = Math.min(range, 30, Math.max(5, Math.floor(sorted.length / 8)));
  const rows = new Array<number>(bins).fill(0);
  for (const number of sorted) {
    const bin = Math.min(bins - 1, Math.floor(((number - lowest) * bins) / range));
    rows[bin] = (rows[bin] ?? 0) + 1;
  }
  const mean = sorted.length / bins;
  const square = (values: readonly number[]) => values.reduce((sum, value) => sum + value ** 2, 0);
  const deviations = square(rows.map((count) => count - mean));
  if (deviations === 0) return 3;
  return square(rows.slice(1).map((count, at) => count - (rows[at] ?? 0))) / deviations;
}

/** How far the numbers are from lying evenly between the lowest and the highest: the distance of Kolmogorov, 0 to 1. */
function farFromEven(sorted: readonly number[]): number {
  const lowest = sorted[0] ?? 0;
  const range = (sorted.at(-1) ?? 0) - lowest + 1;
  return sorted.reduce(
    (most, number, at) =>
      Math.max(most, Math.abs((at + 1) / sorted.length - (number - lowest + 1) / range)),
    0,
  );
}
