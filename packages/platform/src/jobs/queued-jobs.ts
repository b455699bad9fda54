import { errors } from '@insites/kernel';
import { sql } from 'drizzle-orm';
import { fromDrizzle, type Job, type PgBoss } from 'pg-boss';
import type { JobView } from '../../contract/index.ts';
import type { Database, Transaction } from '../databases/database.ts';
import { asSystem } from '../databases/fence/index.ts';
import type { Log } from '../log/log.ts';
import { createBoss, ensureQueues, ensureSchedules, oneAtATime, queueKnowsNobody } from './boss.ts';
import type { JobHandler, JobReader, Jobs, NewJob } from './jobs.ts';
import { Runner, type RunScope } from './runner.ts';
import { Signals } from './signals.ts';
import * as store from './store.ts';
import { Sweeper } from './sweeper.ts';
import type { JobRow } from './tables.ts';
import { hasEnded, toView } from './view.ts';
import { Watchers } from './watchers.ts';

const channel = 'platform_jobs';
const patienceOfCancel = 2_000;
const takingJobs = 'jobs of all tenants are looked after; each runs for its own';

/** What jobs need from outside. */
export interface JobsParts {
  readonly database: Database;
  /** Address of that database, for a connection of their own. */
  readonly url: string;
  readonly log: Log;
  /** Whether this process runs jobs, or only sends and shows them. */
  readonly work: boolean;
  /** No other process uses this database: whatever is under way at the start was left by a dead one. */
  readonly alone: boolean;
  /** What a run of a job happens in. Default: nothing in particular. */
  readonly scope?: () => RunScope;
}

const noScope = (): RunScope => ({ run: (work) => work(), leave: () => undefined });

/** Jobs on pg-boss. Nothing is connected before `start`. */
export function openJobs(parts: JobsParts): Jobs {
  return new QueuedJobs(parts);
}

class QueuedJobs implements Jobs {
  readonly #parts: JobsParts;
  readonly #handlers = new Map<string, JobHandler<never>>();
  readonly #signals: Signals;
  readonly #boss: PgBoss;
  readonly #runner: Runner;
  readonly #sweeper: Sweeper;
  readonly #watchers: Watchers;
  #started = false;

  constructor(parts: JobsParts) {
    const { database, url, log, scope = noScope } = parts;
    this.#parts = parts;
    this.#signals = new Signals(url, log);
    this.#boss = createBoss(database, this.#signals, log);
    this.#watchers = new Watchers();
    this.#runner = new Runner(database, this.#handlers, log, {
      retryIn: (due) => this.#sweeper.wakeIn(due),
      scope,
    });
    this.#sweeper = new Sweeper({
      database,
      log,
      runner: this.#runner,
      worker: this.#signals.worker,
      names: () => [...this.#handlers.keys()],
      deliver: (name, id) => this.#deliver(name, id),
    });
  }

  register(handler: JobHandler<never>): void {
    if (this.#started) throw new Error(`${handler.name}: register before start`);
    this.#handlers.set(handler.name, handler);
  }

  async start(): Promise<void> {
    this.#started = true;
    await this.#signals.open();
    await this.#signals.listen(
      channel,
      (payload) => this.#hear(payload),
      () => this.#watchers.wakeAll(),
    );
    const { url, log, work } = this.#parts;
    await oneAtATime(url, log, async () => {
      await this.#boss.start();
      await ensureQueues(this.#boss, [...this.#handlers.keys()]);
      if (work) await ensureSchedules(this.#boss, this.#handlers.values());
    });
    if (!work) return;
    await asSystem(takingJobs, () => this.#sweeper.start(this.#parts.alone));
    for (const handler of this.#handlers.values()) await this.#work(handler);
  }

  async send(job: NewJob, transaction?: Transaction): Promise<string> {
    if (!transaction) return this.#parts.database.transaction((own) => this.send(job, own));
    const id = await store.insert(transaction, job);
    const options = { singletonKey: id, db: fromDrizzle(transaction, sql) };
    await asSystem(queueKnowsNobody, () => this.#boss.send(job.name, { id }, options));
    return id;
  }

  async read(id: string, reader: JobReader): Promise<JobView> {
    return toView(await this.#find(id, reader));
  }

  async list(
    reader: JobReader,
    page: { limit: number; offset: number; search?: string; state?: JobView['state'] },
  ): Promise<{ items: JobView[]; total: number }> {
    const { state, ...rest } = page;
    const states = state === 'running' ? (['running', 'undoing'] as const) : state && [state];
    const { rows, total } = await store.page(this.#parts.database, reader, { ...rest, states });
    return { items: rows.map(toView), total };
  }

  async *watch(id: string, reader: JobReader, signal: AbortSignal): AsyncIterable<JobView> {
    using changes = this.#watchers.watch(id, signal);
    let last = '';
    while (!signal.aborted) {
      const row = await this.#find(id, reader);
      const view = toView(row);
      const text = JSON.stringify(view);
      if (text !== last) yield view;
      last = text;
      if (hasEnded(row)) return;
      await changes.next();
    }
  }

  async cancel(id: string, reader: JobReader): Promise<JobView> {
    const row = await this.#find(id, reader);
    if (hasEnded(row))
      throw errors.conflict('platform.jobEnded', 'The job has ended; there is nothing to stop.');
    const { database } = this.#parts;
    const taken = this.#handlers.has(row.name)
      ? await store.claimToCancel(database, id, this.#signals.worker)
      : null;
    if (taken) await this.#runner.run(taken);
    else await store.wantCancel(database, id);
    return this.#settled(id, reader);
  }

  async close(grace = 10_000): Promise<void> {
    if (!this.#started) return;
    this.#sweeper.stop();
    const stopped = this.#boss.stop({ graceful: true, timeout: grace + 3_000 });
    await this.#runner.close(grace);
    await stopped.catch((error: unknown) =>
      this.#parts.log.debug({ err: error }, 'the queue of jobs did not stop cleanly'),
    );
    this.#watchers.wakeAll();
    await this.#signals.close();
  }

  async #find(id: string, reader: JobReader): Promise<JobRow> {
    const row = await store.find(this.#parts.database, id, reader);
    if (row) return row;
    throw errors.notFound('platform.jobUnknown', `There is no job ${id} that you may see.`);
  }

  /** The job once it has ended, or as it is after a short while. */
  async #settled(id: string, reader: JobReader): Promise<JobView> {
    let view: JobView | undefined;
    for await (view of this.watch(id, reader, AbortSignal.timeout(patienceOfCancel)));
    return view ?? this.read(id, reader);
  }

  async #work({ name, atOnce = 1 }: JobHandler<never>): Promise<void> {
    for (let worker = 0; worker < atOnce; worker += 1) {
      let self = '';
      self = await this.#boss.work(
        name,
        { batchSize: 1 },
        async ([job]: Job<{ id?: string }>[]) => {
          if (job) await asSystem(takingJobs, () => this.#take(name, job.data?.id));
          // Notices that came meanwhile woke it once, however many there were: it looks again until none waits.
          this.#boss.notifyWorker(self);
        },
      );
    }
  }

  /** From a clock there comes no id: then the job is made here. */
  async #take(name: string, sent: string | undefined): Promise<void> {
    const { database } = this.#parts;
    const id =
      sent ??
      (await store.insert(database, {
        name,
        title: name,
        input: {},
        organisationId: null,
        personId: null,
      }));
    const row = await store.claim(database, id, this.#signals.worker);
    if (row) await this.#runner.run(row);
  }

  async #deliver(name: string, id: string): Promise<void> {
    await this.#boss.send(name, { id }, { singletonKey: id });
  }

  #hear(payload: string): void {
    const [id = '', state, cancelWanted] = payload.split(' ');
    if (cancelWanted === 'true' && state === 'running') this.#runner.stop(id, 'cancelled');
    this.#watchers.wake(id);
  }
}
