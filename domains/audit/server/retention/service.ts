import { type Actor, errors, newId } from '@insites/kernel';
import type { AuditNote, Database } from '@insites/platform';
import { digestOfRanges, statementVerbs } from '../../proof/index.ts';
import { entryOf } from '../entry.ts';
import { entriesOfOrganisation } from '../policy.ts';
import { append } from '../store.ts';
import { lastCheckpoint } from '../tree/store.ts';
import * as store from './store.ts';

const atOnce = 2_000;
const day = 24 * 3_600_000;

/** How long the organisation keeps its entries. */
export async function retention(database: Database, actor: Actor) {
  const { organisationId } = needOrganisation(actor);
  return {
    keepDays: await store.keepDaysOf(database, organisationId),
    removed: await store.removedSoFar(database, organisationId),
  };
}

/** Sets the rule. What was kept until now goes with the next run. */
export async function setRetention(
  database: Database,
  actor: Actor,
  keepDays: number | null,
  note: (note: AuditNote) => void,
) {
  const { organisationId } = needOrganisation(actor);
  const before = await store.keepDaysOf(database, organisationId);
  note({ objectKind: 'log', details: { from: before, to: keepDays } });
  await store.setKeepDays(database, organisationId, keepDays);
  return retention(database, actor);
}

function needOrganisation(actor: Actor) {
  const own = entriesOfOrganisation(actor);
  if (!own) throw errors.notFound('audit.entryUnknown', 'You wear no organisation’s hat.');
  return own;
}

/** Removes what each organisation's rule says. Answers how many entries went. */
export async function retain(
  database: Database,
  signal: AbortSignal,
  now: Date = new Date(),
): Promise<number> {
  let removed = 0;
  for (const { organisationId, keepDays } of await store.rulesInForce(database)) {
    const before = new Date(now.getTime() - keepDays * day);
    for (let after = 0; !signal.aborted; ) {
      const step = await removeSome(database, organisationId, { before, after, keepDays, now });
      removed += step.removed;
      if (step.last === null) break;
      after = step.last;
    }
  }
  return removed;
}

/** One run: at most so many entries, in one transaction with the entry that tells of it. */
async function removeSome(
  database: Database,
  organisationId: string,
  rule: { readonly before: Date; readonly after: number; readonly keepDays: number; now: Date },
): Promise<{ readonly removed: number; readonly last: number | null }> {
  return await database.transaction(async (transaction) => {
    // Only what is signed: until then the tree does not keep the leaves.
    const signed = (await lastCheckpoint(transaction))?.size ?? 0;
    const first = await store.oldest(transaction, organisationId, {
      after: rule.after,
      upTo: signed,
      limit: atOnce,
    });
    const young = first.findIndex(({ at }) => at >= rule.before);
    const old = young < 0 ? first : first.slice(0, young);
    const positions = old.map(({ position }) => position);
    if (positions.length === 0) return { removed: 0, last: null };
    const run = newId();
    const ranges = rangesOf(positions);
    await store.removeEntries(transaction, run, organisationId, positions, ranges);
    const details = {
      count: positions.length,
      digest: digestOfRanges(ranges),
      keepDays: rule.keepDays,
      before: rule.before.toISOString(),
    };
    const told = {
      actor: houseActor(organisationId),
      verb: statementVerbs.removed,
      outcome: 'allowed' as const,
      code: null,
      objectKind: 'retention',
      objectId: run,
      details,
    };
    // Last: from here to the commit nobody else can append.
    await append(transaction, [entryOf(told, rule.now)]);
    return { removed: positions.length, last: young < 0 ? (positions.at(-1) ?? null) : null };
  });
}

function rangesOf(positions: readonly number[]): { first: number; last: number }[] {
  const ranges: { first: number; last: number }[] = [];
  for (const position of positions) {
    const last = ranges.at(-1);
    if (last && last.last === position - 1) last.last = position;
    else ranges.push({ first: position, last: position });
  }
  return ranges;
}

/** The house itself, at work for an organisation. */
function houseActor(organisationId: string): Actor {
  return {
    kind: 'system',
    personId: null,
    name: 'Insites',
    organisationId,
    role: null,
    operator: false,
    credential: null,
    scopes: null,
    address: '',
    requestId: newId(),
  };
}
