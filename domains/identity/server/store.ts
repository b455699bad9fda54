import type { Role } from '@insites/kernel';
import type { Connection, Transaction } from '@insites/platform';
import {
  type AnyColumn,
  and,
  asc,
  count,
  desc,
  eq,
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
  /** The last row of the page before: what it is sorted by, and its id. */
  readonly after?: Place | undefined;
}

/** A place in a list. */
export interface Place {
  readonly text: string;
  readonly id: string;
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

/** Changes a person. A name or address is kept beside every membership, too: call it as the system. */
export async function updatePerson(
  connection: Connection,
  id: string,
  change: Partial<Pick<PersonRow, 'name' | 'email' | 'passwordHash' | 'lastSeenAt'>>,
): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await connection.update(people).set(change).where(eq(people.id, id));
  if (change.name === undefined && change.email === undefined) return;
  const person = await findPerson(connection, id);
  if (!person) return;
  await connection
    .update(memberships)
    .set({ label: labelOf(person) })
    .where(eq(memberships.personId, id));
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

/** Above this many, the number of hits is the planner's estimate. */
const countedExactly = 1_000;

async function howMany(
  connection: Connection,
  table: typeof organisations | typeof memberships,
  where: SQL | undefined,
): Promise<number> {
  const some = connection
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(where)
    .limit(countedExactly + 1)
    .as('some');
  const query = connection.select({ one: sql`1` }).from(table).where(where);
  const [[counted], plan] = await Promise.all([
    connection.select({ total: count() }).from(some),
    connection.execute<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      sql`EXPLAIN (FORMAT JSON) ${query}`,
    ),
  ]);
  const total = counted?.total ?? 0;
  if (total <= countedExactly) return total;
  return Math.max(total, plan.rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0);
}

/** Rows after the last one of the page before, found by the index at any depth. */
function behind({ after }: Page, text: AnyColumn, id: AnyColumn): SQL | undefined {
  return after ? sql`(${text}, ${id}) > (${after.text}, ${after.id}::uuid)` : undefined;
}

/** Makes changes of an organisation's members wait for each other until the transaction ends. */
export async function lockMembers(transaction: Transaction, organisationId: string): Promise<void> {
  await transaction
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.id, organisationId))
    .for('update');
}

/** Members whose name or address contains a text, at most `countedExactly` and one. */
export async function findMatching(
  connection: Connection,
  organisationId: string,
  search: string,
): Promise<string[]> {
  const rows = await connection
    .select({ id: memberships.personId })
    .from(memberships)
    .where(
      and(eq(memberships.organisationId, organisationId), ilike(memberships.label, like(search))),
    )
    .limit(countedExactly + 1);
  return rows.map(({ id }) => id);
}

/**
 * Members by name. The page is found in the index alone; only its rows are read. `among`: whom a search
 * found; when these are too many to name, they are so many that the next fit is never far.
 */
export async function listMembers(
  connection: Connection,
  organisationId: string,
  page: Page,
  among: readonly string[] | null,
): Promise<{ rows: (MemberRow & { readonly label: string })[]; total: number }> {
  const few = among !== null && among.length <= countedExactly;
  const where = and(
    eq(memberships.organisationId, organisationId),
    few ? sql`${memberships.personId} = ANY(${sql.param([...among])}::uuid[])` : undefined,
    !few && page.search ? ilike(memberships.label, like(page.search)) : undefined,
  );
  const found = connection
    .select({ personId: memberships.personId, label: memberships.label })
    .from(memberships)
    .where(and(where, behind(page, memberships.label, memberships.personId)))
    .orderBy(asc(memberships.label), asc(memberships.personId))
    .limit(page.limit)
    .offset(page.offset)
    .as('found');
  const [rows, total] = await Promise.all([
    connection
      .select({
        person: people,
        role: memberships.role,
        joinedAt: memberships.joinedAt,
        label: found.label,
      })
      .from(found)
      .innerJoin(
        memberships,
        and(
          eq(memberships.organisationId, organisationId),
          eq(memberships.personId, found.personId),
        ),
      )
      .innerJoin(people, eq(people.id, found.personId))
      .orderBy(asc(found.label), asc(found.personId)),
    few
      ? among.length
      : page.search
        ? howMany(connection, memberships, where)
        : countMembers(connection, organisationId),
  ]);
  return { rows, total };
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

/** How many people belong to an organisation; kept beside it, because large ones are counted too slowly. */
export async function countMembers(
  connection: Connection,
  organisationId: string,
): Promise<number> {
  const [row] = await connection
    .select({ people: organisations.people })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  return row?.people ?? 0;
}

export async function countAdmins(connection: Connection, organisationId: string): Promise<number> {
  const [counted] = await connection
    .select({ total: count() })
    .from(memberships)
    .where(and(eq(memberships.organisationId, organisationId), sql`${memberships.role} = 'admin'`));
  return counted?.total ?? 0;
}

/** A person's memberships, oldest first. */
export async function membershipsOf(
  connection: Connection,
  personId: string,
): Promise<{ organisation: OrganisationRow; role: Role; sessionsAfter: Date | null }[]> {
  return connection
    .select({
      organisation: organisations,
      role: memberships.role,
      sessionsAfter: memberships.sessionsAfter,
    })
    .from(memberships)
    .innerJoin(organisations, eq(organisations.id, memberships.organisationId))
    .where(eq(memberships.personId, personId))
    .orderBy(asc(memberships.joinedAt), desc(memberships.organisationId));
}

/** From now on only sessions that begin later may act for the organisation. */
export async function signOut(
  connection: Connection,
  organisationId: string,
  personId: string,
  at: Date,
): Promise<void> {
  await connection
    .update(memberships)
    .set({ sessionsAfter: at })
    .where(and(eq(memberships.organisationId, organisationId), eq(memberships.personId, personId)));
}

/** Somebody who joins. */
export interface NewMember {
  readonly organisationId: string;
  readonly person: Pick<PersonRow, 'id' | 'name' | 'email'>;
  readonly role: Role;
  readonly joinedAt: Date;
}

/** By what members are sorted and found. */
export function labelOf({ name, email }: Pick<PersonRow, 'name' | 'email'>): string {
  return `${name} ${email}`.toLowerCase();
}

/** Adds a membership; false when there is one. The caller holds the lock of the organisation's members. */
export async function addMember(
  connection: Connection,
  { person, ...member }: NewMember,
): Promise<boolean> {
  const rows = await connection
    .insert(memberships)
    .values({ ...member, personId: person.id, label: labelOf(person) })
    .onConflictDoNothing()
    .returning({ id: memberships.personId });
  if (rows.length > 0) await countOn(connection, member.organisationId, 1);
  return rows.length > 0;
}

async function countOn(connection: Connection, organisationId: string, by: 1 | -1): Promise<void> {
  await connection
    .update(organisations)
    .set({ people: sql`${organisations.people} + ${by}::int` })
    .where(eq(organisations.id, organisationId));
}

/**
 * Fills in what is kept beside memberships where it is missing: after an upgrade from a release that did
 * not keep it, and after rows came in bulk.
 */
export async function completeMemberships(connection: Connection, counts: boolean): Promise<void> {
  const filled = await connection.execute(sql`
    UPDATE "identity"."memberships" AS held SET label = lower(person.name || ' ' || person.email)
    FROM "identity"."people" AS person WHERE held.label = '' AND person.id = held.person_id`);
  if (!counts && (filled.rowCount ?? 0) === 0) return;
  await connection.execute(sql`
    UPDATE "identity"."organisations" AS held SET people = counted.total
    FROM (SELECT organisation_id, count(*)::int AS total FROM "identity"."memberships" GROUP BY 1) AS counted
    WHERE counted.organisation_id = held.id AND held.people <> counted.total`);
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
  const gone = await connection
    .delete(memberships)
    .where(and(eq(memberships.organisationId, organisationId), eq(memberships.personId, personId)));
  if (gone.rowCount) await countOn(connection, organisationId, -1);
}

function members(connection: Connection, where: SQL | undefined) {
  return connection
    .select({ person: people, role: memberships.role, joinedAt: memberships.joinedAt })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.personId))
    .where(where);
}

/** People whose name or address contains a text. */
export function matching(search: string | undefined): SQL | undefined {
  if (!search) return undefined;
  return or(ilike(people.name, like(search)), ilike(people.email, like(search)));
}

/** A text as ILIKE takes it. */
export function like(search: string): string {
  return `%${search.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
}
