import type { Connection } from '@insites/platform';
import { and, asc, count, eq } from 'drizzle-orm';
import type { Page } from '../lists/store.ts';
import { matching, type PersonRow } from '../people/store.ts';
import { people } from '../people/tables.ts';
import type { teamMembers } from '../teams/tables.ts';
import type { unitMembers } from '../units/tables.ts';

/** Says who belongs to a unit or a team. */
type Belonging = typeof unitMembers | typeof teamMembers;

/** A person with the row that says so. */
export interface Fellow<Row> {
  readonly person: PersonRow;
  readonly fellow: Row;
}

const columnOf = (table: Belonging) => ('unitId' in table ? table.unitId : table.teamId);

/** The people of a unit or a team, by name. */
export async function listFellows<Table extends Belonging>(
  connection: Connection,
  table: Table,
  id: string,
  page: Page,
): Promise<{ rows: Fellow<Table['$inferSelect']>[]; total: number }> {
  const where = and(eq(columnOf(table), id), matching(page.search));
  const [rows, [counted]] = await Promise.all([
    connection
      .select({ person: people, fellow: table })
      .from<Belonging>(table)
      .innerJoin(people, eq(people.id, table.personId))
      .where(where)
      .orderBy(asc(people.name), asc(people.id))
      .limit(page.limit)
      .offset(page.offset),
    connection
      .select({ total: count() })
      .from<Belonging>(table)
      .innerJoin(people, eq(people.id, table.personId))
      .where(where),
  ]);
  return { rows, total: counted?.total ?? 0 };
}

/** Takes a person out of a unit or a team; false when they were not in it. */
export async function takeFellow(
  connection: Connection,
  table: Belonging,
  id: string,
  personId: string,
): Promise<boolean> {
  const gone = await connection
    .delete(table)
    .where(and(eq(columnOf(table), id), eq(table.personId, personId)));
  return (gone.rowCount ?? 0) > 0;
}

/** Rows by the person they are about. */
export function byPerson<Row extends { readonly personId: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, Omit<Row, 'personId'>[]> {
  const found = new Map<string, Omit<Row, 'personId'>[]>();
  for (const { personId, ...row } of rows)
    found.set(personId, [...(found.get(personId) ?? []), row]);
  return found;
}
