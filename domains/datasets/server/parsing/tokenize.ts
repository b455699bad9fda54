import { type Escape, type FoundRecord, type Marks, readRecord } from './read-record.ts';

/** One record of delimited text. */
export interface TextRecord {
  readonly fields: string[];
  /** Line it begins at, from 1. */
  readonly line: number;
  /** As it stands in the file, without its line end; cut at 2,000 characters. */
  readonly text: string;
  /** Characters of the whole record, without its line end. */
  readonly length: number;
  /** A quoted field that never ends, or that would swallow the rows after it. */
  readonly unclosed: boolean;
  /** How many quotes stand where none should. */
  readonly stray: number;
  /** How many fields are quoted. */
  readonly quoted: number;
}

export interface TokenizeOptions {
  /** What stands around a field; empty: nothing does. */
  readonly quote?: string;
  readonly escaping?: Escape;
  /** Fields of a row, where known: a quote that swallows rows of this width is taken for a stray one. */
  readonly width?: number;
  /** Lines at the start that are each a record of one field: what stands there follows no rule. */
  readonly plainLines?: number;
}

/** Longest record we read, in characters. */
export const longestRecord = 8 * 1024 * 1024;

/** A record longer than `longestRecord`. */
export class RecordTooLong extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`line ${line} is longer than ${longestRecord} characters`);
    this.line = line;
  }
}

const shownCharacters = 2_000;

/**
 * Splits text into records after RFC 4180, tolerant where files in the wild are not: line ends LF, CRLF or
 * CR; a quote inside an unquoted field is a character; what follows a closing quote belongs to the field.
 * A quoted field still open at the end of the text is given back as its lines, each `unclosed`.
 */
export function* tokenize(
  chunks: Iterable<string>,
  delimiter: string,
  options: TokenizeOptions = {},
): Generator<TextRecord> {
  const { quote = '"', escaping = 'doubled', width = 0, plainLines = 0 } = options;
  const marks: Marks = { delimiter, quote, escaping };
  let rest = '';
  let line = 1;
  let offset = 0;
  for (const chunk of chunks) {
    rest = offset < rest.length ? rest.slice(offset) + chunk : chunk;
    offset = 0;
    for (;;) {
      if (line <= plainLines) {
        const plain = plainLine(rest, offset, line, false);
        if (!plain) break;
        yield plain.record;
        line += 1;
        offset = plain.next;
        continue;
      }
      const found = readRecord(rest, offset, marks, false);
      if (!found) break;
      if (found.lines > 1 && swallows(rest, offset, found, marks, width)) {
        const broken = brokenLine(rest, offset, line, delimiter);
        if (!broken) throw new RecordTooLong(line);
        yield broken.record;
        line += 1;
        offset = broken.next;
        continue;
      }
      const best = withInnerQuotes(rest, offset, found, marks, width);
      yield { ...best, ...shown(rest, offset, found.end), line, unclosed: false };
      line += found.lines;
      offset = found.next;
    }
    while (rest.length - offset > longestRecord) {
      const broken = brokenLine(rest, offset, line, delimiter);
      if (!broken) throw new RecordTooLong(line);
      yield broken.record;
      line += 1;
      offset = broken.next;
    }
  }
  while (offset < rest.length) {
    if (line <= plainLines) {
      const plain = plainLine(rest, offset, line, true);
      if (!plain) return;
      yield plain.record;
      line += 1;
      offset = plain.next;
      continue;
    }
    const found = readRecord(rest, offset, marks, true);
    if (
      found &&
      !found.unclosed &&
      !(found.lines > 1 && swallows(rest, offset, found, marks, width))
    ) {
      const best = withInnerQuotes(rest, offset, found, marks, width);
      yield { ...best, ...shown(rest, offset, found.end), line, unclosed: false };
      line += found.lines;
      offset = found.next;
      continue;
    }
    const broken = brokenLine(rest, offset, line, delimiter);
    if (!broken) return;
    yield broken.record;
    line += 1;
    offset = broken.next;
  }
}

/**
 * A record in which something follows a closing quote, read as if quotes inside of texts were characters
 * (`"5" pipe"`, `"the "old" mill"`), where that makes a row of it.
 */
function withInnerQuotes(
  text: string,
  offset: number,
  found: FoundRecord,
  marks: Marks,
  width: number,
): FoundRecord {
  if (found.stray === 0 || width < 2) return found;
  const record = text.slice(offset, found.end);
  const ways = [
    readRecord(record, 0, marks, true, true),
    readRecord(record, 0, { ...marks, escaping: 'none' }, true),
  ];
  const best = ways.find(
    (way) =>
      way !== null && !way.unclosed && way.fields.length === width && way.stray <= found.stray,
  );
  return best ? { ...found, fields: best.fields, stray: best.stray } : found;
}

/** Whether a record over several lines has the wrong width and holds lines that are rows by themselves. */
function swallows(
  text: string,
  offset: number,
  found: { readonly fields: readonly string[]; readonly end: number },
  marks: Marks,
  width: number,
): boolean {
  if (width < 2) return false;
  const first = lineEnd(text, offset);
  if (found.fields.length === width) return hidesRow(text, offset, first, marks, width);
  let at = first;
  for (let looked = 0; looked < 50 && at < found.end; looked += 1) {
    const start = at + (text.startsWith('\r\n', at) ? 2 : 1);
    at = lineEnd(text, start);
    if (isRow(text.slice(start, at), marks, width)) return true;
  }
  return false;
}

/** Whether the first line would be a row without one of its quotes, and the next one is a row by itself. */
function hidesRow(text: string, offset: number, end: number, marks: Marks, width: number): boolean {
  const start = end + (text.startsWith('\r\n', end) ? 2 : 1);
  if (end - offset > shownCharacters) return false;
  const line = text.slice(offset, end);
  const { quote } = marks;
  if (!isRow(text.slice(start, lineEnd(text, start)), marks, width)) return false;
  for (let at = line.indexOf(quote); at !== -1; at = line.indexOf(quote, at + 1))
    if (isRow(line.slice(0, at) + line.slice(at + 1), marks, width)) return true;
  return false;
}

function isRow(line: string, marks: Marks, width: number): boolean {
  const alone = readRecord(line, 0, marks, true);
  return alone !== null && !alone.unclosed && alone.fields.length === width;
}

/** A quote that never closes would swallow the rest of the file: the line it stands in, alone. */
function brokenLine(
  text: string,
  offset: number,
  line: number,
  delimiter: string,
): { readonly record: TextRecord; readonly next: number } | null {
  const end = lineEnd(text, offset);
  if (end - offset > longestRecord) return null;
  const fields =
    delimiter === '' ? [text.slice(offset, end)] : text.slice(offset, end).split(delimiter);
  const next = end + (text.startsWith('\r\n', end) ? 2 : 1);
  return {
    record: { fields, line, ...shown(text, offset, end), unclosed: true, stray: 1, quoted: 0 },
    next,
  };
}

/** A line as it is; null while its end may still come. */
function plainLine(
  text: string,
  offset: number,
  line: number,
  last: boolean,
): { readonly record: TextRecord; readonly next: number } | null {
  const end = lineEnd(text, offset);
  if (!last && end + 1 >= text.length) return null;
  const record = {
    fields: [text.slice(offset, end)],
    line,
    ...shown(text, offset, end),
    unclosed: false,
    stray: 0,
    quoted: 0,
  };
  return { record, next: end + (text.startsWith('\r\n', end) ? 2 : 1) };
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}

function shown(text: string, start: number, end: number): { text: string; length: number } {
  return { text: text.slice(start, Math.min(end, start + shownCharacters)), length: end - start };
}
