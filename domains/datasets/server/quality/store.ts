import type { Connection } from '@insites/platform';
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { DriftPatch, DriftRules, ListedExpectation } from '../../contract/index.ts';
import { checks, columns, datasets, drifts, expectations, facts, versions } from '../tables.ts';
import type { ColumnFacts, VersionFacts } from './column-facts.ts';

export type CheckRow = typeof checks.$inferSelect;
export type DriftRow = typeof drifts.$inferSelect;

/** The newest revision of a dataset's list; revision 0 where there is none. */
export async function expectationsOf(
  datasetId: string,
  database: Connection,
): Promise<{ readonly revision: number; readonly items: readonly ListedExpectation[] }> {
  const [row] = await database
    .select()
    .from(expectations)
    .where(eq(expectations.datasetId, datasetId))
    .orderBy(desc(expectations.revision))
    .limit(1);
  return row ?? { revision: 0, items: [] };
}

/** A new revision. Call it with the dataset locked. */
export async function insertExpectations(
  row: typeof expectations.$inferInsert,
  database: Connection,
): Promise<void> {
  await database.insert(expectations).values(row);
}

export async function insertCheck(
  row: typeof checks.$inferInsert,
  database: Connection,
): Promise<void> {
  await database.insert(checks).values(row);
}

/** The newest check of a version. */
export async function checkOf(versionId: string, database: Connection): Promise<CheckRow | null> {
  const [row] = await database
    .select()
    .from(checks)
    .where(eq(checks.versionId, versionId))
    .orderBy(desc(checks.createdAt), desc(checks.id))
    .limit(1);
  return row ?? null;
}

/** Of several versions of one file (as it is, standardised, standardised otherwise) the last one. */
const lastOfItsFile = sql`NOT EXISTS (
  SELECT FROM ${versions} "later" WHERE "later"."dataset_id" = ${versions.datasetId}
    AND "later"."state" = 'ready' AND "later"."number" > ${versions.number}
    AND "later"."raw_number" = coalesce(${versions.rawNumber}, ${versions.number}))`;

/** The newest check of each published version of a dataset, oldest version first. */
export async function checksOf(
  datasetId: string,
  database: Connection,
): Promise<readonly { readonly version: number; readonly check: CheckRow; readonly at: Date }[]> {
  return await database
    .selectDistinctOn([versions.number], {
      version: versions.number,
      check: checks,
      at: versions.createdAt,
    })
    .from(checks)
    .innerJoin(versions, eq(checks.versionId, versions.id))
    .where(and(eq(versions.datasetId, datasetId), eq(versions.state, 'ready'), lastOfItsFile))
    .orderBy(asc(versions.number), desc(checks.createdAt), desc(checks.id));
}

/** Objects that hold the failing rows of versions. */
export async function failingObjectsOf(
  versionIds: readonly string[],
  database: Connection,
): Promise<readonly string[]> {
  if (versionIds.length === 0) return [];
  const rows = await database
    .select({ objectId: checks.failingObjectId })
    .from(checks)
    .where(inArray(checks.versionId, [...versionIds]));
  return rows.flatMap(({ objectId }) => (objectId === null ? [] : [objectId]));
}

export async function saveFacts(
  versionId: string,
  found: readonly ColumnFacts[],
  database: Connection,
): Promise<void> {
  const row = { versionId, columns: [...found] };
  await database
    .insert(facts)
    .values(row)
    .onConflictDoUpdate({ target: facts.versionId, set: { columns: row.columns } });
}

export async function factsOfVersion(
  versionId: string,
  database: Connection,
): Promise<readonly ColumnFacts[] | null> {
  const [row] = await database.select().from(facts).where(eq(facts.versionId, versionId));
  return row?.columns ?? null;
}

/** What is known of all published versions, oldest first. */
export async function factsOfDataset(
  datasetId: string,
  database: Connection,
): Promise<readonly VersionFacts[]> {
  return await database
    .select({
      version: versions.number,
      rows: versions.rows,
      at: versions.createdAt,
      columns: facts.columns,
    })
    .from(facts)
    .innerJoin(versions, eq(facts.versionId, versions.id))
    .where(and(eq(versions.datasetId, datasetId), eq(versions.state, 'ready'), lastOfItsFile))
    .orderBy(asc(versions.number));
}

/** Forgets what was found in a version whose rows are another's now, or gone. */
export async function forgetFound(versionId: string, database: Connection): Promise<void> {
  await database.delete(checks).where(eq(checks.versionId, versionId));
  await database.delete(facts).where(eq(facts.versionId, versionId));
  await database.delete(columns).where(eq(columns.versionId, versionId));
}

export async function insertDrift(
  row: typeof drifts.$inferInsert,
  database: Connection,
): Promise<void> {
  await database.insert(drifts).values(row).onConflictDoNothing();
}

export async function driftOf(versionId: string, database: Connection): Promise<DriftRow | null> {
  const [row] = await database.select().from(drifts).where(eq(drifts.versionId, versionId));
  return row ?? null;
}

/** What was last done to make a version of a dataset fit, and published. */
export async function lastPatch(
  datasetId: string,
  database: Connection,
): Promise<DriftPatch | null> {
  const [row] = await database
    .select({ done: drifts.done })
    .from(drifts)
    .innerJoin(versions, eq(drifts.versionId, versions.id))
    .where(
      and(
        eq(versions.datasetId, datasetId),
        eq(versions.state, 'ready'),
        eq(drifts.decision, 'patched'),
      ),
    )
    .orderBy(desc(versions.number))
    .limit(1);
  return row?.done ?? null;
}

/** Writes a decision where there is none. Whether there was none. */
export async function decide(
  versionId: string,
  decision: Pick<DriftRow, 'decision' | 'done' | 'reason' | 'decidedBy'>,
  database: Connection,
): Promise<boolean> {
  const rows = await database
    .update(drifts)
    .set({ ...decision, decidedAt: new Date() })
    .where(and(eq(drifts.versionId, versionId), isNull(drifts.decision)))
    .returning({ versionId: drifts.versionId });
  return rows.length === 1;
}

/** The version waits again. */
export async function takeBackDecision(versionId: string, database: Connection): Promise<void> {
  await database
    .update(drifts)
    .set({ decision: null, done: null, reason: '', decidedAt: null, decidedBy: null })
    .where(eq(drifts.versionId, versionId));
}

export async function saveDriftRules(
  datasetId: string,
  driftRules: DriftRules | null,
  database: Connection,
): Promise<void> {
  await database.update(datasets).set({ driftRules }).where(eq(datasets.id, datasetId));
}
