import type { Connection } from '@insites/platform';
import { asc, eq, ilike, inArray, or, type SQL } from 'drizzle-orm';
import { like } from '../lists/store.ts';
import { memberships } from '../members/tables.ts';
import { people } from './tables.ts';

export type PersonRow = typeof people.$inferSelect;

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

/** By what members are sorted and found. */
export function labelOf({ name, email }: Pick<PersonRow, 'name' | 'email'>): string {
  return `${name} ${email}`.toLowerCase();
}

/** People whose name or address contains a text. */
export function matching(search: string | undefined): SQL | undefined {
  if (!search) return undefined;
  return or(ilike(people.name, like(search)), ilike(people.email, like(search)));
}
