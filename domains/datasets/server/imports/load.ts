import type { Conservation } from '../../contract/index.ts';
import { accountFor } from './conservation.ts';
import { detectFormat } from './format.ts';
import { loadDelimited } from './load-delimited.ts';
import { loadJson } from './load-json.ts';
import { detectOther, loadOther } from './load-other.ts';
import { loadParquet } from './load-parquet.ts';
import { refusals } from './refusals.ts';
import type { LoadedFile, LoadWork } from './work.ts';

export interface Loaded extends Omit<LoadedFile, 'counts'> {
  readonly conservation: Conservation;
}

/**
 * Turns a file into one Parquet file of ours. Fails, leaving nothing but its private folder, when the file
 * can be no table or when a single record is not accounted for.
 */
export async function load(work: LoadWork): Promise<Loaded> {
  const other = detectOther(work);
  // Who says what divides the fields says that it is a delimited text.
  const told = work.asked.reading?.delimiter !== undefined && other?.kind === 'fixed';
  if (other && !told) {
    const outcome = await loadOther(work, other);
    return 'table' in outcome
      ? accounted(work, outcome.table)
      : outcome.told(await load(outcome.inside));
  }
  const format = detectFormat(work.head, work.fileName);
  return accounted(work, await loadFormat(format, work));
}

/** Holds what was written against what the file has. */
function accounted(work: LoadWork, { counts, ...loaded }: LoadedFile): Loaded {
  const { rows } = loaded;
  const conservation = accountFor(counts, rows);
  if (!conservation.holds)
    throw refusals.unaccounted(
      work.fileName,
      conservation.records,
      conservation.records - counts.loaded + rows,
    );
  if (rows === 0) throw refusals.noRows(work.fileName, counts);
  return { ...loaded, conservation };
}

async function loadFormat(
  format: ReturnType<typeof detectFormat>,
  work: LoadWork,
): Promise<LoadedFile> {
  // Delimited text alone can be looked at while the rest of it is still on its way.
  if (format.kind !== 'csv') await work.complete;
  switch (format.kind) {
    case 'parquet':
      return await loadParquet(work);
    case 'csv':
      return await loadDelimited(work, format);
    case 'json':
    case 'ndjson':
      return await loadJson(work, { ...format, kind: format.kind });
  }
}
