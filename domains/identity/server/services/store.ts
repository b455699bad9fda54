import type { Connection } from '@insites/platform';
import { and, asc, desc, eq, getTableColumns, ilike, inArray, isNull, lt, ne } from 'drizzle-orm';
import { like, type Page } from '../lists/store.ts';
import { memberships } from '../members/tables.ts';
import { people } from '../people/tables.ts';
import { serviceAccounts, serviceTokens } from './tables.ts';

export type AccountRow = typeof serviceAccounts.$inferSelect;
export type TokenRow = typeof serviceTokens.$inferSelect;

/** An account with who answers for it. `present`: they still belong to the organisation. */
export interface Account extends AccountRow {
  readonly ownerName: string;
  readonly present: boolean;
}

const owned = (connection: Connection) =>
  connection
    .select({
      ...getTableColumns(serviceAccounts),
      ownerName: people.name,
      member: memberships.personId,
    })
    .from(serviceAccounts)
    .innerJoin(people, eq(people.id, serviceAccounts.ownerId))
    .leftJoin(
      memberships,
      and(
        eq(memberships.personId, serviceAccounts.ownerId),
        eq(memberships.organisationId, serviceAccounts.organisationId),
      ),
    );

function accountOf<R extends { member: string | null }>({ member, ...row }: R) {
  return { ...row, present: member !== null };
}

/** One page of an organisation's service accounts, by name. */
export async function list(
  connection: Connection,
  organisationId: string,
  page: Page,
): Promise<{ rows: Account[]; total: number }> {
  const where = and(
    eq(serviceAccounts.organisationId, organisationId),
    page.search ? ilike(serviceAccounts.name, like(page.search)) : undefined,
  );
  const [rows, total] = await Promise.all([
    owned(connection)
      .where(where)
      .orderBy(asc(serviceAccounts.name), asc(serviceAccounts.id))
      .limit(page.limit)
      .offset(page.offset),
    connection.$count(serviceAccounts, where),
  ]);
  return { rows: rows.map(accountOf), total };
}

export async function find(
  connection: Connection,
  organisationId: string,
  id: string,
): Promise<Account | null> {
  const own = and(eq(serviceAccounts.organisationId, organisationId), eq(serviceAccounts.id, id));
  const [row] = await owned(connection).where(own);
  return row ? accountOf(row) : null;
}

/** Whether another account of the organisation has this name. */
export async function nameTaken(
  connection: Connection,
  { id, organisationId, name }: Pick<AccountRow, 'id' | 'organisationId' | 'name'>,
): Promise<boolean> {
  const same = and(
    eq(serviceAccounts.organisationId, organisationId),
    eq(serviceAccounts.name, name),
    ne(serviceAccounts.id, id),
  );
  return (await connection.$count(serviceAccounts, same)) > 0;
}

export async function add(connection: Connection, row: AccountRow): Promise<void> {
  await connection.insert(serviceAccounts).values(row);
}

export async function update(
  connection: Connection,
  id: string,
  change: Partial<Pick<AccountRow, 'name' | 'role' | 'ownerId' | 'disabledAt'>>,
): Promise<void> {
  if (Object.keys(change).length > 0)
    await connection.update(serviceAccounts).set(change).where(eq(serviceAccounts.id, id));
}

/** Names of service accounts by id; what is unknown is absent. */
export async function namesOf(
  connection: Connection,
  ids: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  if (ids.length === 0) return [];
  const rows = await connection
    .select({ id: serviceAccounts.id, name: serviceAccounts.name })
    .from(serviceAccounts)
    .where(inArray(serviceAccounts.id, [...new Set(ids)]));
  return rows.map(({ id, name }) => [id, name] as const);
}

/** Tokens of service accounts, newest first. */
export async function listTokens(
  connection: Connection,
  accountIds: readonly string[],
): Promise<TokenRow[]> {
  if (accountIds.length === 0) return [];
  return connection
    .select()
    .from(serviceTokens)
    .where(inArray(serviceTokens.accountId, [...accountIds]))
    .orderBy(desc(serviceTokens.createdAt), desc(serviceTokens.id));
}

export async function addToken(
  connection: Connection,
  token: typeof serviceTokens.$inferInsert,
): Promise<TokenRow> {
  const [row] = await connection.insert(serviceTokens).values(token).returning();
  if (!row) throw new Error('A token was not written');
  return row;
}

/** Deletes a token of an account and answers with it; null when there is none. */
export async function removeToken(
  connection: Connection,
  accountId: string,
  id: string,
): Promise<TokenRow | null> {
  const [row] = await connection
    .delete(serviceTokens)
    .where(and(eq(serviceTokens.id, id), eq(serviceTokens.accountId, accountId)))
    .returning();
  return row ?? null;
}

/** The account of a token, while it is on and somebody of the organisation answers for it. */
export async function findByToken(
  connection: Connection,
  hash: Buffer,
): Promise<{ readonly token: TokenRow; readonly account: AccountRow } | null> {
  const [row] = await connection
    .select({ token: serviceTokens, account: serviceAccounts })
    .from(serviceTokens)
    .innerJoin(serviceAccounts, eq(serviceAccounts.id, serviceTokens.accountId))
    .innerJoin(
      memberships,
      and(
        eq(memberships.personId, serviceAccounts.ownerId),
        eq(memberships.organisationId, serviceAccounts.organisationId),
      ),
    )
    .where(and(eq(serviceTokens.hash, hash), isNull(serviceAccounts.disabledAt)));
  return row ?? null;
}

export async function touchToken(connection: Connection, id: string, at: Date): Promise<void> {
  await connection.update(serviceTokens).set({ lastUsedAt: at }).where(eq(serviceTokens.id, id));
}

/** Deletes tokens that ended before a moment. */
export async function removeEnded(connection: Connection, before: Date): Promise<void> {
  await connection.delete(serviceTokens).where(lt(serviceTokens.expiresAt, before));
}
