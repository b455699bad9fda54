import { type Actor, type CallInput, errors } from '@insites/kernel';
import type { JobRun, Transaction } from '@insites/platform';
import type { DriftPatch } from '../../contract/index.ts';
import type { discard, release } from '../../contract/quality-routes.ts';
import type { Deps } from '../deps.ts';
import { sketchAfter } from '../fits/keep.ts';
import { mustBeAllowed } from '../policy.ts';
import { versionUnknown } from '../reading/open.ts';
import { find, type Note, noteOf } from '../service.ts';
import { standardiseAfter } from '../standardising/run.ts';
import { type DatasetRow, datasetById, lockDataset, updateDataset } from '../store.ts';
import {
  columnsOf,
  replaceColumns,
  updateVersion,
  type VersionRow,
  versionById,
  versionByNumber,
} from '../versions/store.ts';
import { assess, keepAssessment } from './assess.ts';
import { changesRows, patched, plannedColumns, sealed } from './patches/patch.ts';
import {
  decide,
  driftOf,
  expectationsOf,
  failingObjectsOf,
  forgetFound,
  insertExpectations,
  takeBackDecision,
} from './store.ts';
import { renewSuggestions } from './suggestions.ts';

export interface ReleaseJob {
  readonly versionId: string;
}

/** Publishes a held version: as it is and with a reason, or made to fit by a patch. One decision wins. */
export async function releaseHeld(
  actor: Actor,
  input: CallInput<typeof release>,
  note: Note,
  deps: Deps,
): Promise<{ version: number; state: 'ready' | 'held'; jobId: string }> {
  const { database, jobs } = deps.platform;
  const { dataset, version } = await heldFor(actor, input.id, input.version, note, deps);
  const drift = await driftOf(version.id, database);
  const given = input.patch && { ...emptyPatch, ...input.patch };
  const chosen = (given ?? (input.accept ? drift?.patch : null) ?? null) as DriftPatch | null;
  // To accept that nothing was proposed is to publish it as it is.
  const patch = chosen && isNothing(chosen) ? null : chosen;
  const reason = input.reason ?? '';
  note({
    details: { reason, ...(patch ? { patch: stepsOf(patch) } : {}) },
  });
  if (patch === null && reason === '') throw reasonNeeded('published although it drifted');
  const rows = patch !== null && changesRows(patch);
  if (rows) plannedColumns(await columnsOf(version.id, database), patch);
  const jobId = await database.transaction(async (transaction) => {
    await mustStillBeHeld(dataset, version, transaction);
    const decision = patch === null ? ('released' as const) : ('patched' as const);
    const decided = { decision, done: patch, reason, decidedBy: actor.personId };
    if (!(await decide(version.id, decided, transaction))) throw notHeld(dataset, version);
    const send = (name: string, title: string, work: Record<string, unknown>) =>
      jobs.send(
        {
          name,
          title,
          input: work,
          organisationId: dataset.organisationId,
          personId: actor.personId,
          object: { kind: 'dataset', id: dataset.id },
          unit: 'rows',
        },
        transaction,
      );
    if (rows)
      return await send('datasets.release', `Release ${dataset.title}`, { versionId: version.id });
    await publishHeld(dataset, version, transaction);
    // The recipe of the version before is done on it, and it is noted what its values fit with.
    const rest = await send('datasets.release', `Finish ${dataset.title}`, {
      versionId: version.id,
    });
    if (patch && (await widen(dataset, patch, actor.personId, transaction)))
      await send('datasets.check', `Check ${dataset.title}`, { datasetId: dataset.id });
    return rest;
  });
  return { version: version.number, state: rows ? 'held' : 'ready', jobId };
}

/** Leaves of a held version its number and its story. The file it was made from stays. */
export async function discardHeld(
  actor: Actor,
  input: CallInput<typeof discard>,
  note: Note,
  deps: Deps,
): Promise<{ version: number; state: 'discarded' }> {
  const { database, objects } = deps.platform;
  const { dataset, version } = await heldFor(actor, input.id, input.version, note, deps);
  const reason = input.reason ?? '';
  note({ details: { reason } });
  if (reason === '') throw reasonNeeded('discarded');
  await database.transaction(async (transaction) => {
    const current = await mustStillBeHeld(dataset, version, transaction);
    const decided = {
      decision: 'discarded' as const,
      done: null,
      reason,
      decidedBy: actor.personId,
    };
    if (!(await decide(version.id, decided, transaction))) throw notHeld(dataset, version);
    const failing = await failingObjectsOf([version.id], transaction);
    const { objectId, rejectedObjectId, repairsObjectId } = current;
    for (const gone of [objectId, rejectedObjectId, repairsObjectId, ...failing])
      if (gone !== null) await objects.drop(transaction, gone);
    await forgetFound(version.id, transaction);
    await updateVersion(
      version.id,
      {
        state: 'discarded',
        objectId: null,
        rejectedObjectId: null,
        repairsObjectId: null,
        sha256: null,
      },
      transaction,
    );
  });
  return { version: version.number, state: 'discarded' };
}

/**
 * Makes a held version fit by the patch that was accepted, looks at it anew and publishes it; then the recipe of
 * the version before is done on it.
 */
export async function runRelease(
  run: JobRun<ReleaseJob>,
  deps: Deps,
): Promise<Record<string, unknown>> {
  const { database } = deps.platform;
  const version = await versionById(run.input.versionId, database);
  const dataset = version && (await datasetById(version.datasetId, database));
  const drift = version && (await driftOf(version.id, database));
  if (!version || !dataset || !drift?.decision) return { published: false };
  if (version.state === 'held' && drift.done && version.objectId)
    await makeFit(run, version, dataset, { decidedBy: drift.decidedBy, patch: drift.done }, deps);
  const published = await versionById(version.id, database);
  if (published?.state !== 'ready') return { published: false };
  const standardised = await standardiseAfter(run, published, deps);
  await sketchAfter(run, dataset.id, deps);
  return { published: true, version: standardised ?? version.number, rows: version.rows };
}

async function makeFit(
  run: Pick<JobRun<ReleaseJob>, 'progress' | 'signal'>,
  version: VersionRow,
  dataset: DatasetRow,
  drift: { readonly decidedBy: string | null; readonly patch: DriftPatch },
  deps: Deps,
): Promise<void> {
  const { database, objects } = deps.platform;
  const { patch } = drift;
  const scratch = await objects.scratch();
  const lease = await objects.cached(version.objectId ?? '');
  try {
    const { rows } = version;
    run.progress({ step: 'Making it fit', done: 0, total: rows, unit: 'rows' });
    const work = { folder: scratch.path, signal: run.signal };
    const standing = await columnsOf(version.id, database);
    const made = await patched(lease.path, standing, patch, work, deps);
    const parquet = await sealed(made.path, dataset.organisationId, run.signal, deps);
    // The new bounds count for the check of the version that asked for them.
    await database.transaction(async (transaction) => {
      await lockDataset(dataset.id, transaction);
      await widen(dataset, patch, drift.decidedBy, transaction);
    });
    run.progress({ step: 'Looking at the columns', done: rows, total: rows, unit: 'rows' });
    const columns = made.columns.map((column, position) => ({ ...column, position }));
    const found = await assess(
      {
        dataset,
        versionId: version.id,
        number: version.number,
        rawNumber: null,
        parquet: made.path,
        rows,
        at: version.createdAt,
        conservation: version.conservation,
        columns,
      },
      { ...work, compared: true },
      deps,
    );
    await database.transaction(async (transaction) => {
      const locked = await lockDataset(dataset.id, transaction);
      const current = await versionById(version.id, transaction);
      if (!locked || current?.state !== 'held')
        throw errors.cancelled('platform.queryCancelled', 'The version is held no longer.');
      const failing = await failingObjectsOf([version.id], transaction);
      for (const objectId of [current.objectId, ...failing])
        if (objectId !== null) await objects.drop(transaction, objectId);
      await objects.keep(transaction, parquet.id);
      await forgetFound(version.id, transaction);
      const recipe = current.recipe && {
        ...current.recipe,
        columns: [...made.columns],
        notes: [...(current.recipe.notes ?? []), ...made.notes],
      };
      await updateVersion(
        version.id,
        { objectId: parquet.id, bytes: parquet.bytes, sha256: parquet.sha256, recipe },
        transaction,
      );
      await replaceColumns(
        version.id,
        columns.map((column) => ({ ...column, versionId: version.id })),
        transaction,
      );
      await keepAssessment(version.id, { ...found, drift: null }, transaction, deps);
      await publishHeld(dataset, version, transaction);
    });
  } finally {
    lease.release();
    scratch.release();
  }
}

/** When the patch could not be done the version waits again. */
export async function undoRelease({ versionId }: ReleaseJob, deps: Deps): Promise<void> {
  const { database } = deps.platform;
  const version = await versionById(versionId, database);
  if (version?.state === 'held') await takeBackDecision(versionId, database);
}

const emptyPatch: DriftPatch = { rename: {}, types: {}, scale: {}, expectations: [] };

async function heldFor(actor: Actor, ref: string, number: number, note: Note, deps: Deps) {
  const dataset = await find(actor, ref, deps);
  note(noteOf(dataset, undefined, number));
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  const version = await versionByNumber(dataset.id, number, deps.platform.database);
  if (!version || version.state === 'importing') throw versionUnknown(dataset, number);
  if (version.state !== 'held') throw notHeld(dataset, version);
  return { dataset, version };
}

async function mustStillBeHeld(
  dataset: DatasetRow,
  version: VersionRow,
  transaction: Transaction,
): Promise<VersionRow> {
  await lockDataset(dataset.id, transaction);
  const current = await versionById(version.id, transaction);
  if (current?.state !== 'held') throw notHeld(dataset, version);
  return current;
}

async function publishHeld(
  dataset: DatasetRow,
  version: VersionRow,
  transaction: Transaction,
): Promise<void> {
  await updateVersion(version.id, { state: 'ready' }, transaction);
  await updateDataset(dataset.id, {}, transaction);
  await renewSuggestions(dataset.id, transaction);
}

/** Gives accepted expectations their new bounds. Whether any has changed. */
async function widen(
  dataset: DatasetRow,
  patch: DriftPatch,
  createdBy: string | null,
  transaction: Transaction,
): Promise<boolean> {
  const { revision, items } = await expectationsOf(dataset.id, transaction);
  const changes = new Map(patch.expectations.map(({ id, expectation }) => [id, expectation]));
  const changed = items.map((item) => {
    const expectation = changes.get(item.id);
    return item.state === 'accepted' && expectation
      ? { ...item, expectation, origin: 'edited' as const, why: 'Widened with a new version.' }
      : item;
  });
  if (JSON.stringify(changed) === JSON.stringify(items)) return false;
  await insertExpectations(
    { datasetId: dataset.id, revision: revision + 1, items: changed, createdBy },
    transaction,
  );
  return true;
}

function isNothing(patch: DriftPatch): boolean {
  return !changesRows(patch) && patch.expectations.length === 0;
}

/** Kinds of steps, for the log; names of columns are no secret, values are. */
function stepsOf({ rename, types, scale, expectations }: DriftPatch) {
  return { rename, types, scale, expectations: expectations.length };
}

function notHeld(dataset: DatasetRow, version: VersionRow) {
  return errors.conflict(
    'datasets.notHeld',
    `Version ${version.number} of “${dataset.name}” waits for nobody.`,
    { hint: 'It is published or discarded, or somebody is releasing it at this moment.' },
  );
}

function reasonNeeded(done: string) {
  return errors.invalid('datasets.reasonNeeded', `Say why the version is ${done}.`, {
    hint: 'Give a reason, or accept the proposed patch.',
  });
}
