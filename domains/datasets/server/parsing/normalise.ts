import type { Dialect } from './dialect.ts';
import type { Encoding } from './encoding.ts';
import { legacyEncodingOf, piecesOf } from './legacy-encoding.ts';
import { csvLine, LineFile, RejectFile } from './row-writer.ts';
import { RecordSorter, type Sorted } from './sort-records.ts';
import { NotUtf8, readText } from './text-source.ts';
import { RecordTooLong, tokenize } from './tokenize.ts';

export interface NormaliseInput extends Dialect {
  readonly path: string;
  readonly encoding: Pick<Encoding, 'name' | 'markBytes' | 'strays'>;
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
  /** Of these, what is worth a name of its own. */
  readonly detail?: CountDetail;
}

export interface CountDetail {
  /** In `header`: rows that say what the columns are measured in. */
  readonly units: number;
  /** In `header`: the header once more, among the rows. */
  readonly repeatedHeaders: number;
  /** In `footer`: remarks among the rows or below them. */
  readonly comments: number;
  /** In `footer`: sums below the rows. */
  readonly totals: number;
  /** In `footer`: records of further tables. */
  readonly otherTables: number;
}

export type NormaliseResult =
  | ({ readonly kind: 'done' } & Sorted)
  | { readonly kind: 'tooLong'; readonly line: number }
  /** Some byte sequence is no UTF-8: it must be read as something else. */
  | { readonly kind: 'notUtf8'; readonly better: Encoding };

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
    const sorter = new RecordSorter(input, {
      row: (fields) => rows.write(csvLine(fields)),
      reject: (row) => rejects.add(row),
    });
    const text = readText(input.path, input.encoding, progress);
    const { quote, escaping, width, preamble } = input;
    const options = { quote, escaping, width, plainLines: preamble };
    for (const record of tokenize(text, input.delimiter, options)) sorter.take(record);
    return { kind: 'done', ...sorter.end() };
  } catch (thrown) {
    if (thrown instanceof RecordTooLong) return { kind: 'tooLong', line: thrown.line };
    if (thrown instanceof NotUtf8)
      return { kind: 'notUtf8', better: legacyEncodingOf(piecesOf(input.path)) };
    throw thrown;
  } finally {
    rows.close();
    rejects.close();
  }
}
