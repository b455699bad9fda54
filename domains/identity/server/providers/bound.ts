import type { Actor } from '@insites/kernel';
import type { Context } from '../context.ts';
import { membershipsOf } from '../members/store.ts';
import { findPerson } from '../people/store.ts';
import { boundToProvider } from '../policy.ts';

/**
 * Whoever runs a provider can sign in as its people. So a session that it began gives nobody a way to
 * sign in that would reach further: only who belongs to its organisation alone may add one.
 * @throws identity.boundToProvider
 */
export async function mayChangeSignIn(
  { credential, personId }: Actor,
  { database }: Pick<Context, 'database'>,
): Promise<void> {
  if (!credential?.boundTo || personId === null) return;
  const [person, memberships] = await Promise.all([
    findPerson(database, personId),
    membershipsOf(database, personId),
  ]);
  if (memberships.length !== 1 || person?.operator) throw boundToProvider();
}
