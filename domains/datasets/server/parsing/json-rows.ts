import type { Encoding } from './encoding.ts';
import { type Element, jsonElements } from './json-elements.ts';
import { ListRows } from './json-lists.ts';
import type { RecordCounts } from './normalise.ts';
import { csvLine, LineFile, RejectFile } from './row-writer.ts';
import { NotUtf8, readText } from './text-source.ts';
import { shapeOf } from './value-shape.ts';

export interface JsonRowsInput {
  readonly path: string;
  readonly encoding: Pick<Encoding, 'name' | 'markBytes'>;
  readonly format: 'ndjson' | 'json';
  readonly rowsPath: string;
  readonly rejectsPath: string;
  readonly widthAtMost: number;
}

export type JsonRowsResult =
  | {
      readonly kind: 'done';
      readonly counts: RecordCounts;
      readonly names: readonly string[];
      /** Columns in which some value is a text that is no date: they stay text whatever it looks like. */
      readonly texts: readonly boolean[];
      /** Every document is a feature of GeoJSON: its properties are columns. */
      readonly features: boolean;
    }
  | { readonly kind: 'tooWide'; readonly width: number }
  | { readonly kind: 'tooLong'; readonly line: number }
  | { readonly kind: 'notUtf8' };

type Row = Readonly<Record<string, unknown>>;

interface Column {
  readonly index: number;
  text: boolean;
}

/**
 * JSON documents (one a line, or the elements of one array) as plain rows: every key of any document is a
 * column, nested values are kept as JSON text. Reads the file twice: keys first. Runs in a process of its own.
 */
export function run(
  input: JsonRowsInput,
  { progress }: { readonly progress: (done: number) => void },
): JsonRowsResult {
  try {
    return readRows(input, progress);
  } catch (thrown) {
    if (thrown instanceof NotUtf8) return { kind: 'notUtf8' };
    throw thrown;
  }
}

function readRows(input: JsonRowsInput, progress: (done: number) => void): JsonRowsResult {
  const columns = new Map<string, Column>();
  const lists = new ListRows();
  let [objects, features] = [0, 0];
  for (const element of elements(input, () => undefined)) {
    if (element.kind === 'tooLong') return { kind: 'tooLong', line: element.line };
    const parsed = parseRow(element, lists);
    if (parsed === 'header' || 'reason' in parsed) continue;
    const { row } = parsed;
    objects += 1;
    if (isFeature(row)) features += 1;
    for (const [key, value] of Object.entries(rowOf(row))) {
      const column = columns.get(key) ?? { index: columns.size, text: false };
      columns.set(key, column);
      column.text ||= typeof value === 'string' && !['date', 'timestamp'].includes(shapeOf(value));
    }
    if (columns.size > input.widthAtMost) return { kind: 'tooWide', width: columns.size };
  }
  const names = [...columns.keys()];
  const counts = writeRows(input, names, progress);
  const texts = [...columns.values()].map(({ text }) => text);
  return { kind: 'done', counts, names, texts, features: features > 0 && features === objects };
}

function writeRows(
  input: JsonRowsInput,
  names: readonly string[],
  progress: (done: number) => void,
): RecordCounts {
  const rows = new LineFile(input.rowsPath);
  const rejects = new RejectFile(input.rejectsPath);
  const lists = new ListRows();
  let records = 0;
  let header = 0;
  let blank = 0;
  let loaded = 0;
  try {
    for (const element of elements(input, progress)) {
      records += 1;
      if (element.kind === 'tooLong') continue;
      if (element.text.trim() === '') {
        blank += 1;
        continue;
      }
      const line = lineOf(element, names, lists);
      if (line === 'header') header += 1;
      else if ('reason' in line)
        rejects.add({
          line: element.line,
          column: null,
          reason: line.reason,
          text: element.text.slice(0, 2000),
        });
      else {
        rows.write(line.text);
        loaded += 1;
      }
    }
  } finally {
    rows.close();
    rejects.close();
  }
  return { records, loaded, rejected: rejects.count, header, preamble: 0, blank, footer: 0 };
}

/** The document as a line of the rows, or why it is none. */
function lineOf(
  element: { readonly text: string },
  names: readonly string[],
  lists: ListRows,
): { readonly text: string } | 'header' | { readonly reason: string } {
  const parsed = parseRow(element, lists);
  if (parsed === 'header' || 'reason' in parsed) return parsed;
  const row = rowOf(parsed.row);
  try {
    return { text: csvLine(names.map((name) => cellText(row[name]))) };
  } catch (thrown) {
    // Reading JSON takes any depth, writing it takes the stack.
    if (thrown instanceof RangeError) return { reason: 'It is nested too deeply.' };
    throw thrown;
  }
}

function elements(input: JsonRowsInput, progress: (done: number) => void): Iterable<Element> {
  return jsonElements(readText(input.path, input.encoding, progress), input.format);
}

function isFeature(document: Readonly<Record<string, unknown>>): boolean {
  const { properties } = document;
  return (
    document.type === 'Feature' &&
    (properties === null || (typeof properties === 'object' && !Array.isArray(properties)))
  );
}

/** A feature of GeoJSON (RFC 7946) as its properties and its shape; any other document as it is. */
function rowOf(document: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (!isFeature(document)) return document;
  const { type: _, properties, ...rest } = document;
  const row: Record<string, unknown> = { ...(properties as Record<string, unknown> | null) };
  for (const [name, value] of Object.entries(rest)) {
    let free = name;
    while (free in row) free = `feature_${free}`;
    row[free] = value;
  }
  return row;
}

type Parsed = { readonly row: Row } | 'header' | { readonly reason: string };

/** The document as a row, or the reason why it is none. */
function parseRow(element: { readonly text: string }, lists: ListRows): Parsed {
  const { text } = element;
  if (text.trim() === '') return { reason: '' };
  try {
    const value: unknown = parseExactly(text);
    if (Array.isArray(value)) return lists.take(value);
    if (typeof value !== 'object' || value === null)
      return { reason: 'It is no object with named values.' };
    lists.seeObject();
    return { row: value as Row };
  } catch (thrown) {
    return {
      reason: `It is not valid JSON: ${String((thrown as Error).message).slice(0, 120)}`,
    };
  }
}

/** JSON.parse that keeps numbers which a double would round as they are written. */
function parseExactly(text: string): unknown {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const keep = (_: string, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && /\d{16}/.test(context.source)
      ? new ExactNumber(context.source)
      : value;
  return JSON.parse(text, keep as (key: string, value: unknown) => unknown);
}

class ExactNumber {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  toJSON(): unknown {
    return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(this.source);
  }
}

function cellText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string') return value;
  if (value instanceof ExactNumber) return value.source;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
