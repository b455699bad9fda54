import type { Connection, Transaction } from '@insites/platform';
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { behind, countedExactly, howMany, like, type Page } from '../lists/store.ts';
import { memberships } from '../members/tables.ts';
import { label, organisations } from './tables.ts';

export type OrganisationRow = typeof organisations.$inferSelect;

/** One first start at a time, across processes, until the transaction ends. */
export async function lockFirstStart(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`SELECT pg_advisory_xact_lock(hashtext('identity.firstStart'))`);
}

export async function findOrganisations(
  connection: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, OrganisationRow>> {
  if (ids.length === 0) return new Map();
  const rows = await connection
    .select()
    .from(organisations)
    .where(inArray(organisations.id, [...new Set(ids)]));
  return new Map(rows.map((row) => [row.id, row]));
}

export async function findFirstOrganisation(
  connection: Connection,
): Promise<OrganisationRow | null> {
  const [row] = await connection
    .select()
    .from(organisations)
    .orderBy(asc(organisations.createdAt), asc(organisations.id))
    .limit(1);
  return row ?? null;
}

/** Adds an organisation; null when the short name is taken. */
export async function addOrganisation(
  connection: Connection,
  organisation: typeof organisations.$inferInsert,
): Promise<OrganisationRow | null> {
  const [row] = await connection
    .insert(organisations)
    .values(organisation)
    .onConflictDoNothing()
    .returning();
  return row ?? null;
}

/** Changes an organisation; with nothing to change it is only read. */
export async function updateOrganisation(
  connection: Connection,
  id: string,
  change: Partial<Omit<OrganisationRow, 'id' | 'slug' | 'createdAt'>>,
): Promise<OrganisationRow | null> {
  if (Object.keys(change).length === 0)
    return (await findOrganisations(connection, [id])).get(id) ?? null;
  const [row] = await connection
    .update(organisations)
    .set(change)
    .where(eq(organisations.id, id))
    .returning();
  return row ?? null;
}

/** Whose organisations: one person's memberships, a single one, or all. */
export interface Whose {
  readonly memberId?: string;
  readonly id?: string;
}

/** Organisations whose name or short name contains a text, at most `countedExactly` and one. */
async function findMatching(connection: Connection, of: Whose, search: string): Promise<string[]> {
  const rows = await connection
    .select({ id: organisations.id })
    .from(organisations)
    .where(and(own(connection, of), contains(search)))
    .limit(countedExactly + 1);
  return rows.map(({ id }) => id);
}

/**
 * Organisations by name. A search looks once into its index; its page is read among what it found. When
 * that is too much to name, the next fit is never far in the order of names.
 */
export async function listOrganisations(
  connection: Connection,
  of: Whose,
  page: Page,
): Promise<{ rows: OrganisationRow[]; total: number }> {
  const { search } = page;
  const among = search ? await findMatching(connection, of, search) : null;
  const few = among !== null && among.length <= countedExactly;
  const where = few
    ? sql`${organisations.id} = ANY(${sql.param(among)}::uuid[])`
    : and(own(connection, of), search ? contains(search) : undefined);
  const [rows, total] = await Promise.all([
    connection
      .select()
      .from(organisations)
      .where(and(where, behind(page, organisations.name, organisations.id)))
      .orderBy(asc(organisations.name), asc(organisations.id))
      .limit(page.limit)
      .offset(page.offset),
    few ? among.length : howMany(connection, organisations, where),
  ]);
  return { rows, total };
}

function own(connection: Connection, { memberId, id }: Whose): SQL | undefined {
  const mine = (personId: string) =>
    connection
      .select({ id: memberships.organisationId })
      .from(memberships)
      .where(eq(memberships.personId, personId));
  return and(
    memberId === undefined ? undefined : inArray(organisations.id, mine(memberId)),
    id === undefined ? undefined : eq(organisations.id, id),
  );
}

function contains(search: string): SQL {
  return sql`${label(organisations)} LIKE lower(${like(search)})`;
}
