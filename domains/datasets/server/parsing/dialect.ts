import { tokenize } from './tokenize.ts';
import { shapeOf } from './value-shape.ts';

/** How a delimited text is written. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
  readonly header: boolean;
  /** Records before the header (or before the first row) that are no rows. */
  readonly preamble: number;
  /** Fields of a row. */
  readonly width: number;
  /** Names as they stand in the header; empty without one. */
  readonly names: readonly string[];
}

const delimiters = [',', ';', '\t', '|'] as const;
const sampleRecords = 400;

/**
 * Tells the dialect from the beginning of a text: the delimiter under which most records have the
 * same number of fields, more fields preferred. `complete` says that the sample is the whole text.
 */
export function detectDialect(sample: string, complete: boolean): Dialect {
  const candidates = delimiters.map((delimiter) => {
    const records = readRecords(sample, delimiter, complete);
    const width = modalWidth(records);
    const regular = records.filter((record) => record.length === width).length;
    const share = records.length === 0 ? 0 : regular / records.length;
    return { delimiter, records, width, score: width > 1 ? share * (1 + Math.log2(width) / 8) : 0 };
  });
  const best = candidates.reduce((left, right) => (right.score > left.score ? right : left));
  const { delimiter, records, width } = best;
  const preamble = Math.max(
    0,
    records.findIndex((record) => record.length === width),
  );
  const body = records.slice(preamble);
  const header = looksLikeHeader(body);
  const above = header || preamble === 0 ? null : namesAbove(records[preamble - 1] ?? [], width);
  if (above)
    return { delimiter, quote: '"', header: true, preamble: preamble - 1, width, names: above };
  return {
    delimiter,
    quote: '"',
    header,
    preamble: width === 1 ? 0 : preamble,
    width,
    names: header ? (body[0] ?? []).map((name) => name.trim()) : [],
  };
}

/** Names in the record above rows of another width: a header with a name too many or too few. */
function namesAbove(record: readonly string[], width: number): readonly string[] | null {
  const filled = record.filter((cell) => cell.trim() !== '');
  const named = filled.length > 1 && filled.length * 2 >= width;
  if (!named || !filled.every((cell) => shapeOf(cell.trim()) === 'text')) return null;
  return Array.from({ length: width }, (_, column) => (record[column] ?? '').trim());
}

function readRecords(sample: string, delimiter: string, complete: boolean): string[][] {
  const records: string[][] = [];
  for (const record of tokenize([sample], delimiter)) {
    if (!(record.fields.length === 1 && record.fields[0] === '')) records.push(record.fields);
    if (records.length > sampleRecords) break;
  }
  // The last one may be cut off by the end of the sample.
  if (!complete && records.length > 1) records.pop();
  return records;
}

function modalWidth(records: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1);
  let best = 1;
  let most = 0;
  for (const [width, count] of counts)
    if (count > most || (count === most && width > best)) {
      best = width;
      most = count;
    }
  return best;
}

/** A first row is a header when it holds names: no numbers or dates, no repetition of values below. */
export function looksLikeHeader(records: readonly (readonly string[])[]): boolean {
  const [first, ...below] = records;
  if (!first || first.every((cell) => cell.trim() === '')) return false;
  const filled = first.filter((cell) => cell.trim() !== '');
  if (
    filled.some((cell) =>
      ['integer', 'decimal', 'date', 'timestamp'].includes(shapeOf(cell.trim())),
    )
  )
    return yearsAsNames(first, below);
  if (below.length === 0) return true;
  const typed = first.some((_, column) =>
    below.some((row) => !['text', 'empty'].includes(shapeOf((row[column] ?? '').trim()))),
  );
  if (typed) return true;
  const repeated = first.filter(
    (cell, column) => cell !== '' && below.some((row) => row[column] === cell),
  ).length;
  return repeated / filled.length < 0.5;
}

/** A header like `county, 2019, 2020, 2021`: text in front, then years, with other numbers below. */
function yearsAsNames(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const years = first.filter((cell) => /^(19|20)\d\d$/.test(cell.trim()));
  const words = first.filter((cell) => shapeOf(cell.trim()) === 'text');
  return (
    words.length > 0 &&
    years.length > 0 &&
    new Set(first).size === first.length &&
    words.length + years.length === first.filter((cell) => cell.trim() !== '').length &&
    below.some((row) => first.some((cell, column) => row[column] !== cell))
  );
}
