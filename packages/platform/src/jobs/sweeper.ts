import type { Database } from '../databases/database.ts';
import { asDatabaseError } from '../databases/errors.ts';
import type { Log } from '../log/log.ts';
import type { Runner } from './runner.ts';
import * as store from './store.ts';
import type { JobRow } from './tables.ts';

const between = 2_500;
/** A process may be gone so long, e.g. while it connects again, before its jobs are taken from it. */
const grace = 5_000;
/** An id handed to the queue is handed again after this long, should it have been lost. */
const deliveryPatience = 30_000;
const forgetBetween = 3_600_000;

interface Parts {
  readonly database: Database;
  readonly log: Log;
  readonly runner: Runner;
  /** Number of this process's lock. */
  readonly worker: number;
  readonly names: () => readonly string[];
  readonly deliver: (name: string, id: string) => Promise<void>;
}

/** Looks after jobs that nobody else looks after: of dead processes, due again, lost on the way. */
export class Sweeper {
  readonly #parts: Parts;
  readonly #missedSince = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #forgotten = Date.now();
  #stopped = false;
  #sweeping = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** First sweep. `alone`: what is under way belongs to a dead process, whatever its lock says. */
  async start(alone: boolean): Promise<void> {
    const { database, names } = this.#parts;
    const left = await store.abandoned(database, names(), alone);
    if (alone) for (const row of left) await this.#rescue(row);
    await this.#deliverDue(new Date());
    this.wakeIn(between);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Sweeps after so many milliseconds, or sooner when that was planned. */
  wakeIn(milliseconds: number): void {
    if (this.#stopped) return;
    if (milliseconds < between) setTimeout(() => this.#sweep(), milliseconds).unref();
    else if (!this.#timer) this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#sweep().finally(() => {
        if (!this.#stopped) this.#plan();
      });
    }, between).unref();
  }

  async #sweep(): Promise<void> {
    if (this.#stopped || this.#sweeping) return;
    this.#sweeping = true;
    try {
      await this.#rescueMissed();
      await this.#deliverDue(new Date(Date.now() - deliveryPatience));
      if (Date.now() - this.#forgotten > forgetBetween) {
        this.#forgotten = Date.now();
        await store.forget(this.#parts.database, new Date());
      }
    } catch (error) {
      if (asDatabaseError(error)) this.#missedSince.clear();
      else this.#parts.log.error({ err: error }, 'looking after jobs failed');
    } finally {
      this.#sweeping = false;
    }
  }

  async #rescueMissed(): Promise<void> {
    const { database, names, runner, worker } = this.#parts;
    const [abandoned, own] = await Promise.all([
      store.abandoned(database, names(), false),
      store.ownedBy(database, worker),
    ]);
    for (const row of own)
      if (row.cancelWanted && row.state === 'running') runner.stop(row.id, 'cancelled');
    const missed = [...abandoned, ...own].filter((row) => !runner.holds(row));
    const now = Date.now();
    const keys = new Set(missed.map(key));
    for (const known of this.#missedSince.keys())
      if (!keys.has(known)) this.#missedSince.delete(known);
    for (const row of missed) {
      const since = this.#missedSince.get(key(row)) ?? now;
      this.#missedSince.set(key(row), since);
      if (now - since >= grace) await this.#rescue(row);
    }
  }

  async #rescue(row: JobRow): Promise<void> {
    const { database, log, runner, worker } = this.#parts;
    const rescued = await store.rescue(database, row, worker);
    if (!rescued) return;
    log.warn({ job: row.id, name: row.name }, 'a job of a process that ended is taken over');
    if (rescued.state === 'undoing') void runner.run(rescued);
  }

  async #deliverDue(before: Date): Promise<void> {
    const { database, names, deliver } = this.#parts;
    for (const { id, name } of await store.takeUndelivered(database, names(), before))
      await deliver(name, id);
  }
}

function key({ id, run }: JobRow): string {
  return `${id} ${run}`;
}
