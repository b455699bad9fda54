import { type Actor, reaches } from '@insites/kernel';
import type { EntryFilter } from './store.ts';

/** A steward sees the entries of the organisation whose hat is worn, and of no other. */
export function entriesOfOrganisation(actor: Actor): { readonly organisationId: string } | null {
  return actor.organisationId === null ? null : { organisationId: actor.organisationId };
}

/** Everybody sees what they did themselves, whichever hat they wore. */
export function entriesOfPerson(actor: Actor): EntryFilter | null {
  return actor.personId === null ? null : { actorId: actor.personId };
}

/** Whether this one entry is among them; a removed one has no actor any more. */
export function maySeeEntry(
  actor: Actor,
  entry: { readonly organisationId: string | null; readonly actorId?: string | null } | null,
): boolean {
  if (!entry) return false;
  const own = actor.personId !== null && entry.actorId === actor.personId;
  const ofHouse = entry.organisationId !== null && entry.organisationId === actor.organisationId;
  return own || (ofHouse && reaches(actor, 'steward') && inScope(actor));
}

/** A token that was not made for the log sees only its own person's deeds. */
function inScope({ scopes }: Actor): boolean {
  return scopes === null || scopes.includes('audit:read');
}
