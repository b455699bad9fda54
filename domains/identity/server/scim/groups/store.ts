import type { Connection } from '@insites/platform';
import { and, asc, count, desc, eq, isNull, ne, sql } from 'drizzle-orm';
import { conditionOf, orderOf, type Places } from '../filters/store.ts';
import type { Selection } from '../list.ts';
import { directoryGroups, directoryMembers, directoryUsers } from '../tables.ts';

export type GroupRow = typeof directoryGroups.$inferSelect;
export interface MemberRow {
  readonly id: string;
  readonly name: string;
}

const membersOfGroup = sql`coalesce((
  SELECT jsonb_agg(jsonb_build_object('value', u.id, 'display', u.user_name, 'type', 'User'))
  FROM "identity"."directory_members" m
  JOIN "identity"."directory_users" u ON u.id = m.user_id
  WHERE m.group_id = "identity"."directory_groups"."id"), '[]'::jsonb)`;

const places: Places = {
  document: sql`'{}'::jsonb`,
  columns: {
    id: sql`${directoryGroups.id}::text`,
    displayName: sql`${directoryGroups.displayName}`,
    externalId: sql`${directoryGroups.externalId}`,
    'meta.created': sql`${directoryGroups.createdAt}`,
    'meta.lastModified': sql`${directoryGroups.updatedAt}`,
    'meta.resourceType': sql`'Group'::text`,
  },
  lowered: { displayName: sql`${directoryGroups.displayKey}` },
  lists: { members: membersOfGroup },
};

const here = (directoryId: string) => eq(directoryGroups.directoryId, directoryId);

export async function listGroups(
  connection: Connection,
  directoryId: string,
  { filter, sort, offset, limit }: Selection,
): Promise<{ rows: GroupRow[]; total: number }> {
  const where = and(here(directoryId), filter ? conditionOf(filter, places) : undefined);
  const [counted] = await connection.select({ total: count() }).from(directoryGroups).where(where);
  const total = counted?.total ?? 0;
  if (limit === 0 || offset >= total) return { rows: [], total };
  const order = sort ? orderOf(sort.path, places) : null;
  const rows = await connection
    .select()
    .from(directoryGroups)
    .where(where)
    .orderBy(
      ...(order && sort ? [sort.descending ? desc(order) : asc(order)] : []),
      asc(directoryGroups.id),
    )
    .limit(limit)
    .offset(offset);
  return { rows, total };
}

export async function findGroup(
  connection: Connection,
  directoryId: string,
  id: string,
): Promise<GroupRow | null> {
  const [row] = await connection
    .select()
    .from(directoryGroups)
    .where(and(here(directoryId), eq(directoryGroups.id, id)));
  return row ?? null;
}

export async function isTaken(
  connection: Connection,
  directoryId: string,
  displayKey: string,
  exceptId: string | null,
): Promise<boolean> {
  const rows = await connection
    .select({ id: directoryGroups.id })
    .from(directoryGroups)
    .where(
      and(
        here(directoryId),
        eq(directoryGroups.displayKey, displayKey),
        exceptId === null ? undefined : ne(directoryGroups.id, exceptId),
      ),
    )
    .limit(1);
  return rows.length > 0;
}

export async function addGroup(
  connection: Connection,
  group: typeof directoryGroups.$inferInsert,
): Promise<GroupRow> {
  const [row] = await connection.insert(directoryGroups).values(group).returning();
  if (!row) throw new Error('A group was not written');
  return row;
}

/** Writes a group and counts the change. */
export async function changeGroup(
  connection: Connection,
  id: string,
  change: Partial<Omit<GroupRow, 'id' | 'directoryId' | 'version'>>,
): Promise<GroupRow> {
  const [row] = await connection
    .update(directoryGroups)
    .set({ ...change, version: sql`${directoryGroups.version} + 1` })
    .where(eq(directoryGroups.id, id))
    .returning();
  if (!row) throw new Error('A group was not changed');
  return row;
}

export async function removeGroup(connection: Connection, id: string): Promise<void> {
  await connection.delete(directoryGroups).where(eq(directoryGroups.id, id));
}

export async function membersOf(connection: Connection, groupId: string): Promise<MemberRow[]> {
  return connection
    .select({ id: directoryUsers.id, name: directoryUsers.userName })
    .from(directoryMembers)
    .innerJoin(directoryUsers, eq(directoryUsers.id, directoryMembers.userId))
    .where(eq(directoryMembers.groupId, groupId))
    .orderBy(asc(directoryUsers.id));
}

/** Which of these are users of the directory. */
export async function known(
  connection: Connection,
  directoryId: string,
  userIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (userIds.length === 0) return new Set();
  const rows = await connection
    .select({ id: directoryUsers.id })
    .from(directoryUsers)
    .where(
      and(
        eq(directoryUsers.directoryId, directoryId),
        isNull(directoryUsers.removedAt),
        sql`${directoryUsers.id} = ANY(${sql.param([...userIds])}::uuid[])`,
      ),
    );
  return new Set(rows.map(({ id }) => id));
}

export async function addMembers(
  connection: Connection,
  group: { readonly id: string; readonly organisationId: string },
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  await connection.execute(sql`
    INSERT INTO "identity"."directory_members" (organisation_id, group_id, user_id)
    SELECT ${group.organisationId}::uuid, ${group.id}::uuid, unnest(${sql.param([...userIds])}::uuid[]) ON CONFLICT DO NOTHING`);
}

export async function removeMembers(
  connection: Connection,
  groupId: string,
  userIds: readonly string[],
): Promise<void> {
  if (userIds.length === 0) return;
  await connection
    .delete(directoryMembers)
    .where(
      and(
        eq(directoryMembers.groupId, groupId),
        sql`${directoryMembers.userId} = ANY(${sql.param([...userIds])}::uuid[])`,
      ),
    );
}
