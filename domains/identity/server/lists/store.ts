import type { Connection } from '@insites/platform';
import { type AnyColumn, count, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';

export interface Page {
  readonly search?: string | undefined;
  readonly limit: number;
  readonly offset: number;
  /** The last row of the page before: what it is sorted by, and its id. */
  readonly after?: Place | undefined;
}

/** A place in a list. */
export interface Place {
  readonly text: string;
  readonly id: string;
}

/** Above this many, the number of hits is the planner's estimate. */
export const countedExactly = 1_000;

/** How many rows fit: counted to a thousand, estimated above. */
export async function howMany(
  connection: Connection,
  table: PgTable,
  where: SQL | undefined,
): Promise<number> {
  const some = connection
    .select({ one: sql`1`.as('one') })
    .from(table)
    .where(where)
    .limit(countedExactly + 1)
    .as('some');
  const query = connection.select({ one: sql`1` }).from(table).where(where);
  const [[counted], plan] = await Promise.all([
    connection.select({ total: count() }).from(some),
    connection.execute<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      sql`EXPLAIN (FORMAT JSON) ${query}`,
    ),
  ]);
  const total = counted?.total ?? 0;
  if (total <= countedExactly) return total;
  return Math.max(total, plan.rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0);
}

/** Rows after the last one of the page before, found by the index at any depth. */
export function behind({ after }: Page, text: AnyColumn, id: AnyColumn): SQL | undefined {
  return after ? sql`(${text}, ${id}) > (${after.text}, ${after.id}::uuid)` : undefined;
}

/** A text as ILIKE takes it. */
export function like(search: string): string {
  return `%${search.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
}
