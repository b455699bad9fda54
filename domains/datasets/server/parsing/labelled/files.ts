import type { Random } from '../../semantics/labelled/random.ts';
import { type CleanTable, cleanTable } from './tables.ts';
import { someWriting, type Writing, writtenRow } from './write.ts';

/** A messy file, and what it means. */
export interface LabelledFile {
  readonly kind: string;
  readonly text: string;
  readonly writing: Writing;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly header: boolean;
}

const prose = [
  'Report of the Department of Public Works',
  'Source: Budget Office, fiscal year 2023; see notes below.',
  'Prepared by: J. Smith, (510) 555-0100',
  'All values are provisional.',
  'Downloaded 2024-03-01 12:00',
  "Data is provided 'as is', without warranty",
];

/** A file with a table in it and, sometimes, other things around. */
export function someFile(random: Random): LabelledFile {
  const columns = random.whole(0, 19) === 0 ? 1 + random.whole(0, 1) : 2 + random.whole(0, 12);
  const rows = random.pick([2, 3, 4, 6, 10, 20, 40, 80]);
  const table = cleanTable(random, columns, rows);
  const writing = someWriting(random);
  return writeFile(random, table, writing);
}

function writeFile(random: Random, table: CleanTable, writing: Writing): LabelledFile {
  const { delimiter } = writing;
  const header = random.whole(0, 11) !== 0;
  const body = table.rows.map((row) => writtenRow(row, writing));
  const lines = header ? [writtenRow(table.names, writing), ...body] : body;
  const kinds: string[] = [];
  const pad = delimiter.repeat(Math.max(0, table.names.length - 1));
  if (random.whole(0, 4) === 0) {
    kinds.push('preamble');
    const above = Array.from({ length: 1 + random.whole(0, 5) }, () => random.pick(prose));
    const padded = random.whole(0, 1) === 0;
    lines.unshift(...above.map((line) => (padded ? writtenRow([line], writing) + pad : line)));
    if (random.whole(0, 1) === 0) lines.splice(above.length, 0, padded ? pad : '');
  }
  if (random.whole(0, 5) === 0) {
    kinds.push('footer');
    if (random.whole(0, 1) === 0) lines.push('');
    lines.push(...Array.from({ length: 1 + random.whole(0, 2) }, () => random.pick(prose)));
  }
  if (random.whole(0, 9) === 0) {
    kinds.push('trailing');
    for (const [index, line] of lines.entries()) lines[index] = line + delimiter;
  }
  if (random.whole(0, 9) === 0 && body.length > 4) {
    kinds.push('ragged');
    for (let count = 1 + random.whole(0, 1); count > 0; count -= 1) {
      const at = lines.length - 1 - random.whole(0, body.length - 0);
      const line = lines[at] ?? '';
      const cut = line.lastIndexOf(delimiter);
      lines[at] = random.whole(0, 1) === 0 && cut > 0 ? line.slice(0, cut) : line + delimiter;
    }
  }
  if (random.whole(0, 14) === 0 && body.length > 4) {
    kinds.push('stray quote');
    const at = lines.length - 1 - random.whole(0, body.length - 0);
    lines[at] = writing.quote + (lines[at] ?? '');
  }
  const end =
    random.whole(0, 7) === 0 ? '' : writing.newline.repeat(random.whole(0, 9) === 0 ? 2 : 1);
  return {
    kind: kinds.join(', ') || 'plain',
    text: lines.join(writing.newline) + end,
    writing,
    names: table.names,
    rows: table.rows,
    header,
  };
}
