import { type Actor, errors, type InsitesError } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { Context } from '../context.ts';
import { lockMembers } from '../members/store.ts';

/** The organisation whose hat the actor wears. @throws identity.personUnknown, as if it were empty */
export function organisationOf(actor: Actor): string {
  if (actor.organisationId === null) throw personUnknown();
  return actor.organisationId;
}

export function personUnknown(): InsitesError {
  return errors.notFound('identity.personUnknown', 'There is no such person in this organisation.');
}

/** One change of an organisation's members, units, teams or service accounts at a time. */
export async function changeInTurn<T>(
  actor: Actor,
  { database }: Pick<Context, 'database'>,
  work: (transaction: Transaction, organisationId: string) => Promise<T>,
): Promise<T> {
  const organisationId = organisationOf(actor);
  return database.transaction(async (transaction) => {
    await lockMembers(transaction, organisationId);
    return work(transaction, organisationId);
  });
}
