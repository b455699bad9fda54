import type { RouteOutput } from '@insites/kernel';
import { type Actor, type CallInput, errors, newId } from '@insites/kernel';
import type { decidePair, duplicates, findDuplicates } from '../../contract/duplicates.ts';
import type { Deps } from '../deps.ts';
import { abilities, mustBeAllowed } from '../policy.ts';
import { versionFor } from '../reading/open.ts';
import { find, type Note, noteOf } from '../service.ts';
import { lockDataset } from '../store.ts';
import { columnNamesOf } from '../versions/store.ts';
import { decisionsAtMost, type FindJob } from './run.ts';
import { showGroups, showPairs } from './show.ts';
import {
  beginLinkRun,
  type DecisionRow,
  decisionsOf,
  eventsOf,
  insertDecision,
  linkRunOf,
  undoneDecision,
} from './store.ts';

type Shown = RouteOutput<typeof duplicates>;

/** Begins a search of the newest version. One at a time for a dataset. */
export async function beginFind(
  actor: Actor,
  input: CallInput<typeof findDuplicates>,
  note: Note,
  deps: Deps,
): Promise<{ jobId: string }> {
  const { platform, governance } = deps;
  const { dataset, version } = await versionFor(actor, input.id, undefined, 'profile', note, deps);
  mustBeAllowed(actor, 'update', dataset, governance);
  await mustHave(
    [...(input.columns ?? []), ...(input.source ? [input.source] : [])],
    version.id,
    deps,
  );
  return await platform.database.transaction(async (transaction) => {
    await lockDataset(dataset.id, transaction);
    const before = await linkRunOf(dataset.id, transaction);
    if (before?.searching)
      throw errors.conflict('datasets.searching', `“${dataset.name}” is being searched already.`, {
        hint: 'Wait until it is done, or cancel it.',
      });
    const job: FindJob = {
      datasetId: dataset.id,
      versionId: version.id,
      columns: input.columns ?? null,
      source: input.source ?? null,
    };
    const jobId = await platform.jobs.send(
      {
        name: 'datasets.findDuplicates',
        title: `Look for duplicates in ${dataset.title}`,
        input: { ...job },
        organisationId: dataset.organisationId,
        personId: actor.personId,
        object: { kind: 'dataset', id: dataset.id },
        unit: 'steps',
      },
      transaction,
    );
    await beginLinkRun({ datasetId: dataset.id, versionId: version.id, jobId }, transaction);
    return { jobId };
  });
}

/** Throws unless the version has these columns. */
export async function mustHave(
  columns: readonly string[],
  versionId: string,
  deps: Deps,
): Promise<void> {
  const names = await columnNamesOf(versionId, deps.platform.database);
  const unknown = columns.find((column) => !names.includes(column));
  if (unknown !== undefined)
    throw errors.invalid('datasets.columnUnknown', `There is no column “${unknown}”.`, {
      hint: `The columns are ${names.slice(0, 20).join(', ')}.`,
    });
}

/** What the last search found: pairs to decide, groups, or what changed. */
export async function showDuplicates(
  actor: Actor,
  { id, show, limit, offset }: CallInput<typeof duplicates> & { limit: number; offset: number },
  note: Note,
  deps: Deps,
): Promise<Shown> {
  const { database } = deps.platform;
  const dataset = await find(actor, id, deps);
  const run = await linkRunOf(dataset.id, database);
  const page = { limit, offset };
  const counting = await decisionsOf(
    dataset.id,
    { counting: true, limit: decisionsAtMost },
    database,
  );
  const found = run?.summary ? { ...run, summary: run.summary } : null;
  const open = { actor, dataset, note, deps };
  note(noteOf(dataset, 'explore', found?.summary.version));
  return {
    summary: found?.summary ?? null,
    searching: run?.searching && run.jobId ? { jobId: run.jobId } : null,
    pairs: found && show === 'review' ? await showPairs(found, counting, page, open) : [],
    groups: found && show === 'groups' ? await showGroups(found, page, open) : [],
    events: (show === 'log' ? await eventsOf(dataset.id, page, database) : []).map(
      ({ kind, from, into, rows, at }) => ({ kind, from, into, rows, at: at.toISOString() }),
    ),
    decisions: await decisionViews(
      actor,
      dataset.organisationId,
      await decisionsOf(dataset.id, { counting: false, limit: 50 }, database),
      deps,
    ),
    can: { decide: abilities(actor, dataset, deps.governance).update },
  };
}

/** Remembers what a person says of two rows. It counts from the next search on. */
export async function decide(
  actor: Actor,
  { id, left, right, same }: CallInput<typeof decidePair>,
  note: Note,
  deps: Deps,
): Promise<RouteOutput<typeof decidePair>> {
  const dataset = await find(actor, id, deps);
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  const row = {
    id: newId(),
    datasetId: dataset.id,
    leftKey: left < right ? left : right,
    rightKey: left < right ? right : left,
    same,
    decidedBy: actor.personId,
  };
  note({ ...noteOf(dataset), details: { left: row.leftKey, right: row.rightKey, same } });
  await deps.platform.database.transaction(async (transaction) => {
    await lockDataset(dataset.id, transaction);
    const before = await decisionsOf(
      dataset.id,
      { counting: true, limit: decisionsAtMost },
      transaction,
    );
    for (const each of before)
      if (each.leftKey === row.leftKey && each.rightKey === row.rightKey)
        await undoneDecision(dataset.id, each.id, actor.personId, transaction);
    await insertDecision(row, transaction);
  });
  const whole = { ...row, decidedAt: new Date(), undoneAt: null, undoneBy: null };
  const [view] = await decisionViews(actor, dataset.organisationId, [whole], deps);
  if (!view) throw errors.internal('kernel.unexpected', 'The decision is gone.');
  return view;
}

/** Takes a decision back; it stays in the list as taken back. */
export async function undo(
  actor: Actor,
  ref: string,
  decisionId: string,
  note: Note,
  deps: Deps,
): Promise<void> {
  const dataset = await find(actor, ref, deps);
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  note({ ...noteOf(dataset), details: { decisionId } });
  if (!(await undoneDecision(dataset.id, decisionId, actor.personId, deps.platform.database)))
    throw errors.notFound('datasets.decisionUnknown', 'There is no such decision that counts.', {
      hint: 'Somebody may have taken it back already.',
    });
}

async function decisionViews(
  actor: Actor,
  organisationId: string,
  rows: readonly DecisionRow[],
  deps: Deps,
): Promise<Shown['decisions']> {
  const insider = actor.organisationId === organisationId;
  const people = insider
    ? await deps.identity.namesOf([
        ...new Set(rows.map(({ decidedBy }) => decidedBy).filter((id) => id !== null)),
      ])
    : new Map<string, string>();
  return rows.map((row) => {
    const name = row.decidedBy === null ? undefined : people.get(row.decidedBy);
    return {
      id: row.id,
      left: row.leftKey,
      right: row.rightKey,
      same: row.same,
      at: row.decidedAt.toISOString(),
      by: row.decidedBy === null || name === undefined ? null : { id: row.decidedBy, name },
      undone: row.undoneAt?.toISOString() ?? null,
    };
  });
}
