import type { Connection } from '@insites/platform';
import { eq, gt, lt, sql } from 'drizzle-orm';
import { tries } from './tables.ts';

/** Counts one more and answers with how many are not forgiven; one is forgiven every `forgiveAfter` milliseconds. */
export async function count(
  connection: Connection,
  key: Buffer,
  { now, forgiveAfter }: { readonly now: Date; readonly forgiveAfter: number },
): Promise<number> {
  const forgiven = sql`floor(extract(epoch FROM ${now.toISOString()}::timestamptz - ${tries.at}) * 1000 / ${forgiveAfter}::int)`;
  const [row] = await connection
    .insert(tries)
    .values({ key, count: 1, at: now })
    .onConflictDoUpdate({
      target: tries.key,
      set: {
        count: sql`(greatest(0, ${tries.count} - greatest(0, ${forgiven})) + 1)::int`,
        at: now,
      },
    })
    .returning({ count: tries.count });
  return row?.count ?? 1;
}

export async function takeBack(connection: Connection, key: Buffer): Promise<void> {
  await connection
    .update(tries)
    .set({ count: sql`${tries.count} - 1` })
    .where(sql`${eq(tries.key, key)} AND ${gt(tries.count, 0)}`);
}

export async function forget(connection: Connection, key: Buffer): Promise<void> {
  await connection.delete(tries).where(eq(tries.key, key));
}

/** Tries before a moment, all forgiven by now. */
export async function removeOld(connection: Connection, before: Date): Promise<void> {
  await connection.delete(tries).where(lt(tries.at, before));
}
