import type { Connection, Transaction } from '@insites/platform';
import { and, asc, eq, ilike, inArray, or, sql } from 'drizzle-orm';
import { behind, howMany, like, type Page } from '../lists/store.ts';
import { memberships } from '../members/tables.ts';
import { organisations } from './tables.ts';

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

/** Organisations by name; of one person's memberships, a single one, or all. */
export async function listOrganisations(
  connection: Connection,
  of: { readonly memberId?: string; readonly id?: string },
  page: Page,
): Promise<{ rows: OrganisationRow[]; total: number }> {
  const mine = (personId: string) =>
    connection
      .select({ id: memberships.organisationId })
      .from(memberships)
      .where(eq(memberships.personId, personId));
  const where = and(
    of.memberId === undefined ? undefined : inArray(organisations.id, mine(of.memberId)),
    of.id === undefined ? undefined : eq(organisations.id, of.id),
    page.search
      ? or(
          ilike(organisations.name, like(page.search)),
          ilike(organisations.slug, like(page.search)),
        )
      : undefined,
  );
  const [rows, total] = await Promise.all([
    connection
      .select()
      .from(organisations)
      .where(and(where, behind(page, organisations.name, organisations.id)))
      .orderBy(asc(organisations.name), asc(organisations.id))
      .limit(page.limit)
      .offset(page.offset),
    howMany(connection, organisations, where),
  ]);
  return { rows, total };
}
