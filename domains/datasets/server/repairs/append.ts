import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TrustedSession } from '@insites/platform';
import { csvLine } from '../parsing/row-writer.ts';
import { parquetRows } from '../queries.ts';
import { type FitColumn, fitted, noSuch } from './fit.ts';
import { appended, misfits } from './queries.ts';

/** Rows of a version that are as its file is, without those that were sent back. */
export interface Base {
  readonly parquet: string;
  readonly rows: number;
}

export interface Appended {
  readonly parquet: string;
  /** Rows in it, by its own footer. */
  readonly rows: number;
  /** For each row that was given: null when it stands in the Parquet file, else why not. */
  readonly refused: readonly (string | null)[];
}

/** Writes a version with the repaired rows that fit its columns behind the others, in their order. */
export async function append(
  session: TrustedSession,
  base: Base,
  columns: readonly FitColumn[],
  given: readonly (readonly (string | null)[])[],
  folder: string,
): Promise<Appended> {
  const path = join(folder, 'repaired.csv');
  const parquet = join(folder, 'repaired.parquet');
  const looked = given.map((cells) => fitted(cells, columns));
  const refused = looked.map((one) => ('refused' in one ? one.refused : null));
  const write = async () => {
    const lines = looked.flatMap((one, index) =>
      'cells' in one && refused[index] === null ? [csvLine([String(index), ...one.cells])] : [],
    );
    await writeFile(path, lines.join(''), { mode: 0o600 });
    return lines.length;
  };
  if ((await write()) > 0)
    for (const { n, column } of await session.run(misfits(path, columns).text)) {
      const wrong = columns[Number(column)];
      const cell = given[Number(n)]?.[Number(column)] ?? '';
      if (wrong) refused[Number(n)] = noSuch(cell, wrong);
    }
  const some = (await write()) > 0;
  await session.run(appended(base, columns, some ? path : null, parquet).text);
  const [footer] = await session.run(parquetRows(parquet).text);
  return { parquet, rows: Number(footer?.rows ?? 0), refused };
}
