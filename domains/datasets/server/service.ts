import type { Purpose } from '@insites/governance/contract';
import { type Actor, type CallInput, errors, type InsitesError } from '@insites/kernel';
import type { AuditNote } from '@insites/platform';

import type { DatasetView, VersionView } from '../contract/index.ts';
import type { update } from '../contract/routes.ts';
import type { Deps } from './deps.ts';
import { linkRunOf, objectsOfRun } from './links/store.ts';
import { abilities, inReach, mayCreate, mustBeAllowed, unknownDataset } from './policy.ts';
import { failingObjectsOf } from './quality/store.ts';
import {
  type DatasetRow,
  datasetById,
  datasetByName,
  deleteDataset,
  type ListQuery,
  listDatasets,
  lockDataset,
  publicDatasetsByName,
  updateDataset,
} from './store.ts';
import { objectsOf, versionIn, versionsOf } from './versions/store.ts';
import { versionView, viewsOf } from './views.ts';

/** Adds to the audit entry of the call at hand. */
export type Note = (note: AuditNote) => void;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The dataset behind an id or a name, when the actor may read it. A name means the one of the
 * organisation whose hat is worn, else the only public one of that name.
 */
export async function find(actor: Actor, ref: string, deps: Deps): Promise<DatasetRow> {
  const row = await lookUp(actor, ref, deps);
  if (!row) throw unknownDataset(ref);
  deps.governance.require({ actor, action: 'read', resource: { kind: 'dataset', ...row } }, () =>
    unknownDataset(ref),
  );
  return row;
}

async function lookUp(actor: Actor, ref: string, deps: Deps): Promise<DatasetRow | null> {
  const { database } = deps.platform;
  if (uuid.test(ref)) {
    const row = await datasetById(ref, database);
    return row && inReach(actor, row) ? row : null;
  }
  const name = ref.toLowerCase();
  if (actor.organisationId !== null) {
    const own = await datasetByName(name, actor.organisationId, database);
    if (own && inReach(actor, own)) return own;
  }
  const found = await publicDatasetsByName(name, actor.datasets ?? null, database);
  const [open, another] = found;
  if (another)
    throw errors.conflict(
      'datasets.nameAmbiguous',
      `Several organisations have a public dataset “${name}”.`,
      { hint: 'Use its id, which is in the address of its page.' },
    );
  return open ?? null;
}

export async function listFor(
  actor: Actor,
  query: ListQuery,
  deps: Deps,
): Promise<{ items: DatasetView[]; total: number; can: { create: boolean } }> {
  const readable = deps.governance.readable(actor, 'dataset');
  const reach = { ...readable, only: actor.datasets ?? null };
  const { rows, total } = await listDatasets(reach, query, deps.platform.database);
  return {
    items: await viewsOf(rows, actor, deps),
    total,
    can: { create: mayCreate(actor, deps.governance) },
  };
}

export async function read(actor: Actor, ref: string, deps: Deps): Promise<DatasetView> {
  return await viewOf(await find(actor, ref, deps), actor, deps);
}

type Changes = Omit<CallInput<typeof update>, 'id'>;

/** Changes name, texts or visibility. Making something more visible is noted with what it was before. */
export async function change(
  actor: Actor,
  ref: string,
  changes: Changes,
  note: Note,
  deps: Deps,
): Promise<DatasetView> {
  const dataset = await find(actor, ref, deps);
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  const details =
    changes.visibility === undefined || changes.visibility === dataset.visibility
      ? { changed: Object.keys(changes) }
      : { changed: Object.keys(changes), from: dataset.visibility, to: changes.visibility };
  note({ ...noteOf(dataset), details });
  const taken =
    changes.name !== undefined &&
    changes.name !== dataset.name &&
    (await datasetByName(changes.name, dataset.organisationId, deps.platform.database));
  if (taken) throw nameTaken(changes.name ?? '');
  const set = Object.fromEntries(
    Object.entries(changes).filter(([, value]) => value !== undefined),
  );
  const updated = await updateDataset(dataset.id, set, deps.platform.database);
  if (!updated) throw unknownDataset(ref);
  return await viewOf(updated, actor, deps);
}

/** Deletes a dataset, its versions and their bytes. */
export async function remove(actor: Actor, ref: string, note: Note, deps: Deps): Promise<void> {
  const { platform, governance } = deps;
  const dataset = await find(actor, ref, deps);
  mustBeAllowed(actor, 'remove', dataset, governance);
  note(noteOf(dataset));
  const running = await versionIn('importing', dataset.id, platform.database);
  if (running)
    throw errors.conflict('datasets.importing', `An import into “${dataset.name}” is going on.`, {
      hint: 'Wait until it is done, or cancel it.',
    });
  await platform.database.transaction(async (transaction) => {
    if (!(await lockDataset(dataset.id, transaction))) return;
    const searched = objectsOfRun(await linkRunOf(dataset.id, transaction));
    const versions = await versionsOf(dataset.id, transaction);
    const failing = await failingObjectsOf(
      versions.map(({ id }) => id),
      transaction,
    );
    for (const objectId of [...objectsOf(versions), ...searched, ...failing])
      await platform.objects.drop(transaction, objectId);
    await deleteDataset(dataset.id, transaction);
  });
}

export async function listVersions(
  actor: Actor,
  ref: string,
  deps: Deps,
): Promise<{ items: VersionView[] }> {
  const dataset = await find(actor, ref, deps);
  const all = await versionsOf(dataset.id, deps.platform.database);
  // What was not published is the business of those who decide about it.
  const { update } = abilities(actor, dataset, deps.governance);
  const rows = all.filter(({ state }) => update || state === 'ready' || state === 'importing');
  const insider = dataset.organisationId === actor.organisationId;
  const people = insider
    ? await deps.identity.namesOf(
        rows.map(({ createdBy }) => createdBy).filter((id) => id !== null),
      )
    : new Map<string, string>();
  return { items: rows.map((row) => versionView(row, people)) };
}

export async function viewOf(dataset: DatasetRow, actor: Actor, deps: Deps): Promise<DatasetView> {
  const [view] = await viewsOf([dataset], actor, deps);
  if (!view) throw unknownDataset(dataset.name);
  return view;
}

/** What the audit log says of a dataset. */
export function noteOf(dataset: DatasetRow, purpose?: Purpose, version?: number): AuditNote {
  return {
    objectKind: 'dataset',
    objectId: dataset.id,
    objectName: dataset.name,
    organisationId: dataset.organisationId,
    ...(purpose === undefined ? {} : { purpose }),
    ...(version === undefined ? {} : { version: String(version) }),
  };
}

export function nameTaken(name: string): InsitesError {
  return errors.conflict(
    'datasets.nameTaken',
    `Your organisation has a dataset “${name}” already.`,
    {
      hint: 'Choose another name, or import the file as the next version of that one.',
    },
  );
}
