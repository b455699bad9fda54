import type { Connection, Transaction } from '@insites/platform';
import { and, asc, desc, eq, gt, lte, or, sql } from 'drizzle-orm';
import { checkpoints, entries, head, tiles } from '../tables.ts';
import { type Tile, type TileKey, tileName } from './tiles.ts';

/** Entries of the log and its name. */
export async function logState(
  connection: Connection,
): Promise<{ readonly size: number; readonly logId: string }> {
  const [row] = await connection.select().from(head);
  if (!row) throw new Error('The log has no head');
  return { size: Number(row.size), logId: row.logId };
}

/** One process at a time lets the tree grow, until the transaction ends. */
export async function lockTree(transaction: Transaction): Promise<void> {
  await transaction.execute(sql`SELECT pg_advisory_xact_lock(hashtext('audit.tree'))`);
}

/** The last signed checkpoint, or the last one up to a size. */
export async function lastCheckpoint(connection: Connection, upTo?: number) {
  const [row] = await connection
    .select()
    .from(checkpoints)
    .where(upTo === undefined ? undefined : lte(checkpoints.size, upTo))
    .orderBy(desc(checkpoints.size))
    .limit(1);
  return row ?? null;
}

/** Checkpoints of sizes beyond `after`, smallest first. */
export async function checkpointsBetween(connection: Connection, after: number, upTo: number) {
  return await connection
    .select()
    .from(checkpoints)
    .where(and(gt(checkpoints.size, after), lte(checkpoints.size, upTo)))
    .orderBy(asc(checkpoints.size));
}

export async function keepCheckpoint(
  connection: Connection,
  checkpoint: typeof checkpoints.$inferInsert,
): Promise<void> {
  await connection.insert(checkpoints).values(checkpoint);
}

/** Leaves of the positions after `from` up to `to`, in order. */
export async function leavesBetween(
  connection: Connection,
  from: number,
  to: number,
): Promise<readonly Buffer[]> {
  const rows = await connection
    .select({ leaf: entries.leaf })
    .from(entries)
    .where(and(gt(entries.position, BigInt(from)), lte(entries.position, BigInt(to))))
    .orderBy(asc(entries.position));
  return rows.map(({ leaf }) => Buffer.from(leaf));
}

/** The hashes of tiles by their names; what is not there is left out. */
export async function readTiles(
  connection: Connection,
  keys: readonly TileKey[],
): Promise<ReadonlyMap<string, Buffer>> {
  if (keys.length === 0) return new Map();
  const rows = await connection
    .select()
    .from(tiles)
    .where(
      or(...keys.map(({ level, number }) => and(eq(tiles.level, level), eq(tiles.number, number)))),
    );
  return new Map(rows.map((row) => [tileName(row), Buffer.from(row.hashes)]));
}

export async function writeTiles(connection: Connection, grown: readonly Tile[]): Promise<void> {
  if (grown.length === 0) return;
  await connection
    .insert(tiles)
    .values(grown.map((tile) => ({ ...tile })))
    .onConflictDoUpdate({
      target: [tiles.level, tiles.number],
      set: { hashes: sql`excluded.hashes` },
    });
}
