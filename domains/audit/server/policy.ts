import type { Actor } from '@insites/kernel';
import type { EntryFilter } from './store.ts';

/** A steward sees the entries of the organisation whose hat is worn, and of no other. */
export function entriesOfOrganisation(actor: Actor): EntryFilter | null {
  return actor.organisationId === null ? null : { organisationId: actor.organisationId };
}

/** Everybody sees what they did themselves, whichever hat they wore. */
export function entriesOfPerson(actor: Actor): EntryFilter | null {
  return actor.personId === null ? null : { actorId: actor.personId };
}
