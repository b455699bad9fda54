import { type Actor, type CallInput, errors, newId } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { Expectation, ListedExpectation, Tolerance } from '../../contract/index.ts';
import type { addExpectation, changeExpectation } from '../../contract/quality-routes.ts';
import type { Deps } from '../deps.ts';
import { mustBeAllowed } from '../policy.ts';
import { open } from '../reading/open.ts';
import { find, type Note, noteOf } from '../service.ts';
import { type DatasetRow, lockDataset } from '../store.ts';
import { columnNamesOf, readyVersion } from '../versions/store.ts';
import { columnsOf as columnsNamed, sentenceOf } from './sentences.ts';
import { expectationsOf, insertExpectations } from './store.ts';

type GivenTolerance = { readonly [K in keyof Tolerance]?: number | undefined };
/** An expectation with its sentence. */
export type Line = ListedExpectation & { readonly sentence: string };

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
    why: 'Added by a person.',
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
        why: expectation ? 'Edited by a person.' : item.why,
        tolerance: input.tolerance ? toleranceOf(input.tolerance) : item.tolerance,
      };
      return changed;
    }),
  );
  return lineOf(changed);
}

/** The dataset, when the actor may change it. */
export async function changeable(
  actor: Actor,
  ref: string,
  note: Note,
  deps: Deps,
): Promise<DatasetRow> {
  const dataset = await find(actor, ref, deps);
  note(noteOf(dataset));
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  return dataset;
}

/** An expectation as it is listed. */
export function lineOf(item: ListedExpectation): Line {
  return { ...item, sentence: sentenceOf(item.expectation, item.tolerance) };
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
