import { createReadStream } from 'node:fs';
import { errors, newId } from '@insites/kernel';
import type { JobRun, StoredObject } from '@insites/platform';
import { isSure, type RecipeStep } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { sketchAfter } from '../fits/keep.ts';
import { look } from '../imports/look.ts';
import { type DatasetRow, datasetById, lockDataset, updateDataset } from '../store.ts';
import {
  columnsOf,
  insertVersion,
  nextNumber,
  replaceColumns,
  updateVersion,
  type VersionRow,
  versionById,
  versionsOf,
} from '../versions/store.ts';
import { type Applied, applySteps } from './apply.ts';
import { derived, type StandardiseJob } from './service.ts';

type Run = Pick<JobRun<never>, 'signal' | 'progress' | 'id'>;

/** Makes the version that was asked for: the steps of its row, done on its raw version. */
export async function runStandardise(
  run: JobRun<StandardiseJob>,
  deps: Deps,
): Promise<Record<string, unknown>> {
  const { database } = deps.platform;
  const version = await versionById(run.input.versionId, database);
  const dataset = version && (await datasetById(version.datasetId, database));
  if (!version || !dataset || version.rawNumber === null)
    throw errors.notFound('datasets.versionUnknown', 'The version to be made is gone.');
  if (version.state === 'importing') {
    const raw = await rawVersion(version, deps);
    await make(run, dataset, raw, version.steps ?? [], deps, async (made, stored) => {
      await database.transaction(async (transaction) => {
        await lockDataset(dataset.id, transaction);
        const current = await versionById(version.id, transaction);
        if (current?.state !== 'importing')
          throw errors.cancelled('platform.queryCancelled', 'The work was stopped meanwhile.');
        await deps.platform.objects.keep(transaction, stored.id);
        await updateVersion(version.id, readyFields(raw, made, stored), transaction);
        await replaceColumns(version.id, columnRows(version.id, raw, made), transaction);
        await updateDataset(dataset.id, {}, transaction);
      });
      return version.id;
    });
  }
  await sketchAfter(run, dataset.id, deps);
  const ready = await versionById(version.id, database);
  return { datasetId: dataset.id, version: version.number, cells: ready?.changedCells ?? 0 };
}

/**
 * After an import: the recipe of the version before is done on the new one, else the steps that are sure enough
 * for this dataset. Nothing when there is neither. Answers with the new version's number.
 */
export async function standardiseAfter(
  run: Run,
  raw: VersionRow,
  deps: Deps,
): Promise<number | null> {
  const { database, objects } = deps.platform;
  const dataset = await datasetById(raw.datasetId, database);
  const versions = await versionsOf(raw.datasetId, database);
  if (!dataset || versions.some(({ rawNumber }) => rawNumber === raw.number)) return null;
  const steps = await stepsFor(dataset, raw, versions, deps);
  if (steps.length === 0) return null;
  let number = 0;
  await make(run, dataset, raw, steps, deps, async (made, stored) => {
    const id = newId();
    await database.transaction(async (transaction) => {
      await lockDataset(dataset.id, transaction);
      number = await nextNumber(dataset.id, transaction);
      const row = derived(raw, { id, number, steps, createdBy: raw.createdBy, jobId: run.id });
      await insertVersion({ ...row, ...readyFields(raw, made, stored) }, transaction);
      const { sourceObjectId, rejectedObjectId, repairsObjectId } = row;
      for (const kept of [sourceObjectId, rejectedObjectId, repairsObjectId, stored.id])
        if (kept) await objects.keep(transaction, kept);
      await replaceColumns(id, columnRows(id, raw, made), transaction);
      await updateDataset(dataset.id, {}, transaction);
    });
    return id;
  });
  return number;
}

/** The recipe of the newest version before, as far as its columns are there; else what is sure enough. */
async function stepsFor(
  dataset: DatasetRow,
  raw: VersionRow,
  versions: readonly VersionRow[],
  { platform: { database } }: Deps,
): Promise<readonly RecipeStep[]> {
  const before = versions.find(({ state, number }) => state === 'ready' && number < raw.number);
  const names = (await columnsOf(raw.id, database)).map(({ name }) => name);
  const remembered = before?.rawNumber == null ? [] : (before.steps ?? []);
  const replayed = remembered.filter(
    ({ action }) =>
      names.includes(action.column) &&
      (action.kind !== 'city' || action.state === null || names.includes(action.state)),
  );
  if (before?.rawNumber != null) return replayed;
  const from = dataset.standardiseFrom;
  return from === null ? [] : (raw.proposals ?? []).filter((step) => isSure(step, from));
}

async function rawVersion(version: VersionRow, { platform }: Deps): Promise<VersionRow> {
  const all = await versionsOf(version.datasetId, platform.database);
  const raw = all.find(({ number }) => number === version.rawNumber);
  if (!raw?.objectId)
    throw errors.notFound('datasets.versionUnknown', 'The version with the raw values is gone.');
  return raw;
}

/** Does the steps, hands the result over to be kept, and looks at the columns of what was kept. */
async function make(
  run: Run,
  dataset: DatasetRow,
  raw: VersionRow,
  steps: readonly RecipeStep[],
  deps: Deps,
  keep: (made: Applied, stored: StoredObject) => Promise<string>,
): Promise<void> {
  const { database, objects } = deps.platform;
  const { signal } = run;
  run.progress({ step: 'Standardising', done: 0, total: raw.rows, unit: 'rows' });
  const scratch = await objects.scratch();
  try {
    const made = await madeOf(raw, steps, { folder: scratch.path, signal }, deps);
    run.progress({ step: 'Sealing the version', done: raw.rows, total: raw.rows, unit: 'rows' });
    const content = createReadStream(made.parquet, { highWaterMark: 1 << 20 });
    const stored = await objects.put(dataset.organisationId, content, { signal });
    const id = await keep(made, stored);
    await look(run, id, made.parquet, scratch.path, deps);
    // What could still be done is told by the raw version.
    await updateVersion(id, { proposals: [] }, database);
  } finally {
    scratch.release();
  }
}

async function madeOf(
  raw: VersionRow,
  steps: readonly RecipeStep[],
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
  { platform: { database, objects, engine } }: Deps,
): Promise<Applied> {
  const lease = await objects.cached(raw.objectId ?? '');
  const session = await engine.trusted({ signal });
  try {
    const columns = await columnsOf(raw.id, database);
    const made = await applySteps(columns, steps, { session, raw: lease.path, folder, signal });
    if (made.rows === raw.rows) return made;
    throw errors.internal(
      'datasets.rowsUnaccounted',
      `Of ${raw.rows} rows ${made.rows} came through the steps, so nothing was published.`,
      { hint: 'Tell us about this file: it is a fault of ours.' },
    );
  } finally {
    await session.close();
    lease.release();
  }
}

function readyFields(raw: VersionRow, made: Applied, stored: StoredObject) {
  const { recipe } = raw;
  return {
    state: 'ready' as const,
    rows: made.rows,
    bytes: stored.bytes,
    sha256: stored.sha256,
    objectId: stored.id,
    steps: [...made.steps],
    changedCells: made.changedCells,
    recipe: recipe && {
      ...recipe,
      columns: recipe.columns.map((column) => {
        const now = made.columns.find(({ name }) => name === column.name);
        return now ? { ...column, type: now.type, why: now.why } : column;
      }),
    },
  };
}

function columnRows(versionId: string, raw: VersionRow, made: Applied) {
  return made.columns.map(({ name, type, why }, position) => ({
    versionId,
    position,
    name,
    source: raw.recipe?.columns.find((column) => column.name === name)?.source ?? name,
    type,
    why,
  }));
}
