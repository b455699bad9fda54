import type { Role } from '@insites/kernel';
import type { Connection } from '@insites/platform';
import { and, asc, count, eq, ilike, isNull, type SQL, sql } from 'drizzle-orm';
import { organisations } from '../organisations/tables.ts';
import { directoryGroups, directoryMembers, directoryUsers } from '../scim/tables.ts';
import { directories } from './tables.ts';

export type DirectoryRow = typeof directories.$inferSelect;

export async function addDirectory(
  connection: Connection,
  directory: typeof directories.$inferInsert,
): Promise<DirectoryRow> {
  const [row] = await connection.insert(directories).values(directory).returning();
  if (!row) throw new Error('A directory was not written');
  return row;
}

/** The directory whose token has this hash, when its token is taken. */
export async function findByToken(
  connection: Connection,
  hash: Buffer,
): Promise<DirectoryRow | null> {
  const [row] = await connection
    .select()
    .from(directories)
    .where(and(eq(directories.hash, hash), eq(directories.enabled, true)));
  return row ?? null;
}

export async function findDirectory(
  connection: Connection,
  id: string,
): Promise<DirectoryRow | null> {
  const [row] = await connection.select().from(directories).where(eq(directories.id, id));
  return row ?? null;
}

export async function touch(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.update(directories).set({ lastUsedAt: at }).where(eq(directories.id, id));
}

/** An organisation's directories, oldest first, with how many people each tells of. */
export async function listDirectories(
  connection: Connection,
  organisationId: string,
): Promise<(DirectoryRow & { people: number; pending: number })[]> {
  const users = (pending: boolean): SQL<number> => {
    const more = pending ? sql` AND u.link = 'pending'` : sql``;
    return sql<number>`(SELECT count(*)::int FROM "identity"."directory_users" u
      WHERE u.directory_id = ${directories.id} AND u.removed_at IS NULL${more})`;
  };
  const rows = await connection
    .select({ row: directories, people: users(false), pending: users(true) })
    .from(directories)
    .where(eq(directories.organisationId, organisationId))
    .orderBy(asc(directories.createdAt), asc(directories.id));
  return rows.map(({ row, people, pending }) => ({ ...row, people, pending }));
}

/** Changes an organisation's directory; null when it has no such. */
export async function changeDirectory(
  connection: Connection,
  organisationId: string,
  id: string,
  change: Partial<Pick<DirectoryRow, 'name' | 'enabled' | 'defaultRole' | 'hash' | 'prefix'>>,
): Promise<DirectoryRow | null> {
  const own = and(eq(directories.id, id), eq(directories.organisationId, organisationId));
  if (Object.keys(change).length === 0) {
    const [row] = await connection.select().from(directories).where(own);
    return row ?? null;
  }
  const [row] = await connection.update(directories).set(change).where(own).returning();
  return row ?? null;
}

/** Forgets a directory with all it told; answers with its name, null when there was none. */
export async function removeDirectory(
  connection: Connection,
  organisationId: string,
  id: string,
): Promise<string | null> {
  const own = and(eq(directories.id, id), eq(directories.organisationId, organisationId));
  const [row] = await connection.delete(directories).where(own).returning();
  return row?.name ?? null;
}

export interface GroupRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role | null;
  readonly people: number;
}

export async function listGroups(
  connection: Connection,
  directoryId: string,
  page: { readonly search?: string | undefined; readonly limit: number; readonly offset: number },
): Promise<{ rows: GroupRow[]; total: number }> {
  const pattern = page.search?.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&');
  const where = and(
    eq(directoryGroups.directoryId, directoryId),
    pattern ? ilike(directoryGroups.displayName, `%${pattern}%`) : undefined,
  );
  const rows = await groups(connection, where)
    .orderBy(asc(directoryGroups.displayKey))
    .limit(page.limit)
    .offset(page.offset);
  const [counted] = await connection.select({ total: count() }).from(directoryGroups).where(where);
  return { rows, total: counted?.total ?? 0 };
}

export async function findGroup(
  connection: Connection,
  directoryId: string,
  id: string,
): Promise<GroupRow | null> {
  const own = and(eq(directoryGroups.directoryId, directoryId), eq(directoryGroups.id, id));
  const [row] = await groups(connection, own);
  return row ?? null;
}

export async function setGroupRole(
  connection: Connection,
  id: string,
  role: Role | null,
): Promise<void> {
  await connection.update(directoryGroups).set({ role }).where(eq(directoryGroups.id, id));
}

/** Users of the directory that are in a group. */
export async function usersOf(connection: Connection, groupId: string): Promise<string[]> {
  const rows = await connection
    .select({ id: directoryMembers.userId })
    .from(directoryMembers)
    .where(eq(directoryMembers.groupId, groupId));
  return rows.map(({ id }) => id);
}

function groups(connection: Connection, where: SQL | undefined) {
  return connection
    .select({
      id: directoryGroups.id,
      name: directoryGroups.displayName,
      role: directoryGroups.role,
      people: sql<number>`(SELECT count(*)::int FROM "identity"."directory_members" m
        WHERE m.group_id = ${directoryGroups.id})`,
    })
    .from(directoryGroups)
    .where(where);
}

/** A directory that waits for a person's yes. */
export interface OfferRow {
  readonly id: string;
  readonly directoryId: string;
  readonly directoryName: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly createdAt: Date;
}

export async function listOffers(connection: Connection, personId: string): Promise<OfferRow[]> {
  return connection
    .select({
      id: directoryUsers.id,
      directoryId: directories.id,
      directoryName: directories.name,
      organisationId: organisations.id,
      organisationName: organisations.name,
      createdAt: directoryUsers.createdAt,
    })
    .from(directoryUsers)
    .innerJoin(directories, eq(directories.id, directoryUsers.directoryId))
    .innerJoin(organisations, eq(organisations.id, directories.organisationId))
    .where(
      and(
        eq(directoryUsers.personId, personId),
        eq(directoryUsers.link, 'pending'),
        eq(directoryUsers.active, true),
        eq(directories.enabled, true),
        isNull(directoryUsers.removedAt),
      ),
    )
    .orderBy(asc(directoryUsers.createdAt));
}
