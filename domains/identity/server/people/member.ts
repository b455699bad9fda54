import { type Actor, errors, type InsitesError } from '@insites/kernel';

/** The organisation whose hat the actor wears. @throws identity.personUnknown, as if it were empty */
export function organisationOf(actor: Actor): string {
  if (actor.organisationId === null) throw personUnknown();
  return actor.organisationId;
}

export function personUnknown(): InsitesError {
  return errors.notFound('identity.personUnknown', 'There is no such person in this organisation.');
}
