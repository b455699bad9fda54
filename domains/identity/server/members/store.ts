import type { Role } from '@insites/kernel';
import type { Connection, Transaction } from '@insites/platform';
import { and, asc, count, desc, eq, ilike, type SQL, sql } from 'drizzle-orm';
import { behind, countedExactly, howMany, like, type Page } from '../lists/store.ts';
import type { OrganisationRow } from '../organisations/store.ts';
import { organisations } from '../organisations/tables.ts';
import { labelOf, type PersonRow } from '../people/store.ts';
import { people } from '../people/tables.ts';
import { memberships } from './tables.ts';

export interface MemberRow {
  readonly person: PersonRow;
  readonly role: Role;
  readonly joinedAt: Date;
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
