import type { Connection } from '@insites/platform';
import { and, count, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { passkeys } from '../passkeys/tables.ts';
import { signInSteps } from '../sign-in/tables.ts';
import { authenticators, recoveryCodes } from './tables.ts';

export type AuthenticatorRow = typeof authenticators.$inferSelect;

/** A person's app; one that is not confirmed yet counts for nothing. */
export async function findAuthenticator(
  connection: Connection,
  personId: string,
): Promise<AuthenticatorRow | null> {
  const [row] = await connection
    .select()
    .from(authenticators)
    .where(eq(authenticators.personId, personId));
  return row ?? null;
}

/** Begins anew with an app; false when there is a confirmed one. */
export async function startAuthenticator(
  connection: Connection,
  row: Pick<AuthenticatorRow, 'personId' | 'secret' | 'createdAt'>,
): Promise<boolean> {
  const rows = await connection
    .insert(authenticators)
    .values(row)
    .onConflictDoUpdate({
      target: authenticators.personId,
      set: { secret: row.secret, createdAt: row.createdAt, lastStep: null },
      setWhere: isNull(authenticators.confirmedAt),
    })
    .returning({ personId: authenticators.personId });
  return rows.length > 0;
}

/**
 * Uses the code of a time step; false when one of this step or a later one was used before. Of two at
 * the same time one comes through, because both write the same row.
 */
export async function spendStep(
  connection: Connection,
  personId: string,
  step: number,
  confirm: Date | null = null,
): Promise<boolean> {
  const rows = await connection
    .update(authenticators)
    .set({ lastStep: step, ...(confirm ? { confirmedAt: confirm } : {}) })
    .where(
      and(
        eq(authenticators.personId, personId),
        confirm ? isNull(authenticators.confirmedAt) : isNotNull(authenticators.confirmedAt),
        or(isNull(authenticators.lastStep), lt(authenticators.lastStep, step)),
      ),
    )
    .returning({ personId: authenticators.personId });
  return rows.length > 0;
}

export async function removeAuthenticator(
  connection: Connection,
  personId: string,
): Promise<boolean> {
  const rows = await connection
    .delete(authenticators)
    .where(and(eq(authenticators.personId, personId), isNotNull(authenticators.confirmedAt)))
    .returning({ personId: authenticators.personId });
  return rows.length > 0;
}

/** Puts new codes in the place of the old ones. */
export async function replaceRecoveryCodes(
  connection: Connection,
  personId: string,
  codes: readonly { readonly id: string; readonly hash: Buffer }[],
): Promise<void> {
  await connection.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  if (codes.length > 0)
    await connection.insert(recoveryCodes).values(codes.map((code) => ({ ...code, personId })));
}

/** Spends a recovery code; false when there is none like it, or it was used before. */
export async function spendRecoveryCode(
  connection: Connection,
  personId: string,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const rows = await connection
    .update(recoveryCodes)
    .set({ spentAt: now })
    .where(
      and(
        eq(recoveryCodes.personId, personId),
        eq(recoveryCodes.hash, hash),
        isNull(recoveryCodes.spentAt),
      ),
    )
    .returning({ id: recoveryCodes.id });
  return rows.length > 0;
}

export async function countRecoveryCodes(
  connection: Connection,
  personId: string,
): Promise<number> {
  const [row] = await connection
    .select({ total: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.personId, personId), isNull(recoveryCodes.spentAt)));
  return row?.total ?? 0;
}

/** Which second factors a person has, in one look. */
export async function kindsOf(
  connection: Connection,
  personId: string,
): Promise<{ readonly authenticator: boolean; readonly passkey: boolean }> {
  const {
    rows: [row],
  } = await connection.execute<{ authenticator: boolean; passkey: boolean }>(sql`
    SELECT
      EXISTS (SELECT FROM ${authenticators} WHERE person_id = ${personId} AND confirmed_at IS NOT NULL) AS authenticator,
      EXISTS (SELECT FROM ${passkeys} WHERE person_id = ${personId}) AS passkey`);
  return { authenticator: row?.authenticator ?? false, passkey: row?.passkey ?? false };
}

/** Takes everything away with which a person signs in besides the password. */
export async function removeAll(connection: Connection, personId: string): Promise<void> {
  await connection.delete(authenticators).where(eq(authenticators.personId, personId));
  await connection.delete(recoveryCodes).where(eq(recoveryCodes.personId, personId));
  await connection.delete(passkeys).where(eq(passkeys.personId, personId));
  await connection.delete(signInSteps).where(eq(signInSteps.personId, personId));
}

export async function addStep(
  connection: Connection,
  step: typeof signInSteps.$inferInsert,
): Promise<void> {
  await connection.insert(signInSteps).values(step);
}

/** Counts a try of a half sign-in and answers whose it is; null when its time or its tries are over. */
export async function tryStep(
  connection: Connection,
  hash: Buffer,
  limit: { readonly now: Date; readonly tries: number },
): Promise<{ readonly id: string; readonly personId: string } | null> {
  const [row] = await connection
    .update(signInSteps)
    .set({ tries: sql`${signInSteps.tries} + 1` })
    .where(
      and(
        eq(signInSteps.hash, hash),
        gt(signInSteps.expiresAt, limit.now),
        lt(signInSteps.tries, limit.tries),
      ),
    )
    .returning({ id: signInSteps.id, personId: signInSteps.personId });
  return row ?? null;
}

/** Ends a half sign-in; false when somebody else did. */
export async function endStep(connection: Connection, id: string): Promise<boolean> {
  const rows = await connection
    .delete(signInSteps)
    .where(eq(signInSteps.id, id))
    .returning({ id: signInSteps.id });
  return rows.length > 0;
}

/** Half sign-ins of a person end when they are done some other way. */
export async function removeSteps(connection: Connection, personId: string): Promise<void> {
  await connection.delete(signInSteps).where(eq(signInSteps.personId, personId));
}

export async function removeEndedSteps(connection: Connection, now: Date): Promise<void> {
  await connection.delete(signInSteps).where(lt(signInSteps.expiresAt, now));
}
