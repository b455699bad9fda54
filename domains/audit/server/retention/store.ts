import type { Connection, Database, Transaction } from '@insites/platform';
import { and, asc, eq, gt, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import { entries, removals, rules } from '../tables.ts';

export async function keepDaysOf(
  connection: Connection,
  organisationId: string,
): Promise<number | null> {
  const [row] = await connection
    .select()
    .from(rules)
    .where(eq(rules.organisationId, organisationId));
  return row?.keepDays ?? null;
}

export async function setKeepDays(
  connection: Connection,
  organisationId: string,
  keepDays: number | null,
): Promise<void> {
  await connection
    .insert(rules)
    .values({ organisationId, keepDays })
    .onConflictDoUpdate({ target: rules.organisationId, set: { keepDays } });
}

/** Every rule that ends something. */
export async function rulesInForce(
  database: Database,
): Promise<readonly { readonly organisationId: string; readonly keepDays: number }[]> {
  const rows = await database.select().from(rules).where(isNotNull(rules.keepDays));
  return rows.flatMap(({ organisationId, keepDays }) =>
    keepDays === null ? [] : [{ organisationId, keepDays }],
  );
}

export async function removedSoFar(
  connection: Connection,
  organisationId: string,
): Promise<number> {
  const [row] = await connection
    .select({
      removed: sql<string>`coalesce(sum(${removals.last} - ${removals.first} + 1), 0)`,
    })
    .from(removals)
    .where(eq(removals.organisationId, organisationId));
  return Number(row?.removed ?? 0);
}

/** The organisation's first entries after a position, up to `upTo`; those that tell of removals stay for ever. */
export async function oldest(
  connection: Connection,
  organisationId: string,
  { after, upTo, limit }: { readonly after: number; readonly upTo: number; readonly limit: number },
): Promise<readonly { readonly position: number; readonly at: Date }[]> {
  const rows = await connection
    .select({ position: entries.position, at: entries.at })
    .from(entries)
    .where(
      and(
        eq(entries.organisationId, organisationId),
        gt(entries.position, BigInt(after)),
        lte(entries.position, BigInt(upTo)),
        sql`${entries.verb} <> 'audit.retain'`,
      ),
    )
    .orderBy(asc(entries.position))
    .limit(limit);
  return rows.map(({ position, at }) => ({ position: Number(position), at }));
}

/** Deletes entries by the one way the table allows: written down first, exactly those, told by an entry before the commit. */
export async function removeEntries(
  transaction: Transaction,
  run: string,
  organisationId: string,
  positions: readonly number[],
  ranges: readonly { readonly first: number; readonly last: number }[],
): Promise<void> {
  await transaction
    .insert(removals)
    .values(ranges.map((range) => ({ ...range, run, organisationId })));
  await transaction.execute(sql`SELECT set_config('audit.retention', ${run}, true)`);
  await transaction.delete(entries).where(inArray(entries.position, positions.map(BigInt)));
  await transaction.execute(sql`SELECT set_config('audit.retention', '', true)`);
}
