import type { Role } from '@insites/kernel';
import type { Connection } from '@insites/platform';
import { and, desc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm';
import type { SecondFactor } from '../../contract/sign-in.ts';
import {
  connections,
  memberships,
  organisations,
  people,
  providers,
  sessions,
  signInLinks,
  tokens,
} from '../tables.ts';

export type SessionRow = typeof sessions.$inferSelect;
export type TokenRow = typeof tokens.$inferSelect;

/** A credential with its person and the role it gives at this moment. */
export interface Holder<C> {
  readonly credential: C;
  readonly person: { readonly id: string; readonly name: string; readonly operator: boolean };
  readonly role: Role | null;
  /** Units and teams in the organisation it acts for; the units with those they lie in. */
  readonly unitIds: readonly string[];
  readonly teamIds: readonly string[];
}

/** What the organisation whose hat a session wears says of sessions. */
export type SessionRules = Pick<
  typeof organisations.$inferSelect,
  'signInRule' | 'sessionHours' | 'idleMinutes'
>;

const rules = {
  signInRule: organisations.signInRule,
  sessionHours: organisations.sessionHours,
  idleMinutes: organisations.idleMinutes,
};

/** Of the membership that is joined; empty without one. */
const places = {
  unitIds: sql<string[]>`ARRAY(
    SELECT DISTINCT unnest(u.path)::text FROM "identity"."unit_members" m
    JOIN "identity"."units" u ON u.id = m.unit_id
    WHERE m.organisation_id = ${memberships.organisationId} AND m.person_id = ${memberships.personId})`,
  teamIds: sql<string[]>`ARRAY(
    SELECT m.team_id::text FROM "identity"."team_members" m
    WHERE m.organisation_id = ${memberships.organisationId} AND m.person_id = ${memberships.personId})`,
};

const holder = { id: people.id, name: people.name, operator: people.operator };

/** A session, what its organisation says of it, and the organisation whose provider began it. */
export interface SessionHolder extends Holder<SessionRow> {
  readonly rules: SessionRules | null;
  readonly boundTo: string | null;
}

export async function findSession(
  connection: Connection,
  hash: Buffer,
): Promise<SessionHolder | null> {
  const [row] = await connection
    .select({
      credential: sessions,
      person: holder,
      role: memberships.role,
      rules,
      boundTo: providers.organisationId,
      ...places,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .leftJoin(organisations, eq(organisations.id, sessions.organisationId))
    .leftJoin(providers, eq(providers.id, sessions.providerId))
    .leftJoin(
      memberships,
      and(
        eq(memberships.personId, sessions.personId),
        eq(memberships.organisationId, sessions.organisationId),
      ),
    )
    .where(eq(sessions.hash, hash));
  return row ?? null;
}

export async function findToken(
  connection: Connection,
  hash: Buffer,
): Promise<Holder<TokenRow> | null> {
  const [row] = await connection
    .select({ credential: tokens, person: holder, role: memberships.role, ...places })
    .from(tokens)
    .innerJoin(people, eq(people.id, tokens.personId))
    .leftJoin(
      memberships,
      and(
        eq(memberships.personId, tokens.personId),
        eq(memberships.organisationId, tokens.organisationId),
      ),
    )
    .where(eq(tokens.hash, hash));
  return row ?? null;
}

export async function addSession(
  connection: Connection,
  session: typeof sessions.$inferInsert,
): Promise<void> {
  await connection.insert(sessions).values(session);
}

/** Writes that a session is in use, and its person with it. */
export async function touchSession(
  connection: Connection,
  session: Pick<SessionRow, 'id' | 'personId'>,
  at: Date,
): Promise<void> {
  await connection.update(sessions).set({ lastSeenAt: at }).where(eq(sessions.id, session.id));
  await connection.update(people).set({ lastSeenAt: at }).where(eq(people.id, session.personId));
}

export async function touchToken(
  connection: Connection,
  token: Pick<TokenRow, 'id' | 'personId'>,
  at: Date,
): Promise<void> {
  await connection.update(tokens).set({ lastUsedAt: at }).where(eq(tokens.id, token.id));
  await connection.update(people).set({ lastSeenAt: at }).where(eq(people.id, token.personId));
}

export async function wearHat(
  connection: Connection,
  sessionId: string,
  organisationId: string | null,
): Promise<void> {
  await connection.update(sessions).set({ organisationId }).where(eq(sessions.id, sessionId));
}

/** Writes that a session's person proved to be the one. A passkey that was shown before stays shown. */
export async function markProven(
  connection: Connection,
  sessionId: string,
  proof: { readonly at: Date; readonly factor: SecondFactor | null },
): Promise<void> {
  const factor = sql`CASE WHEN ${sessions.secondFactor} = 'passkey' THEN 'passkey' ELSE coalesce(${proof.factor}, ${sessions.secondFactor}) END`;
  await connection
    .update(sessions)
    .set({ provenAt: proof.at, secondFactor: factor })
    .where(eq(sessions.id, sessionId));
}

/** Gives a session another secret; the one before is nobody's from now on. */
export async function renew(
  connection: Connection,
  sessionId: string,
  hash: Buffer,
): Promise<void> {
  await connection.update(sessions).set({ hash }).where(eq(sessions.id, sessionId));
}

/** When a session began; null when it has ended. */
export async function beganAt(connection: Connection, sessionId: string): Promise<Date | null> {
  const [row] = await connection
    .select({ at: sessions.createdAt })
    .from(sessions)
    .where(eq(sessions.id, sessionId));
  return row?.at ?? null;
}

/** Ends the sessions in which a person wears an organisation's hat. Answers how many. */
export async function endSessionsIn(
  connection: Connection,
  organisationId: string,
  personId: string,
): Promise<number> {
  const ended = await connection
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), eq(sessions.organisationId, organisationId)))
    .returning({ id: sessions.id });
  return ended.length;
}

/** A person's sessions with what their organisations say of them, latest use first. */
export async function listSessions(
  connection: Connection,
  personId: string,
): Promise<{ readonly session: SessionRow; readonly rules: SessionRules | null }[]> {
  return connection
    .select({ session: sessions, rules })
    .from(sessions)
    .leftJoin(organisations, eq(organisations.id, sessions.organisationId))
    .where(eq(sessions.personId, personId))
    .orderBy(desc(sessions.lastSeenAt));
}

export async function findOwnSession(
  connection: Connection,
  id: string,
): Promise<{
  readonly session: SessionRow;
  readonly rules: SessionRules | null;
  readonly provider: typeof providers.$inferSelect | null;
} | null> {
  const [row] = await connection
    .select({ session: sessions, rules, provider: providers })
    .from(sessions)
    .leftJoin(organisations, eq(organisations.id, sessions.organisationId))
    .leftJoin(providers, eq(providers.id, sessions.providerId))
    .where(eq(sessions.id, id));
  return row ?? null;
}

/** Ends a person's session; false when there is none. */
export async function endSession(
  connection: Connection,
  personId: string,
  id: string,
): Promise<boolean> {
  const rows = await connection
    .delete(sessions)
    .where(and(eq(sessions.id, id), eq(sessions.personId, personId)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

export async function endOtherSessions(
  connection: Connection,
  personId: string,
  keptId: string | null,
): Promise<number> {
  const others = keptId === null ? undefined : ne(sessions.id, keptId);
  const gone = await connection
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), others));
  return gone.rowCount ?? 0;
}

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

export async function addToken(
  connection: Connection,
  token: typeof tokens.$inferInsert,
): Promise<TokenRow> {
  const [row] = await connection.insert(tokens).values(token).returning();
  if (!row) throw new Error('A token was not written');
  return row;
}

export async function listTokens(connection: Connection, personId: string): Promise<TokenRow[]> {
  return connection
    .select()
    .from(tokens)
    .where(and(eq(tokens.personId, personId), isNull(tokens.connectionId)))
    .orderBy(desc(tokens.createdAt), desc(tokens.id));
}

/** Deletes a person's token and answers with it; null when there is none. */
export async function removeToken(
  connection: Connection,
  personId: string,
  id: string,
): Promise<TokenRow | null> {
  const [row] = await connection
    .delete(tokens)
    .where(and(eq(tokens.id, id), eq(tokens.personId, personId)))
    .returning();
  return row ?? null;
}

export async function addLink(
  connection: Connection,
  link: typeof signInLinks.$inferInsert,
): Promise<void> {
  await connection.insert(signInLinks).values(link);
}

/** Marks a link as used and answers with its person; null when it was used before or has expired. */
export async function spendLink(
  connection: Connection,
  hash: Buffer,
  now: Date,
): Promise<string | null> {
  const [row] = await connection
    .update(signInLinks)
    .set({ spentAt: now })
    .where(
      and(eq(signInLinks.hash, hash), isNull(signInLinks.spentAt), gt(signInLinks.expiresAt, now)),
    )
    .returning({ personId: signInLinks.personId });
  return row?.personId ?? null;
}

/** Links that nobody used yet end, too, when a person leaves. */
export async function removeLinks(connection: Connection, personId: string): Promise<void> {
  await connection.delete(signInLinks).where(eq(signInLinks.personId, personId));
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
