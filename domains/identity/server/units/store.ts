import type { Connection } from '@insites/platform';
import { and, asc, eq, getTableColumns, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { UnitRole } from '../../contract/structure.ts';
import {
  byPerson,
  type Fellow,
  listFellows as listAll,
  takeFellow as takeOut,
} from '../fellows/store.ts';
import type { Page } from '../lists/store.ts';
import { unitMembers, units } from './tables.ts';

export type UnitRow = typeof units.$inferSelect;
export type CountedUnit = UnitRow & { readonly people: number };

const own = (organisationId: string, id: string) =>
  and(eq(units.organisationId, organisationId), eq(units.id, id));

function counted(connection: Connection, where: SQL | undefined) {
  return connection
    .select({
      ...getTableColumns(units),
      people: sql<number>`(SELECT count(*)::int FROM "identity"."unit_members" m WHERE m.unit_id = "identity"."units"."id")`,
    })
    .from(units)
    .where(where);
}

/** Every unit of an organisation, by name. */
export async function listUnits(
  connection: Connection,
  organisationId: string,
): Promise<CountedUnit[]> {
  return counted(connection, eq(units.organisationId, organisationId)).orderBy(
    asc(units.name),
    asc(units.id),
  );
}

export async function findUnit(
  connection: Connection,
  organisationId: string,
  id: string,
): Promise<CountedUnit | null> {
  const [row] = await counted(connection, own(organisationId, id));
  return row ?? null;
}

export async function countUnits(connection: Connection, organisationId: string): Promise<number> {
  return connection.$count(units, eq(units.organisationId, organisationId));
}

/** Whether a unit lies in another one, or at the top, under a name already. */
export async function hasSibling(
  connection: Connection,
  unit: Pick<UnitRow, 'id' | 'organisationId' | 'parentId' | 'name'>,
): Promise<boolean> {
  const same = and(
    eq(units.organisationId, unit.organisationId),
    sql`${units.parentId} IS NOT DISTINCT FROM ${unit.parentId}`,
    sql`lower(${units.name}) = lower(${unit.name})`,
    ne(units.id, unit.id),
  );
  return (await connection.$count(units, same)) > 0;
}

/** How many levels lie below a unit; 0: none. */
export async function levelsBelow(
  connection: Connection,
  unit: Pick<UnitRow, 'id' | 'organisationId' | 'path'>,
): Promise<number> {
  const [row] = await connection
    .select({ deepest: sql<number>`max(cardinality(${units.path}))` })
    .from(units)
    .where(below(unit));
  return (row?.deepest ?? unit.path.length) - unit.path.length;
}

export async function addUnit(connection: Connection, unit: UnitRow): Promise<void> {
  await connection.insert(units).values({ ...unit });
}

export async function renameUnit(connection: Connection, id: string, name: string): Promise<void> {
  await connection.update(units).set({ name }).where(eq(units.id, id));
}

/** Moves a unit, and with it all that lies in it. */
export async function moveUnit(
  connection: Connection,
  unit: Pick<UnitRow, 'id' | 'organisationId' | 'path'>,
  parent: Pick<UnitRow, 'id' | 'path'> | null,
): Promise<void> {
  const above = sql`${sql.param([...(parent?.path ?? [])])}::uuid[]`;
  await connection
    .update(units)
    .set({ path: sql`${above} || ${units.path}[${sql.raw(String(unit.path.length))}:]` })
    .where(below(unit));
  await connection
    .update(units)
    .set({ parentId: parent?.id ?? null })
    .where(eq(units.id, unit.id));
}

export async function removeUnit(connection: Connection, id: string): Promise<void> {
  await connection.delete(units).where(eq(units.id, id));
}

/** A unit's people by name. */
export function listFellows(
  connection: Connection,
  unitId: string,
  page: Page,
): Promise<{ rows: Fellow<typeof unitMembers.$inferSelect>[]; total: number }> {
  return listAll(connection, unitMembers, unitId, page);
}

/** Puts a member of the organisation into a unit, or gives them another role there. */
export async function putFellow(
  connection: Connection,
  fellow: typeof unitMembers.$inferInsert,
): Promise<void> {
  await connection
    .insert(unitMembers)
    .values(fellow)
    .onConflictDoUpdate({
      target: [unitMembers.unitId, unitMembers.personId],
      set: { role: fellow.role },
    });
}

/** Takes a person out of a unit; false when they were not in it. */
export function takeFellow(
  connection: Connection,
  unitId: string,
  personId: string,
): Promise<boolean> {
  return takeOut(connection, unitMembers, unitId, personId);
}

/** A unit and all that lies in it. */
function below(unit: Pick<UnitRow, 'id' | 'organisationId'>): SQL | undefined {
  return and(eq(units.organisationId, unit.organisationId), sql`${unit.id} = ANY(${units.path})`);
}

/** The units that people of an organisation belong to, by person, by name. */
export async function unitsOf(
  connection: Connection,
  organisationId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, { id: string; name: string; role: UnitRole }[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await connection
    .select({
      personId: unitMembers.personId,
      id: units.id,
      name: units.name,
      role: unitMembers.role,
    })
    .from(unitMembers)
    .innerJoin(units, eq(units.id, unitMembers.unitId))
    .where(
      and(
        eq(unitMembers.organisationId, organisationId),
        inArray(unitMembers.personId, [...personIds]),
      ),
    )
    .orderBy(asc(units.name), asc(units.id));
  return byPerson(rows);
}
