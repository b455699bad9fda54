import type { Dialect } from '../dialect.ts';
import { RecordSorter } from '../sort-records.ts';
import { tokenize } from '../tokenize.ts';

const rowsShown = 2;
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

/** A table as it would be read, in a sentence: what divides it, its columns and its first rows. */
export function previewOf(sample: string, dialect: Dialect): string {
  const rows: (readonly (string | null)[])[] = [];
  const sorter = new RecordSorter(dialect, {
    row: (row) => rows.push(row),
    reject: () => undefined,
  });
  const { quote, escape, width, preamble } = dialect;
  const text = sample.slice(0, 64 * 1024);
  for (const record of tokenize([text], dialect.delimiter, {
    quote,
    escape,
    width,
    plainLines: preamble,
  })) {
    sorter.take(record);
    if (rows.length >= rowsShown) break;
  }
  const divided =
    dialect.delimiter === ''
      ? 'each line is one field'
      : `fields divided by ${named[dialect.delimiter] ?? `“${dialect.delimiter}”`}`;
  const quoting =
    quote === '' ? ', quotes are characters' : quote === '"' ? '' : `, texts in ${quote}`;
  const columns = `${width} column${width === 1 ? '' : 's'}`;
  const names = dialect.header ? `: ${line(dialect.names)}` : ' without names';
  const above = preamble > 0 ? `, ${preamble} line${preamble === 1 ? '' : 's'} above` : '';
  return `${divided}${quoting}${above}, ${columns}${names}. First rows: ${rows.map((row) => line(row)).join(' / ') || 'none'}`;
}

function line(cells: readonly (string | null)[]): string {
  const shown = cells.slice(0, cellsShown).map((cell) => {
    const text = (cell ?? '').replace(/\s+/g, ' ').trim();
    return text.length > cellCharacters ? `${text.slice(0, cellCharacters)}…` : text;
  });
  return shown.join(' | ') + (cells.length > cellsShown ? ' | …' : '');
}
