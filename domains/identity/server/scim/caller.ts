import type { Actor } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { Context } from '../context.ts';
import { type DirectoryRow, findDirectory } from '../directories/store.ts';
import { lockMembers } from '../members/store.ts';
import { signInNeeded } from '../policy.ts';
import { faults } from './faults.ts';

/** Who calls and how the answer is to be spelled. */
export interface Caller {
  readonly directoryId: string;
  readonly organisationId: string;
  /** Address of the SCIM interface, without a slash at its end. */
  readonly base: string;
  readonly ifMatch: string | null;
}

/** The directory behind a request. */
export function callerOf(actor: Actor, base: string, ifMatch: string | null): Caller {
  if (actor.kind !== 'directory' || !actor.credential || !actor.organisationId)
    throw signInNeeded();
  return {
    directoryId: actor.credential.id,
    organisationId: actor.organisationId,
    base,
    ifMatch,
  };
}

/** Changes of an organisation's members wait for each other, whoever makes them. */
export function changing<T>(
  caller: Caller,
  { database }: Context,
  work: (transaction: Transaction, directory: DirectoryRow) => Promise<T>,
): Promise<T> {
  return database.transaction(async (transaction) => {
    await lockMembers(transaction, caller.organisationId);
    const directory = await findDirectory(transaction, caller.directoryId);
    if (!directory) throw signInNeeded();
    return work(transaction, directory);
  });
}

/** A version as an entity tag. */
export function tagOf({ version }: { readonly version: number }): string {
  return `W/"${version}"`;
}

/** Refuses a change of what was changed since it was read (RFC 7644 §3.14). @throws identity.scimVersion */
export function refuseStale({ ifMatch }: Caller, row: { readonly version: number }): void {
  if (ifMatch !== null && !isTagged(ifMatch, row)) throw faults.version();
}

/** Whether a list of entity tags names a version. */
export function isTagged(tags: string, row: { readonly version: number }): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return tags.trim() === '*' || tags.split(',').some((tag) => bare(tag) === bare(tagOf(row)));
}

/** Ids are UUIDs; anything else is the id of nothing. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
