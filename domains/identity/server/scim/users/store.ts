import type { Role } from '@insites/kernel';
import type { Connection } from '@insites/platform';
import { and, asc, count, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { memberships } from '../../members/tables.ts';
import { conditionOf, orderOf, type Places } from '../filters/store.ts';
import type { Selection } from '../list.ts';
import { directoryGroups, directoryMembers, directoryUsers } from '../tables.ts';

export type UserRow = typeof directoryUsers.$inferSelect;

/** A user with the groups they are in. */
export interface UserWithGroups {
  readonly user: UserRow;
  readonly groups: readonly { readonly id: string; readonly name: string }[];
}

const groupsOfUser = sql<{ value: string; display: string }[]>`coalesce((
  SELECT jsonb_agg(jsonb_build_object('value', g.id, 'display', g.display_name, 'type', 'direct') ORDER BY g.display_key)
  FROM "identity"."directory_members" m
  JOIN "identity"."directory_groups" g ON g.id = m.group_id
  WHERE m.user_id = "identity"."directory_users"."id"), '[]'::jsonb)`;

const places: Places = {
  document: sql`${directoryUsers.resource}`,
  columns: {
    id: sql`${directoryUsers.id}::text`,
    userName: sql`${directoryUsers.userName}`,
    externalId: sql`${directoryUsers.externalId}`,
    active: sql`${directoryUsers.active}::text`,
    'meta.created': sql`${directoryUsers.createdAt}`,
    'meta.lastModified': sql`${directoryUsers.updatedAt}`,
    'meta.resourceType': sql`'User'::text`,
  },
  lowered: { userName: sql`${directoryUsers.userNameKey}` },
  lists: { groups: groupsOfUser },
};

const here = (directoryId: string) =>
  and(eq(directoryUsers.directoryId, directoryId), isNull(directoryUsers.removedAt));

export async function listUsers(
  connection: Connection,
  directoryId: string,
  { filter, sort, offset, limit }: Selection,
): Promise<{ rows: UserRow[]; total: number }> {
  const where = and(here(directoryId), filter ? conditionOf(filter, places) : undefined);
  const [counted] = await connection.select({ total: count() }).from(directoryUsers).where(where);
  const total = counted?.total ?? 0;
  if (limit === 0 || offset >= total) return { rows: [], total };
  const order = sort ? orderOf(sort.path, places) : null;
  const rows = await connection
    .select()
    .from(directoryUsers)
    .where(where)
    .orderBy(
      ...(order && sort ? [sort.descending ? desc(order) : asc(order)] : []),
      asc(directoryUsers.id),
    )
    .limit(limit)
    .offset(offset);
  return { rows, total };
}

export async function findUser(
  connection: Connection,
  directoryId: string,
  id: string,
): Promise<UserRow | null> {
  const [row] = await connection
    .select()
    .from(directoryUsers)
    .where(and(here(directoryId), eq(directoryUsers.id, id)));
  return row ?? null;
}

/** Whether another user of the directory has the name or is the person. */
export async function isTaken(
  connection: Connection,
  directoryId: string,
  by: { readonly userNameKey: string } | { readonly personId: string },
  exceptId: string | null,
): Promise<boolean> {
  const same =
    'personId' in by
      ? eq(directoryUsers.personId, by.personId)
      : eq(directoryUsers.userNameKey, by.userNameKey);
  const rows = await connection
    .select({ id: directoryUsers.id })
    .from(directoryUsers)
    .where(
      and(here(directoryId), same, exceptId === null ? undefined : ne(directoryUsers.id, exceptId)),
    )
    .limit(1);
  return rows.length > 0;
}

/** How a person who was removed from the directory was linked to it; null: never. */
export async function findFormer(
  connection: Connection,
  directoryId: string,
  personId: string,
): Promise<Pick<UserRow, 'link' | 'owns'> | null> {
  const [row] = await connection
    .select({ link: directoryUsers.link, owns: directoryUsers.owns })
    .from(directoryUsers)
    .where(
      and(
        eq(directoryUsers.directoryId, directoryId),
        eq(directoryUsers.personId, personId),
        isNotNull(directoryUsers.removedAt),
      ),
    )
    .orderBy(desc(directoryUsers.removedAt))
    .limit(1);
  return row ?? null;
}

export async function addUser(
  connection: Connection,
  user: typeof directoryUsers.$inferInsert,
): Promise<UserRow> {
  const [row] = await connection.insert(directoryUsers).values(user).returning();
  if (!row) throw new Error('A user was not written');
  return row;
}

/** Writes a user and counts the change. */
export async function changeUser(
  connection: Connection,
  id: string,
  change: Partial<Omit<UserRow, 'id' | 'directoryId' | 'version'>>,
): Promise<UserRow> {
  const [row] = await connection
    .update(directoryUsers)
    .set({ ...change, version: sql`${directoryUsers.version} + 1` })
    .where(eq(directoryUsers.id, id))
    .returning();
  if (!row) throw new Error('A user was not changed');
  return row;
}

/** The user stays as a row without contents, so that a person who comes again is known. */
export async function removeUser(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.delete(directoryMembers).where(eq(directoryMembers.userId, id));
  await connection
    .update(directoryUsers)
    .set({ removedAt: at, resource: {}, active: false })
    .where(eq(directoryUsers.id, id));
}

/** The groups of users, by user. */
export async function groupsOf(
  connection: Connection,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, { id: string; name: string }[]>> {
  const found = new Map<string, { id: string; name: string }[]>();
  if (userIds.length === 0) return found;
  const rows = await connection
    .select({
      userId: directoryMembers.userId,
      id: directoryGroups.id,
      name: directoryGroups.displayName,
    })
    .from(directoryMembers)
    .innerJoin(directoryGroups, eq(directoryGroups.id, directoryMembers.groupId))
    .where(inArray(directoryMembers.userId, [...userIds]))
    .orderBy(asc(directoryGroups.displayKey));
  for (const { userId, ...group } of rows) found.set(userId, [...(found.get(userId) ?? []), group]);
  return found;
}

/** Somebody whose role a directory's groups may decide. */
export interface Placed {
  readonly userId: string;
  readonly personId: string;
  /** Roles that their groups give. */
  readonly roles: readonly Role[];
}

/** Users of the directory who are members, with the roles that their groups give. */
export async function placed(
  connection: Connection,
  organisationId: string,
  userIds: readonly string[],
): Promise<Placed[]> {
  if (userIds.length === 0) return [];
  return connection
    .select({
      userId: directoryUsers.id,
      personId: directoryUsers.personId,
      roles: sql<
        Role[]
      >`coalesce(array_agg(${directoryGroups.role}) FILTER (WHERE ${directoryGroups.role} IS NOT NULL), '{}')`,
    })
    .from(directoryUsers)
    .innerJoin(
      memberships,
      and(
        eq(memberships.personId, directoryUsers.personId),
        eq(memberships.organisationId, organisationId),
      ),
    )
    .leftJoin(directoryMembers, eq(directoryMembers.userId, directoryUsers.id))
    .leftJoin(directoryGroups, eq(directoryGroups.id, directoryMembers.groupId))
    .where(
      and(
        sql`${directoryUsers.id} = ANY(${sql.param([...userIds])}::uuid[])`,
        eq(directoryUsers.link, 'linked'),
        eq(directoryUsers.active, true),
        isNull(directoryUsers.removedAt),
      ),
    )
    .groupBy(directoryUsers.id);
}

export async function rolesOfGroups(
  connection: Connection,
  userId: string,
): Promise<readonly Role[]> {
  const rows = await connection
    .select({ role: directoryGroups.role })
    .from(directoryMembers)
    .innerJoin(directoryGroups, eq(directoryGroups.id, directoryMembers.groupId))
    .where(and(eq(directoryMembers.userId, userId), isNotNull(directoryGroups.role)));
  return rows.flatMap(({ role }) => role ?? []);
}

/** Gives many members a role. */
export async function giveRole(
  connection: Connection,
  organisationId: string,
  personIds: readonly string[],
  role: Role,
): Promise<void> {
  await connection
    .update(memberships)
    .set({ role })
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        sql`${memberships.personId} = ANY(${sql.param([...personIds])}::uuid[])`,
      ),
    );
}
