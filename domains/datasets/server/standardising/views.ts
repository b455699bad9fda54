import type { Actor } from '@insites/kernel';
import type {
  ColumnMeaning,
  RecipeDocument,
  RecipeStep,
  SemanticType,
} from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { mustBeAllowed } from '../policy.ts';
import { versionFor } from '../reading/open.ts';
import { firstRepairs } from '../repairs/views.ts';
import { sentenceOf } from '../semantics/recipe/sentence.ts';
import { find, type Note, noteOf } from '../service.ts';
import { updateDataset } from '../store.ts';
import {
  beingLookedAt,
  type ColumnRow,
  columnsOf,
  rawOf,
  readyVersion,
  saveMeanings,
  updateVersion,
  type VersionRow,
} from '../versions/store.ts';
import { understoodSentences } from './sentences.ts';
import { columnUnknown, isSame } from './service.ts';
import { understand } from './understand.ts';

/** What was understood and what is proposed, with what was done of it. */
export async function proposalsOf(
  actor: Actor,
  input: { readonly id: string; readonly version?: number | undefined },
  note: Note,
  deps: Deps,
) {
  const { database } = deps.platform;
  const { dataset, version } = await versionFor(
    actor,
    input.id,
    input.version,
    'profile',
    note,
    deps,
  );
  const raw = await rawOf(version, database);
  const columns = await columnsOf(raw.id, database);
  const done = version.rawNumber === null ? [] : (version.steps ?? []);
  const proposed = raw.proposals ?? [];
  const own = done.filter(({ action }) => !proposed.some((step) => isSame(step.action, action)));
  return {
    version: version.number,
    from: raw.number,
    understood: understoodSentences(raw, columns),
    standardiseFrom: dataset.standardiseFrom,
    ready: !beingLookedAt(raw),
    steps: [...proposed, ...own].map((step) => {
      const did = done.find(({ action }) => isSame(action, step.action));
      return { ...(did ?? step), sentence: sentenceOf(did ?? step), done: did !== undefined };
    }),
  };
}

/** Everything that made a version of its file, as one document. */
export async function recipeOf(
  actor: Actor,
  input: { readonly id: string; readonly version?: number | undefined },
  note: Note,
  deps: Deps,
): Promise<RecipeDocument> {
  const { database } = deps.platform;
  const { dataset, version } = await versionFor(
    actor,
    input.id,
    input.version,
    'profile',
    note,
    deps,
  );
  const raw = await rawOf(version, database);
  const columns = await columnsOf(raw.id, database);
  const steps: readonly RecipeStep[] = version.rawNumber === null ? [] : (version.steps ?? []);
  return {
    kind: 'insites.recipe',
    version: 1,
    dataset: dataset.name,
    of: version.number,
    from: raw.number,
    reading: raw.recipe,
    columns: columns.map(columnOf),
    steps: [...steps],
    repairs: await firstRepairs(raw, 1_000, deps),
    sentences: [...understoodSentences(raw, columns), ...steps.map(sentenceOf)],
  };
}

function columnOf({ name, type, meaning }: ColumnRow): RecipeDocument['columns'][number] {
  const best = meaning?.best;
  return {
    name,
    type,
    means: best?.type ?? 'text',
    confidence: best?.confidence ?? 0,
    why: best?.why ?? 'Nobody has looked.',
    chosen: meaning?.chosen ?? false,
    details: best?.details ?? {},
  };
}

/** Remembers what a person says of a column, and looks at it again in that light. */
export async function setMeaning(
  actor: Actor,
  input: { readonly id: string; readonly column: string; readonly type: SemanticType | null },
  note: Note,
  deps: Deps,
): Promise<ColumnMeaning> {
  const { database, objects, engine } = deps.platform;
  const dataset = await find(actor, input.id, deps);
  mustBeAllowed(actor, 'update', dataset, deps.governance);
  const latest = await readyVersion(dataset.id, undefined, database);
  const raw = latest && (await rawOf(latest, database));
  const columns = raw ? await columnsOf(raw.id, database) : [];
  const column = columns.find(({ name }) => name === input.column);
  if (!raw?.objectId || !column) throw columnUnknown(input.column);
  note({
    ...noteOf(dataset, undefined, raw.number),
    details: { column: column.name, type: input.type },
  });
  const { [column.name]: _, ...others } = dataset.chosenTypes ?? {};
  const chosen = input.type === null ? others : { ...others, [column.name]: input.type };
  const lease = await objects.cached(raw.objectId);
  const session = await engine.trusted();
  try {
    const signal = AbortSignal.timeout(60_000);
    const { meanings, proposals } = await understand(session, lease.path, columns, chosen, signal, [
      column.name,
    ]);
    const [meaning] = meanings;
    if (!meaning) throw columnUnknown(input.column);
    await database.transaction(async (transaction) => {
      await updateDataset(dataset.id, { chosenTypes: chosen }, transaction);
      await saveMeanings(raw.id, [meaning], transaction);
      await updateVersion(raw.id, { proposals: replaced(raw, column, proposals) }, transaction);
    });
    return meaning;
  } finally {
    await session.close();
    lease.release();
  }
}

/** The proposals with those of one column exchanged, in their place. */
function replaced(
  { proposals }: VersionRow,
  { name }: ColumnRow,
  fresh: readonly RecipeStep[],
): RecipeStep[] {
  const all = proposals ?? [];
  const isOwn = ({ action }: RecipeStep) => action.kind !== 'city' && action.column === name;
  const at = all.findIndex(isOwn);
  const others = all.filter((step) => !isOwn(step));
  return at < 0 ? [...others, ...fresh] : others.toSpliced(at, 0, ...fresh);
}
