import { newId } from '@insites/kernel';
import { and, desc, eq, ilike, inArray, isNull, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Connection, Database } from '../databases/database.ts';
import type { JobReader, NewJob } from './jobs.ts';
import { lockClass } from './signals.ts';
import { type JobError, type JobRow, jobs } from './tables.ts';

/** A job as one process holds it; whoever holds an older `run` has lost it. */
export interface Held {
  readonly id: string;
  readonly run: number;
}

/** Writes a new waiting job, its id already on the way to a worker, and answers with the id. */
export async function insert(connection: Connection, job: NewJob): Promise<string> {
  const id = newId();
  await connection.insert(jobs).values({
    id,
    name: job.name,
    title: job.title,
    state: 'waiting',
    input: job.input,
    organisationId: job.organisationId,
    personId: job.personId,
    objectKind: job.object?.kind ?? null,
    objectId: job.object?.id ?? null,
    unit: job.unit ?? 'steps',
    deliveredAt: new Date(),
  });
  return id;
}

/** The job, if the reader may see it. */
export async function find(
  database: Database,
  id: string,
  reader: JobReader,
): Promise<JobRow | null> {
  const [row] = await database
    .select()
    .from(jobs)
    .where(and(eq(jobs.id, id), visible(reader)));
  return row ?? null;
}

/** One page of what the reader may see, newest first. */
export async function page(
  database: Database,
  reader: JobReader,
  query: {
    readonly limit: number;
    readonly offset: number;
    readonly search?: string | undefined;
    readonly states?: readonly JobRow['state'][] | undefined;
  },
): Promise<{ rows: JobRow[]; total: number }> {
  const where = and(
    visible(reader),
    query.search ? ilike(jobs.title, `%${query.search.replace(/[\\%_]/g, '\\$&')}%`) : undefined,
    query.states ? inArray(jobs.state, [...query.states]) : undefined,
  );
  const newest = [desc(jobs.createdAt), desc(jobs.id)];
  const rows = await database
    .select()
    .from(jobs)
    .where(where)
    .orderBy(...newest)
    .limit(query.limit)
    .offset(query.offset);
  return { rows, total: await database.$count(jobs, where) };
}

/** The states of jobs by id, whoever may see them; what is forgotten is absent. */
export async function statesOf(
  database: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, JobRow['state']>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .select({ id: jobs.id, state: jobs.state })
    .from(jobs)
    .where(inArray(jobs.id, [...ids]));
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** A job of an organisation is seen by the organisation, one without by the person who asked for it. */
function visible(reader: JobReader): SQL | undefined {
  const own = reader.personId
    ? and(isNull(jobs.organisationId), eq(jobs.personId, reader.personId))
    : sql`false`;
  return reader.organisationId ? or(eq(jobs.organisationId, reader.organisationId), own) : own;
}

/** Takes a waiting job for this process; null when somebody was faster or it is not due. */
export async function claim(
  database: Database,
  id: string,
  worker: number,
): Promise<JobRow | null> {
  const [row] = await database
    .update(jobs)
    .set({ state: 'running', worker, run: sql`${jobs.run} + 1` })
    .where(and(eq(jobs.id, id), eq(jobs.state, 'waiting'), lte(jobs.runAfter, sql`now()`)))
    .returning();
  return row ?? null;
}

/** What changes while it runs. False when the job was taken from us. */
export async function write(
  database: Database,
  held: Held,
  values: Partial<Pick<JobRow, 'step' | 'done' | 'total' | 'unit' | 'rate'>>,
): Promise<boolean> {
  return change(database, held, values);
}

/** It is done. */
export async function finish(
  database: Database,
  held: Held,
  result: Record<string, unknown> | null,
): Promise<boolean> {
  return change(database, held, { state: 'done', result, error: null, finishedAt: new Date() });
}

/** Back to the queue, not before `runAfter`; `attempt` is what counts as tried. */
export async function putBack(
  database: Database,
  held: Held,
  again: { readonly runAfter: Date; readonly attempt: number; readonly error: JobError | null },
): Promise<boolean> {
  return change(database, held, {
    state: 'waiting',
    worker: null,
    deliveredAt: null,
    rate: null,
    ...again,
  });
}

/** It ended badly; what stands half-done is undone next. */
export async function beginUndo(
  database: Database,
  held: Held,
  outcome: 'failed' | 'cancelled',
  error: JobError | null,
): Promise<boolean> {
  return change(database, held, { state: 'undoing', outcome, error });
}

/** Undone: now it has ended. */
export async function endUndo(
  database: Database,
  held: Held,
  outcome: 'failed' | 'cancelled',
): Promise<boolean> {
  return change(database, held, { state: outcome, finishedAt: new Date() });
}

async function change(
  database: Database,
  held: Held,
  values: Partial<typeof jobs.$inferInsert>,
): Promise<boolean> {
  const changed = await database
    .update(jobs)
    .set(values)
    .where(and(eq(jobs.id, held.id), eq(jobs.run, held.run), isNull(jobs.finishedAt)));
  return changed.rowCount === 1;
}

/** Asks whoever runs it to stop. */
export async function wantCancel(database: Database, id: string): Promise<void> {
  await database
    .update(jobs)
    .set({ cancelWanted: true })
    .where(and(eq(jobs.id, id), isNull(jobs.finishedAt)));
}

/** Takes a job that still waits in order to end it; null when it no longer waits. */
export async function claimToCancel(
  database: Database,
  id: string,
  worker: number,
): Promise<JobRow | null> {
  const [row] = await database
    .update(jobs)
    .set({
      state: 'undoing',
      outcome: 'cancelled',
      cancelWanted: true,
      worker,
      run: sql`${jobs.run} + 1`,
    })
    .where(and(eq(jobs.id, id), eq(jobs.state, 'waiting')))
    .returning();
  return row ?? null;
}

/** Jobs under way whose process no longer holds its lock; all of them when `alone`. */
export async function abandoned(
  database: Database,
  names: readonly string[],
  alone: boolean,
): Promise<JobRow[]> {
  const held = sql`${jobs.worker} IN (
    SELECT objid::int FROM pg_locks WHERE locktype = 'advisory' AND classid = ${lockClass} AND granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`;
  return database
    .select()
    .from(jobs)
    .where(
      and(
        isNull(jobs.finishedAt),
        inArray(jobs.state, ['running', 'undoing']),
        inArray(jobs.name, [...names]),
        alone ? undefined : sql`(${held}) IS NOT TRUE`,
      ),
    );
}

/** Jobs under way that belong to this process. */
export async function ownedBy(database: Database, worker: number): Promise<JobRow[]> {
  return database
    .select()
    .from(jobs)
    .where(
      and(
        isNull(jobs.finishedAt),
        inArray(jobs.state, ['running', 'undoing']),
        eq(jobs.worker, worker),
      ),
    );
}

/** Takes an abandoned job: running ones to the queue, half-undone ones to this process. */
export async function rescue(
  database: Database,
  row: JobRow,
  worker: number,
): Promise<JobRow | null> {
  const [rescued] = await database
    .update(jobs)
    .set({
      run: sql`${jobs.run} + 1`,
      crashes: sql`${jobs.crashes} + 1`,
      ...(row.state === 'running'
        ? { state: 'waiting', worker: null, deliveredAt: null, rate: null, runAfter: new Date() }
        : { worker }),
    })
    .where(and(eq(jobs.id, row.id), eq(jobs.run, row.run), eq(jobs.state, row.state)))
    .returning();
  return rescued ?? null;
}

/** Waiting jobs that are due and whose id is not, or not for sure, in the queue. Marks them as put there. */
export async function takeUndelivered(
  database: Database,
  names: readonly string[],
  before: Date,
): Promise<readonly { id: string; name: string }[]> {
  const due = database
    .select({ id: jobs.id })
    .from(jobs)
    .where(
      and(
        eq(jobs.state, 'waiting'),
        isNull(jobs.finishedAt),
        inArray(jobs.name, [...names]),
        lte(jobs.runAfter, sql`now()`),
        or(isNull(jobs.deliveredAt), lt(jobs.deliveredAt, before)),
      ),
    )
    .orderBy(jobs.createdAt)
    .limit(200)
    .for('update', { skipLocked: true });
  return database
    .update(jobs)
    .set({ deliveredAt: new Date() })
    .where(inArray(jobs.id, due))
    .returning({ id: jobs.id, name: jobs.name });
}

/** Forgets jobs that ended long ago; those nobody asked for (schedules) sooner. */
export async function forget(database: Database, now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000);
  await database
    .delete(jobs)
    .where(
      or(
        lt(jobs.finishedAt, daysAgo(90)),
        and(lt(jobs.finishedAt, daysAgo(1)), isNull(jobs.organisationId), isNull(jobs.personId)),
      ),
    );
}
