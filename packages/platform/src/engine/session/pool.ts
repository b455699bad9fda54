import { errors } from '@insites/kernel';
import type { Log } from '../../log/log.ts';
import { type ProcessUser, readableByAll } from '../../processes/unprivileged.ts';
import { stoppedError } from '../failures.ts';
import { type EngineFolder, pipesEach } from '../places.ts';
import { SessionProcess } from './session.ts';
import type { GrantedTable, Limits } from './settings.ts';

/** How the pool behaves; tests make things happen sooner. */
export interface PoolRules {
  /** Processes with a session at most; one spare without a session comes on top. */
  readonly most: number;
  /** Milliseconds without a query until a session is closed. */
  readonly idle: number;
  /** Queries after which a session is closed and a fresh one takes over. */
  readonly queries: number;
  /** Queries that may wait for a process. */
  readonly queue: number;
  /** Milliseconds a query waits for a process. */
  readonly patience: number;
  /** Milliseconds until a spare is made, so that it does not take the processor from a query. */
  readonly spareAfter: number;
  /** Milliseconds after the start until gate and first spare are begun, so that they do not slow it. */
  readonly firstSpareAfter: number;
}

export const usualRules: Omit<PoolRules, 'most'> = {
  idle: 30_000,
  queries: 500,
  queue: 100,
  patience: 15_000,
  spareAfter: 50,
  firstSpareAfter: 300,
};

interface Session {
  readonly key: string;
  readonly ready: Promise<SessionProcess>;
  process: SessionProcess | null;
  running: number;
  streaming: number;
  served: number;
  lastUsed: number;
  idle: NodeJS.Timeout | undefined;
}

/** A query's hold on a session. */
export interface Hold {
  readonly process: SessionProcess;
  /** Call it once, when the worker is done with the query. */
  release(): void;
}

/** The session a query needs. `key` names everything that decides what it can see. */
export interface Wanted {
  readonly key: string;
  readonly kind: 'query' | 'stream';
  readonly files: readonly string[];
  readonly grants: () => Promise<readonly GrantedTable[]>;
}

interface PoolParts {
  readonly folder: EngineFolder;
  readonly limits: Limits;
  readonly user: ProcessUser | null;
  /** Milliseconds that copying out the rows of a restriction may take. */
  readonly timeout: number;
  readonly log: Pick<Log, 'warn'>;
}

/** Processes for queries: one key a process, never a second one after it; at most so many at once. */
export class SessionPool {
  readonly #rules: PoolRules;
  readonly #parts: PoolParts;
  readonly #sessions = new Map<string, Session>();
  readonly #ending = new Set<Promise<void>>();
  readonly #queue: (() => void)[] = [];
  #spare: Promise<SessionProcess> | null = null;
  #spareTimer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(rules: PoolRules, parts: PoolParts) {
    this.#rules = rules;
    this.#parts = parts;
  }

  /** Makes the spare process if there is none. */
  warm(): void {
    if (this.#closed || this.#spare) return;
    const spare = SessionProcess.start(this.#parts.folder, this.#parts.limits, this.#parts.user);
    this.#spare = spare;
    const gone = () => {
      if (this.#spare === spare) this.#spare = null;
    };
    spare.then(({ child }) => child.ended.then(gone), gone);
  }

  /** Waits for its turn; throws platform.engineBusy when that takes too long. */
  async hold(wanted: Wanted, signal?: AbortSignal): Promise<Hold> {
    const late = Date.now() + this.#rules.patience;
    for (;;) {
      if (this.#closed)
        throw errors.unavailable('platform.shuttingDown', 'The server is about to stop.');
      signal?.throwIfAborted();
      const session = this.#find(wanted) ?? this.#make(wanted);
      if (session) return this.#use(session, wanted.kind);
      await this.#turn(late, signal);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#spareTimer);
    for (const wake of this.#queue.splice(0)) wake();
    for (const session of this.#sessions.values()) this.#end(session);
    const spare = this.#spare;
    this.#spare = null;
    await spare?.then((process) => process.end()).catch(() => {});
    await Promise.all(this.#ending);
  }

  /** Processes alive, the spare included. */
  get size(): number {
    return this.#sessions.size + (this.#spare ? 1 : 0);
  }

  #find({ key, kind }: Wanted): Session | null {
    const session = this.#sessions.get(key);
    if (!session || session.running >= pipesEach) return null;
    if (session.process && !session.process.child.alive) return null;
    return kind === 'stream' && !this.#mayStream(session) ? null : session;
  }

  #make(wanted: Wanted): Session | null {
    if (this.#sessions.has(wanted.key) || (wanted.kind === 'stream' && !this.#mayStream(null)))
      return null;
    if (this.#sessions.size >= this.#rules.most) {
      const oldest = [...this.#sessions.values()]
        .filter(({ running }) => running === 0)
        .sort((one, other) => one.lastUsed - other.lastUsed)[0];
      if (!oldest) return null;
      this.#end(oldest);
    }
    const session: Session = {
      key: wanted.key,
      ready: this.#open(wanted),
      process: null,
      running: 0,
      streaming: 0,
      served: 0,
      lastUsed: Date.now(),
      idle: undefined,
    };
    this.#sessions.set(wanted.key, session);
    session.ready
      .then(({ child }) => child.ended)
      .then(
        () => this.#lost(session),
        () => {},
      );
    return session;
  }

  /** A slow download holds its process: one process is always left for queries. */
  #mayStream(session: Session | null): boolean {
    if (session && session.streaming > 0) return true;
    const streaming = [...this.#sessions.values()].filter((each) => each.streaming > 0).length;
    return streaming < Math.max(1, this.#rules.most - 1);
  }

  async #open({ files, grants }: Wanted): Promise<SessionProcess> {
    const { timeout } = this.#parts;
    const process = await this.#start(files);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      void process.child.kill();
    }, timeout);
    try {
      await process.open(await grants());
      return process;
    } catch (thrown) {
      await process.end();
      throw late ? stoppedError({ by: 'timer', after: timeout }) : thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  async #start(files: readonly string[]): Promise<SessionProcess> {
    const { folder, limits, user, log } = this.#parts;
    if (user && !files.every(readableByAll)) {
      log.warn({}, 'An engine process runs as this user: its file is not readable by "nobody".');
      return SessionProcess.start(folder, limits, null);
    }
    const spare = this.#spare;
    this.#spare = null;
    this.#spareTimer ??= setTimeout(() => {
      this.#spareTimer = undefined;
      this.warm();
    }, this.#rules.spareAfter);
    const ready = await spare?.catch(() => null);
    return ready?.child.alive ? ready : SessionProcess.start(folder, limits, user);
  }

  async #use(session: Session, kind: Wanted['kind']): Promise<Hold> {
    clearTimeout(session.idle);
    session.running++;
    session.served++;
    if (kind === 'stream') session.streaming++;
    const release = once(() => this.#release(session, kind));
    try {
      session.process ??= await session.ready;
      return { process: session.process, release };
    } catch (thrown) {
      this.#forget(session);
      release();
      throw thrown;
    }
  }

  #release(session: Session, kind: Wanted['kind']): void {
    session.running--;
    if (kind === 'stream') session.streaming--;
    session.lastUsed = Date.now();
    const dead = session.process !== null && !session.process.child.alive;
    const worn = session.served >= this.#rules.queries;
    if (dead || worn) this.#forget(session);
    if (session.running === 0) {
      if (this.#sessions.get(session.key) !== session) this.#end(session);
      else session.idle = setTimeout(() => this.#end(session), this.#rules.idle);
    }
    this.#queue.shift()?.();
  }

  /** No new query finds it; those that run go on. */
  #forget(session: Session): void {
    if (this.#sessions.get(session.key) === session) this.#sessions.delete(session.key);
  }

  /** Its process died: while idle nobody else would notice. */
  #lost(session: Session): void {
    if (session.running > 0) this.#forget(session);
    else this.#end(session);
    this.#queue.shift()?.();
  }

  #end(session: Session): void {
    clearTimeout(session.idle);
    this.#forget(session);
    const ending = session.ready
      .then((process) => process.end())
      .catch(() => {})
      .finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  async #turn(late: number, signal?: AbortSignal): Promise<void> {
    const left = late - Date.now();
    if (left <= 0 || this.#queue.length >= this.#rules.queue)
      throw errors.limited('platform.engineBusy', 'All engine workers are busy.', {
        hint: 'Try again in a few seconds.',
        retryAfter: 5,
      });
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        const place = this.#queue.indexOf(wake);
        if (place >= 0) this.#queue.splice(place, 1);
        wake();
      };
      const timer = setTimeout(leave, left);
      signal?.addEventListener('abort', leave, { once: true });
      this.#queue.push(wake);
    });
  }
}

function once(work: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    work();
  };
}
