import { columnNames } from '../column-names.ts';
import type { Dialect } from '../dialect.ts';
import { RecordSorter } from '../sort-records.ts';
import { tokenize } from '../tokenize.ts';

const cellsShown = 6;
const cellCharacters = 24;

const named: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ' ': 'blanks',
  ':': 'colons',
};

/** A table as it would be read: how, in words, its names and its first rows. */
export interface Preview {
  readonly how: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What a text would become under a dialect. */
export function previewOf(sample: string, dialect: Dialect, rowsAtMost: number): Preview {
  const rows: (readonly (string | null)[])[] = [];
  const sorter = new RecordSorter(dialect, {
    row: (row) => rows.push(row),
    reject: () => undefined,
  });
  const options = { ...dialect, plainLines: dialect.preamble };
  for (const record of tokenize([sample.slice(0, 64 * 1024)], dialect.delimiter, options)) {
    sorter.take(record);
    if (rows.length >= rowsAtMost) break;
  }
  sorter.end();
  const names = columnNames(dialect.names, dialect.width);
  return { how: howOf(dialect), names, rows: rows.slice(0, rowsAtMost) };
}

/** The same as one sentence. */
export function sentenceOf({ how, names, rows }: Preview, { header }: Dialect): string {
  const shown = rows.map((row) => line(row)).join(' / ') || 'none';
  return `${how}${header ? `: ${line(names)}` : ' without names'}. First rows: ${shown}`;
}

function howOf({ delimiter, quote, preamble, width }: Dialect): string {
  const divided =
    delimiter === ''
      ? 'each line is one field'
      : `fields divided by ${named[delimiter] ?? `“${delimiter}”`}`;
  const quoting =
    quote === '' ? ', quotes are characters' : quote === '"' ? '' : `, texts in ${quote}`;
  const above = preamble > 0 ? `, ${preamble} line${preamble === 1 ? '' : 's'} above` : '';
  return `${divided}${quoting}${above}, ${width} column${width === 1 ? '' : 's'}`;
}

function line(cells: readonly (string | null)[]): string {
  const shown = cells.slice(0, cellsShown).map((cell) => {
    const text = (cell ?? '').replace(/\s+/g, ' ').trim();
    return text.length > cellCharacters ? `${text.slice(0, cellCharacters)}…` : text;
  });
  return shown.join(' | ') + (cells.length > cellsShown ? ' | …' : '');
}
