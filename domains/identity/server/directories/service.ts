import { type Actor, errors, type InsitesError, newId, type RouteInput } from '@insites/kernel';
import { type AuditNote, asSystem, type Transaction } from '@insites/platform';
import type {
  DirectoryGroupView,
  DirectoryOffer,
  DirectoryView,
} from '../../contract/directory.ts';
import type {
  answerOffer as answerRoute,
  createDirectory as createRoute,
  listDirectoryGroups as listGroupsRoute,
  setGroupRole as setRoleRoute,
  updateDirectory as updateRoute,
} from '../../contract/directory-routes.ts';
import type { Context } from '../context.ts';
import { lockMembers } from '../members/store.ts';
import { inBrowser, signInNeeded } from '../policy.ts';
import { rolesNote, withRoles } from '../scim/roles.ts';
import { settle } from '../scim/users/service.ts';
import { changeUser, findUser } from '../scim/users/store.ts';
import { hashOf, newToken } from '../secrets.ts';
import * as store from './store.ts';

/** A directory with its token, which is shown once. */
export interface Made {
  readonly directory: DirectoryView;
  readonly token: string;
}

/** The directories of the actor's organisation. */
export async function listDirectories(
  actor: Actor,
  { database }: Context,
): Promise<DirectoryView[]> {
  const rows = await store.listDirectories(database, hatOf(actor));
  return rows.map(viewOf);
}

export async function createDirectory(
  actor: Actor,
  { name, defaultRole }: RouteInput<typeof createRoute>,
  { database, clock }: Context,
): Promise<Made> {
  const { token, prefix, hash } = newSecret();
  const row = await store.addDirectory(database, {
    id: newId(),
    organisationId: hatOf(actor),
    name,
    prefix,
    hash,
    defaultRole,
    createdAt: clock.now(),
  });
  return { token, directory: viewOf({ ...row, people: 0, pending: 0 }) };
}

/** @throws identity.directoryUnknown */
export async function updateDirectory(
  actor: Actor,
  { id, name, enabled, defaultRole }: RouteInput<typeof updateRoute>,
  { database }: Context,
): Promise<DirectoryView> {
  const changed = await store.changeDirectory(database, hatOf(actor), id, {
    ...(name === undefined ? {} : { name }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(defaultRole === undefined ? {} : { defaultRole }),
  });
  if (!changed) throw directoryUnknown();
  return one(actor, id, database);
}

/** A new token in the place of the old one, which ends at once. @throws identity.directoryUnknown */
export async function renewToken(actor: Actor, id: string, { database }: Context): Promise<Made> {
  const { token, ...kept } = newSecret();
  if (!(await store.changeDirectory(database, hatOf(actor), id, kept))) throw directoryUnknown();
  return { token, directory: await one(actor, id, database) };
}

/** Forgets a directory and answers with its name. @throws identity.directoryUnknown */
export async function removeDirectory(
  actor: Actor,
  id: string,
  { database }: Context,
): Promise<string> {
  const name = await store.removeDirectory(database, hatOf(actor), id);
  if (name === null) throw directoryUnknown();
  return name;
}

/** @throws identity.directoryUnknown */
export async function listGroups(
  actor: Actor,
  { id, ...page }: RouteInput<typeof listGroupsRoute>,
  { database }: Context,
): Promise<{ items: DirectoryGroupView[]; total: number }> {
  if (!(await store.changeDirectory(database, hatOf(actor), id, {}))) throw directoryUnknown();
  const { rows, total } = await store.listGroups(database, id, page);
  return { items: rows, total };
}

/**
 * Gives the people of a group a role, at once and for who comes later.
 * @throws identity.directoryUnknown, identity.directoryGroupUnknown, identity.lastAdmin
 */
export async function setGroupRole(
  actor: Actor,
  { id, groupId, role }: RouteInput<typeof setRoleRoute>,
  { database }: Context,
): Promise<{ group: DirectoryGroupView; note: AuditNote }> {
  const organisationId = hatOf(actor);
  return database.transaction(async (transaction) => {
    await lockMembers(transaction, organisationId);
    const directory = await store.changeDirectory(transaction, organisationId, id, {});
    if (!directory) throw directoryUnknown();
    const group = await store.findGroup(transaction, id, groupId);
    if (!group)
      throw errors.notFound('identity.directoryGroupUnknown', 'The directory has no such group.');
    const userIds = await store.usersOf(transaction, groupId);
    const { changed } = await withRoles(transaction, directory, userIds, () =>
      store.setGroupRole(transaction, groupId, role),
    );
    const details = { role, ...rolesNote(changed) };
    return { group: { ...group, role }, note: { objectName: group.name, details } };
  });
}

/** Directories that wait for the actor's yes. */
export async function listOffers(
  actor: Actor,
  { database }: Context,
): Promise<{ items: DirectoryOffer[] }> {
  if (actor.personId === null) throw signInNeeded();
  const { personId } = actor;
  const rows = await asSystem(asksFromElsewhere, () => store.listOffers(database, personId));
  const items = rows.map(({ id, organisationName, directoryName, createdAt }) => ({
    id,
    organisationName,
    directoryName,
    since: createdAt.toISOString(),
  }));
  return { items };
}

/**
 * The actor says yes or no to a directory. Only they can: an organisation that knows an address does
 * not get its account by that.
 * @throws identity.offerUnknown, identity.sessionNeeded, and what a slot of onBeforeMember throws
 */
export async function answerOffer(
  actor: Actor,
  { id, accept }: RouteInput<typeof answerRoute>,
  context: Context,
): Promise<AuditNote> {
  const { personId } = inBrowser(actor);
  return asSystem(asksFromElsewhere, () => accepted(personId, { id, accept }, context));
}

/** The directory is one of an organisation whose hat the person does not wear yet. */
const asksFromElsewhere = 'a directory asks somebody of another organisation';

function accepted(
  personId: string,
  { id, accept }: RouteInput<typeof answerRoute>,
  context: Context,
): Promise<AuditNote> {
  return context.database.transaction(async (transaction) => {
    const offer = (await store.listOffers(transaction, personId)).find((one) => one.id === id);
    if (!offer) throw offerUnknown();
    await lockMembers(transaction, offer.organisationId);
    const directory = await store.findDirectory(transaction, offer.directoryId);
    const user = directory && (await findUser(transaction, directory.id, id));
    if (!directory || user?.link !== 'pending') throw offerUnknown();
    const link = accept ? 'linked' : 'declined';
    await settle(transaction, directory, await changeUser(transaction, id, { link }), context);
    return {
      objectName: offer.directoryName,
      organisationId: offer.organisationId,
      details: { accept },
    };
  });
}

async function one(
  actor: Actor,
  id: string,
  connection: Transaction | Context['database'],
): Promise<DirectoryView> {
  const rows = await store.listDirectories(connection, hatOf(actor));
  const row = rows.find((directory) => directory.id === id);
  if (!row) throw directoryUnknown();
  return viewOf(row);
}

function viewOf(row: Awaited<ReturnType<typeof store.listDirectories>>[number]): DirectoryView {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    enabled: row.enabled,
    defaultRole: row.defaultRole,
    people: row.people,
    pending: row.pending,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}

function newSecret() {
  const token = newToken('isd_');
  return { token, prefix: token.slice(0, 8), hash: hashOf(token) };
}

function hatOf(actor: Actor): string {
  if (actor.organisationId === null) throw directoryUnknown();
  return actor.organisationId;
}

function directoryUnknown(): InsitesError {
  return errors.notFound('identity.directoryUnknown', 'There is no such directory here.');
}

function offerUnknown(): InsitesError {
  return errors.notFound('identity.offerUnknown', 'No directory asks you for that.');
}
