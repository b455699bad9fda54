import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import type { JobRun, StoredObject } from '@insites/platform';
import type { Deps } from '../deps.ts';
import { sketchAfter } from '../fits/keep.ts';
import { ownWork } from '../own-work.ts';
import type { Asked } from '../parsing/formats/read-table.ts';
import { type Assessment, keepAssessment } from '../quality/assess.ts';
import { renewSuggestions } from '../quality/suggestions.ts';
import { repairedAgain } from '../repairs/remembered.ts';
import { standardiseAfter } from '../standardising/run.ts';
import { datasetById, deleteDataset, lockDataset, updateDataset } from '../store.ts';
import {
  answeredRecipes,
  deleteVersion,
  objectsOf,
  readyVersion,
  replaceColumns,
  updateVersion,
  type VersionRow,
  versionById,
  versionsOf,
} from '../versions/store.ts';
import { recalled } from './decide-dialect.ts';
import { asImportError } from './failures.ts';
import { type Loaded, load } from './load.ts';
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
      version.state === 'importing'
        ? await publish(run, version, scratch.path, deps, own.deps)
        : null;
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
async function publish(
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
    const loaded = later ? await fitted(dataset, read, { folder, signal }, own) : read;
    const { rows } = loaded;
    run.progress({ step: 'Sealing the version', done: rows, total: rows, unit: 'rows' });
    const put = (file: string) => seal(createReadStream(file, { highWaterMark: 1 << 20 }));
    const parquet = loaded.sealed ?? (await put(loaded.parquet));
    const rejected = loaded.rejects === null ? null : await put(loaded.rejects);
    const found = later ? await compareWithLast(run, dataset, version, loaded, folder, own) : null;
    await keep(version, loaded, { parquet, rejected, repairs }, found, deps);
    return { parquet: loaded.parquet, assessed: found !== null };
  } finally {
    stop.abort();
    await source.complete.catch(() => undefined);
    source.release();
  }
}

interface Stored {
  readonly parquet: StoredObject;
  readonly rejected: StoredObject | null;
  readonly repairs: StoredObject | null;
}

async function keep(
  version: VersionRow,
  loaded: Loaded,
  { parquet, rejected, repairs }: Stored,
  found: Assessment | null,
  deps: Deps,
): Promise<void> {
  const { database, objects } = deps.platform;
  const held = found?.drift?.held ?? false;
  await database.transaction(async (transaction) => {
    await lockDataset(version.datasetId, transaction);
    const current = await versionById(version.id, transaction);
    if (current?.state !== 'importing')
      throw errors.cancelled('platform.queryCancelled', 'The import was stopped meanwhile.');
    await objects.keep(transaction, parquet.id);
    if (rejected) await objects.keep(transaction, rejected.id);
    if (repairs) await objects.keep(transaction, repairs.id);
    await updateVersion(
      version.id,
      {
        state: held ? 'held' : 'ready',
        rows: loaded.rows,
        bytes: parquet.bytes,
        sha256: parquet.sha256,
        objectId: parquet.id,
        rejectedObjectId: rejected?.id ?? null,
        repairsObjectId: repairs?.id ?? null,
        conservation: loaded.conservation,
        recipe: loaded.recipe,
      },
      transaction,
    );
    const columns = loaded.recipe.columns.map((column, position) => ({
      ...column,
      position,
      versionId: version.id,
    }));
    await replaceColumns(version.id, columns, transaction);
    await updateDataset(version.datasetId, {}, transaction);
    if (!found) return;
    await keepAssessment(version.id, found, transaction, deps);
    if (!held) await renewSuggestions(version.datasetId, transaction);
  });
}
