import { type Dialect, detectText } from '../dialect.ts';
import { RecordSorter } from '../sort-records.ts';
import { tokenize } from '../tokenize.ts';

interface Reject {
  readonly line: number;
  readonly reason: string;
  readonly suggestion?: string;
}

/** A text that is held in memory, as an import would read it: for tests and measures. */
export function read(text: string, dialect: Dialect = detectText([text], true).dialect) {
  const rows: (readonly (string | null)[])[] = [];
  const rejects: Reject[] = [];
  const sorter = new RecordSorter(dialect, {
    row: (row) => rows.push(row),
    reject: ({ line, reason, suggestion }) =>
      rejects.push({ line, reason, ...(suggestion ? { suggestion } : {}) }),
  });
  const options = { ...dialect, plainLines: dialect.preamble };
  for (const record of tokenize([text], dialect.delimiter, options)) sorter.take(record);
  return { dialect, rows, rejects, ...sorter.end() };
}
