import type { Encoding } from './encoding.ts';
import { csvLine, LineFile, RejectFile } from './row-writer.ts';
import { NotUtf8, readText } from './text-source.ts';
import { RecordTooLong, type TextRecord, tokenize } from './tokenize.ts';

export interface NormaliseInput {
  readonly path: string;
  readonly encoding: Pick<Encoding, 'name' | 'markBytes'>;
  readonly delimiter: string;
  readonly quote: string;
  readonly width: number;
  readonly header: boolean;
  readonly preamble: number;
  /** Where the clean rows go: UTF-8, comma, LF, no header. */
  readonly rowsPath: string;
  /** Where rejected rows go, as JSON Lines. */
  readonly rejectsPath: string;
}

/** Every record of the file under exactly one heading. */
export interface RecordCounts {
  readonly records: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly header: number;
  readonly preamble: number;
  readonly blank: number;
  readonly footer: number;
}

export type NormaliseResult =
  | { readonly kind: 'done'; readonly counts: RecordCounts }
  | { readonly kind: 'tooLong'; readonly line: number }
  /** Some byte sequence is no UTF-8: it must be read as something else. */
  | { readonly kind: 'notUtf8' };

const footerAtMost = 20;

/**
 * The careful way for files that are out of the ordinary (another encoding, blank lines, rows of another
 * width, odd quotes, preamble, footer): our own tokenizer reads every record, writes those that are rows in
 * plain form and keeps the others with the reason. Runs in a process of its own.
 */
export function run(
  input: NormaliseInput,
  { progress }: { readonly progress: (done: number) => void },
): NormaliseResult {
  const rows = new LineFile(input.rowsPath);
  const rejects = new RejectFile(input.rejectsPath);
  try {
    const counts = sortRecords(input, rows, rejects, progress);
    return { kind: 'done', counts };
  } catch (thrown) {
    if (thrown instanceof RecordTooLong) return { kind: 'tooLong', line: thrown.line };
    if (thrown instanceof NotUtf8) return { kind: 'notUtf8' };
    throw thrown;
  } finally {
    rows.close();
    rejects.close();
  }
}

function sortRecords(
  input: NormaliseInput,
  rows: LineFile,
  rejects: RejectFile,
  progress: (done: number) => void,
): RecordCounts {
  const { width } = input;
  let records = 0;
  let loaded = 0;
  let blank = 0;
  let preamble = 0;
  let header = 0;
  // Odd records since the last row; at the end of the file they may be a footer.
  let pending: TextRecord[] = [];
  const rejectPending = () => {
    for (const record of pending) rejects.add(reject(record, width));
    pending = [];
  };
  const text = readText(input.path, input.encoding, progress);
  for (const record of tokenize(text, input.delimiter, input.quote)) {
    records += 1;
    if (isBlank(record, width)) {
      blank += 1;
      continue;
    }
    if (preamble < input.preamble) {
      preamble += 1;
      continue;
    }
    if (input.header && header === 0) {
      header = 1;
      continue;
    }
    const fields = fit(record, width);
    if (!fields) {
      pending.push(record);
      if (pending.length > footerAtMost) rejectPending();
      continue;
    }
    rejectPending();
    rows.write(csvLine(fields));
    loaded += 1;
  }
  const footer = pending.every((record) => isNote(record, width)) ? pending.length : 0;
  if (footer === 0) rejectPending();
  return { records, loaded, rejected: rejects.count, header, preamble, blank, footer };
}

function isBlank(record: TextRecord, width: number): boolean {
  if (record.fields.length === 1) {
    const [field = ''] = record.fields;
    return (width > 1 ? field.trim() : field) === '' && !record.text.startsWith('"');
  }
  return (
    width > 1 &&
    record.text !== '' &&
    record.fields.every((field) => field === '') &&
    !record.text.includes('"')
  );
}

/** The fields of a row: of the right number, or with nothing but empty ones too many. */
function fit(record: TextRecord, width: number): (string | null)[] | null {
  if (record.unclosed || record.fields.length < width) return null;
  if (record.fields.slice(width).some((field) => field.trim() !== '')) return null;
  return record.fields
    .slice(0, width)
    .map((field) => (field === '' ? null : field.replaceAll('\0', '')));
}

/** A line like “Source: Budget Office” below the table: one filled cell in a table of several columns. */
function isNote(record: TextRecord, width: number): boolean {
  return (
    width > 2 &&
    !record.unclosed &&
    record.fields.filter((field) => field.trim() !== '').length === 1
  );
}

function reject(record: TextRecord, width: number) {
  const found = record.fields.length;
  const reason = record.unclosed
    ? 'A quote is opened and never closed.'
    : found < width
      ? `It has ${found} of ${width} fields.`
      : `It has ${found} fields where the table has ${width}.`;
  return { line: record.line, column: null, reason, text: record.text };
}
