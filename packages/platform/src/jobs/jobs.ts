import type { JobView } from '../../contract/index.ts';
import type { Transaction } from '../databases/database.ts';

/** What a running job may use. */
export interface JobRun<I> {
  readonly id: string;
  readonly input: I;
  /** Aborted when somebody cancels it or the server stops. */
  readonly signal: AbortSignal;
  /** How many times it was tried before. */
  readonly attempt: number;
  /** Tells how far it is; cheap, may be called often (a new step is written at once, the rest every 200 ms). */
  progress(state: {
    readonly step?: string;
    readonly done?: number;
    readonly total?: number | null;
    readonly unit?: string;
  }): void;
}

/** A kind of job. `name` is domain and verb: `datasets.import`. */
export interface JobHandler<I = Record<string, unknown>> {
  readonly name: string;
  /** Tries in all. Errors of kinds unavailable, timedOut and internal are tried again; others end it. */
  readonly tries?: number;
  /** At once, per server process. Default 1. */
  readonly atOnce?: number;
  /** It re-creates the databases itself, so it goes on from one generation of them to the next. */
  readonly acrossGenerations?: boolean;
  /** When it runs by the clock: a cron line, UTC. */
  readonly schedule?: string;
  readonly run: (run: JobRun<I>) => Promise<Record<string, unknown> | undefined>;
  /** Called once when the job has finally failed or was cancelled: undo what stands half-done. */
  readonly failed?: (input: I, error: { code: string; message: string }) => Promise<void>;
}

export interface NewJob {
  readonly name: string;
  readonly title: string;
  readonly input: Record<string, unknown>;
  readonly organisationId: string | null;
  readonly personId: string | null;
  readonly object?: { readonly kind: string; readonly id: string };
  readonly unit?: string;
}

/** Who may see a job: members of its organisation. */
export interface JobReader {
  readonly organisationId: string | null;
  readonly personId: string | null;
}

/** Work for later: pg-boss queues, with progress in `platform.jobs` told by LISTEN/NOTIFY. */
export interface Jobs {
  /** Handlers of this process; call before `start`. */
  register(handler: JobHandler<never>): void;
  start(): Promise<void>;
  /** Puts a job in the queue (in the caller's transaction, so that it exists only if that commits) and answers with its id. A worker takes it at once. */
  send(job: NewJob, transaction?: Transaction): Promise<string>;
  read(id: string, reader: JobReader): Promise<JobView>;
  list(
    reader: JobReader,
    page: { limit: number; offset: number; search?: string; state?: JobView['state'] },
  ): Promise<{ items: JobView[]; total: number }>;
  /** The job now and after every change until it ends. */
  watch(id: string, reader: JobReader, signal: AbortSignal): AsyncIterable<JobView>;
  cancel(id: string, reader: JobReader): Promise<JobView>;
  /** Takes nothing new, lets running jobs end within `grace` ms, then puts them back in the queue. */
  close(grace?: number): Promise<void>;
}
