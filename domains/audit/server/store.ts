import type { Connection, Database } from '@insites/platform';
import { and, asc, count, desc, eq, gt, gte, ilike, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import { leafOf, type StoredEntry } from '../proof/index.ts';
import { entries } from './tables.ts';

/** Conditions of a list; all that are given hold. */
export interface EntryFilter {
  readonly organisationId?: string;
  readonly actorId?: string;
  readonly verb?: string;
  readonly objectKind?: string;
  readonly objectId?: string;
  readonly outcome?: StoredEntry['outcome'];
  readonly from?: Date;
  readonly to?: Date;
  readonly search?: string;
  /** Positions up to this one. */
  readonly upTo?: number;
}

export type EntryRow = typeof entries.$inferSelect;

/** Above this many, the number of hits is the planner's estimate. */
const countedExactly = 10_000;

/**
 * Appends a batch in one statement. The row of `head` hands out the positions: it is locked until
 * the commit, so they have no gaps and follow the order of commit, across processes.
 */
export async function append(connection: Connection, batch: readonly StoredEntry[]): Promise<void> {
  const rows = batch.map((entry) => ({ ...entry, leaf: `\\x${leafOf(entry).toString('hex')}` }));
  await connection.execute(sql`
    WITH taken AS (
      UPDATE "audit"."head" SET size = size + ${batch.length}::bigint
      RETURNING size - ${batch.length}::bigint AS before
    )
    INSERT INTO "audit"."entries" (position, at, organisation_id, actor_id, actor_name, credential,
      address, verb, purpose, object_kind, object_id, object_name, version, outcome, code,
      request_id, details, leaf, format, hat, role, credential_id, policy_version, column_names,
      row_count, digest, salt)
    SELECT taken.before + line.ordinality, "at", "organisationId", "actorId", "actorName", "credential",
      "address", "verb", "purpose", "objectKind", "objectId", "objectName", "version", "outcome", "code",
      "requestId", "details", "leaf", "format", "hat", "role", "credentialId", "policyVersion", "columns",
      "rows", "digest", "salt"
    FROM taken, ROWS FROM (json_to_recordset(${JSON.stringify(rows)}::json) AS (
      "at" timestamptz, "organisationId" text, "actorId" text, "actorName" text, "credential" text,
      "address" text, "verb" text, "purpose" text, "objectKind" text, "objectId" text,
      "objectName" text, "version" text, "outcome" text, "code" text, "requestId" text,
      "details" jsonb, "leaf" bytea, "format" smallint, "hat" text, "role" text, "credentialId" text,
      "policyVersion" text, "columns" jsonb, "rows" bigint, "digest" text, "salt" text))
      WITH ORDINALITY AS line`);
}

/** Newest first. */
export async function list(
  database: Database,
  filter: EntryFilter,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly rows: readonly EntryRow[]; readonly total: number }> {
  const where = conditions(filter);
  const [rows, total] = await Promise.all([
    database
      .select()
      .from(entries)
      .where(where)
      .orderBy(desc(entries.position))
      .limit(page.limit)
      .offset(page.offset),
    howMany(database, where),
  ]);
  return { rows, total };
}

/** Those after a position, oldest first. */
export async function pageAfter(
  database: Database,
  filter: EntryFilter,
  after: bigint,
  limit: number,
): Promise<readonly EntryRow[]> {
  return await database
    .select()
    .from(entries)
    .where(and(gt(entries.position, after), conditions(filter)))
    .orderBy(asc(entries.position))
    .limit(limit);
}

async function howMany(database: Database, where: SQL | undefined): Promise<number> {
  const some = database
    .select({ one: sql`1`.as('one') })
    .from(entries)
    .where(where)
    .limit(countedExactly + 1)
    .as('some');
  const [counted] = await database.select({ total: count() }).from(some);
  const total = counted?.total ?? 0;
  return total <= countedExactly ? total : Math.max(total, await estimate(database, where));
}

async function estimate(database: Database, where: SQL | undefined): Promise<number> {
  const query = database.select({ one: sql`1` }).from(entries).where(where);
  const plan = await database.execute<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
    sql`EXPLAIN (FORMAT JSON) ${query}`,
  );
  return plan.rows[0]?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
}

function conditions(filter: EntryFilter): SQL | undefined {
  const { organisationId, actorId, verb, objectKind, objectId, outcome, from, to, search } = filter;
  return and(
    organisationId === undefined ? undefined : eq(entries.organisationId, organisationId),
    actorId === undefined ? undefined : eq(entries.actorId, actorId),
    verb === undefined ? undefined : eq(entries.verb, verb),
    objectKind === undefined ? undefined : eq(entries.objectKind, objectKind),
    objectId === undefined ? undefined : about(objectId),
    outcome === undefined ? undefined : eq(entries.outcome, outcome),
    from === undefined ? undefined : gte(entries.at, from),
    to === undefined ? undefined : lt(entries.at, to),
    search === undefined ? undefined : containing(search),
    filter.upTo === undefined ? undefined : lte(entries.position, BigInt(filter.upTo)),
  );
}

/** Done with this thing alone, or with it among several datasets. */
function about(objectId: string): SQL | undefined {
  const named = JSON.stringify([{ id: objectId }]);
  return or(
    eq(entries.objectId, objectId),
    sql`(${entries.details} ? 'datasets' AND (${entries.details} -> 'datasets') @> ${named}::jsonb)`,
  );
}

function containing(search: string): SQL | undefined {
  const pattern = `%${search.replaceAll('\0', '').replace(/[\\%_]/g, '\\$&')}%`;
  return or(
    ilike(entries.actorName, pattern),
    ilike(entries.verb, pattern),
    ilike(entries.objectName, pattern),
  );
}
