import { setTimeout as sleep } from 'node:timers/promises';
import { asInsitesError, type InsitesError } from '@insites/kernel';
import type { Database } from '../databases/database.ts';
import { outsideScope } from '../databases/epochs.ts';
import { asDatabaseError } from '../databases/errors.ts';
import { asSystem, asTenant } from '../databases/fence/index.ts';
import type { Log } from '../log/log.ts';
import type { JobHandler } from './jobs.ts';
import { Progress } from './progress.ts';
import * as store from './store.ts';
import type { JobError, JobRow } from './tables.ts';

const defaultTries = 3;
/** So often may the process end under a job before the job is blamed. */
const crashesAllowed = 3;
const undoTries = 5;
const longestPause = 60_000;

/** Why a running job is stopped: by a person, because we stop, or because another process has it now. */
type Stop = 'cancelled' | 'stopping' | 'lost';

interface Active {
  readonly run: number;
  readonly stop: AbortController;
  readonly ended: Promise<void>;
}

/** What one run of a job happens in, from its beginning to its end. */
export interface RunScope {
  run<T>(work: () => T): T;
  leave(): void;
}

/** Of a job that ends in another generation than it began in: nobody waits for its end to drop the old one. */
const noScope: RunScope = { run: outsideScope, leave: () => undefined };

interface RunnerParts {
  /** Told when a job that was put back is due again, in milliseconds. */
  readonly retryIn: (milliseconds: number) => void;
  readonly scope: () => RunScope;
}

/** Runs claimed jobs in this process and sees each to its end. */
export class Runner {
  readonly #database: Database;
  readonly #handlers: ReadonlyMap<string, JobHandler<never>>;
  readonly #log: Log;
  readonly #retryIn: (milliseconds: number) => void;
  readonly #scope: () => RunScope;
  readonly #active = new Map<string, Active>();
  #closing = false;

  constructor(
    database: Database,
    handlers: ReadonlyMap<string, JobHandler<never>>,
    log: Log,
    { retryIn, scope }: RunnerParts,
  ) {
    this.#database = database;
    this.#handlers = handlers;
    this.#log = log;
    this.#retryIn = retryIn;
    this.#scope = scope;
  }

  /** Whether this very run of the job goes on here. */
  holds(row: Pick<JobRow, 'id' | 'run'>): boolean {
    return this.#active.get(row.id)?.run === row.run;
  }

  /** Stops a job that runs here. */
  stop(id: string, reason: Stop): void {
    const active = this.#active.get(id);
    if (active && !active.stop.signal.aborted) active.stop.abort(reason);
  }

  /** Runs a claimed row, or goes on undoing one. Resolves when it has ended here; never rejects. */
  async run(row: JobRow): Promise<void> {
    // An earlier run of it may be on its last words.
    await this.#active.get(row.id)?.ended;
    const stop = new AbortController();
    const ended = asSystem('how a job goes on is written down', () => this.#see(row, stop))
      .catch((error: unknown) => this.#log.error({ err: error, job: row.id }, 'a job was left'))
      .finally(() => this.#active.delete(row.id));
    this.#active.set(row.id, { run: row.run, stop, ended });
    await ended;
  }

  /** Lets what runs end within `grace` ms, then stops it and puts it back. */
  async close(grace: number): Promise<void> {
    this.#closing = true;
    const all = () => Promise.all([...this.#active.values()].map(({ ended }) => ended));
    await Promise.race([all(), sleep(grace, undefined, { ref: false })]);
    for (const id of this.#active.keys()) this.stop(id, 'stopping');
    await Promise.race([all(), sleep(2_000, undefined, { ref: false })]);
    for (const [id, { run }] of this.#active)
      await asSystem('what does not end is put back for another process', () =>
        store.putBack(
          this.#database,
          { id, run },
          { runAfter: new Date(), attempt: 0, error: null },
        ),
      ).catch(() => undefined);
  }

  async #see(row: JobRow, stop: AbortController): Promise<void> {
    const handler = this.#handlers.get(row.name);
    if (!handler) return;
    if (row.state === 'undoing') return this.#undo(row, handler);
    if (row.cancelWanted) return this.#endBadly(row, handler, 'cancelled', null);
    if (row.crashes >= crashesAllowed) return this.#endBadly(row, handler, 'failed', crashed);
    const progress = new Progress(row.unit, (state) => this.#tell(row, state));
    const scope = handler.acrossGenerations ? noScope : this.#scope();
    try {
      const result = await scope.run(() =>
        forItsTenant(row, () =>
          handler.run({
            id: row.id,
            input: row.input as never,
            signal: stop.signal,
            attempt: row.attempt,
            progress: (news) => progress.tell(news),
          }),
        ),
      );
      const last = await progress.end();
      await this.#persist(async () => {
        await store.write(this.#database, row, last);
        return store.finish(this.#database, row, result ?? null);
      });
    } catch (thrown) {
      await progress.end();
      await this.#failed(row, handler, thrown, stop.signal);
    } finally {
      scope.leave();
    }
  }

  async #tell(row: JobRow, state: Parameters<typeof store.write>[2]): Promise<void> {
    const ours = await store.write(this.#database, row, state).catch(() => true);
    if (!ours) this.stop(row.id, 'lost');
  }

  async #failed(
    row: JobRow,
    handler: JobHandler<never>,
    thrown: unknown,
    signal: AbortSignal,
  ): Promise<void> {
    const reason: Stop | null = signal.aborted ? signal.reason : null;
    if (reason === 'lost') return;
    if (reason === 'cancelled') return this.#endBadly(row, handler, 'cancelled', null);
    if (reason === 'stopping') return this.#again(row, row.attempt, 0, null);
    const error = asDatabaseError(thrown) ?? asInsitesError(thrown);
    const attempt = row.attempt + 1;
    this.#log.warn({ err: thrown, job: row.id, name: row.name, attempt }, 'a job failed');
    if (mayPass(error) && attempt < (handler.tries ?? defaultTries))
      return this.#again(row, attempt, pauseBefore(attempt), told(error));
    return this.#endBadly(row, handler, 'failed', told(error));
  }

  async #again(row: JobRow, attempt: number, pause: number, error: JobError | null) {
    const again = { runAfter: new Date(Date.now() + pause), attempt, error };
    if (await this.#persist(() => store.putBack(this.#database, row, again))) this.#retryIn(pause);
  }

  async #endBadly(
    row: JobRow,
    handler: JobHandler<never>,
    outcome: 'failed' | 'cancelled',
    error: JobError | null,
  ): Promise<void> {
    const ours = await this.#persist(() => store.beginUndo(this.#database, row, outcome, error));
    if (ours) await this.#undo({ ...row, outcome, error }, handler);
  }

  async #undo(row: JobRow, handler: JobHandler<never>): Promise<void> {
    const outcome = row.outcome ?? 'failed';
    for (let attempt = 1; attempt <= undoTries && handler.failed; attempt += 1) {
      try {
        await this.#persist(async () => {
          await forItsTenant(row, () =>
            handler.failed?.(row.input as never, row.error ?? cancelled),
          );
          return true;
        });
        break;
      } catch (error) {
        this.#log.error({ err: error, job: row.id, attempt }, 'undoing a job failed');
        await sleep(attempt * 200);
      }
    }
    await this.#persist(() => store.endUndo(this.#database, row, outcome));
  }

  /** Tries until the database is there again; after the close only once. */
  async #persist(write: () => Promise<boolean>): Promise<boolean> {
    for (let pause = 250; ; pause = Math.min(pause * 2, 2_000)) {
      try {
        return await write();
      } catch (error) {
        if (asDatabaseError(error) === null || this.#closing) throw error;
        await sleep(pause);
      }
    }
  }
}

const crashed: JobError = {
  kind: 'internal',
  code: 'platform.jobCrashed',
  message: `The server ended ${crashesAllowed} times while it did this.`,
  hint: 'Tell the operator; the log of the server says more.',
};

const cancelled: JobError = {
  kind: 'cancelled',
  code: 'platform.jobCancelled',
  message: 'Somebody stopped it.',
  hint: null,
};

/** A job sees what its organisation may see; one of no organisation is the program's own. */
function forItsTenant<T>({ name, organisationId, personId }: JobRow, work: () => T): T {
  if (organisationId === null) return asSystem(`${name} belongs to no organisation`, work);
  return asTenant({ organisationId, personId }, work);
}

function mayPass({ kind }: InsitesError): boolean {
  return kind === 'unavailable' || kind === 'timedOut' || kind === 'internal';
}

/** 1 s, 4 s, 16 s, then a minute. */
function pauseBefore(attempt: number): number {
  return Math.min(1_000 * 4 ** (attempt - 1), longestPause);
}

function told(error: InsitesError): JobError {
  return {
    kind: error.kind,
    code: error.code,
    message: error.message,
    hint: error.details.hint ?? null,
    ...(error.details.fields ? { fields: [...error.details.fields] } : {}),
  };
}
