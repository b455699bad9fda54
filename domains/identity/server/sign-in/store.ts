import type { Connection } from '@insites/platform';
import { and, eq, gt, isNull } from 'drizzle-orm';
import { signInLinks } from './tables.ts';

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
