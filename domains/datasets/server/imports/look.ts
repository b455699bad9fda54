import type { JobRun } from '@insites/platform';
import type { Deps } from '../deps.ts';
import { type Assessed, type Assessment, assess, keepAssessment } from '../quality/assess.ts';
import { replayPatch } from '../quality/patches/replay.ts';
import { renewSuggestions } from '../quality/suggestions.ts';
import { type DatasetRow, datasetById, lockDataset } from '../store.ts';
import { columnsOf, type VersionRow, versionById } from '../versions/store.ts';
import type { Loaded } from './load.ts';

type Run = Pick<JobRun<unknown>, 'progress' | 'signal'>;

/** What there is of a version that is not published yet. */
export interface Read extends Pick<Loaded, 'parquet' | 'rows' | 'conservation'> {
  readonly recipe: Pick<Loaded['recipe'], 'columns'>;
}

/** What was read, made to fit the last version as far as that was accepted or loses nothing. */
export async function fitted(
  last: VersionRow,
  read: Loaded,
  work: { readonly folder: string; readonly signal: AbortSignal },
  deps: Deps,
): Promise<Loaded> {
  const made = await replayPatch(last, read, work, deps);
  if (!made) return read;
  // What was sealed meanwhile is another table; nothing keeps it, so it is swept.
  const { sealed: _other, ...rest } = read;
  return { ...rest, ...made };
}

/** Looks at a version that is not published yet and holds it against the last one that is. */
export async function compareWithLast(
  run: Run,
  dataset: DatasetRow,
  version: VersionRow,
  loaded: Read,
  folder: string,
  deps: Deps,
): Promise<Assessment> {
  const signal = withStep(run, 'Comparing with the version before', loaded.rows);
  return await assess(assessedOf(dataset, version, loaded), { folder, signal }, deps);
}

/** Looks at a version that is published already. `parquet`: its file, where it still lies in the private folder. */
export async function look(
  run: Run,
  versionId: string,
  parquet: string | null,
  folder: string,
  deps: Deps,
): Promise<void> {
  const { database, objects } = deps.platform;
  const version = await versionById(versionId, database);
  const dataset = version && (await datasetById(version.datasetId, database));
  if (!version?.objectId || !dataset || version.state !== 'ready') return;
  const signal = withStep(run, 'Looking at the columns', version.rows);
  const lease = parquet === null ? await objects.cached(version.objectId) : null;
  try {
    const found = await assess(
      {
        dataset,
        versionId,
        number: version.number,
        rawNumber: version.rawNumber,
        parquet: parquet ?? lease?.path ?? '',
        rows: version.rows,
        at: version.createdAt,
        conservation: version.conservation,
        columns: await columnsOf(versionId, database),
      },
      { folder, signal },
      deps,
    );
    await database.transaction(async (transaction) => {
      if (!(await lockDataset(dataset.id, transaction))) return;
      if (!(await versionById(versionId, transaction))) return;
      await keepAssessment(versionId, { ...found, drift: null }, transaction, deps);
      await renewSuggestions(dataset.id, transaction);
    });
  } finally {
    lease?.release();
  }
}

function assessedOf(dataset: DatasetRow, version: VersionRow, loaded: Read): Assessed {
  return {
    dataset,
    versionId: version.id,
    number: version.number,
    rawNumber: null,
    parquet: loaded.parquet,
    rows: loaded.rows,
    at: version.createdAt,
    conservation: loaded.conservation,
    columns: loaded.recipe.columns.map((column, position) => ({ ...column, position })),
  };
}

function withStep(run: Run, step: string, rows: number): AbortSignal {
  run.progress({ step, done: rows, total: rows, unit: 'rows' });
  return run.signal;
}
