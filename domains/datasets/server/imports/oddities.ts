import type { Dialect } from '../parsing/dialect.ts';
import type { Sorted } from '../parsing/sort-records.ts';
import { RecordSorter } from '../parsing/sort-records.ts';
import { isTotalLabel } from '../parsing/sums.ts';
import { tokenize } from '../parsing/tokenize.ts';
import { pieceAt } from './decide-dialect.ts';
import type { LoadWork } from './work.ts';

const tailBytes = 64 * 1024;

/** Whether notes or sums may stand below the rows, in the form of rows. */
export async function endsWithMore(work: LoadWork, dialect: Dialect): Promise<boolean> {
  const from = Math.max(0, work.bytes - tailBytes);
  const utf8 = { name: 'utf-8', markBytes: 0, reason: '' } as const;
  const tail = await pieceAt(work.path, from, utf8);
  const last: (string | null)[][] = [];
  const plain = { ...dialect, header: false, headerRows: 0, preamble: 0, comment: null };
  const sorter = new RecordSorter(plain, {
    row: (row) => {
      last.push([...row]);
      if (last.length > 4) last.shift();
    },
    reject: () => undefined,
  });
  for (const record of tokenize([tail], dialect.delimiter, { width: dialect.width }))
    sorter.take(record);
  const { counts } = sorter.end();
  return counts.footer > 0 || last.some((row) => isTotalLabel(row));
}

/** What else is to be known of how a text was read, as sentences. */
export function notesOf(
  { others, nuls, filled, unnamed }: Sorted,
  { units, names, width }: Dialect,
): readonly string[] {
  const measured = (units ?? []).flatMap((unit, index) =>
    unit.trim() === '' ? [] : [`${names[index] ?? `column ${index + 1}`} in ${unit.trim()}`],
  );
  return [
    ...others.map(
      ({ line, records, width }) =>
        `Not in this version: another table of ${show(records, 'record')} × ${show(width, 'column')} that begins at line ${line.toLocaleString('en')} (import it with --skip-lines ${line - 1}).`,
    ),
    ...(measured.length > 0 ? [`Units: ${measured.slice(0, 20).join(', ')}.`] : []),
    ...(unnamed > 0
      ? [
          `The header has ${show(width - unnamed, 'name')} for ${show(width, 'column')}: where a delimiter is missing in it, names stand left of their columns.`,
        ]
      : []),
    ...(nuls > 0 ? [`NUL characters were taken out of ${show(nuls, 'row')}.`] : []),
    ...(filled > 0 ? [`${show(filled, 'row')} ended early; what they lack is empty.`] : []),
  ];
}

function show(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}
