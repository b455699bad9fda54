import type { Database, Transaction } from '@insites/platform';
import { asc, eq, gt, sql } from 'drizzle-orm';
import { entries, streams } from '../tables.ts';

/** Makes the stream's place in the log: new streams begin with what comes next. */
export async function beginStream(database: Database, name: string, now: Date): Promise<void> {
  await database.execute(sql`
    INSERT INTO "audit"."streams" (name, position, at)
    SELECT ${name}, size, ${now.toISOString()}::timestamptz FROM "audit"."head"
    ON CONFLICT (name) DO NOTHING`);
}

/** The stream's place, held until the transaction ends; null when another process holds it. */
export async function holdStream(transaction: Transaction, name: string): Promise<number | null> {
  const [row] = await transaction
    .select()
    .from(streams)
    .where(eq(streams.name, name))
    .for('update', { skipLocked: true });
  return row?.position ?? null;
}

export async function entriesAfter(transaction: Transaction, position: number, limit: number) {
  return await transaction
    .select()
    .from(entries)
    .where(gt(entries.position, BigInt(position)))
    .orderBy(asc(entries.position))
    .limit(limit);
}

export async function moveStream(
  connection: Transaction | Database,
  name: string,
  moved: { readonly position?: number; readonly at?: Date; readonly fault: string | null },
): Promise<void> {
  await connection.update(streams).set(moved).where(eq(streams.name, name));
}

export async function streamRows(database: Database) {
  const rows = await database.select().from(streams);
  return new Map(rows.map((row) => [row.name, row]));
}
