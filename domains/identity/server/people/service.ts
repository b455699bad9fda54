import { type Actor, errors, newId, type Role, type RouteInput } from '@insites/kernel';
import { asSystem, type Connection, type Transaction } from '@insites/platform';
import type { PersonView } from '../../contract/person.ts';
import type {
  addPerson as addPersonRoute,
  changeRole as changeRoleRoute,
  listPeople as listPeopleRoute,
} from '../../contract/routes.ts';
import { type Context, day } from '../context.ts';
import * as credentials from '../credentials/store.ts';
import { removeAll as removeAllFactors } from '../factors/store.ts';
import { asCursor, fromCursor } from '../going-on.ts';
import * as members from '../members/store.ts';
import { mayAdminister, mayBeInvited, mayResetFactors } from '../policy.ts';
import * as sessions from '../sessions/store.ts';
import { makeLink } from '../sign-in/service.ts';
import * as links from '../sign-in/store.ts';
import { organisationOf, personUnknown } from './member.ts';
import { type Places, placesOf } from './places.ts';
import * as people from './store.ts';

/** Why the fence is passed for a moment: a person is one row across organisations. */
const belongsElsewhere = 'a person may belong to other organisations, too';
const ofWhoLeaves = 'what a member signs in with belongs to the person';

/** Somebody has to hand the link over first. */
const invitationLife = day;

/** The people of the actor's organisation, by name. */
export async function listPeople(
  actor: Actor,
  input: RouteInput<typeof listPeopleRoute>,
  { database }: Context,
): Promise<{ items: PersonView[]; total: number; next: string | null }> {
  const organisationId = actor.organisationId;
  if (organisationId === null) return { items: [], total: 0, next: null };
  const page = { ...input, after: fromCursor(input.after) };
  // PostgreSQL uses the index of a search only past the fence; what it found is read within it.
  const { search } = input;
  const among = search
    ? await asSystem('a search by pieces of three letters', () =>
        members.findMatching(database, organisationId, search),
      )
    : null;
  const [{ rows, total }, admins] = await Promise.all([
    members.listMembers(database, organisationId, page, among),
    members.countAdmins(database, organisationId),
  ]);
  const places = await placesOf(
    database,
    organisationId,
    rows.map(({ person }) => person.id),
  );
  const last = rows.length === input.limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => viewOf(actor, row, admins, places(row.person.id))),
    total,
    next: asCursor(last && { text: last.label, id: last.person.id }),
  };
}

/**
 * Adds a person to the actor's organisation, with a one-time link for who is new to the platform.
 * @throws identity.alreadyAMember and what a slot of onBeforeMember throws
 */
export async function addPerson(
  actor: Actor,
  input: RouteInput<typeof addPersonRoute>,
  context: Context,
): Promise<{ person: PersonView; signInLink: string | null }> {
  const organisationId = organisationOf(actor);
  return context.database.transaction(async (transaction) => {
    await members.lockMembers(transaction, organisationId);
    const { personId, signInLink } = await join(transaction, organisationId, input, context);
    return { person: await view(transaction, actor, personId), signInLink };
  });
}

/** Makes a member of whoever has the e-mail address, known or new. The caller holds the lock. */
export async function join(
  transaction: Transaction,
  organisationId: string,
  { name, email, role }: { readonly name: string; readonly email: string; readonly role: Role },
  context: Context,
): Promise<{ personId: string; signInLink: string | null }> {
  const now = context.clock.now();
  const person = await asSystem(
    belongsElsewhere,
    async () =>
      (await people.addPerson(transaction, { id: newId(), name, email, createdAt: now })) ??
      (await people.findPersonByEmail(transaction, email)),
  );
  if (!person) throw new Error('A person was neither added nor found');
  const before = await asSystem(belongsElsewhere, () =>
    members.membershipsOf(transaction, person.id),
  );
  if (before.some(({ organisation }) => organisation.id === organisationId))
    throw errors.conflict('identity.alreadyAMember', `${email} is a member already.`, {
      hint: 'Change the role instead.',
    });
  for (const allow of context.beforeMember) await allow(organisationId, transaction);
  await members.addMember(transaction, { organisationId, person, role, joinedAt: now });
  const signInLink = mayBeInvited(person, before.length)
    ? await asSystem(belongsElsewhere, () =>
        makeLink(transaction, person.id, context, invitationLife),
      )
    : null;
  return { personId: person.id, signInLink };
}

/** Gives a member another role. @throws identity.personUnknown, identity.lastAdmin */
export async function changeRole(
  actor: Actor,
  { id, role }: RouteInput<typeof changeRoleRoute>,
  { database }: Context,
): Promise<PersonView> {
  const organisationId = organisationOf(actor);
  return database.transaction(async (transaction) => {
    await members.lockMembers(transaction, organisationId);
    const member = await memberOf(transaction, organisationId, id);
    if (role !== 'admin') await keepAnAdmin(transaction, organisationId, member);
    await members.changeRole(transaction, organisationId, id, role);
    return view(transaction, actor, id);
  });
}

/**
 * Takes a person out of the actor's organisation, with all sessions and tokens that act for it.
 * Answers with the name.
 * @throws identity.personUnknown, identity.lastAdmin
 */
export async function removePerson(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<string> {
  const organisationId = organisationOf(actor);
  return database.transaction(async (transaction) => {
    await members.lockMembers(transaction, organisationId);
    const member = await memberOf(transaction, organisationId, id);
    await keepAnAdmin(transaction, organisationId, member);
    await members.removeMember(transaction, organisationId, id);
    await asSystem(ofWhoLeaves, async () => {
      await credentials.endCredentials(transaction, organisationId, id);
      await links.removeLinks(transaction, id);
    });
    return member.person.name;
  });
}

/**
 * Ends the sessions in which a member acts for the organisation; those of other hats go on without it.
 * @throws identity.personUnknown
 */
export async function signOutPerson(
  actor: Actor,
  id: string,
  { database, clock }: Context,
): Promise<{ ended: number; name: string }> {
  const organisationId = organisationOf(actor);
  return database.transaction(async (transaction) => {
    const { person } = await memberOf(transaction, organisationId, id);
    await members.signOut(transaction, organisationId, id, clock.now());
    const ended = await asSystem('sessions belong to the person', () =>
      sessions.endSessionsIn(transaction, organisationId, id),
    );
    return { ended, name: person.name };
  });
}

/**
 * Takes away with what a member signs in besides the password, because they lost it, and ends their
 * sessions. Answers with the name.
 * @throws identity.personUnknown, identity.belongsElsewhere
 */
export async function resetFactors(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<string> {
  const organisationId = organisationOf(actor);
  return database.transaction(async (transaction) => {
    const { person } = await memberOf(transaction, organisationId, id);
    await refuseOfOthers(actor, person, transaction);
    await asSystem(ofWhoLeaves, async () => {
      await removeAllFactors(transaction, id);
      await sessions.endOtherSessions(transaction, id, null);
    });
    return person.name;
  });
}

/** Refuses what would open the doors of another organisation, too. @throws identity.belongsElsewhere */
export async function refuseOfOthers(
  actor: Actor,
  person: people.PersonRow,
  connection: Connection,
): Promise<void> {
  const memberships = await asSystem(belongsElsewhere, () =>
    members.membershipsOf(connection, person.id),
  );
  if (!mayResetFactors(actor, person, memberships.length))
    throw errors.notAllowed(
      'identity.belongsElsewhere',
      `${person.name} belongs to another organisation, too, or runs the platform.`,
      { hint: 'Ask an operator of the platform.' },
    );
}

export async function keepAnAdmin(
  transaction: Transaction,
  organisationId: string,
  member: members.MemberRow,
): Promise<void> {
  if (member.role !== 'admin') return;
  if ((await members.countAdmins(transaction, organisationId)) > 1) return;
  throw errors.conflict('identity.lastAdmin', `${member.person.name} is the last administrator.`, {
    hint: 'Make somebody else an administrator first.',
  });
}

async function memberOf(
  transaction: Transaction,
  organisationId: string,
  personId: string,
): Promise<members.MemberRow> {
  const member = await members.findMember(transaction, organisationId, personId);
  if (!member) throw personUnknown();
  return member;
}

async function view(transaction: Transaction, actor: Actor, personId: string): Promise<PersonView> {
  const organisationId = organisationOf(actor);
  const member = await memberOf(transaction, organisationId, personId);
  const admins = await members.countAdmins(transaction, organisationId);
  const places = await placesOf(transaction, organisationId, [personId]);
  return viewOf(actor, member, admins, places(personId));
}

function viewOf(
  actor: Actor,
  { person, role, joinedAt }: members.MemberRow,
  admins: number,
  places: Places,
): PersonView {
  const may =
    actor.organisationId !== null &&
    mayAdminister(actor, actor.organisationId) &&
    !(role === 'admin' && admins === 1);
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    role,
    joinedAt: joinedAt.toISOString(),
    lastSeenAt: person.lastSeenAt?.toISOString() ?? null,
    hasPassword: person.passwordHash !== null,
    ...places,
    can: { changeRole: may, remove: may },
  };
}
