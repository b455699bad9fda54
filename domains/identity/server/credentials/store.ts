import type { Role } from '@insites/kernel';
import type { Connection } from '@insites/platform';
import { and, eq, lt, or, sql } from 'drizzle-orm';
import { memberships } from '../members/tables.ts';
import { connections } from '../oauth/tables.ts';
import { people } from '../people/tables.ts';
import { sessions } from '../sessions/tables.ts';
import { signInLinks } from '../sign-in/tables.ts';
import { tokens } from '../tokens/tables.ts';

/** A credential with its person and the role it gives at this moment. */
export interface Holder<C> {
  readonly credential: C;
  readonly person: { readonly id: string; readonly name: string; readonly operator: boolean };
  readonly role: Role | null;
  /** Units and teams in the organisation it acts for; the units with those they lie in. */
  readonly unitIds: readonly string[];
  readonly teamIds: readonly string[];
}

/** Of the membership that is joined; empty without one. */
export const places = {
  unitIds: sql<string[]>`ARRAY(
    SELECT DISTINCT unnest(u.path)::text FROM "identity"."unit_members" m
    JOIN "identity"."units" u ON u.id = m.unit_id
    WHERE m.organisation_id = ${memberships.organisationId} AND m.person_id = ${memberships.personId})`,
  teamIds: sql<string[]>`ARRAY(
    SELECT m.team_id::text FROM "identity"."team_members" m
    WHERE m.organisation_id = ${memberships.organisationId} AND m.person_id = ${memberships.personId})`,
};

export const holder = { id: people.id, name: people.name, operator: people.operator };

/** Ends everything with which a person acts for an organisation. */
export async function endCredentials(
  connection: Connection,
  organisationId: string,
  personId: string,
): Promise<void> {
  await connection
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), eq(sessions.organisationId, organisationId)));
  await connection
    .delete(tokens)
    .where(and(eq(tokens.personId, personId), eq(tokens.organisationId, organisationId)));
  await connection
    .delete(connections)
    .where(and(eq(connections.personId, personId), eq(connections.organisationId, organisationId)));
}

/** Deletes what has ended before `before`. */
export async function removeEnded(
  connection: Connection,
  ended: { readonly now: Date; readonly seenAfter: Date; readonly before: Date },
): Promise<{ sessions: number; links: number; tokens: number }> {
  const gone = await connection
    .delete(sessions)
    .where(or(lt(sessions.expiresAt, ended.now), lt(sessions.lastSeenAt, ended.seenAfter)));
  const links = await connection.delete(signInLinks).where(lt(signInLinks.expiresAt, ended.now));
  const old = await connection.delete(tokens).where(lt(tokens.expiresAt, ended.before));
  return {
    sessions: gone.rowCount ?? 0,
    links: links.rowCount ?? 0,
    tokens: old.rowCount ?? 0,
  };
}
