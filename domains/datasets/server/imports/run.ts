import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import type { JobRun } from '@insites/platform';
import type { Deps } from '../deps.ts';
import { sketchAfter } from '../fits/keep.ts';
import { ownWork } from '../own-work.ts';
import type { Asked } from '../parsing/formats/read-table.ts';
import type { Assessment } from '../quality/assess.ts';
import { publishVersion } from '../quality/publish.ts';
import { repairedAgain } from '../repairs/remembered.ts';
import { standardiseAfter } from '../standardising/run.ts';
import { datasetById, deleteDataset, lockDataset } from '../store.ts';
import {
  answeredRecipes,
  deleteVersion,
  objectsOf,
  readyVersion,
  type VersionRow,
  versionById,
  versionsOf,
} from '../versions/store.ts';
import { recalled } from './decide-dialect.ts';
import { asImportError } from './failures.ts';
import { load } from './load.ts';
import { compareWithLast, fitted, look } from './look.ts';
import { sourceOf } from './source.ts';

export interface ImportJob {
  readonly versionId: string;
  readonly asked?: Asked;
  /** Of fixtures: nobody is there to decide. */
  readonly neverHeld?: true;
}

/** Does the import: raw bytes out of the store, Parquet into it, version published, columns profiled. */
export async function runImport(
  run: JobRun<ImportJob>,
  deps: Deps,
): Promise<Record<string, unknown>> {
  const { database, objects } = deps.platform;
  const version = await versionById(run.input.versionId, database);
  if (!version?.sourceObjectId)
    throw errors.notFound('datasets.versionUnknown', 'The version to be imported is gone.');
  const scratch = await objects.scratch();
  await using own = ownWork(deps, run.signal);
  try {
    const made =
      version.state === 'importing' ? await make(run, version, scratch.path, deps, own.deps) : null;
    if (!made?.assessed) await look(run, version.id, made?.parquet ?? null, scratch.path, own.deps);
  } catch (thrown) {
    throw asImportError(thrown, version.sourceFileName ?? 'the file');
  } finally {
    scratch.release();
  }
  const ready = await versionById(version.id, database);
  const published = ready?.state === 'ready';
  const standardised = published ? await standardiseAfter(run, ready, own.deps) : null;
  if (published) await sketchAfter(run, version.datasetId, own.deps);
  return {
    datasetId: version.datasetId,
    version: standardised ?? version.number,
    rows: ready?.rows ?? 0,
    held: ready?.state === 'held',
    sentence: ready?.conservation?.sentence ?? '',
  };
}

/** Leaves nothing of an import that failed or was cancelled: no version, no first dataset, no bytes. */
export async function undoImport({ versionId }: ImportJob, deps: Deps): Promise<void> {
  const { database, objects } = deps.platform;
  await database.transaction(async (transaction) => {
    const version = await versionById(versionId, transaction);
    if (version?.state !== 'importing') return;
    await lockDataset(version.datasetId, transaction);
    for (const objectId of objectsOf([version])) await objects.drop(transaction, objectId);
    await deleteVersion(versionId, transaction);
    const others = await versionsOf(version.datasetId, transaction);
    if (others.length === 0) await deleteDataset(version.datasetId, transaction);
  });
}

interface Made {
  /** In the private folder. */
  readonly parquet: string;
  /** Whether it was looked at before it was published. */
  readonly assessed: boolean;
}

/** A first version is published at once; a later one is held against the one before it, and may have to wait. */
async function make(
  run: JobRun<ImportJob>,
  version: VersionRow,
  folder: string,
  deps: Deps,
  own: Deps,
): Promise<Made> {
  const { objects, engine } = deps.platform;
  const stop = new AbortController();
  const signal = AbortSignal.any([run.signal, stop.signal]);
  const source = sourceOf(run, version, join(folder, 'source'), signal, deps);
  try {
    const dataset = await datasetById(version.datasetId, deps.platform.database);
    if (!dataset) throw errors.notFound('datasets.unknown', 'The dataset was deleted meanwhile.');
    const seal = (content: AsyncIterable<Uint8Array>) =>
      objects.put(dataset.organisationId, content, { signal });
    const first = await load({
      path: source.path,
      head: await source.head,
      complete: source.complete,
      bytes: version.sourceBytes,
      fileName: version.sourceFileName ?? 'the file',
      asked: run.input.asked ?? {},
      folder,
      engine,
      ahead: deps.ahead,
      signal,
      seal,
      recall: async (dialects) => {
        const { database } = deps.platform;
        return recalled(await answeredRecipes(dataset.organisationId, database), dialects);
      },
      progress: (state) => run.progress(state),
    });
    const work = { folder, signal, seal };
    const { loaded: read, repairs } = await repairedAgain(version, first, work, own);
    const later = await readyVersion(dataset.id, undefined, deps.platform.database);
    const loaded = later ? await fitted(later, read, { folder, signal }, own) : read;
    const { rows } = loaded;
    run.progress({ step: 'Sealing the version', done: rows, total: rows, unit: 'rows' });
    const put = (file: string) => seal(createReadStream(file, { highWaterMark: 1 << 20 }));
    const parquet = loaded.sealed ?? (await put(loaded.parquet));
    const rejected = loaded.rejects === null ? null : await put(loaded.rejects);
    const found = later ? await compareWithLast(run, dataset, version, loaded, folder, own) : null;
    await publishVersion(
      version,
      {
        ...{ parquet, rejected, repairs, rows },
        conservation: loaded.conservation,
        recipe: loaded.recipe,
        columns: loaded.recipe.columns,
        found: run.input.neverHeld === true ? notHeld(found) : found,
      },
      deps,
    );
    return { parquet: loaded.parquet, assessed: found !== null };
  } finally {
    stop.abort();
    await source.complete.catch(() => undefined);
    source.release();
  }
}

function notHeld(found: Assessment | null): Assessment | null {
  return found?.drift ? { ...found, drift: { ...found.drift, held: false } } : found;
}
