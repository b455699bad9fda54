import { errors, type InsitesError, newId, type Role, roles } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { Context } from '../context.ts';
import * as members from '../members/store.ts';
import * as people from '../people/store.ts';
import { isAwaited } from '../policy.ts';
import { removeLinks } from '../sign-in/store.ts';
import type { Vouched } from './openid.ts';
import * as store from './store.ts';

/** The person that an account signs in, and whether the link is new. */
export interface Arrived {
  readonly personId: string;
  readonly personName: string;
  readonly linked: boolean;
}

/**
 * Finds the person of an account. Known by issuer and subject; nobody is ever found by e-mail. Who is
 * new and has a verified e-mail of the provider's domains becomes a member.
 * @throws identity.accountUnlinked, identity.accountLinked and what a slot of onBeforeMember throws
 */
export async function arrive(
  transaction: Transaction,
  provider: store.ProviderRow,
  vouched: Vouched,
  /** Who links the account; null: whoever it belongs to signs in. */
  linksTo: string | null,
  context: Context,
): Promise<Arrived> {
  const { organisationId } = provider;
  await members.lockMembers(transaction, organisationId);
  const now = context.clock.now();
  const key = { providerId: provider.id, issuer: vouched.issuer, subject: vouched.subject };
  const account = await store.findAccount(transaction, key);
  if (account && linksTo !== null && account.personId !== linksTo) throw accountLinked();
  const personId =
    account?.personId ?? linksTo ?? (await join(transaction, provider, vouched, context));
  const member = await members.findMember(transaction, organisationId, personId);
  if (!member) throw accountUnlinked();
  if (account) await store.touchAccount(transaction, account.id, now);
  else
    await store.addAccount(transaction, {
      id: newId(),
      ...key,
      personId,
      createdAt: now,
      lastUsedAt: now,
    });
  await followGroups(transaction, provider, vouched, member);
  return { personId, personName: member.person.name, linked: !account };
}

/** A new person of the provider's domains. */
async function join(
  transaction: Transaction,
  { organisationId, domains, ...provider }: store.ProviderRow,
  vouched: Vouched,
  context: Context,
): Promise<string> {
  const { email, name } = vouched;
  const domain = email?.split('@').at(-1);
  if (!email || !domain || !domains.includes(domain)) throw accountUnlinked();
  const now = context.clock.now();
  const person = await people.addPerson(transaction, {
    id: newId(),
    name: name ?? email.split('@')[0] ?? email,
    email,
    createdAt: now,
  });
  if (!person) return await awaited(transaction, organisationId, email);
  for (const allow of context.beforeMember) await allow(organisationId, transaction);
  await members.addMember(transaction, {
    organisationId,
    person,
    role: roleOf(provider, vouched),
    joinedAt: now,
  });
  return person.id;
}

/**
 * Somebody has this address. Whether it is the same human, only they can show, by signing in as they
 * did before; unless nobody ever did and the organisation itself has invited them.
 */
async function awaited(
  transaction: Transaction,
  organisationId: string,
  email: string,
): Promise<string> {
  const person = await people.findPersonByEmail(transaction, email);
  if (!person) throw accountUnlinked();
  const memberships = await members.membershipsOf(transaction, person.id);
  if (!isAwaited(person, memberships, organisationId)) throw accountUnlinked();
  await removeLinks(transaction, person.id);
  return person.id;
}

/** Groups decide at every sign-in; the last administrator stays one all the same. */
async function followGroups(
  transaction: Transaction,
  provider: store.ProviderRow,
  vouched: Vouched,
  { role, person }: members.MemberRow,
): Promise<void> {
  if (provider.groupsClaim === null) return;
  const due = roleOf(provider, vouched);
  if (due === role) return;
  const { organisationId } = provider;
  if (role === 'admin' && (await members.countAdmins(transaction, organisationId)) === 1) return;
  await members.changeRole(transaction, organisationId, person.id, due);
}

/** The strongest role of the groups, else the provider's. */
export function roleOf(
  { groupRoles, role }: Pick<store.ProviderRow, 'groupRoles' | 'role'>,
  { groups }: Pick<Vouched, 'groups'>,
): Role {
  const given = groups.flatMap((group) =>
    Object.hasOwn(groupRoles, group) ? [groupRoles[group] as Role] : [],
  );
  return [...roles].reverse().find((one) => given.includes(one)) ?? role;
}

function accountUnlinked(): InsitesError {
  return errors.notSignedIn(
    'identity.accountUnlinked',
    'This account belongs to nobody here yet.',
    {
      hint:
        'If you have been here before, sign in as you did then and link it under Settings, Sign-in ' +
        'and devices. Else ask an administrator to invite you.',
    },
  );
}

function accountLinked(): InsitesError {
  return errors.conflict(
    'identity.accountLinked',
    'This account at the provider belongs to another person here.',
    { hint: 'Sign out at the provider and come back with your own account.' },
  );
}
