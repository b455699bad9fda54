import { type Actor, type CallInput, errors, newId } from '@insites/kernel';
import type { JobRun, Transaction } from '@insites/platform';
import type {
  Drift,
  DriftRules,
  Expectation,
  ListedExpectation,
  Tolerance,
} from '../../contract/index.ts';
import type { addExpectation, changeExpectation } from '../../contract/quality-routes.ts';
import type { Deps } from '../deps.ts';
import { abilities, mustBeAllowed } from '../policy.ts';
import { open, versionFor } from '../reading/open.ts';
import { find, type Note, noteOf } from '../service.ts';
import { type DatasetRow, datasetById, lockDataset } from '../store.ts';
import { columnNamesOf, columnsOf, readyVersion, versionById } from '../versions/store.ts';
import { assess, keepAssessment } from './assess.ts';
import { type RulesInForce, rulesOf } from './rules.ts';
import { columnsOf as columnsNamed, sentenceOf } from './sentences.ts';
import {
  type CheckRow,
  checkOf,
  checksOf,
  driftOf,
  expectationsOf,
  insertExpectations,
  saveDriftRules,
  saveOrganisationDriftRules,
} from './store.ts';
import { renewSuggestions } from './suggestions.ts';

export interface CheckJob {
  readonly datasetId: string;
}

type GivenTolerance = { readonly [K in keyof Tolerance]?: number | undefined };
type Line = ListedExpectation & { readonly sentence: string };

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

/** Adds an expectation of a person; it counts from now on. */
export async function addOne(
  actor: Actor,
  input: CallInput<typeof addExpectation>,
  note: Note,
  deps: Deps,
): Promise<Line> {
  const dataset = await changeable(actor, input.id, note, deps);
  const expectation = input.expectation as Expectation;
  await mustFit(actor, dataset, expectation, note, deps);
  const item: ListedExpectation = {
    id: newId(),
    state: 'accepted',
    origin: 'person',
    expectation,
    tolerance: toleranceOf(input.tolerance),
    confidence: null,
    why: `Added by ${actor.name}.`,
  };
  note({ details: { expectation: expectation.kind, columns: columnsNamed(expectation) } });
  await revise(actor, dataset, deps, (items) => [...items, item]);
  return lineOf(item);
}

/** Accepts, edits or drops one. What a person edits is accepted by it. */
export async function changeOne(
  actor: Actor,
  input: CallInput<typeof changeExpectation>,
  note: Note,
  deps: Deps,
): Promise<Line> {
  const dataset = await changeable(actor, input.id, note, deps);
  const expectation = input.expectation as Expectation | undefined;
  if (expectation) await mustFit(actor, dataset, expectation, note, deps);
  const { items } = await expectationsOf(dataset.id, deps.platform.database);
  const known = items.find(({ id }) => id === input.expectationId);
  if (!known) throw expectationUnknown();
  const edited = expectation !== undefined || input.tolerance !== undefined;
  const state = input.state ?? (edited ? 'accepted' : known.state);
  note({ details: { expectation: known.expectation.kind, state, edited } });
  let changed = known;
  await revise(actor, dataset, deps, (current) =>
    current.map((item) => {
      if (item.id !== input.expectationId) return item;
      changed = {
        ...item,
        state,
        origin: edited ? 'edited' : item.origin,
        expectation: expectation ?? item.expectation,
        tolerance: input.tolerance ? toleranceOf(input.tolerance) : item.tolerance,
      };
      return changed;
    }),
  );
  return lineOf(changed);
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
        parquet: lease.path,
        rows: version.rows,
        at: version.createdAt,
        conservation: version.conservation,
        columns: await columnsOf(version.id, database),
      },
      { folder: scratch.path, signal: run.signal, compared: true },
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
  await saveOrganisationDriftRules(organisationId, rules, actor.personId, database);
  return await rulesOf({ driftRules: null, organisationId }, database);
}

async function changeable(actor: Actor, ref: string, note: Note, deps: Deps): Promise<DatasetRow> {
  const dataset = await find(actor, ref, deps);
  note(noteOf(dataset));
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  return dataset;
}

/** A new revision of the list and, where what is checked has changed, a new check. */
async function revise(
  actor: Actor,
  dataset: DatasetRow,
  deps: Deps,
  change: (items: readonly ListedExpectation[]) => ListedExpectation[],
): Promise<void> {
  const { database, jobs } = deps.platform;
  await database.transaction(async (transaction: Transaction) => {
    await lockDataset(dataset.id, transaction);
    const { revision, items } = await expectationsOf(dataset.id, transaction);
    await insertExpectations(
      {
        datasetId: dataset.id,
        revision: revision + 1,
        items: change(items),
        createdBy: actor.personId,
      },
      transaction,
    );
    await jobs.send(
      {
        name: 'datasets.check',
        title: `Check ${dataset.title}`,
        input: { datasetId: dataset.id },
        organisationId: dataset.organisationId,
        personId: actor.personId,
        object: { kind: 'dataset', id: dataset.id },
        unit: 'rows',
      },
      transaction,
    );
  });
}

/** Columns must be there, a pattern be one, and the other dataset readable by the person, through the gate. */
async function mustFit(
  actor: Actor,
  dataset: DatasetRow,
  expectation: Expectation,
  note: Note,
  deps: Deps,
): Promise<void> {
  const { database } = deps.platform;
  const version = await readyVersion(dataset.id, undefined, database);
  const names = version ? await columnNamesOf(version.id, database) : [];
  const strange = columnsNamed(expectation).find((name) => !names.includes(name));
  if (strange !== undefined)
    throw invalid(`“${dataset.name}” has no column “${strange}”.`, 'Its columns are on its page.');
  if (expectation.kind === 'pattern' && !isPattern(expectation.pattern))
    throw invalid('The pattern is no regular expression.', 'Look-ahead and \\1 are not known.');
  if (expectation.kind === 'range' && expectation.least === null && expectation.most === null)
    throw invalid('The range has no bound.', 'Give the least value, the greatest, or both.');
  if (expectation.kind !== 'foreignKey') return;
  const opened = await open(actor, expectation.dataset, 'profile', () => undefined, deps);
  opened.release();
  note({ details: { otherDataset: opened.dataset.id } });
  const others = await columnNamesOf(opened.version.id, database);
  if (!others.includes(expectation.to))
    throw invalid(`“${opened.dataset.name}” has no column “${expectation.to}”.`, 'Choose another.');
}

/** RE2, which the engine uses, knows no look-around and no references back. */
function isPattern(pattern: string): boolean {
  if (/\(\?[=!<]|\\[1-9]/.test(pattern)) return false;
  try {
    return new RegExp(pattern, 'u') instanceof RegExp;
  } catch {
    return false;
  }
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

function lineOf(item: ListedExpectation): Line {
  return { ...item, sentence: sentenceOf(item.expectation, item.tolerance) };
}

function toleranceOf(given: GivenTolerance | undefined): Tolerance {
  return { absolute: given?.absolute ?? 0, relative: given?.relative ?? 0 };
}

function invalid(message: string, hint: string) {
  return errors.invalid('datasets.expectationInvalid', message, { hint });
}

function expectationUnknown() {
  return errors.notFound('datasets.expectationUnknown', 'The dataset has no such expectation.', {
    hint: 'Its expectations are listed on its page and by `insites datasets checks`.',
  });
}
