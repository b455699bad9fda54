import { newId } from '@insites/kernel';
import type { AuditNote, Transaction } from '@insites/platform';
import type { Context } from '../../context.ts';
import type { DirectoryRow } from '../../directories/store.ts';
import type { Resource } from '../attributes.ts';
import { type Caller, changing, isId, refuseStale } from '../caller.ts';
import { faults } from '../faults.ts';
import type { Selection } from '../list.ts';
import { patched } from '../patch.ts';
import { readResource } from '../read.ts';
import { type RoleChange, rolesNote, withRoles } from '../roles.ts';
import { groupKind } from '../schemas.ts';
import * as store from './store.ts';

/** A group with its people; null: nobody asked for them. */
export interface GroupWithMembers {
  readonly group: store.GroupRow;
  readonly members: readonly store.MemberRow[] | null;
}

export interface Changed extends GroupWithMembers {
  readonly note: AuditNote;
}

export async function listGroups(
  caller: Caller,
  selection: Selection,
  withMembers: boolean,
  { database }: Context,
): Promise<{ groups: GroupWithMembers[]; total: number }> {
  const { rows, total } = await store.listGroups(database, caller.directoryId, selection);
  const groups: GroupWithMembers[] = [];
  for (const group of rows)
    groups.push({
      group,
      members: withMembers ? await store.membersOf(database, group.id) : null,
    });
  return { groups, total };
}

/** @throws identity.scimUnknown */
export async function readGroup(
  caller: Caller,
  id: string,
  withMembers: boolean,
  { database }: Context,
): Promise<GroupWithMembers> {
  const group = await groupOf(database, caller, id);
  return { group, members: withMembers ? await store.membersOf(database, id) : null };
}

/** The directory tells of a new group. It gives no role until an administrator says so. @throws identity.scimValue, identity.scimTaken */
export function createGroup(caller: Caller, document: unknown, context: Context): Promise<Changed> {
  const { displayName, externalId, memberIds } = toldOf(readResource(document, groupKind));
  return changing(caller, context, async (transaction, directory) => {
    await refuseTaken(transaction, directory, displayName, null);
    const now = context.clock.now();
    const group = await store.addGroup(transaction, {
      id: newId(),
      directoryId: directory.id,
      organisationId: directory.organisationId,
      displayName,
      displayKey: displayName.toLowerCase(),
      externalId,
      createdAt: now,
      updatedAt: now,
    });
    await refuseStrangers(transaction, directory, memberIds);
    await store.addMembers(transaction, group, memberIds);
    const members = await store.membersOf(transaction, group.id);
    return { group, members, note: noteOf(group, { added: memberIds.length }) };
  });
}

/** @throws identity.scimUnknown, identity.scimVersion, identity.scimValue, identity.scimTaken, identity.lastAdmin */
export function replaceGroup(
  caller: Caller,
  id: string,
  document: unknown,
  context: Context,
): Promise<Changed> {
  const resource = readResource(document, groupKind);
  return change(caller, id, () => resource, context);
}

/** @throws as replaceGroup, and identity.scimPath, identity.scimTarget, identity.scimMutability */
export function patchGroup(
  caller: Caller,
  id: string,
  message: unknown,
  context: Context,
): Promise<Changed> {
  return change(caller, id, (resource) => patched(resource, message, groupKind), context);
}

/** The directory removes a group; the role that it gave ends. @throws identity.scimUnknown, identity.scimVersion, identity.lastAdmin */
export function removeGroup(caller: Caller, id: string, context: Context): Promise<AuditNote> {
  return changing(caller, context, async (transaction, directory) => {
    const group = await groupOf(transaction, caller, id);
    refuseStale(caller, group);
    const userIds = (await store.membersOf(transaction, id)).map((member) => member.id);
    const { changed } = await withRoles(transaction, directory, userIds, () =>
      store.removeGroup(transaction, id),
    );
    return noteOf(group, { removed: true, ...rolesNote(changed) });
  });
}

function change(
  caller: Caller,
  id: string,
  next: (resource: Resource) => Resource,
  context: Context,
): Promise<Changed> {
  return changing(caller, context, async (transaction, directory) => {
    const before = await groupOf(transaction, caller, id);
    refuseStale(caller, before);
    const had = (await store.membersOf(transaction, id)).map((member) => member.id);
    const told = toldOf(next(resourceOf(before, had)));
    await refuseTaken(transaction, directory, told.displayName, id);
    const difference = differ(had, told.memberIds);
    await refuseStrangers(transaction, directory, difference.added);
    const renamed =
      told.displayName !== before.displayName || told.externalId !== before.externalId;
    const { added, removed } = difference;
    if (!renamed && added.length + removed.length === 0)
      return {
        group: before,
        members: await store.membersOf(transaction, id),
        note: noteOf(before, { changed: false }),
      };
    const { done: group, changed } = await move(
      transaction,
      directory,
      before,
      difference,
      async () =>
        store.changeGroup(transaction, id, {
          displayName: told.displayName,
          displayKey: told.displayName.toLowerCase(),
          externalId: told.externalId,
          updatedAt: context.clock.now(),
        }),
    );
    const counts = { added: added.length, removed: removed.length };
    return {
      group,
      members: await store.membersOf(transaction, id),
      note: noteOf(group, { ...counts, ...rolesNote(changed) }),
    };
  });
}

interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function differ(before: readonly string[], after: readonly string[]): Difference {
  const [had, has] = [new Set(before), new Set(after)];
  return {
    added: [...has].filter((id) => !had.has(id)),
    removed: before.filter((id) => !has.has(id)),
  };
}

function move<T>(
  transaction: Transaction,
  directory: DirectoryRow,
  group: store.GroupRow,
  { added, removed }: Difference,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly changed: readonly RoleChange[] }> {
  return withRoles(transaction, directory, [...added, ...removed], async () => {
    await store.addMembers(transaction, group, added);
    await store.removeMembers(transaction, group.id, removed);
    return work();
  });
}

function toldOf({ displayName, externalId, members }: Resource) {
  const name = typeof displayName === 'string' ? displayName.trim() : '';
  if (name === '') throw faults.value('displayName is needed.');
  const ids = ((members ?? []) as readonly Resource[]).map(({ value }) => String(value ?? ''));
  const strange = ids.find((id) => !isId(id));
  if (strange !== undefined) throw stranger(strange);
  return {
    displayName: name,
    externalId: typeof externalId === 'string' && externalId !== '' ? externalId : null,
    memberIds: [...new Set(ids.map((id) => id.toLowerCase()))],
  };
}

function resourceOf(group: store.GroupRow, memberIds: readonly string[]): Resource {
  return {
    displayName: group.displayName,
    ...(group.externalId === null ? {} : { externalId: group.externalId }),
    ...(memberIds.length === 0 ? {} : { members: memberIds.map((value) => ({ value })) }),
  };
}

async function groupOf(
  connection: Transaction | Context['database'],
  { directoryId }: Caller,
  id: string,
): Promise<store.GroupRow> {
  const group = isId(id) ? await store.findGroup(connection, directoryId, id) : null;
  if (!group) throw faults.unknown('group', id);
  return group;
}

async function refuseTaken(
  transaction: Transaction,
  directory: DirectoryRow,
  displayName: string,
  exceptId: string | null,
): Promise<void> {
  if (await store.isTaken(transaction, directory.id, displayName.toLowerCase(), exceptId))
    throw faults.taken('Another group of this directory has this name.');
}

/** Groups have people of their own directory and nobody else. */
async function refuseStrangers(
  transaction: Transaction,
  directory: DirectoryRow,
  ids: readonly string[],
): Promise<void> {
  const known = await store.known(transaction, directory.id, ids);
  const strange = ids.find((id) => !known.has(id));
  if (strange !== undefined) throw stranger(strange);
}

function stranger(id: string) {
  return faults.value(`There is no user ${id.slice(0, 100)} in this directory.`);
}

function noteOf(group: store.GroupRow, details: Readonly<Record<string, unknown>>): AuditNote {
  return {
    objectKind: 'directoryGroup',
    objectId: group.id,
    objectName: group.displayName,
    details,
  };
}
