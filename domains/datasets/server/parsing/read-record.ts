/**
 * How a quote stands inside a quoted field: `doubled` (RFC 4180), after a `backslash`, or as it is (`none`):
 * then only a quote before a delimiter or a line end closes the field.
 */
export type Escape = 'doubled' | 'backslash' | 'none';

/** The marks that divide a text. An empty delimiter: every line is one field. */
export interface Marks {
  readonly delimiter: string;
  /** Empty: nothing is quoted. */
  readonly quote: string;
  readonly escaping: Escape;
}

export interface FoundRecord {
  readonly fields: string[];
  /** Where the record's text ends and the next begins. */
  readonly end: number;
  readonly next: number;
  readonly lines: number;
  readonly unclosed: boolean;
  readonly stray: number;
  readonly quoted: number;
}

const backslash = 92;

/**
 * Reads the record at `start`; null when it may go on in text that is still to come (`last` says none is).
 * `lenient`: a quote closes its field before a delimiter or a line end only, and is a character elsewhere.
 */
export function readRecord(
  text: string,
  start: number,
  marks: Marks,
  last: boolean,
  lenient = false,
): FoundRecord | null {
  const { delimiter, quote, escaping } = marks;
  const fields: string[] = [];
  // No character has the code -1 or NaN.
  const separator = delimiter === '' ? -1 : delimiter.charCodeAt(0);
  const wide = delimiter.length > 1;
  const mark = quote === '' ? -1 : quote.charCodeAt(0);
  const escapes = escaping === 'backslash';
  let at = start;
  let lines = 1;
  let stray = 0;
  let quoted = 0;
  for (;;) {
    let value = '';
    let from = at;
    const opening = mark === -1 ? -1 : openingQuote(text, at, mark, separator);
    if (opening >= 0) {
      const closed = readQuoted(text, opening + 1, marks, last, lenient);
      if (!closed) {
        if (!last) return null;
        return {
          fields,
          end: text.length,
          next: text.length,
          lines,
          unclosed: true,
          stray,
          quoted,
        };
      }
      value = closed.value;
      lines += closed.lines;
      stray += closed.stray;
      quoted += 1;
      at = closed.next;
      from = at;
    }
    let escaped = false;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13) break;
      if (code === separator && (!wide || text.startsWith(delimiter, at))) break;
      if (escapes && code === backslash) {
        escaped = true;
        at += 1;
      }
      at += 1;
    }
    if (at > text.length) at = text.length;
    if (at >= text.length && !last) return null;
    if (at > from) {
      const tail = escaped ? unescaped(text.slice(from, at), marks) : text.slice(from, at);
      // Blanks between a closing quote and the delimiter are nothing.
      if (opening < 0) value = tail;
      else if (tail.trim() !== '') {
        value += tail;
        stray += 1;
      }
    }
    // A delimiter of several characters may be cut by the end of what we have.
    if (!last && wide && text.length - at < delimiter.length) return null;
    fields.push(value);
    if (at >= text.length)
      return { fields, end: at, next: at, lines, unclosed: false, stray, quoted };
    const code = text.charCodeAt(at);
    if (code !== 10 && code !== 13) {
      at += delimiter.length;
      continue;
    }
    // CR at the very end of what we have: the LF may still come.
    if (code === 13 && at + 1 >= text.length && !last) return null;
    const both = code === 13 && text.charCodeAt(at + 1) === 10;
    return { fields, end: at, next: at + (both ? 2 : 1), lines, unclosed: false, stray, quoted };
  }
}

/** Where a field's opening quote stands: first, or behind blanks only; -1 when the field is not quoted. */
function openingQuote(text: string, start: number, mark: number, separator: number): number {
  let at = start;
  if (separator !== 32) while (text.charCodeAt(at) === 32) at += 1;
  return text.charCodeAt(at) === mark ? at : -1;
}

interface Quoted {
  readonly value: string;
  readonly next: number;
  readonly lines: number;
  readonly stray: number;
}

function readQuoted(
  text: string,
  start: number,
  marks: Marks,
  last: boolean,
  lenient: boolean,
): Quoted | null {
  const { quote, escaping, delimiter } = marks;
  let value = '';
  let from = start;
  let stray = 0;
  for (let search = start; ; ) {
    const end = text.indexOf(quote, search);
    if (end === -1) return null;
    if (escaping === 'backslash' && isEscaped(text, start, end)) {
      search = end + 1;
      continue;
    }
    if (escaping === 'none') {
      if (!last && end + 1 + Math.max(1, delimiter.length) > text.length) return null;
      if (!closesBefore(text, end + 1, delimiter)) {
        // Two side by side speak for quotes that are doubled after all.
        if (text.startsWith(quote, end + 1) && end > start) stray += 1;
        search = end + 1;
        continue;
      }
    } else if (text.startsWith(quote, end + 1)) {
      value += text.slice(from, end + 1);
      from = end + 2;
      search = from;
      continue;
    } else if (lenient && !closesBefore(text, end + 1, delimiter)) {
      search = end + 1;
      continue;
    }
    value += text.slice(from, end);
    if (escaping === 'backslash') value = unescaped(value, marks);
    return { value, next: end + 1, lines: lineEnds(value), stray };
  }
}

function closesBefore(text: string, at: number, delimiter: string): boolean {
  if (at >= text.length) return true;
  const code = text.charCodeAt(at);
  return code === 10 || code === 13 || (delimiter !== '' && text.startsWith(delimiter, at));
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, start: number, at: number): boolean {
  let count = 0;
  while (at - 1 - count >= start && text.charCodeAt(at - 1 - count) === backslash) count += 1;
  return count % 2 === 1;
}

/** Backslashes go where they protect a quote, a delimiter or another backslash. */
function unescaped(text: string, { quote, delimiter }: Marks): string {
  return text.replace(/\\(.)/gs, (both, next: string) =>
    next === '\\' ||
    (quote !== '' && next === quote) ||
    (delimiter !== '' && delimiter.startsWith(next))
      ? next
      : both,
  );
}

function lineEnds(value: string): number {
  if (!value.includes('\n') && !value.includes('\r')) return 0;
  return value.split(/\r\n|\n|\r/).length - 1;
}
