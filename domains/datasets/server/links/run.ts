import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { errors, newId } from '@insites/kernel';
import type { JobRun, TrustedSession } from '@insites/platform';
import type { DuplicatesSummary } from '../../contract/duplicates.ts';
import type { Deps } from '../deps.ts';
import { detect } from '../semantics/detect/detect.ts';
import { gatherFacts } from '../semantics/detect/gather.ts';
import { datasetById, lockDataset } from '../store.ts';
import { columnsOf, versionById } from '../versions/store.ts';
import { chooseComparisons } from './comparing/choose.ts';
import { type Comparison, levelsOf } from './comparing/kinds.ts';
import { doubtsOf } from './doubts.ts';
import {
  changedGroups,
  countDoubtful,
  makeDecided,
  makeRowKeys,
  nameGroups,
  writeMembers,
  writePairs,
} from './keeping/queries.ts';
import { type Resolved, resolve } from './resolve.ts';
import {
  type DecisionRow,
  decisionsOf,
  insertEvents,
  linkRunOf,
  objectsOfRun,
  updateLinkRun,
} from './store.ts';

export interface FindJob {
  readonly datasetId: string;
  readonly versionId: string;
  readonly columns: readonly string[] | null;
  readonly source: string | null;
}

/** Decisions that count at most; older ones beyond do not. */
export const decisionsAtMost = 10_000;

/** Searches a version: groups, weighed pairs and what was learned are kept; the search before is let go. */
export async function runFind(run: JobRun<FindJob>, deps: Deps): Promise<Record<string, unknown>> {
  const { database, objects, engine } = deps.platform;
  const { datasetId, versionId } = run.input;
  const version = await versionById(versionId, database);
  if (!version?.objectId)
    throw errors.notFound('datasets.versionUnknown', 'The version to be searched is gone.');
  const [lease, scratch] = [await objects.cached(version.objectId), await objects.scratch()];
  const former = await formerMembers(datasetId, deps);
  const session = await engine.trusted({ signal: run.signal });
  try {
    const columns = await columnsOf(versionId, database);
    const names = columns.map(({ name }) => name);
    await session.run(makeRowKeys(lease.path, names).text);
    const decisions = await decisionsOf(
      datasetId,
      { counting: true, limit: decisionsAtMost },
      database,
    );
    await session.run(makeDecided(said(decisions)).text);
    const comparisons = await compared(session, lease.path, columns, run.input);
    const found = await resolve({
      session,
      parquet: lease.path,
      comparisons,
      source: run.input.source ?? undefined,
      folder: scratch.path,
      progress: (step, done, total) => run.progress({ step, done, total, unit: 'steps' }),
    });
    run.progress({ step: 'Keeping what was found' });
    const [members, pairs] = [
      join(scratch.path, 'members.parquet'),
      join(scratch.path, 'pairs.parquet'),
    ];
    await session.run(nameGroups(former?.path ?? null, run.id).text);
    await session.run(writeMembers(members).text);
    await session.run(writePairs(pairs).text);
    const [doubtful = {}] = await session.run(countDoubtful(members, pairs, said(decisions)).text);
    const summary = summaryOf(found, version.number, Number(doubtful.pairs ?? 0));
    const events = former ? await session.run(changedGroups.text) : [];
    await keep(run, { members, pairs, summary, found, events }, deps);
    return { datasetId, version: version.number, groups: found.groups, toReview: summary.toReview };
  } finally {
    await session.close();
    former?.release();
    lease.release();
    scratch.release();
  }
}

/** A search that failed leaves what was found before. */
export async function undoFind({ datasetId }: FindJob, deps: Deps): Promise<void> {
  await updateLinkRun(datasetId, { searching: false }, deps.platform.database);
}

export function said(decisions: readonly DecisionRow[]) {
  return decisions.map(({ leftKey: left, rightKey: right, same }) => ({ left, right, same }));
}

async function formerMembers(datasetId: string, { platform }: Deps) {
  const run = await linkRunOf(datasetId, platform.database);
  return run?.membersObjectId ? await platform.objects.cached(run.membersObjectId) : null;
}

async function compared(
  session: TrustedSession,
  parquet: string,
  columns: readonly { readonly name: string; readonly type: string }[],
  { columns: wanted, source }: FindJob,
): Promise<readonly Comparison[]> {
  const some = columns.filter(
    ({ name }) => name !== source && (wanted === null || wanted.includes(name)),
  );
  const facts = await gatherFacts(session, parquet, some);
  const comparisons = chooseComparisons(
    facts.map((each) => ({ facts: each, meaning: detect(each) })),
  );
  if (comparisons.length === 0)
    throw errors.invalid(
      'datasets.nothingToCompare',
      'No column says what a row is about: there are only numbers of rows, constants and long texts.',
      { hint: 'Name the columns to compare.' },
    );
  return comparisons;
}

function summaryOf(found: Resolved, version: number, toReview: number): DuplicatesSummary {
  const { rows, groups, rowsInGroups, coverage, model, weighing } = found;
  return {
    version,
    rows,
    groups,
    rowsInGroups,
    toReview,
    coverage,
    columns: found.comparisons.map((comparison, index) => ({
      column: comparison.column,
      kind: comparison.kind,
      levels: levelsOf(comparison).map(({ label }, level) => ({
        label,
        m: model.m[index]?.[level] ?? 0,
        u: model.u[index]?.[level] ?? 0,
        bits: weighing.weights[index]?.[level] ?? 0,
      })),
    })),
    rules: found.rules.map(({ keys, pairs }) => ({ keys: [...keys], pairs: Math.round(pairs) })),
    doubts: doubtsOf(found),
    at: new Date().toISOString(),
  };
}

interface Found {
  readonly members: string;
  readonly pairs: string;
  readonly summary: DuplicatesSummary;
  readonly found: Resolved;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

async function keep(
  run: JobRun<FindJob>,
  { members, pairs, summary, found, events }: Found,
  deps: Deps,
): Promise<void> {
  const { database, objects } = deps.platform;
  const { datasetId, versionId } = run.input;
  const dataset = await datasetById(datasetId, database);
  if (!dataset) throw errors.notFound('datasets.unknown', 'The dataset was deleted meanwhile.');
  const put = (path: string) =>
    objects.put(dataset.organisationId, createReadStream(path), { signal: run.signal });
  const [kept, weighed] = [await put(members), await put(pairs)];
  await database.transaction(async (transaction) => {
    if (!(await lockDataset(datasetId, transaction)))
      throw errors.notFound('datasets.unknown', 'The dataset was deleted meanwhile.');
    for (const id of objectsOfRun(await linkRunOf(datasetId, transaction)))
      await objects.drop(transaction, id);
    await objects.keep(transaction, kept.id);
    await objects.keep(transaction, weighed.id);
    const model = {
      comparisons: found.comparisons.map((comparison) => ({
        column: comparison.column,
        labels: levelsOf(comparison).map(({ label }) => label),
      })),
      weights: found.weighing.weights,
      prior: found.weighing.prior,
    };
    await updateLinkRun(
      datasetId,
      {
        versionId,
        summary,
        model,
        membersObjectId: kept.id,
        pairsObjectId: weighed.id,
        searching: false,
      },
      transaction,
    );
    await insertEvents(
      events.map((event) => ({
        id: newId(),
        datasetId,
        kind: event.kind === 'split' ? ('split' as const) : ('merged' as const),
        from: String(event.from).split(' '),
        into: String(event.into).split(' '),
        rows: Number(event.rows),
      })),
      transaction,
    );
  });
}
