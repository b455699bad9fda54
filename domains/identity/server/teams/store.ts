import type { Connection } from '@insites/platform';
import { and, asc, eq, getTableColumns, ilike, inArray, type SQL, sql } from 'drizzle-orm';
import {
  byPerson,
  type Fellow,
  listFellows as listAll,
  takeFellow as takeOut,
} from '../fellows/store.ts';
import { like, type Page } from '../lists/store.ts';
import { teamMembers, teams } from './tables.ts';

export type TeamRow = typeof teams.$inferSelect;
export type CountedTeam = TeamRow & { readonly people: number };

function counted(connection: Connection, where: SQL | undefined) {
  return connection
    .select({
      ...getTableColumns(teams),
      people: sql<number>`(SELECT count(*)::int FROM "identity"."team_members" m WHERE m.team_id = "identity"."teams"."id")`,
    })
    .from(teams)
    .where(where);
}

/** Teams of an organisation by name. */
export async function listTeams(
  connection: Connection,
  organisationId: string,
  page: Page,
): Promise<{ rows: CountedTeam[]; total: number }> {
  const where = and(
    eq(teams.organisationId, organisationId),
    page.search ? ilike(teams.name, like(page.search)) : undefined,
  );
  const [rows, total] = await Promise.all([
    counted(connection, where)
      .orderBy(asc(teams.name), asc(teams.id))
      .limit(page.limit)
      .offset(page.offset),
    connection.$count(teams, where),
  ]);
  return { rows, total };
}

export async function findTeam(
  connection: Connection,
  organisationId: string,
  id: string,
): Promise<CountedTeam | null> {
  const own = and(eq(teams.organisationId, organisationId), eq(teams.id, id));
  const [row] = await counted(connection, own);
  return row ?? null;
}

/** Adds a team; false when its name, or its name in the directory, is taken. */
export async function addTeam(connection: Connection, team: TeamRow): Promise<boolean> {
  const added = await connection.insert(teams).values(team).onConflictDoNothing();
  return (added.rowCount ?? 0) > 0;
}

/** Whether another team of the organisation has this name. */
export async function nameTaken(
  connection: Connection,
  { id, organisationId, name }: Pick<TeamRow, 'id' | 'organisationId' | 'name'>,
): Promise<boolean> {
  const same = and(
    eq(teams.organisationId, organisationId),
    eq(teams.name, name),
    sql`${teams.id} <> ${id}`,
  );
  return (await connection.$count(teams, same)) > 0;
}

export async function updateTeam(
  connection: Connection,
  id: string,
  change: Partial<Pick<TeamRow, 'name' | 'externalId'>>,
): Promise<void> {
  if (Object.keys(change).length > 0)
    await connection.update(teams).set(change).where(eq(teams.id, id));
}

export async function removeTeam(connection: Connection, id: string): Promise<void> {
  await connection.delete(teams).where(eq(teams.id, id));
}

/** A team's people by name. */
export function listFellows(
  connection: Connection,
  teamId: string,
  page: Page,
): Promise<{ rows: Fellow<typeof teamMembers.$inferSelect>[]; total: number }> {
  return listAll(connection, teamMembers, teamId, page);
}

/** Puts a member of the organisation into a team. */
export async function putFellow(
  connection: Connection,
  fellow: typeof teamMembers.$inferInsert,
): Promise<void> {
  await connection.insert(teamMembers).values(fellow).onConflictDoNothing();
}

/** Takes a person out of a team; false when they were not in it. */
export function takeFellow(
  connection: Connection,
  teamId: string,
  personId: string,
): Promise<boolean> {
  return takeOut(connection, teamMembers, teamId, personId);
}

/** The teams that people of an organisation belong to, by person, by name. */
export async function teamsOf(
  connection: Connection,
  organisationId: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, { id: string; name: string }[]>> {
  if (personIds.length === 0) return new Map();
  const rows = await connection
    .select({ personId: teamMembers.personId, id: teams.id, name: teams.name })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(
      and(
        eq(teamMembers.organisationId, organisationId),
        inArray(teamMembers.personId, [...personIds]),
      ),
    )
    .orderBy(asc(teams.name), asc(teams.id));
  return byPerson(rows);
}
