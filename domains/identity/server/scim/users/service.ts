import { newId, type Role, roles } from '@insites/kernel';
import { type AuditNote, asSystem, type Transaction } from '@insites/platform';
import type { Context } from '../../context.ts';
import * as credentials from '../../credentials/store.ts';
import type { DirectoryRow } from '../../directories/store.ts';
import * as members from '../../members/store.ts';
import { keepAnAdmin } from '../../people/service.ts';
import * as people from '../../people/store.ts';
import { mayRename } from '../../policy.ts';
import * as links from '../../sign-in/store.ts';
import type { Resource } from '../attributes.ts';
import { type Caller, changing, isId, refuseStale } from '../caller.ts';
import { faults } from '../faults.ts';
import type { Selection } from '../list.ts';
import { isSame, patched } from '../patch.ts';
import { readResource } from '../read.ts';
import { userKind } from '../schemas.ts';
import { type Told, toldOf } from './person.ts';
import * as store from './store.ts';

/** A user with groups, and what the log is to say of the change. */
export interface Changed extends store.UserWithGroups {
  readonly note: AuditNote;
}

export async function listUsers(
  caller: Caller,
  selection: Selection,
  { database }: Context,
): Promise<{ users: store.UserWithGroups[]; total: number }> {
  const { rows, total } = await store.listUsers(database, caller.directoryId, selection);
  const groups = await store.groupsOf(
    database,
    rows.map(({ id }) => id),
  );
  return { users: rows.map((user) => ({ user, groups: groups.get(user.id) ?? [] })), total };
}

/** @throws identity.scimUnknown */
export async function readUser(
  caller: Caller,
  id: string,
  { database }: Context,
): Promise<store.UserWithGroups> {
  const user = await userOf(database, caller, id);
  return { user, groups: (await store.groupsOf(database, [id])).get(id) ?? [] };
}

/**
 * The directory tells of somebody. A new person is made; whoever has the address and is a member is
 * linked; whoever has the address and belongs elsewhere stays as they are until they say yes. The
 * directory is answered the same in each case: it must not learn who has an account elsewhere.
 * @throws identity.scimValue, identity.scimTaken, and what a slot of onBeforeMember throws
 */
export function createUser(caller: Caller, document: unknown, context: Context): Promise<Changed> {
  const resource = readResource(document, userKind);
  const told = toldOf(resource);
  return changing(caller, context, async (transaction, directory) => {
    await refuseTakenName(transaction, directory, told, null);
    const linked = await linkOf(transaction, directory, told, context);
    if (await store.isTaken(transaction, directory.id, linked, null)) throw addressTaken();
    const now = context.clock.now();
    const user = await store.addUser(transaction, {
      id: newId(),
      directoryId: directory.id,
      organisationId: directory.organisationId,
      ...linked,
      ...columnsOf(resource, told),
      createdAt: now,
      updatedAt: now,
    });
    await settle(transaction, directory, user, context);
    return { user, groups: [], note: noteOf(user, told, { active: user.active, link: user.link }) };
  });
}

/** @throws identity.scimUnknown, identity.scimVersion, identity.scimValue, identity.scimTaken, identity.lastAdmin */
export function replaceUser(
  caller: Caller,
  id: string,
  document: unknown,
  context: Context,
): Promise<Changed> {
  const resource = readResource(document, userKind);
  return change(caller, id, () => resource, context);
}

/** @throws as replaceUser, and identity.scimPath, identity.scimTarget, identity.scimMutability */
export function patchUser(
  caller: Caller,
  id: string,
  message: unknown,
  context: Context,
): Promise<Changed> {
  return change(caller, id, (user) => patched(user.resource, message, userKind), context);
}

/**
 * The directory removes somebody: the membership ends, the person stays for the log.
 * @throws identity.scimUnknown, identity.scimVersion, identity.lastAdmin
 */
export function removeUser(caller: Caller, id: string, context: Context): Promise<AuditNote> {
  return changing(caller, context, async (transaction, directory) => {
    const user = await userOf(transaction, caller, id);
    refuseStale(caller, user);
    await settle(transaction, directory, { ...user, active: false }, context);
    await store.removeUser(transaction, id, context.clock.now());
    return noteOf(user, toldOf(user.resource), { removed: true });
  });
}

function change(
  caller: Caller,
  id: string,
  next: (user: store.UserRow) => Resource,
  context: Context,
): Promise<Changed> {
  return changing(caller, context, async (transaction, directory) => {
    const before = await userOf(transaction, caller, id);
    refuseStale(caller, before);
    const groups = (await store.groupsOf(transaction, [id])).get(id) ?? [];
    const resource = next(before);
    const told = toldOf(resource);
    if (isSame(before.resource, resource))
      return { user: before, groups, note: noteOf(before, told, { changed: false }) };
    await refuseTakenName(transaction, directory, told, id);
    await renamePerson(transaction, directory, before, told);
    const user = await store.changeUser(transaction, id, {
      ...columnsOf(resource, told),
      updatedAt: context.clock.now(),
    });
    await settle(transaction, directory, user, context);
    return { user, groups, note: noteOf(user, told, { active: user.active, link: user.link }) };
  });
}

/** Makes the membership what the directory and the person say; ending it ends sessions and tokens. */
export async function settle(
  transaction: Transaction,
  directory: DirectoryRow,
  user: store.UserRow,
  context: Context,
): Promise<void> {
  const { organisationId } = directory;
  const { personId } = user;
  const member = await members.findMember(transaction, organisationId, personId);
  const belongs = user.active && user.link === 'linked';
  if (belongs && !member) {
    for (const allow of context.beforeMember) await allow(organisationId, transaction);
    const role =
      strongest(await store.rolesOfGroups(transaction, user.id)) ?? directory.defaultRole;
    const joinedAt = context.clock.now();
    const person = await asSystem(belongsElsewhere, () => people.findPerson(transaction, personId));
    if (!person) throw new Error('A user is of nobody');
    await members.addMember(transaction, { organisationId, person, role, joinedAt });
  }
  // Who never said yes is not this directory's to send away, should they be a member otherwise.
  if (!belongs && member && user.link === 'linked') {
    await keepAnAdmin(transaction, organisationId, member);
    await members.removeMember(transaction, organisationId, personId);
    await asSystem('what a member signs in with belongs to the person', async () => {
      await credentials.endCredentials(transaction, organisationId, personId);
      await links.removeLinks(transaction, personId);
    });
  }
}

/** The strongest of the roles that groups give; null: they give none. */
export function strongest(given: readonly Role[]): Role | null {
  return roles.findLast((role) => given.includes(role)) ?? null;
}

async function linkOf(
  transaction: Transaction,
  directory: DirectoryRow,
  { name, email }: Told,
  { clock }: Context,
): Promise<Pick<store.UserRow, 'personId' | 'link' | 'owns'>> {
  const made = { id: newId(), name, email, createdAt: clock.now() };
  const person = await asSystem(belongsElsewhere, () => people.addPerson(transaction, made));
  if (person) return { personId: person.id, link: 'linked', owns: true };
  const known = await asSystem(belongsElsewhere, () =>
    people.findPersonByEmail(transaction, email),
  );
  if (!known) throw new Error('A person was neither added nor found');
  const { organisationId } = directory;
  if (await members.findMember(transaction, organisationId, known.id))
    return { personId: known.id, link: 'linked', owns: false };
  const former = await store.findFormer(transaction, directory.id, known.id);
  if (former?.link === 'linked') return { personId: known.id, ...former };
  return { personId: known.id, link: 'pending', owns: false };
}

/** Why the fence is passed for a moment. */
const belongsElsewhere = 'a person is one row across organisations';

function renamePerson(
  transaction: Transaction,
  directory: DirectoryRow,
  user: store.UserRow,
  told: Told,
): Promise<void> {
  return asSystem(belongsElsewhere, () => rename(transaction, directory, user, told));
}

/** Name and address follow the directory only where nobody else relies on them. */
async function rename(
  transaction: Transaction,
  { organisationId }: DirectoryRow,
  { personId, owns }: store.UserRow,
  { name, email }: Told,
): Promise<void> {
  const person = await people.findPerson(transaction, personId);
  const belongsTo = await members.membershipsOf(transaction, personId);
  const elsewhere = belongsTo.some(({ organisation }) => organisation.id !== organisationId);
  if (!person || !mayRename(person, { owns, elsewhere })) return;
  const holder = await people.findPersonByEmail(transaction, email);
  // An address that somebody has is not told to the directory: it only is not taken.
  const free = !holder || holder.id === personId;
  await people.updatePerson(transaction, personId, free ? { name, email } : { name });
}

async function userOf(
  connection: Transaction | Context['database'],
  { directoryId }: Caller,
  id: string,
): Promise<store.UserRow> {
  const user = isId(id) ? await store.findUser(connection, directoryId, id) : null;
  if (!user) throw faults.unknown('user', id);
  return user;
}

async function refuseTakenName(
  transaction: Transaction,
  directory: DirectoryRow,
  { userName }: Told,
  exceptId: string | null,
): Promise<void> {
  const userNameKey = userName.toLowerCase();
  if (await store.isTaken(transaction, directory.id, { userNameKey }, exceptId))
    throw faults.taken('Another user of this directory has this userName.');
}

function addressTaken() {
  return faults.taken('Another user of this directory has this e-mail address.');
}

function columnsOf(resource: Resource, told: Told) {
  const { userName, externalId, active } = told;
  return {
    userName,
    userNameKey: userName.toLowerCase(),
    externalId,
    active,
    resource: { ...resource, active },
  };
}

function noteOf(
  { personId, id }: store.UserRow,
  { name }: Told,
  details: Readonly<Record<string, unknown>>,
): AuditNote {
  return {
    objectKind: 'person',
    objectId: personId,
    objectName: name,
    details: { directoryUser: id, ...details },
  };
}
