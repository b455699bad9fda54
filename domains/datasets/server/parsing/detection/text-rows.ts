import type { TextRecord } from '../tokenize.ts';

/** One filled cell, the first, in a row of several: a line of text that was padded. */
export function isNote(fields: readonly string[], width: number): boolean {
  return (
    width > 2 &&
    (fields[0] ?? '').trim() !== '' &&
    fields.slice(1).every((field) => field.trim() === '')
  );
}

/** In a table of two columns: one filled cell, the first, with an empty line below. */
export function isTitle(rows: readonly TextRecord[], index: number, width: number): boolean {
  const [row, next] = [rows[index], rows[index + 1]];
  if (width !== 2 || !row || !next || /[\r\n]/.test(row.text)) return false;
  const [first = '', second = ''] = row.fields;
  return (
    first.trim() !== '' &&
    second.trim() === '' &&
    next.line > row.line + 1 &&
    next.fields.every((field) => field.trim() !== '')
  );
}

/** A sentence in the first cell and at most one word beside it, above rows that fill more: a remark that was padded. */
export function isRemark(
  rows: readonly (readonly string[])[],
  index: number,
  width: number,
): boolean {
  const [first = ''] = rows[index] ?? [];
  const below = rows.slice(index + 1, index + 21);
  return (
    width > 4 &&
    isSentence(first) &&
    filledIn(rows[index] ?? []) < 3 &&
    below.length > 1 &&
    below.every((row) => filledIn(row) > 2 && !isSentence(row[0] ?? ''))
  );
}

/** How many cells of a row have something. */
export const filledIn = (row: readonly string[]) => row.filter((cell) => cell.trim() !== '').length;

const isSentence = (cell: string) => cell.length > 80 && cell.trim().split(/\s+/).length > 11;

/**
 * How many rows from one on say more of the columns: words above a first column of numbers or dates, the last of them
 * with nothing beside it, for it names what stands below.
 */
export function furtherNames(
  body: readonly (readonly string[])[],
  from: number,
  atMost: number,
): number {
  const firstOf = (row: readonly string[] = []) => (row[0] ?? '').trim();
  const rest = body.slice(from);
  const count = rest.findIndex((row) => !/^\p{L}/u.test(firstOf(row)));
  const below = rest.slice(count);
  const last = rest[count - 1];
  return count > 1 &&
    count <= atMost &&
    below.length > 4 &&
    below.every((row) => /^\d/.test(firstOf(row))) &&
    last?.slice(1).every((cell) => cell.trim() === '')
    ? count
    : 0;
}

const standIn = /^Unnamed: \d+(?:_level_\d+)?$/;

/**
 * A program that takes the first row of a sheet for its names writes `Unnamed: 3` above where that was blank, and numbers
 * the rows from 0 on: neither is a name.
 */
export function withoutStandIns(
  rows: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const [first, second, ...others] = rows;
  if (!first || !second || first.filter((cell) => standIn.test(cell)).length < 2) return rows;
  const cleared = first.map((cell) => (standIn.test(cell) ? '' : cell));
  const numbered = cleared[0] === '' && second[0] === '0';
  return [cleared, numbered ? ['', ...second.slice(1)] : second, ...others];
}
