import type { Connection } from '@insites/platform';
import { and, desc, eq, ne, sql } from 'drizzle-orm';
import type { SecondFactor } from '../../contract/sign-in.ts';
import { type Holder, holder, places } from '../credentials/store.ts';
import { memberships } from '../members/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { people } from '../people/tables.ts';
import { providers } from '../providers/tables.ts';
import { sessions } from './tables.ts';

export type SessionRow = typeof sessions.$inferSelect;

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
