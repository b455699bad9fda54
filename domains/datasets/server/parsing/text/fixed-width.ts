import { shapeOf } from '../value-shape.ts';

/** Where the columns of a text of fixed width begin, and what stands above its rows. */
export interface FixedLayout {
  /** Of each column, the first character, from 0. The last column has no end. */
  readonly cuts: readonly number[];
  /** Lines above the header or the first row. */
  readonly preamble: number;
  readonly header: boolean;
  readonly names: readonly string[];
}

const linesLookedAt = 400;
const rowsAtLeast = 4;

/**
 * Tells whether a text has columns of fixed width: the rows at its end (of the sample) have blanks at the same
 * places, two or more at a time or between numbers, and no delimiter divides them. Null when it has not.
 */
export function detectFixedWidth(sample: string, complete: boolean): FixedLayout | null {
  const all = sample.split(/\r\n|\n|\r/);
  if (!complete) all.pop();
  const lines = all.slice(0, linesLookedAt);
  while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
  const start = startOfRows(lines);
  const rows = lines.slice(start);
  if (rows.length < rowsAtLeast || delimited(rows) || quotedFields(rows)) return null;
  const used: boolean[] = [];
  for (const row of rows) markUsed(row, used);
  const cuts = wideEnough(cutsOf(used), used, rows);
  if (cuts.length < 2 || !isTable(rows, cuts)) return null;
  return withHeader(rows, start, cuts);
}

/** The first line of the last block without a blank line in it. */
function startOfRows(lines: readonly string[]): number {
  let start = lines.length;
  while (start > 0 && lines[start - 1]?.trim() !== '') start -= 1;
  return start;
}

/** Marks the places at which a line has something. */
export function markUsed(line: string, used: boolean[]): void {
  for (let at = 0; at < line.length; at += 1) if (line.charCodeAt(at) > 32) used[at] = true;
}

/** Columns begin where something follows a place at which no line has anything. */
export function cutsOf(used: readonly boolean[]): readonly number[] {
  const cuts: number[] = [];
  for (let at = 0; at < used.length; at += 1) if (used[at] && !used[at - 1]) cuts.push(at);
  return cuts;
}

/** One blank divides numbers; words it divides by chance. */
function wideEnough(
  cuts: readonly number[],
  used: readonly boolean[],
  rows: readonly string[],
): readonly number[] {
  const numbers = cuts.map((_, column) => isNumeric(rows.map((row) => fieldAt(row, cuts, column))));
  return cuts.filter(
    (cut, index) =>
      index === 0 ||
      used[cut - 2] !== true ||
      (numbers[index] === true && numbers[index - 1] === true),
  );
}

/** Numbers, dates or nothing in eight of ten. */
function isNumeric(values: readonly string[]): boolean {
  const filled = values.filter((value) => value !== '');
  const numbers = filled.filter((value) => shapeOf(value) !== 'text').length;
  return filled.length > 0 && numbers * 10 >= filled.length * 8;
}

/** Most columns hold values in most rows, and some hold numbers: prose has neither. */
function isTable(rows: readonly string[], cuts: readonly number[]): boolean {
  const columns = cuts.map((_, column) => rows.map((row) => fieldAt(row, cuts, column)));
  const filled = columns.filter(
    (values) => values.filter((value) => value !== '').length * 2 > values.length,
  );
  const numbers = columns.filter(isNumeric);
  const longWords = columns.every((values) =>
    values.every((value) => value.split(/\s+/).length < 9),
  );
  return filled.length * 2 > columns.length && numbers.length > 0 && longWords;
}

/** A delimiter in most rows divides them, well or badly. */
function delimited(rows: readonly string[]): boolean {
  return [',', ';', '|', '\t'].some(
    (delimiter) => rows.filter((row) => row.includes(delimiter)).length * 10 >= rows.length * 8,
  );
}

/** Blanks divide fields of which some stand in quotes: that is a delimited text. */
function quotedFields(rows: readonly string[]): boolean {
  return rows.filter((row) => /(?:^| )"[^"]* [^"]*"(?: |$)/.test(row)).length * 3 >= rows.length;
}

/** The first row, when it names the columns; columns that nothing else stands in are no columns. */
function withHeader(rows: readonly string[], start: number, all: readonly number[]): FixedLayout {
  const [first = '', ...body] = rows;
  const names = all.map((_, column) => fieldAt(first, all, column));
  const values = all.map((_, column) => body.map((row) => fieldAt(row, all, column)));
  const numeric = values.map(isNumeric);
  const header =
    names.filter((name) => name !== '').length * 2 > names.length &&
    names.every((name, column) => !numeric[column] || ['text', 'empty'].includes(shapeOf(name))) &&
    names.some((name, column) => numeric[column] && name !== '');
  const kept = all.filter(
    (_, column) => !header || values[column]?.some((value) => value !== '') === true,
  );
  return {
    cuts: kept,
    preamble: start,
    header,
    names: header ? kept.map((cut) => bare(names[all.indexOf(cut)] ?? '')) : [],
  };
}

/** `Data:   y` is the column y, with a label before the table. */
function bare(name: string): string {
  return name.replace(/^\w+:\s{2,}/, '');
}

/** What stands in a column, without the blanks around it. */
export function fieldAt(line: string, cuts: readonly number[], column: number): string {
  return line.slice(cuts[column], cuts[column + 1]).trim();
}
