import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokenize } from '../../parsing/tokenize.ts';
import { madeUp, measure, type Outcome } from './measure.ts';
import { measureRepairs } from './repairs.ts';

/** Precision and recall of each type as a table. */
export function table({ precision, recall, types, wrong }: Outcome): string {
  const lines = [...types]
    .sort((left, right) => left.type.localeCompare(right.type))
    .map(
      ({ type, columns, right, claimed }) =>
        `${type.padEnd(16)}${share(right, claimed)}${share(right, columns)}${String(columns).padStart(9)}`,
    );
  return [
    'type            precision   recall  columns',
    ...lines,
    `all             ${precision.toFixed(4).padStart(9)}${recall.toFixed(4).padStart(9)}`,
    ...wrong.map((line) => `wrong: ${line}`),
  ].join('\n');
}

const share = (part: number, whole: number) =>
  (whole === 0 ? '-' : (part / whole).toFixed(4)).padStart(9);

/** A folder with `dirty.csv` and `clean.csv`, row by row the same. */
export function repairsOf(folder: string) {
  const read = (file: string) =>
    [...tokenize([readFileSync(join(folder, file), 'utf8')], ',')].map(({ fields }) => [...fields]);
  const [columns = [], ...dirty] = read('dirty.csv');
  return measureRepairs(columns, dirty, read('clean.csv').slice(1));
}

// `node report.ts` for types, `node report.ts FOLDER` for repairs of a dirty table.
if (import.meta.main) {
  const folder = process.argv[2];
  console.log(folder === undefined ? table(measure(madeUp('report'))) : repairsOf(folder));
}
