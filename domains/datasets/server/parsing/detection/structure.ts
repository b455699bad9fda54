import { readRecord } from '../read-record.ts';
import type { TextRecord } from '../tokenize.ts';
import { isTyped, type Looks, lookOf } from './cell.ts';
import { numbersColumns } from './column-numbers.ts';
import { findHeader, type HeaderRows, joinNames } from './header.ts';
import { bodyOf, isRule, type Measured, typedRun } from './measure.ts';
import { isNote } from './text-rows.ts';

/** What of a text is table, and which of it are names. */
export interface Structure {
  /** Lines above the header, or above the first row where there is none. */
  readonly preamble: number;
  /** Records that name the columns, rules below them included. */
  readonly headerRows: number;
  readonly names: readonly string[];
  readonly units: readonly string[] | null;
  /** What begins a line that is a remark. */
  readonly comment: string | null;
  readonly width: number;
  /** Rows that end early are rows all the same: their last fields are empty. */
  readonly endsEarly: boolean;
  readonly probability: number;
}

/** Tells names, rows and what stands around them in the beginning of a text that is divided so. */
export function findStructure(measured: Measured, looks: Looks): Structure {
  const { records, marks } = measured;
  const comment = commentOf(records, measured.width);
  const plain = records.filter(({ text }, index) => index === 0 || !isComment(text, comment));
  if (measured.width === 1) return { ...oneColumn(plain), comment };
  const [width, endsEarly] = widthWithShort(plain, measured.width, looks);
  const body = bodyOf(plain, measured.width);
  const rows = body.filter(
    ({ fields, unclosed }) =>
      !unclosed && (fields.length >= measured.width || endsEarly) && !isEmpty(fields),
  );
  const ruled = rows.filter(({ fields }) => !isRule(fields));
  const found = headerBelowTitle(ruled, plain, width, looks);
  const higher = found.rows === 0 ? namesHigher(plain, ruled, width, looks) : null;
  if (higher) ruled.unshift(higher);
  const header = higher ? findHeader(ruled, width, looks) : found;
  const first = ruled[header.skipped];
  const above = first ? aboveOf(plain, plain.indexOf(first)) : null;
  const given = { width, endsEarly, comment, units: header.units };
  if (header.rows === 0 || !first) {
    const names = above
      ? (besideLabels(above, ruled, width) ??
        namesAbove(above, width, marks.delimiter, marks.quote))
      : null;
    const line = (names ? above : first)?.line ?? 1;
    return {
      ...given,
      preamble: line - 1,
      headerRows: names ? 1 : 0,
      names: names ?? [],
      units: null,
      probability: names ? 0.95 : 1 - header.probability,
    };
  }
  const named = ruled.slice(header.skipped, header.skipped + header.rows);
  const below = rows[rows.indexOf(named.at(-1) as TextRecord) + 1];
  const numbered =
    below !== undefined &&
    numbersColumns(
      below.fields,
      rows.slice(rows.indexOf(below) + 1).map(({ fields }) => fields),
    );
  const isUnderline = numbered || (below !== undefined && isRule(below.fields));
  const rule = !higher && isUnderline ? 1 : 0;
  const names = joinNames(
    named.map(({ fields }) => fields),
    width,
  );
  return {
    ...given,
    units: numbered ? null : header.units,
    preamble: first.line - 1,
    headerRows: header.rows + rule,
    names: names.map((name, index) => (index === 0 ? name.replace(/^#+\s*(?=\S)/, '') : name)),
    probability: header.probability,
  };
}

/**
 * The first record of a text, where it names the columns and the rows below it do not fit them before the
 * body begins: these are rows that are broken, no text above a table.
 */
function namesHigher(
  records: readonly TextRecord[],
  body: readonly TextRecord[],
  width: number,
  looks: Looks,
): TextRecord | null {
  const [top] = records;
  const [first] = body;
  if (!top || !first || top === first || top.unclosed || top.fields.length !== width) return null;
  const start = first.fields.findIndex((field) => isTyped(lookOf(field)));
  const between = records.slice(1, records.indexOf(first));
  const rows = between.every(
    ({ fields }) => looks.of(fields[start] ?? '') === looks.of(first.fields[start] ?? ''),
  );
  const header = start >= 0 && rows && areNames(top.fields, width);
  return header && findHeader([top, ...body], width, looks).rows === 1 ? top : null;
}

/** The rows that name the columns. A line of text between two of them makes the upper a title that has delimiters. */
function headerBelowTitle(
  rows: readonly TextRecord[],
  records: readonly TextRecord[],
  width: number,
  looks: Looks,
): HeaderRows {
  const found = findHeader(rows, width, looks);
  const named = rows.slice(found.skipped, found.skipped + found.rows);
  const below = named.findLastIndex((record, index) => {
    const above = named[index - 1];
    return (
      above !== undefined &&
      records
        .slice(records.indexOf(above) + 1, records.indexOf(record))
        .some(({ fields }) => !isEmpty(fields) && !isRule(fields))
    );
  });
  if (below < 1) return found;
  const skipped = found.skipped + below;
  const lower = findHeader(rows.slice(skipped), width, looks);
  return lower.rows > 0 ? { ...lower, skipped: lower.skipped + skipped } : found;
}

const isEmpty = (fields: readonly string[]) => fields.every((field) => field.trim() === '');

export function isComment(text: string, comment: string | null): boolean {
  return comment !== null && text.trimStart().startsWith(comment);
}

/** A mark that begins a few lines, none of which has the fields of a row. */
function commentOf(records: readonly TextRecord[], width: number): string | null {
  for (const mark of ['#', '//', '%%', '-- ']) {
    const hits = records.filter(
      ({ text, fields }) => text.trimStart().startsWith(mark) && !isRule(fields),
    );
    const later = hits.filter((record) => record !== records[0] || record.fields.length !== width);
    const outside = later.every(
      ({ fields, text }) =>
        fields.length !== width || (width > 1 && /^(?:#|\/\/|%%|--)+[ '"]/.test(text.trimStart())),
    );
    const few = later.length * 10 <= records.length * 4 || isAtTop(later, records);
    if (later.length > 0 && few && (outside || (width === 1 && isAtTop(later, records))))
      return mark;
  }
  return null;
}

function isAtTop(hits: readonly TextRecord[], records: readonly TextRecord[]): boolean {
  return hits.length < records.length && hits.every((hit, index) => hit === records[index]);
}

/** One value on each line: the names may stand in the line above the first. */
function oneColumn(records: readonly TextRecord[]): Omit<Structure, 'comment'> {
  const values = records.map(({ fields }) => (fields[0] ?? '').trim());
  const none = { headerRows: 0, names: [], units: null, width: 1, endsEarly: false };
  const start = typedRun(values);
  if (start === null) {
    const [first = '', ...below] = values;
    const header = below.length === 0 ? !isTyped(lookOf(first)) : !below.includes(first);
    const preamble = (records[0]?.line ?? 1) - 1;
    return header
      ? { ...none, preamble, headerRows: 1, names: [first], probability: 0.93 }
      : { ...none, preamble, probability: 0.93 };
  }
  const rule = start > 0 && isRule([values[start - 1] ?? '']) ? 1 : 0;
  const name = values[start - 1 - rule] ?? '';
  const named =
    start - rule > 0 && name.length < 60 && name.split(/\s+/).length < 6 && !isTyped(lookOf(name));
  const first = records[named ? start - 1 - rule : start];
  return {
    ...none,
    preamble: (first?.line ?? 1) - 1,
    headerRows: named ? 1 + rule : 0,
    names: named ? [name.replace(/^Data:\s+/, '')] : [],
    probability: 0.95,
  };
}

/** The record above the first row, where it is more than a line of text. */
function aboveOf(records: readonly TextRecord[], index: number): TextRecord | null {
  const above = records[index - 1];
  return above && !isEmpty(above.fields) ? above : null;
}

/**
 * Names of all columns but the first, which holds labels of the rows: quoted running numbers, or words below a name
 * that comes several times and is none of theirs.
 */
function besideLabels(
  { fields, unclosed }: TextRecord,
  rows: readonly TextRecord[],
  width: number,
): readonly string[] | null {
  const names = fields.map((field) => field.trim());
  if (unclosed || width < 3 || names.length !== width - 1 || rows.length < 3) return null;
  if (names.some((name) => name === '' || name.length > 99 || isTyped(lookOf(name)))) return null;
  if (rows.some((row) => (row.fields[width - 1] ?? '').trim() === '')) return null;
  const labels = rows.map((row) => (row.fields[0] ?? '').trim());
  const numbered = rows.every(({ text }, index) => text.startsWith(`"${index + 1}"`));
  const words =
    names[0] === names[1] &&
    new Set(labels).size === labels.length &&
    labels.every((label) => label !== '' && !isTyped(lookOf(label)));
  return numbered || words ? ['', ...names] : null;
}

/** Names in a record of another width: one too many or too few, a stray quote, or another delimiter. */
export function namesAbove(
  record: TextRecord,
  width: number,
  delimiter: string,
  quote: string,
): readonly string[] | null {
  const tries = record.unclosed ? withoutOneQuote(record.text, delimiter, quote) : [];
  tries.push(record.fields);
  if (record.fields.length === width - 1) tries.push(...betweenQuotes(record.fields, quote));
  if (record.fields.length > width)
    tries.push(record.fields.filter((field) => field.trim() !== ''));
  for (const other of [delimiter, ' ', ';', ',', '\t', '|']) {
    const marks = { delimiter: other, quote, escaping: 'doubled' } as const;
    const bare = record.text.replace(quote, '');
    for (const text of quote !== '' && record.text.includes(quote)
      ? [record.text, bare]
      : [record.text]) {
      const found = readRecord(text, 0, marks, true);
      if (found && !found.unclosed && found.fields.length === width) tries.push([...found.fields]);
    }
  }
  const right = tries.find((fields) => fields.length === width && areNames(fields, width));
  const near = right ?? (areNames(record.fields, width) && !record.unclosed ? record.fields : null);
  return near && Array.from({ length: width }, (_, column) => (near[column] ?? '').trim());
}

/** Names of which two were quoted and have no delimiter between them: `"Kind""Place"`. */
function betweenQuotes(fields: readonly string[], quote: string): string[][] {
  if (quote === '') return [];
  const divided = fields.map((field) => {
    const parts = field.split(quote).filter((part) => part !== '');
    const apart = parts.every((part) => /^\p{L}(?:.*[\p{L}\p{N})])?$/u.test(part));
    return parts.length === 2 && apart ? parts : [field];
  });
  return divided.filter((parts) => parts.length > 1).length === 1 ? [divided.flat()] : [];
}

/** Names of which one opens a quote that nothing closes, read without one quote after the other. */
function withoutOneQuote(text: string, delimiter: string, quote: string): string[][] {
  const found: string[][] = [];
  const marks = { delimiter, quote, escaping: 'doubled' } as const;
  for (
    let at = text.lastIndexOf(quote);
    quote !== '' && at >= 0;
    at = text.lastIndexOf(quote, at - 1)
  ) {
    const record = readRecord(text.slice(0, at) + text.slice(at + 1), 0, marks, true);
    if (record && !record.unclosed && record.stray === 0) found.push(record.fields);
    if (at === 0) break;
  }
  return found;
}

function areNames(fields: readonly string[], width: number): boolean {
  const filled = fields.map((field) => field.trim()).filter((field) => field !== '');
  return (
    filled.length > 1 &&
    filled.length * 2 >= width &&
    filled.length <= width * 2 &&
    new Set(filled).size * 10 >= filled.length * 6 &&
    filled.every((field) => !isTyped(lookOf(field)) && field.length < 100)
  );
}

/** The width that the names have, where rows end early; else that of most rows. */
function widthWithShort(
  records: readonly TextRecord[],
  width: number,
  looks: Looks,
): readonly [number, boolean] {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const widest = Math.max(...counts.keys());
  const head = records.find(({ fields }) => fields.length >= width && !isNote(fields, width));
  const longer =
    head !== undefined &&
    head.fields.length > width &&
    head.fields.length === widest &&
    (counts.get(widest) ?? 0) > 1 &&
    areNames(head.fields, widest);
  // Names of columns that no row reaches. One name too many may be a stray delimiter; several are none.
  const unreached =
    head !== undefined &&
    head === records[0] &&
    head.fields.length > width + 1 &&
    records.length > 2 &&
    records.every((one) => one === head || one.fields.length === width) &&
    head.fields.every((field) => field.trim() !== '') &&
    areNames(head.fields, head.fields.length);
  if (unreached) return [head.fields.length, true];
  const full = longer ? widest : width;
  const short = records.filter(({ fields }) => fields.length > 1 && fields.length < full);
  const [early] = short;
  // Names that are shorter begin another table.
  const other =
    early !== undefined &&
    records.indexOf(early) > 1 &&
    areNames(early.fields, early.fields.length);
  const enough = short.length >= 3 && short.length * 20 >= records.length && !other;
  if (
    !enough ||
    !fitsBefore(
      short,
      records.filter(({ fields }) => fields.length === full),
      looks,
    )
  )
    return [longer ? widest : width, longer];
  return [full, true];
}

/** Whether the fields that short records have are like those of the whole ones. */
function fitsBefore(
  short: readonly TextRecord[],
  whole: readonly TextRecord[],
  looks: Looks,
): boolean {
  let [same, other] = [0, 0];
  const sample = whole.slice(1, 60);
  for (const { fields } of short.slice(0, 60))
    for (const [column, field] of fields.entries()) {
      const typed = sample.filter((row) => isTyped(looks.of(row.fields[column] ?? ''))).length;
      if (sample.length === 0 || typed < sample.length * 0.8 || field === '') continue;
      if (isTyped(looks.of(field))) same += 1;
      else other += 1;
    }
  return same >= 3 && same >= other * 9;
}
