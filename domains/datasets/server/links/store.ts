import type { Connection } from '@insites/platform';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { linkDecisions, linkEvents, linkRuns } from './tables.ts';

export type LinkRunRow = typeof linkRuns.$inferSelect;
export type DecisionRow = typeof linkDecisions.$inferSelect;
export type EventRow = typeof linkEvents.$inferSelect;

export async function linkRunOf(
  datasetId: string,
  database: Connection,
): Promise<LinkRunRow | null> {
  const [row] = await database.select().from(linkRuns).where(eq(linkRuns.datasetId, datasetId));
  return row ?? null;
}

/** Marks a search as going on; what was found before stays until it is done. */
export async function beginLinkRun(
  row: { readonly datasetId: string; readonly versionId: string; readonly jobId: string },
  database: Connection,
): Promise<void> {
  await database
    .insert(linkRuns)
    .values({ ...row, searching: true })
    .onConflictDoUpdate({
      target: linkRuns.datasetId,
      set: { jobId: row.jobId, searching: true },
    });
}

export async function updateLinkRun(
  datasetId: string,
  changes: Partial<typeof linkRuns.$inferInsert>,
  database: Connection,
): Promise<void> {
  await database.update(linkRuns).set(changes).where(eq(linkRuns.datasetId, datasetId));
}

export async function insertDecision(
  row: typeof linkDecisions.$inferInsert,
  database: Connection,
): Promise<void> {
  await database.insert(linkDecisions).values(row);
}

/** Decisions of a dataset, newest first. `counting`: only those that were not taken back. */
export async function decisionsOf(
  datasetId: string,
  { counting, limit }: { readonly counting: boolean; readonly limit: number },
  database: Connection,
): Promise<DecisionRow[]> {
  const of = eq(linkDecisions.datasetId, datasetId);
  return await database
    .select()
    .from(linkDecisions)
    .where(counting ? and(of, isNull(linkDecisions.undoneAt)) : of)
    .orderBy(desc(linkDecisions.decidedAt))
    .limit(limit);
}

/** Takes a decision back; whether there was one to take back. */
export async function undoneDecision(
  datasetId: string,
  id: string,
  personId: string | null,
  database: Connection,
): Promise<boolean> {
  const rows = await database
    .update(linkDecisions)
    .set({ undoneAt: new Date(), undoneBy: personId })
    .where(
      and(
        eq(linkDecisions.id, id),
        eq(linkDecisions.datasetId, datasetId),
        isNull(linkDecisions.undoneAt),
      ),
    )
    .returning({ id: linkDecisions.id });
  return rows.length === 1;
}

export async function insertEvents(
  rows: readonly (typeof linkEvents.$inferInsert)[],
  database: Connection,
): Promise<void> {
  for (let from = 0; from < rows.length; from += 1_000)
    await database.insert(linkEvents).values(rows.slice(from, from + 1_000));
}

export async function eventsOf(
  datasetId: string,
  { limit, offset }: { readonly limit: number; readonly offset: number },
  database: Connection,
): Promise<EventRow[]> {
  return await database
    .select()
    .from(linkEvents)
    .where(eq(linkEvents.datasetId, datasetId))
    .orderBy(desc(linkEvents.at), linkEvents.id)
    .limit(limit)
    .offset(offset);
}

/** Objects of the store that a search holds. */
export function objectsOfRun(run: LinkRunRow | null): readonly string[] {
  return [run?.membersObjectId ?? null, run?.pairsObjectId ?? null].filter((id) => id !== null);
}
