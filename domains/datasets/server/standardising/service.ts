import { type Actor, type CallInput, errors, newId } from '@insites/kernel';
import { isSure, type RecipeStep, type StepAction } from '../../contract/index.ts';
import type { standardise } from '../../contract/standardise-routes.ts';
import type { Deps } from '../deps.ts';
import { mustBeAllowed } from '../policy.ts';
import { versionUnknown } from '../reading/open.ts';
import { find, type Note, noteOf } from '../service.ts';
import { lockDataset } from '../store.ts';
import { mustBeIdle } from '../versions/idle.ts';
import {
  columnsOf,
  insertVersion,
  nextNumber,
  rawOf,
  readyVersion,
  type VersionRow,
} from '../versions/store.ts';

export interface StandardiseJob {
  readonly versionId: string;
}

interface Begun {
  readonly datasetId: string;
  readonly versionId: string;
  readonly jobId: string;
  readonly number: number;
}

/** Begins to make a version from the raw one by steps. Version and job come into being together. */
export async function begin(
  actor: Actor,
  input: CallInput<typeof standardise>,
  note: Note,
  deps: Deps,
): Promise<Begun> {
  const { platform } = deps;
  const dataset = await find(actor, input.id, deps);
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  return await platform.database.transaction(async (transaction) => {
    await lockDataset(dataset.id, transaction);
    await mustBeIdle(dataset, transaction);
    const latest = await readyVersion(dataset.id, undefined, transaction);
    if (!latest) throw versionUnknown(dataset, undefined);
    const raw = await rawOf(latest, transaction);
    const names = (await columnsOf(raw.id, transaction)).map(({ name }) => name);
    const steps = chosenSteps(input, raw, latest);
    for (const { action } of steps) mustBeColumn(action, names);
    const number = await nextNumber(dataset.id, transaction);
    note({ ...noteOf(dataset, undefined, number), details: auditOf(steps, raw.number) });
    const versionId = newId();
    const jobId = await platform.jobs.send(
      {
        name: 'datasets.standardise',
        title: `Standardise ${dataset.title}`,
        input: { versionId },
        organisationId: dataset.organisationId,
        personId: actor.personId,
        object: { kind: 'dataset', id: dataset.id },
        unit: 'rows',
      },
      transaction,
    );
    const row = derived(raw, { id: versionId, number, steps, createdBy: actor.personId, jobId });
    await insertVersion({ ...row, state: 'importing' }, transaction);
    for (const kept of [row.sourceObjectId, row.rejectedObjectId, row.repairsObjectId])
      if (kept) await platform.objects.keep(transaction, kept);
    return { datasetId: dataset.id, versionId, jobId, number };
  });
}

/** The row of a version made from a raw one: the same file, the same rows, other cells. */
export function derived(
  raw: VersionRow,
  made: {
    readonly id: string;
    readonly number: number;
    readonly steps: readonly RecipeStep[];
    readonly createdBy: string | null;
    readonly jobId: string | null;
  },
) {
  const { datasetId, sourceBytes, sourceObjectId, sourceFileId } = raw;
  const { sourceFileName, sourceFileVersion, rejectedObjectId, repairsObjectId } = raw;
  return {
    ...made,
    datasetId,
    sourceBytes,
    sourceObjectId,
    sourceFileId,
    sourceFileName,
    sourceFileVersion,
    rejectedObjectId,
    repairsObjectId,
    conservation: raw.conservation,
    rawNumber: raw.number,
    steps: [...made.steps],
    note: `Standardised from version ${raw.number}.`,
  };
}

/** Steps by the person's own words, or the proposals that are sure enough. */
function chosenSteps(
  { actions, from }: CallInput<typeof standardise>,
  raw: VersionRow,
  latest: VersionRow,
): RecipeStep[] {
  const proposed = raw.proposals ?? [];
  if (actions === undefined)
    return from === undefined ? [] : proposed.filter((step) => isSure(step, from));
  const known = [...proposed, ...(latest.steps ?? [])];
  return actions.map(
    (action) =>
      known.find((step) => isSame(step.action, action)) ?? {
        action,
        why: 'A person asked for it.',
        confidence: 1,
        cells: 0,
        unread: 0,
        examples: [],
        unreadExamples: [],
      },
  );
}

/** Whether two steps do the same: jsonb keeps no order of keys. */
export function isSame(left: StepAction, right: StepAction): boolean {
  return ordered(left) === ordered(right);
}

function ordered(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([left], [right]) => (left < right ? -1 : 1)))
      : inner,
  );
}

function mustBeColumn(action: StepAction, names: readonly string[]): void {
  const asked = [action.column, ...(action.kind === 'city' && action.state ? [action.state] : [])];
  const missing = asked.find((name) => !names.includes(name));
  if (missing !== undefined) throw columnUnknown(missing);
}

/** What to say of a column that is not there. */
export function columnUnknown(name: string) {
  return errors.invalid('datasets.columnUnknown', `The version has no column “${name}”.`, {
    hint: 'Its columns are listed on its page and by `insites datasets profile`.',
  });
}

function auditOf(steps: readonly RecipeStep[], from: number) {
  return {
    from,
    steps: steps.map(({ action: { kind, column } }) => ({ kind, column })),
  };
}
