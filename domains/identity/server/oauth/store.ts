import type { Connection } from '@insites/platform';
import { and, asc, desc, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { memberships } from '../members/tables.ts';
import { organisations } from '../organisations/tables.ts';
import { tokens } from '../tokens/tables.ts';
import { connections, oauthKeys, oauthRecords, programs } from './tables.ts';

export type RecordRow = typeof oauthRecords.$inferSelect;
export type ConnectionRow = typeof connections.$inferSelect;
export type ProgramRow = typeof programs.$inferSelect;
export type KeyRow = typeof oauthKeys.$inferSelect;

export async function putRecord(connection: Connection, row: RecordRow): Promise<void> {
  const { kind: _, hash: __, consumedAt: ___, ...set } = row;
  await connection
    .insert(oauthRecords)
    .values(row)
    .onConflictDoUpdate({ target: [oauthRecords.kind, oauthRecords.hash], set });
}

const named = (kind: string, hash: Buffer) =>
  and(eq(oauthRecords.kind, kind), eq(oauthRecords.hash, hash));

export async function findRecord(
  connection: Connection,
  kind: string,
  hash: Buffer,
): Promise<RecordRow | null> {
  const [row] = await connection.select().from(oauthRecords).where(named(kind, hash));
  return row ?? null;
}

export async function findByUserCode(
  connection: Connection,
  hash: Buffer,
): Promise<RecordRow | null> {
  const [row] = await connection
    .select()
    .from(oauthRecords)
    .where(eq(oauthRecords.userCodeHash, hash));
  return row ?? null;
}

/** Uses a record up; false when that was done before. Of two at the same time one comes through. */
export async function consume(
  connection: Connection,
  kind: string,
  hash: Buffer,
  at: Date,
): Promise<boolean> {
  const rows = await connection
    .update(oauthRecords)
    .set({ consumedAt: at })
    .where(and(named(kind, hash), isNull(oauthRecords.consumedAt)))
    .returning({ kind: oauthRecords.kind });
  return rows.length > 0;
}

export async function removeRecord(
  connection: Connection,
  kind: string,
  hash: Buffer,
): Promise<void> {
  await connection.delete(oauthRecords).where(named(kind, hash));
  if (kind === 'AccessToken') await connection.delete(tokens).where(eq(tokens.hash, hash));
}

/** Ends all that hangs on a grant: records, tokens and the connection itself. Answers with what it was. */
export async function endGrant(
  connection: Connection,
  grantId: string,
): Promise<ConnectionRow | null> {
  await connection.delete(oauthRecords).where(eq(oauthRecords.grantId, grantId));
  const [ended] = await connection
    .delete(connections)
    .where(eq(connections.grantId, grantId))
    .returning();
  return ended ?? null;
}

export async function removeEndedRecords(connection: Connection, now: Date): Promise<void> {
  await connection.delete(oauthRecords).where(lt(oauthRecords.expiresAt, now));
  await connection.delete(connections).where(lt(connections.expiresAt, now));
}

export async function addConnection(connection: Connection, row: ConnectionRow): Promise<void> {
  await connection.insert(connections).values(row);
}

/** A connection that holds: not over, and its person is a member still. */
export async function holdingConnection(
  connection: Connection,
  grantId: string,
  now: Date,
): Promise<ConnectionRow | null> {
  const [row] = await connection
    .select({ found: connections })
    .from(connections)
    .innerJoin(
      memberships,
      and(
        eq(memberships.personId, connections.personId),
        eq(memberships.organisationId, connections.organisationId),
      ),
    )
    .where(and(eq(connections.grantId, grantId), gt(connections.expiresAt, now)));
  return row?.found ?? null;
}

export async function listConnections(
  connection: Connection,
  personId: string,
): Promise<{ row: ConnectionRow; organisation: string }[]> {
  return connection
    .select({ row: connections, organisation: organisations.name })
    .from(connections)
    .innerJoin(organisations, eq(organisations.id, connections.organisationId))
    .where(eq(connections.personId, personId))
    .orderBy(desc(connections.createdAt));
}

export async function findConnection(
  connection: Connection,
  personId: string,
  id: string,
): Promise<ConnectionRow | null> {
  const [row] = await connection
    .select()
    .from(connections)
    .where(and(eq(connections.id, id), eq(connections.personId, personId)));
  return row ?? null;
}

export async function findProgram(connection: Connection, id: string): Promise<ProgramRow | null> {
  const [row] = await connection.select().from(programs).where(eq(programs.id, id));
  return row ?? null;
}

export async function listPrograms(
  connection: Connection,
  organisationId: string,
): Promise<ProgramRow[]> {
  return connection
    .select()
    .from(programs)
    .where(eq(programs.organisationId, organisationId))
    .orderBy(asc(programs.name), asc(programs.id));
}

export async function addProgram(connection: Connection, row: ProgramRow): Promise<void> {
  await connection.insert(programs).values(row);
}

/** Removes a program and everybody's connections with it. */
export async function removeProgram(connection: Connection, id: string): Promise<void> {
  await connection.delete(programs).where(eq(programs.id, id));
  await connection.delete(connections).where(eq(connections.programId, id));
}

/** Keys of one process at a time, until the transaction ends. */
export async function lockKeys(connection: Connection): Promise<void> {
  await connection.execute(sql`SELECT pg_advisory_xact_lock(hashtext('identity.oauthKeys'))`);
}

export async function listKeys(connection: Connection): Promise<KeyRow[]> {
  return connection.select().from(oauthKeys).orderBy(asc(oauthKeys.createdAt));
}

export async function addKey(connection: Connection, row: KeyRow): Promise<void> {
  await connection.insert(oauthKeys).values(row);
}

export async function removeKeys(connection: Connection, before: Date): Promise<void> {
  await connection.delete(oauthKeys).where(lt(oauthKeys.createdAt, before));
}
