import type { Connection } from '@insites/platform';
import { and, asc, eq, gt, isNull, lt } from 'drizzle-orm';
import { people } from '../people/tables.ts';
import { challenges, passkeys } from './tables.ts';

export type PasskeyRow = typeof passkeys.$inferSelect;
export type ChallengeUse = (typeof challenges.$inferSelect)['use'];

/** A person's passkeys, oldest first. */
export async function listPasskeys(
  connection: Connection,
  personId: string,
): Promise<PasskeyRow[]> {
  return connection
    .select()
    .from(passkeys)
    .where(eq(passkeys.personId, personId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
}

/** A passkey by what its device calls it, with its person's name. */
export async function findPasskey(
  connection: Connection,
  credentialId: string,
): Promise<{ readonly passkey: PasskeyRow; readonly personName: string } | null> {
  const [row] = await connection
    .select({ passkey: passkeys, personName: people.name })
    .from(passkeys)
    .innerJoin(people, eq(people.id, passkeys.personId))
    .where(eq(passkeys.credentialId, credentialId));
  return row ?? null;
}

/** Adds a passkey; null when the device's name for it is taken. */
export async function addPasskey(
  connection: Connection,
  row: typeof passkeys.$inferInsert,
): Promise<PasskeyRow | null> {
  const [added] = await connection.insert(passkeys).values(row).onConflictDoNothing().returning();
  return added ?? null;
}

/** Writes that a passkey was used; false when it was removed, or its counter overtaken, meanwhile. */
export async function touchPasskey(
  connection: Connection,
  before: Pick<PasskeyRow, 'id' | 'counter'>,
  used: { readonly counter: number; readonly synced: boolean; readonly at: Date },
): Promise<boolean> {
  const rows = await connection
    .update(passkeys)
    .set({ counter: used.counter, synced: used.synced, lastUsedAt: used.at })
    .where(and(eq(passkeys.id, before.id), eq(passkeys.counter, before.counter)))
    .returning({ id: passkeys.id });
  return rows.length > 0;
}

const own = (personId: string, id: string) =>
  and(eq(passkeys.id, id), eq(passkeys.personId, personId));

export async function renamePasskey(
  connection: Connection,
  personId: string,
  id: string,
  name: string,
): Promise<PasskeyRow | null> {
  const [row] = await connection
    .update(passkeys)
    .set({ name })
    .where(own(personId, id))
    .returning();
  return row ?? null;
}

export async function removePasskey(
  connection: Connection,
  personId: string,
  id: string,
): Promise<PasskeyRow | null> {
  const [row] = await connection.delete(passkeys).where(own(personId, id)).returning();
  return row ?? null;
}

export async function addChallenge(
  connection: Connection,
  row: typeof challenges.$inferInsert,
): Promise<void> {
  await connection.insert(challenges).values(row);
}

/** Takes a challenge out; false when it was never made for this, was answered before or has ended. */
export async function takeChallenge(
  connection: Connection,
  hash: Buffer,
  made: { readonly use: ChallengeUse; readonly personId: string | null; readonly now: Date },
): Promise<boolean> {
  const rows = await connection
    .delete(challenges)
    .where(
      and(
        eq(challenges.hash, hash),
        eq(challenges.use, made.use),
        made.personId === null
          ? isNull(challenges.personId)
          : eq(challenges.personId, made.personId),
        gt(challenges.expiresAt, made.now),
      ),
    )
    .returning({ hash: challenges.hash });
  return rows.length > 0;
}

export async function removeEndedChallenges(connection: Connection, now: Date): Promise<void> {
  await connection.delete(challenges).where(lt(challenges.expiresAt, now));
}
