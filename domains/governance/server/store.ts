import type { Connection } from '@insites/platform';
import { and, type Column, eq, or, type SQL, sql } from 'drizzle-orm';
import type { Readable } from './readable.ts';
import { policySets } from './tables.ts';

/** The columns of a domain's table that rules look at. */
export interface GovernedColumns {
  readonly organisationId: Column;
  readonly ownerId: Column;
  readonly visibility: Column;
}

/** What an actor may read, as a condition for a list: `where(whereReadable(readable, table))`. */
export function whereReadable(readable: Readable, columns: GovernedColumns): SQL {
  const { organisationId, all, shared, ownerId, publicToo } = readable;
  const inside = or(
    all ? sql`true` : undefined,
    shared ? eq(columns.visibility, 'organisation') : undefined,
    ownerId ? eq(columns.ownerId, ownerId) : undefined,
  );
  const home =
    inside && organisationId ? and(eq(columns.organisationId, organisationId), inside) : undefined;
  const open = publicToo ? eq(columns.visibility, 'public') : undefined;
  return or(home, open) ?? sql`false`;
}

/** Keeps the text of a policy version, so that old decisions can be explained. */
export async function keepPolicySet(
  database: Connection,
  set: typeof policySets.$inferInsert,
): Promise<void> {
  await database.insert(policySets).values(set).onConflictDoNothing();
}
