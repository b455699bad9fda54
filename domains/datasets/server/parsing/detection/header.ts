import { unitOf } from '../../semantics/lexicon/units.ts';
import type { TextRecord } from '../tokenize.ts';
import { type CellLook, isTyped, type Looks } from './cell.ts';
import { isNumbered } from './column-numbers.ts';
import { filledIn, furtherNames, isNote, isRemark, isTitle, withoutStandIns } from './text-rows.ts';

/** The rows that name the columns, and how sure that is. */
export interface HeaderRows {
  /** Rows above the first that names or holds something. */
  readonly skipped: number;
  readonly rows: number;
  /** What the values are measured in, where a row says so. */
  readonly units: readonly string[] | null;
  readonly probability: number;
}

const rowsAtMost = 4;
const rowsLookedAt = 120;

interface Column {
  /** The look of nearly all values, where it says of what kind they are. */
  readonly kind: CellLook | null;
  readonly values: readonly string[];
  readonly years: boolean;
}

/** Tells which of the first rows are names, by what the rows below are like. */
export function findHeader(rows: readonly TextRecord[], width: number, looks: Looks): HeaderRows {
  const all = withoutStandIns(rows.map(({ fields }) => fields));
  let skipped = 0;
  while (
    skipped < Math.min(all.length - 1, 30) &&
    (isNote(all[skipped] ?? [], width) ||
      isTitle(rows, skipped, width) ||
      isRemark(all, skipped, width))
  )
    skipped += 1;
  const body = all.slice(skipped);
  const stubs = emptyStubs(body, 0, width, looks);
  if (stubs > 1) return { skipped, rows: stubs, units: null, probability: 0.96 };
  const columns = columnsOf(body, width, looks);
  const probability = firstIsHeader(body, columns, looks);
  if (probability < 0.5) return { skipped, rows: 0, units: null, probability };
  let count = 1;
  while (count < Math.min(rowsAtMost, body.length - 1) && goesOn(body, count, columns, looks))
    count += 1;
  count += emptyStubs(body, count, width, looks);
  count += furtherNames(body, count, rowsAtMost);
  const next = body[count];
  const units = next && body.length > count + 1 && isUnits(next, columns, looks) ? next : null;
  return { skipped, rows: count, units, probability };
}

/**
 * How many rows from one on are names above columns, told by an empty first cell where all rows below them have one:
 * in tables of statistics the corner above the labels of the rows is empty. The row below them is theirs, too, when it
 * names the labels.
 */
function emptyStubs(
  body: readonly (readonly string[])[],
  from: number,
  width: number,
  looks: Looks,
): number {
  const isStub = (row: readonly string[]) => (row[0] ?? '').trim() === '';
  const rest = body.slice(from);
  const rows = rest.findIndex((row) => !isStub(row));
  const below = rest.slice(rows);
  if (width < 3 || rows < 1 || rows > rowsAtMost || below.length < 4) return 0;
  // One cell in each, and all names below: titles of the table that stand in its columns.
  const titles = from === 0 && rest.slice(0, rows).every((row) => filledIn(row) === 1);
  const gaps = below.some(isStub);
  if (gaps && !(titles && filledIn(below[0] ?? []) === width)) return 0;
  const columns = columnsOf(below, width, looks);
  const names = (row: readonly string[] = []) => {
    const cells = row.map((cell) => cell.trim());
    const filled = cells.filter((cell) => cell !== '');
    const { against, same, other, typedCells } = compare(cells, columns, looks, true);
    const comeAgain = new Set(filled).size <= 0.6 * filled.length;
    return same === 0 && (against > 0 || other > 0 || typedCells > 0 || comeAgain);
  };
  if (gaps) return names(below[0]) ? rows + 1 : 0;
  const above = rest.slice(0, rows);
  // Numbers of accounts stand above or below their names.
  const isHead = (row: readonly string[]) =>
    row.length === width &&
    (names(row) || (isNumbered(row) && above.some((other) => names(other))));
  if (!above.every(isHead)) return 0;
  return names(below[0]) && looks.of((below[0]?.[0] ?? '').trim()) !== 'number' ? rows + 1 : rows;
}

function columnsOf(body: readonly (readonly string[])[], width: number, looks: Looks): Column[] {
  // Rows of a header of several do not count among the values.
  const from = Math.min(4, Math.max(1, Math.floor(body.length / 2)));
  const below = body.slice(from, from + rowsLookedAt);
  return Array.from({ length: width }, (_, column) => {
    const values = below
      .map((fields) => (fields[column] ?? '').trim())
      .filter((value) => value !== '');
    const counts = new Map<CellLook, number>();
    for (const value of values) counts.set(looks.of(value), (counts.get(looks.of(value)) ?? 0) + 1);
    const [look, count] = [...counts].sort((left, right) => right[1] - left[1])[0] ?? [null, 0];
    const clear = look !== null && count >= values.length * 0.7;
    return {
      kind: clear ? look : null,
      values,
      years: values.filter(isYear).length > values.length / 2,
    };
  });
}

const isYear = (value: string) => /^(?:19|20)\d\d$/.test(value);

/** How probable it is that the first row names the columns. */
function firstIsHeader(
  body: readonly (readonly string[])[],
  columns: readonly Column[],
  looks: Looks,
): number {
  const first = (body[0] ?? []).map((cell) => cell.trim());
  const filled = first.filter((cell) => cell !== '');
  if (filled.length === 0) return 0;
  const evidence = compare(first, columns, looks);
  if (body.length < 2) return evidence.typedCells > 0 ? 0.06 : 0.95;
  const distinct = new Set(filled).size / filled.length;
  // What stands right below a title are the names of another table; names that come again are names.
  const below = body.filter(
    (row, index) =>
      index > 0 &&
      !isNote(body[index - 1] ?? [], first.length) &&
      !(evidence.against > 0 && row.every((cell, column) => cell.trim() === first[column])),
  );
  const repeated = first.filter(
    (cell, column) => cell !== '' && below.some((row) => (row[column] ?? '').trim() === cell),
  ).length;
  const named = filled.filter(looksLikeName).length / filled.length;
  const short = filled.every((cell) => cell.length < 80 || cell.endsWith('?')) ? 1 : 0;
  const score =
    0.9 +
    3.2 * Math.min(2, evidence.against) -
    4.2 * Math.min(2, evidence.same) -
    2.5 * Math.min(1, (evidence.typedCells / filled.length) * 2) +
    1.2 * Math.min(2, evidence.other) +
    1.6 * named +
    1.0 * (filled.length === first.length ? 1 : 0) +
    0.6 * short -
    5 * (1 - distinct) -
    4.5 * Math.min(1, (repeated / filled.length) * 1.5);
  return 1 / (1 + Math.exp(-score));
}

interface Evidence {
  /** Words over columns of numbers, dates or times. */
  readonly against: number;
  /** Values of the kind of the column. */
  readonly same: number;
  /** Words over links or codes with digits. */
  readonly other: number;
  /** Numbers, dates, times that are no years. */
  readonly typedCells: number;
}

function compare(
  cells: readonly string[],
  columns: readonly Column[],
  looks: Looks,
  spanned = false,
): Evidence {
  let [against, same, other, typedCells] = [0, 0, 0, 0];
  const years = cells.filter(isYear);
  const round = new Set(years).size;
  // Below names that span several columns the same years come again and again.
  const again = spanned && round > 1 && years.every((year, index) => year === years[index % round]);
  const asNames = years.length > 0 && (round === years.length || again);
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    const look = looks.of(cell);
    if (!column || look === 'empty' || isMissing(cell)) continue;
    const name = asNames && isYear(cell) && !column.years;
    const over = column.kind !== null && !isTyped(column.kind) && column.values.length > 1;
    if (isTyped(look) && !name) {
      if (over) other += 0.5;
      else typedCells += 1;
    }
    if (column.kind === null || column.values.length === 0) continue;
    if (isTyped(column.kind)) {
      if (name || !isTyped(look)) against += name ? 0.5 : 1;
      else if (look === column.kind) same += 1;
    } else if (column.kind === 'link') {
      if (look === 'link') same += 1;
      else other += 1;
    } else if (
      column.kind === 'code' &&
      !/\d/.test(cell) &&
      column.values.every((value) => /\d/.test(value))
    )
      other += 1;
    else if (column.kind === 'prose' && look !== 'prose') other += 0.5;
  }
  return { against, same, other, typedCells };
}

/** What stands for a number that is not there says nothing of names. */
function isMissing(cell: string): boolean {
  return /^(?:n\/?a|[-+]?nan|[-+]?inf(?:inity)?|null|none|unknown|missing|[^\p{L}\p{N}]+)$/iu.test(
    cell,
  );
}

function looksLikeName(cell: string): boolean {
  if (/^[\p{L}].{8,}\?$/u.test(cell)) return true;
  return (
    /^[\p{L}_#%]/u.test(cell) &&
    cell.length <= 40 &&
    (/^[a-z0-9]+(?:[_.-][a-z0-9]+)*$/.test(cell) ||
      /^[A-Z0-9_]+$/.test(cell) ||
      /\b(?:id|name|date|time|type|code|number|no|nr|address|city|state|zip|status|description|value|amount|total|count|year|url|phone|email|title|category|area|region|country|notes?|comments?)\b/i.test(
        cell,
      ))
  );
}

/** Whether the row at `index` still belongs to the header that began above it. */
function goesOn(
  body: readonly (readonly string[])[],
  index: number,
  columns: readonly Column[],
  looks: Looks,
): boolean {
  const row = (body[index] ?? []).map((cell) => cell.trim());
  const above = (body[index - 1] ?? []).map((cell) => cell.trim());
  const filled = row.filter((cell) => cell !== '');
  if (filled.length === 0) return false;
  if (row.join('\x1f') === above.join('\x1f')) return true;
  if (isUnits(row, columns, looks)) return false;
  const typed = columns.filter(({ kind }) => kind !== null && isTyped(kind)).length;
  const gaps = above.filter((cell) => cell === '').length;
  const { against, same, typedCells } = compare(row, columns, looks, gaps > 0);
  if (typed > 0)
    return same === 0 && typedCells === 0 && against * 2 >= typed && (against >= 2 || gaps > 0);
  // Names over names are only seen where the upper ones span several columns.
  return (
    gaps * 3 >= above.length &&
    filled.length === row.length &&
    new Set(filled).size === filled.length &&
    !row.some((cell, column) => columns[column]?.values.includes(cell)) &&
    filled.every((cell) => cell.length < 40)
  );
}

/** Units of measure over most columns of numbers: `µg/m³`, `(mm)`, `[kg]`, `%`. */
function isUnits(cells: readonly string[], columns: readonly Column[], looks: Looks): boolean {
  let units = 0;
  let others = 0;
  let numeric = 0;
  let measured = 0;
  for (const [index, raw] of cells.entries()) {
    const cell = raw.trim();
    const kind = columns[index]?.kind ?? null;
    if (kind === 'number') numeric += 1;
    if (cell === '' || /^[-–]$/.test(cell)) continue;
    if (isUnit(cell)) {
      units += 1;
      // `A` above names of places is no ampere.
      if (kind === 'number') measured += 1;
    } else if (kind !== null && isTyped(kind)) {
      if (isTyped(looks.of(cell))) return false;
      if (/^(?:yyyy|dd|mm|hh)[\w:/. -]*$/i.test(cell)) units += 1;
      else others += 1;
    } else others += 0.5;
  }
  return numeric > 0 && measured > 0 && units > others * 1.5;
}

function isUnit(cell: string): boolean {
  if (/^[([].{0,20}[)\]]$/.test(cell)) return true;
  if (cell.length > 20) return false;
  return (
    unitOf(cell) !== null ||
    /^(?:%|‰|[$€£¥]|usd|eur|gbp|dollars?|euros?|count|counts|number|n|persons?|people|°[CFK]?|deg(?:rees)?|s|sec|seconds?|min|minutes?|h|hrs?|hours?|days?|months?|years?|k?pa|bar|atm|mol|lux|j|kj|mj|gj|ns|ms|µs|us|cm|ohm|Ω|k|dbm)$/i.test(
      cell,
    ) ||
    /^[\p{L}µμ°%$€]{1,6}(?:[²³23]|\^-?\d)?(?:[/·*.][\p{L}µμ°]{1,6}(?:[²³23]|\^?-?\d)?)+$/u.test(
      cell,
    )
  );
}

/** One name for each column out of several rows: joined, and spread over columns that a name spans. */
export function joinNames(rows: readonly (readonly string[])[], width: number): readonly string[] {
  const cells = withoutStandIns(rows).map((row) =>
    Array.from({ length: width }, (_, column) => (row[column] ?? '').replace(/\s+/g, ' ').trim()),
  );
  const last = cells.at(-1) ?? [];
  const named = last.filter((cell) => cell !== '');
  const ambiguous = new Set(named).size < named.length;
  const spread = cells.map((row, index) => {
    const below = row.map((_, column) =>
      cells.slice(index + 1).some((lower) => lower[column] !== ''),
    );
    const above = cells[index - 1] ?? [];
    return ambiguous || isSpanning(row, below) ? spreadOut(row, above, below) : row;
  });
  return Array.from({ length: width }, (_, column) =>
    spread
      .map((row) => row[column] ?? '')
      .filter((cell) => cell !== '')
      .join(' '),
  );
}

/** Some names have nothing below them, and every other one spans the names right of the one below it. */
function isSpanning(row: readonly string[], below: readonly boolean[]): boolean {
  const over = row.flatMap((cell, column) => (cell !== '' && below[column] ? [column] : []));
  return (
    over.length > 0 &&
    row.some((cell, column) => cell !== '' && !below[column]) &&
    over.every((column) => row[column + 1] === '' && below[column + 1])
  );
}

/** A name goes on over empty cells, as long as there are names below and none begins above. */
function spreadOut(
  row: readonly string[],
  above: readonly string[],
  below: readonly boolean[],
): readonly string[] {
  let last = '';
  return row.map((cell, column) => {
    if (cell !== '' || !below[column] || (above[column] ?? '') !== '') last = cell;
    return last;
  });
}
