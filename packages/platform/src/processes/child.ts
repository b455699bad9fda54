import { type ChildProcess, fork, type SerializationType } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { codeCache } from './code-cache.ts';
import { type Failure, moduleVariable, type Reply, type Request, worksVerb } from './messages.ts';
import type { ProcessUser } from './unprivileged.ts';

/** The child answered with a failure. */
export class ChildFailure extends Error {
  override readonly name = 'ChildFailure';
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** The child ended before it answered. */
export class ChildEnded extends Error {
  override readonly name = 'ChildEnded';
  readonly end: End;
  constructor(end: End) {
    super(`The process ended (${end.signal ?? `exit code ${end.code}`}). ${end.lastWords}`.trim());
    this.end = end;
  }
}

/** How a process ended. `lastWords`: the end of what it wrote to stderr before its first answer. */
export interface End {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lastWords: string;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly news: ((news: unknown) => void) | undefined;
}

export interface ChildOptions {
  /** Heap of its JavaScript, MiB; native memory is not in it. */
  readonly heapMb: number;
  readonly user?: ProcessUser | null;
  readonly serialization?: SerializationType;
  /** It is begun before there is work for it; until `works` the system's list of processes shows it as waiting. */
  readonly waiting?: boolean;
}

const waitingEntry = new URL('./waiting.ts', import.meta.url);
const lastWordsLength = 2000;

/**
 * A process of its own that answers requests (see `serve`). It has no environment, no stdin and no
 * part in the terminal's signals, and ends when this process ends, however that happens.
 */
export class Child {
  readonly ended: Promise<End>;
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #nextId = 1;
  #lastWords = '';
  #answered = false;
  #end: End | null = null;

  constructor(module: URL, options: ChildOptions) {
    const { heapMb, user, serialization = 'json', waiting = false } = options;
    this.#process = fork(fileURLToPath(waiting ? waitingEntry : module), [], {
      cwd: '/',
      env: {
        TZ: 'UTC',
        UV_THREADPOOL_SIZE: '8',
        NODE_COMPILE_CACHE: codeCache(),
        ...(waiting ? { [moduleVariable]: module.href } : {}),
      },
      execArgv: [`--max-old-space-size=${heapMb}`, '--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      serialization,
      detached: true,
      ...(user ?? {}),
    });
    this.#process.on('message', (reply: Reply) => this.#take(reply));
    this.#process.stderr?.on('data', (text: Buffer) => this.#hear(text));
    this.ended = new Promise((resolve) => {
      this.#process.once('error', (error) => resolve(this.#finish(null, null, error.message)));
      this.#process.once('exit', (code, signal) => resolve(this.#finish(code, signal, '')));
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get alive(): boolean {
    return this.#end === null;
  }

  /** Rejects with ChildFailure or ChildEnded. `news`: what the child tells before it answers. */
  call<O>(verb: string, input: unknown, news?: (news: unknown) => void): Promise<O> {
    return new Promise<O>((resolve, reject) => {
      if (this.#end) return reject(new ChildEnded(this.#end));
      const id = this.#nextId++;
      this.#waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, news });
      // A closed channel is followed by the exit event, which rejects what waits.
      this.#process.send({ id, verb, input } satisfies Request, () => {});
    });
  }

  /** There is work for it now. */
  works(): void {
    this.call(worksVerb, null).catch(() => undefined);
  }

  kill(): Promise<End> {
    this.#process.kill('SIGKILL');
    return this.ended;
  }

  #take(reply: Reply): void {
    this.#answered = true;
    const waiting = this.#waiting.get(reply.id);
    if (!waiting) return;
    if ('news' in reply) {
      waiting.news?.(reply.news);
      return;
    }
    this.#waiting.delete(reply.id);
    if ('failure' in reply) waiting.reject(new ChildFailure(reply.failure));
    else waiting.resolve(reply.value);
  }

  #hear(text: Buffer): void {
    // Later output could quote data, so only the words of a failed start and of a full heap are kept.
    if (this.#answered && !text.includes('heap out of memory')) return;
    this.#lastWords = (this.#lastWords + text.toString()).slice(-lastWordsLength);
  }

  #finish(code: number | null, signal: NodeJS.Signals | null, words: string): End {
    this.#end ??= { code, signal, lastWords: words || this.#lastWords };
    for (const { reject } of this.#waiting.values()) reject(new ChildEnded(this.#end));
    this.#waiting.clear();
    return this.#end;
  }
}
