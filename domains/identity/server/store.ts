import type { Role } from '@insites/kernel';
import type { Connection, Transaction } from '@insites/platform';
import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  ilike,
  inArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { memberships, organisations, people } from './tables.ts';

export type PersonRow = typeof people.$inferSelect;
export type OrganisationRow = typeof organisations.$inferSelect;

export interface MemberRow {
  readonly person: PersonRow;
  readonly role: Role;
  readonly joinedAt: Date;
}

export interface Page {
  readonly search?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

/** One first start at a time, across processes, until the transaction ends. */
export async function lockFirstStart(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`SELECT pg_advisory_xact_lock(hashtext('identity.firstStart'))`);
}

export async function findPerson(connection: Connection, id: string): Promise<PersonRow | null> {
  const [row] = await connection.select().from(people).where(eq(people.id, id));
  return row ?? null;
}

export async function findPersonByEmail(
  connection: Connection,
  email: string,
): Promise<PersonRow | null> {
  const [row] = await connection.select().from(people).where(eq(people.email, email));
  return row ?? null;
}

/** The first administrator: the oldest operator of the platform. */
export async function findFirstOperator(connection: Connection): Promise<PersonRow | null> {
  const [row] = await connection
    .select()
    .from(people)
    .where(eq(people.operator, true))
    .orderBy(asc(people.createdAt), asc(people.id))
    .limit(1);
  return row ?? null;
}

/** Adds a person; null when somebody has the e-mail address. */
export async function addPerson(
  connection: Connection,
  person: typeof people.$inferInsert,
): Promise<PersonRow | null> {
  const [row] = await connection.insert(people).values(person).onConflictDoNothing().returning();
  return row ?? null;
}

export async function updatePerson(
  connection: Connection,
  id: string,
  change: Partial<Pick<PersonRow, 'name' | 'email' | 'passwordHash' | 'lastSeenAt'>>,
): Promise<void> {
  if (Object.keys(change).length > 0)
    await connection.update(people).set(change).where(eq(people.id, id));
}

export async function namesOf(
  connection: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await connection
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, name }) => [id, name]));
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

/** Organisations with how many people they have, by name; of one person's memberships or all; only one, if said. */
export async function listOrganisations(
  connection: Connection,
  { memberId, only }: { readonly memberId: string | null; readonly only: string | null },
  page: Page,
): Promise<{ rows: (OrganisationRow & { people: number })[]; total: number }> {
  const mine = (personId: string) =>
    connection
      .select({ id: memberships.organisationId })
      .from(memberships)
      .where(eq(memberships.personId, personId));
  const where = and(
    memberId === null ? undefined : inArray(organisations.id, mine(memberId)),
    only === null ? undefined : eq(organisations.id, only),
    page.search
      ? or(
          ilike(organisations.name, like(page.search)),
          ilike(organisations.slug, like(page.search)),
        )
      : undefined,
  );
  const [rows, [counted]] = await Promise.all([
    connection
      .select({
        ...getTableColumns(organisations),
        people: sql<number>`(SELECT count(*)::int FROM identity.memberships m WHERE m.organisation_id = organisations.id)`,
      })
      .from(organisations)
      .where(where)
      .orderBy(asc(organisations.name), asc(organisations.id))
      .limit(page.limit)
      .offset(page.offset),
    connection.select({ total: count() }).from(organisations).where(where),
  ]);
  return { rows, total: counted?.total ?? 0 };
}

/** Makes changes of an organisation's members wait for each other until the transaction ends. */
export async function lockMembers(transaction: Transaction, organisationId: string): Promise<void> {
  await transaction
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.id, organisationId))
    .for('update');
}

export async function listMembers(
  connection: Connection,
  organisationId: string,
  page: Page,
): Promise<{ rows: MemberRow[]; total: number }> {
  const where = and(eq(memberships.organisationId, organisationId), matching(page.search));
  const [rows, [counted]] = await Promise.all([
    members(connection, where)
      .orderBy(asc(people.name), asc(people.id))
      .limit(page.limit)
      .offset(page.offset),
    connection
      .select({ total: count() })
      .from(memberships)
      .innerJoin(people, eq(people.id, memberships.personId))
      .where(where),
  ]);
  return { rows, total: counted?.total ?? 0 };
}

export async function findMember(
  connection: Connection,
  organisationId: string,
  personId: string,
): Promise<MemberRow | null> {
  const own = and(
    eq(memberships.organisationId, organisationId),
    eq(memberships.personId, personId),
  );
  const [row] = await members(connection, own);
  return row ?? null;
}

export async function countMembers(
  connection: Connection,
  organisationId: string,
  role?: Role,
): Promise<number> {
  const [counted] = await connection
    .select({ total: count() })
    .from(memberships)
    .where(
      and(
        eq(memberships.organisationId, organisationId),
        role === undefined ? undefined : eq(memberships.role, role),
      ),
    );
  return counted?.total ?? 0;
}

/** A person's memberships, oldest first. */
export async function membershipsOf(
  connection: Connection,
  personId: string,
): Promise<{ organisation: OrganisationRow; role: Role }[]> {
  return connection
    .select({ organisation: organisations, role: memberships.role })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(eq(memberships.personId, personId))
    .orderBy(asc(memberships.joinedAt), desc(memberships.organisationId));
}

/** Adds a membership; false when there is one. */
export async function addMember(
  connection: Connection,
  member: typeof memberships.$inferInsert,
): Promise<boolean> {
  const rows = await connection
    .insert(memberships)
    .values(member)
    .onConflictDoNothing()
    .returning({ id: memberships.personId });
  return rows.length > 0;
}

export async function changeRole(
  connection: Connection,
  organisationId: string,
  personId: string,
  role: Role,
): Promise<void> {
  await connection
    .update(memberships)
    .set({ role })
    .where(and(eq(memberships.organisationId, organisationId), eq(memberships.personId, personId)));
}

export async function removeMember(
  connection: Connection,
  organisationId: string,
  personId: string,
): Promise<void> {
  await connection
    .delete(memberships)
    .where(and(eq(memberships.organisationId, organisationId), eq(memberships.personId, personId)));
}

function members(connection: Connection, where: SQL | undefined) {
  return connection
    .select({ person: people, role: memberships.role, joinedAt: memberships.joinedAt })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(where);
}

function matching(search: string | undefined): SQL | undefined {
  if (!search) return undefined;
  return or(ilike(people.name, like(search)), ilike(people.email, like(search)));
}

function like(search: string): string {
  return `%${search.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
}
