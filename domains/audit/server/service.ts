import { type Actor, errors, InsitesError, type RouteInput } from '@insites/kernel';
import type { AuditNote, AuditRecord, Database } from '@insites/platform';
import type { EntryView } from '../contract/entry.ts';
import type { listMine as listMineRoute, list as listRoute } from '../contract/routes.ts';
import type { StoredEntry } from '../proof/index.ts';
import { entryOf } from './entry.ts';
import type { GroupCommit } from './group-commit.ts';
import { entriesOfOrganisation, entriesOfPerson } from './policy.ts';
import * as store from './store.ts';

interface EntryPage {
  readonly items: EntryView[];
  readonly total: number;
}

const nothingToSee: EntryPage = { items: [], total: 0 };

/** Resolves when the entry is durable. */
export async function record(
  commits: GroupCommit<StoredEntry>,
  entry: AuditRecord,
  now: Date,
): Promise<void> {
  try {
    await commits.add(entryOf(entry, now));
  } catch (thrown) {
    throw errors.unavailable(
      'audit.notWritten',
      'The log could not be written, so the answer was held back.',
      { hint: 'Try again in a few seconds.', retryAfter: causeRetry(thrown), cause: thrown },
    );
  }
}

function causeRetry(thrown: unknown): number {
  return thrown instanceof InsitesError ? (thrown.details.retryAfter ?? 5) : 5;
}

/** The organisation's entries that fit the filters, newest first. */
export async function list(
  database: Database,
  actor: Actor,
  input: RouteInput<typeof listRoute>,
): Promise<EntryPage> {
  const own = entriesOfOrganisation(actor);
  if (!own) return nothingToSee;
  const { limit, offset, ...chosen } = input;
  return page(database, { input: { limit, offset }, filter: { ...filterOf(chosen), ...own } });
}

/** What was chosen in a request, as the store takes it. */
export function filterOf(
  chosen: Omit<RouteInput<typeof listRoute>, 'limit' | 'offset'>,
): store.EntryFilter {
  const { from, to, ...filter } = chosen;
  return {
    ...given(filter),
    ...(from === undefined ? {} : { from: new Date(from) }),
    ...(to === undefined ? {} : { to: new Date(to) }),
  };
}

/** What the log says of somebody who looks at it: at whose deeds, or at what was done with which thing. */
export function noteOfLooking(chosen: {
  readonly actorId?: string | undefined;
  readonly objectKind?: string | undefined;
  readonly objectId?: string | undefined;
}): AuditNote {
  const { actorId, objectId, objectKind } = chosen;
  // Among the details: who asks what was done with a thing has not done anything with it.
  const about = {
    ...(actorId ? { person: actorId } : {}),
    ...(objectId ? { [objectKind ?? 'thing']: objectId } : {}),
  };
  return { objectKind: 'log', ...(Object.keys(about).length > 0 ? { details: { about } } : {}) };
}

/** What the actor did, newest first. */
export async function listMine(
  database: Database,
  actor: Actor,
  input: RouteInput<typeof listMineRoute>,
): Promise<EntryPage> {
  const own = entriesOfPerson(actor);
  if (!own) return nothingToSee;
  const { limit, offset, ...filter } = input;
  return page(database, { input: { limit, offset }, filter: { ...given(filter), ...own } });
}

async function page(
  database: Database,
  { input, filter }: { input: { limit: number; offset: number }; filter: store.EntryFilter },
): Promise<EntryPage> {
  const { rows, total } = await store.list(database, filter, input);
  return { items: rows.map(view), total };
}

/** A row as it leaves: without its leaf and what only that needs. */
export function view({ position, at, ...row }: store.EntryRow): EntryView {
  const { leaf: _, salt: __, format: ___, ...rest } = row;
  return { ...rest, id: position.toString(), at: at.toISOString() };
}

/** Drops fields that are undefined and searches for nothing. */
function given<T extends object>(filter: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const pairs = Object.entries(filter).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(pairs) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
