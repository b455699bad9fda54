/** One record of delimited text. */
export interface TextRecord {
  readonly fields: string[];
  /** Line it begins at, from 1. */
  readonly line: number;
  /** As it stands in the file, without its line end; cut at 2,000 characters. */
  readonly text: string;
  /** A quoted field that never ends. */
  readonly unclosed: boolean;
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
  quote = '"',
): Generator<TextRecord> {
  let rest = '';
  let line = 1;
  let offset = 0;
  for (const chunk of chunks) {
    rest = offset < rest.length ? rest.slice(offset) + chunk : chunk;
    offset = 0;
    for (;;) {
      const found = readRecord(rest, offset, delimiter, quote, false);
      if (!found) break;
      yield { fields: found.fields, line, text: shown(rest, offset, found.end), unclosed: false };
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
    const found = readRecord(rest, offset, delimiter, quote, true);
    if (found && !found.unclosed) {
      yield { fields: found.fields, line, text: shown(rest, offset, found.end), unclosed: false };
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

/** A quote that never closes would swallow the rest of the file: the line it stands in, alone. */
function brokenLine(
  text: string,
  offset: number,
  line: number,
  delimiter: string,
): { readonly record: TextRecord; readonly next: number } | null {
  const end = lineEnd(text, offset);
  if (end - offset > longestRecord) return null;
  const fields = text.slice(offset, end).split(delimiter);
  const next = end + (text.startsWith('\r\n', end) ? 2 : 1);
  return { record: { fields, line, text: shown(text, offset, end), unclosed: true }, next };
}

interface Found {
  readonly fields: string[];
  /** Where the record's text ends and the next begins. */
  readonly end: number;
  readonly next: number;
  readonly lines: number;
  readonly unclosed: boolean;
}

function readRecord(
  text: string,
  start: number,
  delimiter: string,
  quote: string,
  last: boolean,
): Found | null {
  const fields: string[] = [];
  const separator = delimiter.charCodeAt(0);
  const mark = quote.charCodeAt(0);
  let at = start;
  let lines = 1;
  for (;;) {
    let value = '';
    if (text.charCodeAt(at) === mark) {
      const closed = readQuoted(text, at + 1, quote);
      if (!closed) {
        if (!last) return null;
        return { fields, end: text.length, next: text.length, lines, unclosed: true };
      }
      value = closed.value;
      lines += closed.lines;
      at = closed.next;
    }
    const from = at;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === separator || code === 10 || code === 13) break;
      at += 1;
    }
    if (at > from) value += text.slice(from, at);
    if (at >= text.length) {
      if (!last) return null;
      fields.push(value);
      return { fields, end: at, next: at, lines, unclosed: false };
    }
    fields.push(value);
    const code = text.charCodeAt(at);
    if (code === separator) {
      at += 1;
      continue;
    }
    // CR at the very end of what we have: the LF may still come.
    if (code === 13 && at + 1 >= text.length && !last) return null;
    const wide = code === 13 && text.charCodeAt(at + 1) === 10;
    return { fields, end: at, next: at + (wide ? 2 : 1), lines, unclosed: false };
  }
}

function readQuoted(
  text: string,
  start: number,
  quote: string,
): { value: string; next: number; lines: number } | null {
  let value = '';
  let from = start;
  for (;;) {
    const end = text.indexOf(quote, from);
    if (end === -1) return null;
    value += text.slice(from, end);
    if (text.startsWith(quote, end + 1)) {
      value += quote;
      from = end + 2;
      continue;
    }
    const lines = value.includes('\n') ? value.split('\n').length - 1 : 0;
    return { value, next: end + 1, lines };
  }
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}

function shown(text: string, start: number, end: number): string {
  return text.slice(start, Math.min(end, start + shownCharacters));
}
