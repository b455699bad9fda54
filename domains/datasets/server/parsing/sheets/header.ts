import { looksLikeHeader } from '../header-look.ts';
import { filledCells } from './block.ts';
import type { Region } from './find-tables.ts';
import type { Cell, Merge, SheetRow } from './sheet.ts';

/** How the first rows of a table are to be read. */
export interface Heading {
  /** Rows of the table above its header. */
  readonly preamble: number;
  /** Rows of names; 0 when there are none. */
  readonly rows: number;
  /** Names by column, from the region's left; rows of names are joined. */
  readonly names: readonly string[];
}

const namesAtMost = 3;

/** Finds the names of a table's columns in its first rows. */
export function findHeading(region: Region, merges: readonly Merge[]): Heading {
  const { head, left, right } = region;
  const preamble = rowsAbove(region, merges);
  const body = head.slice(preamble);
  if (!isHeader(body, left, right)) return { preamble, rows: 0, names: [] };
  const rows = headerRows(body, region, merges);
  const lines = body
    .slice(0, rows)
    .map((row, index) => across(row, left, right, merges, index < rows - 1));
  const names = Array.from({ length: right - left + 1 }, (_, column) =>
    lines
      .map((line) => line[column] ?? '')
      .filter((name) => name !== '')
      .join(' '),
  );
  return { preamble, rows, names };
}

/** Whether the first row holds names: words above other things, or what a header of plain text is. */
function isHeader(body: readonly SheetRow[], left: number, right: number): boolean {
  const [first, ...below] = body;
  if (!first || !allNamed(first, left, right)) return false;
  const columns = Array.from({ length: right - left + 1 }, (_, index) => left + index);
  const wordsOnly = columns.every((column) => (first.cells[column]?.kind ?? 'text') === 'text');
  if (wordsOnly && columns.some((column) => first.cells[column] && mostlyTyped(below, column)))
    return true;
  return looksLikeHeader(body.map((row) => textsOf(row, left, right)));
}

function headerRows(body: readonly SheetRow[], region: Region, merges: readonly Merge[]): number {
  const { left, right } = region;
  const first = body[0]?.number ?? 0;
  const merged = merges
    .filter((merge) => merge.top === first && merge.left >= left && merge.right <= right)
    .reduce((bottom, merge) => Math.max(bottom, merge.bottom), first);
  let rows = body.filter(({ number }) => number <= merged).length;
  if (rows >= body.length) rows = 1;
  while (rows < namesAtMost && goesOn(body, rows, left, right)) rows += 1;
  return rows;
}

function mostlyTyped(rows: readonly SheetRow[], column: number): boolean {
  const values = rows.map((row) => row.cells[column]).filter((cell) => cell !== undefined);
  const typed = values.filter(({ kind }) => kind !== 'text').length;
  return values.length > 0 && typed * 2 > values.length;
}

/**
 * Titles and notes above the table: rows with far fewer cells than those below. Where numbers begin further
 * down, a row of words for every column is the header, and what stands above it is not, unless it is merged.
 */
function rowsAbove({ head, left, right, blankColumns }: Region, merges: readonly Merge[]): number {
  const counts = head.map((row) => filledCells(row, left, right).length);
  const sorted = [...counts].sort((one, other) => one - other);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const width = right - left + 1 - blankColumns.length;
  const enough = Math.max(Math.min(2, width), Math.ceil(usual / 2));
  const first = Math.max(
    0,
    counts.findIndex((count) => count >= enough),
  );
  const typed = head.findIndex(
    (row, index) =>
      index >= first && filledCells(row, left, right).some(({ kind }) => kind !== 'text'),
  );
  const full = counts.findIndex((count, index) => index >= first && count === width);
  if (typed === -1 || full === -1 || full >= typed) return first;
  let top = full;
  while (top > first && isGrouped(head[top - 1], left, right, merges)) top -= 1;
  return top;
}

/** A row of nothing but names that are each merged over some columns, not over all. */
function isGrouped(
  row: SheetRow | undefined,
  left: number,
  right: number,
  merges: readonly Merge[],
): boolean {
  const groups = new Set(
    merges
      .filter((merge) => merge.top === row?.number && merge.right > merge.left)
      .filter((merge) => merge.right - merge.left < right - left)
      .map((merge) => merge.left),
  );
  for (let column = left; column <= right; column += 1)
    if (row?.cells[column] && !groups.has(column)) return false;
  return groups.size > 0;
}

/** Numbers are no names, unless they are years. */
function allNamed(row: SheetRow | undefined, left: number, right: number): boolean {
  if (!row) return false;
  const cells = filledCells(row, left, right);
  return cells.every(
    ({ kind, text }) => kind === 'text' || (kind === 'number' && /^(19|20)\d\d$/.test(text)),
  );
}

/**
 * Whether the next row belongs to the names: it names columns that the row above leaves without, with numbers
 * or dates below its words; or it says units, each in brackets.
 */
function goesOn(body: readonly SheetRow[], rows: number, left: number, right: number): boolean {
  const above = body[rows - 1];
  const next = body[rows];
  const below = body.slice(rows + 1);
  if (!above || !next || below.length === 0) return false;
  const cells = filledCells(next, left, right);
  if (cells.length === 0 || cells.some(({ kind }) => kind !== 'text')) return false;
  if (cells.length > 1 && cells.every(({ text }) => /^\s*(\(.*\)|\[.*\])\s*$/s.test(text)))
    return true;
  let names = false;
  let typed = false;
  for (let column = left; column <= right; column += 1) {
    if (!next.cells[column]) continue;
    if (!above.cells[column]) names = true;
    if (mostlyTyped(below, column)) typed = true;
  }
  return names && typed;
}

/** Names of one row. Where `group`, a name stands for the blank cells right of it, as far as it is merged or they are blank. */
function across(
  row: SheetRow,
  left: number,
  right: number,
  merges: readonly Merge[],
  group: boolean,
): readonly string[] {
  const names: string[] = [];
  const covering = merges.filter(({ top, bottom }) => top <= row.number && row.number <= bottom);
  const someMerged = covering.some((merge) => merge.right > merge.left);
  let current = '';
  for (let column = left; column <= right; column += 1) {
    const cell = row.cells[column];
    if (cell) current = nameOf(cell);
    const merged = covering.find((merge) => merge.left < column && column <= merge.right);
    const carried = merged ? nameOf(row.cells[merged.left]) : group && !someMerged ? current : '';
    names.push(cell ? current : carried);
  }
  return names;
}

function nameOf(cell: Cell | undefined): string {
  return (cell?.text ?? '').replace(/\s+/g, ' ').trim();
}

function textsOf(row: SheetRow, left: number, right: number): string[] {
  return Array.from(
    { length: right - left + 1 },
    (_, index) => row.cells[left + index]?.text ?? '',
  );
}
