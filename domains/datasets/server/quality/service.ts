import { type Actor, errors } from '@insites/kernel';
import type { JobRun } from '@insites/platform';
import type { Drift, DriftRules, ListedExpectation } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { abilities } from '../policy.ts';
import { versionFor } from '../reading/open.ts';
import { find, type Note } from '../service.ts';
import { saveSettings } from '../settings/store.ts';
import { datasetById, lockDataset } from '../store.ts';
import { columnsOf, readyVersion, versionById } from '../versions/store.ts';
import { assess, keepAssessment } from './assess.ts';
import { changeable, lineOf } from './expectations.ts';
import { type RulesInForce, rulesOf } from './rules.ts';
import { sentenceOf } from './sentences.ts';
import {
  type CheckRow,
  checkOf,
  checksOf,
  driftOf,
  expectationsOf,
  saveDriftRules,
} from './store.ts';
import { renewSuggestions } from './suggestions.ts';

export interface CheckJob {
  readonly datasetId: string;
}

/** The quality of a version, the list of expectations and how the score went over the versions. */
export async function readChecks(
  actor: Actor,
  ref: string,
  number: number | undefined,
  note: Note,
  deps: Deps,
) {
  const { database } = deps.platform;
  const { dataset, version } = await versionFor(actor, ref, number, 'profile', note, deps);
  const check = await checkOf(version.id, database);
  const { revision, items } = await expectationsOf(dataset.id, database);
  const history = await checksOf(dataset.id, database);
  const latest = await readyVersion(dataset.id, undefined, database);
  return {
    version: version.number,
    score: check?.score ?? null,
    checking: latest?.id === version.id && !isCurrent(check, items),
    failingRows: check?.failingRows ?? 0,
    rows: version.rows,
    items: check?.results ?? [],
    revision,
    expectations: items.map(lineOf),
    history: history.map((each) => ({
      version: each.version,
      at: each.at.toISOString(),
      total: each.check.score.total,
    })),
    can: { update: abilities(actor, dataset, deps.governance).update },
  };
}

/** Checks the latest version anew when what is expected has changed. */
export async function runCheck(
  run: JobRun<CheckJob>,
  deps: Deps,
): Promise<Record<string, unknown>> {
  const { database, objects } = deps.platform;
  const dataset = await datasetById(run.input.datasetId, database);
  const version = dataset && (await readyVersion(dataset.id, undefined, database));
  if (!dataset || !version?.objectId) return { checked: false };
  const { items } = await expectationsOf(dataset.id, database);
  const before = await checkOf(version.id, database);
  if (isCurrent(before, items)) return { checked: false };
  const scratch = await objects.scratch();
  const lease = await objects.cached(version.objectId);
  try {
    const found = await assess(
      {
        dataset,
        versionId: version.id,
        number: version.number,
        rawNumber: version.rawNumber,
        parquet: lease.path,
        rows: version.rows,
        at: version.createdAt,
        conservation: version.conservation,
        columns: await columnsOf(version.id, database),
      },
      { folder: scratch.path, signal: run.signal, compared: true, understood: true },
      deps,
    );
    await database.transaction(async (transaction) => {
      const there = await lockDataset(dataset.id, transaction);
      if (!there || !(await versionById(version.id, transaction))) return;
      await keepAssessment(version.id, { ...found, drift: null }, transaction, deps);
      await renewSuggestions(dataset.id, transaction);
    });
    return { checked: true, version: version.number, failingRows: found.failingRows };
  } finally {
    lease.release();
    scratch.release();
  }
}

/** What changed from the version before. Of a held version only for who decides about it. */
export async function readDriftOf(
  actor: Actor,
  ref: string,
  number: number | undefined,
  note: Note,
  deps: Deps,
): Promise<Drift> {
  const { database } = deps.platform;
  const { dataset, version } = await versionFor(actor, ref, number, 'profile', note, deps);
  const drift = await driftOf(version.id, database);
  if (!drift)
    throw errors.notFound(
      'datasets.notCompared',
      `Version ${version.number} of “${dataset.name}” was held against no other.`,
      { hint: 'Versions are compared from the second one on.' },
    );
  const insider = dataset.organisationId === actor.organisationId;
  const by = insider ? drift.decidedBy : null;
  const name = by === null ? undefined : (await deps.identity.namesOf([by])).get(by);
  return {
    version: version.number,
    against: drift.against,
    held: version.state === 'held' && drift.decision === null,
    findings: drift.findings,
    patch: drift.patch,
    patchSentences: drift.patchSentences,
    decision:
      drift.decision === null
        ? null
        : {
            what: drift.decision,
            reason: insider ? drift.reason : '',
            at: (drift.decidedAt ?? version.createdAt).toISOString(),
            by: by === null || name === undefined ? null : { id: by, name },
          },
  };
}

export async function readRules(actor: Actor, ref: string, deps: Deps): Promise<RulesInForce> {
  return await rulesOf(await find(actor, ref, deps), deps.platform.database);
}

export async function setRules(
  actor: Actor,
  ref: string,
  rules: DriftRules | null,
  note: Note,
  deps: Deps,
): Promise<RulesInForce> {
  const dataset = await changeable(actor, ref, note, deps);
  note({ details: { rules } });
  await saveDriftRules(dataset.id, rules, deps.platform.database);
  return await rulesOf({ ...dataset, driftRules: rules }, deps.platform.database);
}

export async function setOrganisationRules(
  actor: Actor,
  rules: DriftRules | null,
  note: Note,
  deps: Deps,
): Promise<RulesInForce> {
  const { organisationId } = actor;
  if (organisationId === null)
    throw errors.notAllowed('governance.refused', 'You wear the hat of no organisation.');
  note({ objectKind: 'organisation', objectId: organisationId, details: { rules } });
  const { database } = deps.platform;
  await saveSettings(organisationId, { driftRules: rules }, actor.personId, database);
  return await rulesOf({ driftRules: null, organisationId }, database);
}

/** Whether a check speaks of what is accepted now. */
function isCurrent(check: CheckRow | null, items: readonly ListedExpectation[]): boolean {
  if (!check) return false;
  const wanted = items
    .filter(({ state }) => state === 'accepted')
    .map((item) => `${item.id} ${sentenceOf(item.expectation, item.tolerance)}`);
  const had = check.results.map(({ expectationId, sentence }) => `${expectationId} ${sentence}`);
  return wanted.length === had.length && wanted.every((line) => had.includes(line));
}
