import type { Connection } from '@insites/platform';
import { and, asc, eq, gt, gte, inArray, lte, sql } from 'drizzle-orm';
import type { StoredEntry } from '../../proof/index.ts';
import { entries, removals } from '../tables.ts';

/** Entries of the whole log at one moment, and how many of them are or were the organisation's. */
export async function countOwn(
  connection: Connection,
  organisationId: string,
): Promise<{ readonly size: number; readonly entries: number }> {
  const { rows } = await connection.execute<{ size: string; entries: string }>(sql`
    SELECT (SELECT size FROM "audit"."head") AS size,
      (SELECT count(*) FROM "audit"."entries" WHERE organisation_id = ${organisationId})
      + (SELECT coalesce(sum(last - first + 1), 0) FROM "audit"."removals"
         WHERE organisation_id = ${organisationId}) AS entries`);
  return { size: Number(rows[0]?.size), entries: Number(rows[0]?.entries) };
}

/** The organisation's entries after position `from` up to `to`, by position. */
export async function ownBetween(
  connection: Connection,
  organisationId: string,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, StoredEntry>> {
  const rows = await connection
    .select()
    .from(entries)
    .where(
      and(
        eq(entries.organisationId, organisationId),
        gt(entries.position, BigInt(from)),
        lte(entries.position, BigInt(to)),
      ),
    );
  return new Map(rows.map((row) => [Number(row.position), storedOf(row)]));
}

/** The row as what its leaf was computed from. */
export function storedOf(row: typeof entries.$inferSelect): StoredEntry {
  const { position: _, leaf: __, at, ...rest } = row;
  return { ...rest, at: at.toISOString() };
}

export interface Removal {
  readonly first: number;
  readonly last: number;
  readonly run: string;
  /** Position of the entry that tells of it. */
  readonly toldAt: number;
}

/** The organisation's removed entries that touch the positions after `from` up to `to`. */
export async function removalsBetween(
  connection: Connection,
  organisationId: string,
  from: number,
  to: number,
): Promise<readonly Removal[]> {
  const rows = await connection
    .select()
    .from(removals)
    .where(
      and(
        eq(removals.organisationId, organisationId),
        gt(removals.last, from),
        lte(removals.first, to),
      ),
    )
    .orderBy(asc(removals.first));
  const runs = [...new Set(rows.map(({ run }) => run))];
  const told = runs.length === 0 ? [] : await tellingOf(connection, runs);
  const at = new Map(told.map(({ run, position }) => [run, Number(position)]));
  return rows.map((row) => ({ ...row, toldAt: at.get(row.run) ?? Number.POSITIVE_INFINITY }));
}

function tellingOf(connection: Connection, runs: readonly string[]) {
  return connection
    .select({ run: entries.objectId, position: entries.position })
    .from(entries)
    .where(and(eq(entries.verb, 'audit.retain'), inArray(entries.objectId, [...runs])));
}

/** One entry with its leaf; null when there is none or it was removed. */
export async function entryAt(connection: Connection, position: number) {
  const [row] = await connection
    .select()
    .from(entries)
    .where(eq(entries.position, BigInt(position)));
  return row ?? null;
}

/** Whose entry was removed there; null when none was. */
export async function removedAt(
  connection: Connection,
  position: number,
): Promise<{ readonly organisationId: string } | null> {
  const [row] = await connection
    .select({ organisationId: removals.organisationId })
    .from(removals)
    .where(and(lte(removals.first, position), gte(removals.last, position)));
  return row ?? null;
}
