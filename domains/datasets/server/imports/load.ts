import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '@insites/platform';
import type { Conservation, Recipe } from '../../contract/index.ts';
import type { RecordCounts } from '../parsing/normalise.ts';
import { accountFor } from './conservation.ts';
import { detectFormat, headBytes } from './format.ts';
import { loadDelimited } from './load-delimited.ts';
import { loadJson } from './load-json.ts';
import { loadParquet } from './load-parquet.ts';
import { refusals } from './refusals.ts';

/** What an import works on and with. */
export interface LoadWork {
  /** The file as it came, decrypted, in a private folder. */
  readonly path: string;
  readonly bytes: number;
  readonly fileName: string;
  /** The private folder. */
  readonly folder: string;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  progress(state: { step?: string; done?: number; total?: number | null; unit?: string }): void;
}

/** What a loader of one format hands back. */
export interface LoadedFile {
  readonly parquet: string;
  /** Rows in the Parquet file, by its own footer. */
  readonly rows: number;
  readonly counts: RecordCounts;
  /** JSON Lines of rejected rows; null when none were rejected. */
  readonly rejects: string | null;
  readonly recipe: Recipe;
}

export interface Loaded extends Omit<LoadedFile, 'counts'> {
  readonly conservation: Conservation;
}

/**
 * Turns a file into one Parquet file of ours. Fails, leaving nothing but its private folder, when the file
 * can be no table or when a single record is not accounted for.
 */
export async function load(work: LoadWork): Promise<Loaded> {
  const format = detectFormat(await readHead(work.path), work.fileName);
  const { parquet, rejects, recipe, counts, rows } = await loadFormat(format, work);
  const conservation = accountFor(counts, rows);
  if (!conservation.holds)
    throw refusals.unaccounted(
      work.fileName,
      conservation.records,
      conservation.records - counts.loaded + rows,
    );
  if (rows === 0) throw refusals.noRows(work.fileName, counts.rejected);
  return { parquet, rejects, recipe, rows, conservation };
}

async function loadFormat(
  format: ReturnType<typeof detectFormat>,
  work: LoadWork,
): Promise<LoadedFile> {
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

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** A file of ours in the private folder. */
export function within(work: LoadWork, name: string): string {
  return join(work.folder, name);
}
