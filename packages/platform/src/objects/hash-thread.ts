import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';

/** SHA-256 of a content that comes in pieces. */
export interface ContentHash {
  /** Adds bytes. They may be overwritten when it resolves; bytes in memory of their own are taken away. */
  update(bytes: Uint8Array): Promise<void>;
  /** Of all so far and `rest` after it, lower-case hexadecimal. The hash itself can go on without `rest`. */
  digest(rest: Uint8Array): Promise<string>;
  /** Forgets it. */
  drop(): void;
}

/** To the thread. */
export interface HashCall {
  readonly hash: number;
  readonly call: number;
  readonly verb: 'update' | 'digest' | 'drop';
  readonly bytes: Uint8Array;
}

/** From the thread. */
export interface HashAnswer {
  readonly call: number;
  readonly digest: string | null;
}

interface Waiting {
  readonly resolve: (digest: string | null) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A thread that hashes uploads while the main one receives and seals them; together they would keep
 * one core busy half as long again. Started by the first upload of more than a chunk.
 */
export class HashThread {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #numbers = 0;

  begin(): ContentHash {
    this.#numbers += 1;
    const hash = this.#numbers;
    // A hash lives in the thread it began in: another one would not know its beginning.
    let home: Worker | null = null;
    return {
      update: async (bytes) => {
        home ??= this.#worker ?? this.#start();
        await this.#ask(home, { hash, verb: 'update', bytes });
      },
      digest: async (rest) => {
        if (!home) return createHash('sha256').update(rest).digest('hex');
        return (await this.#ask(home, { hash, verb: 'digest', bytes: rest })) ?? '';
      },
      drop: () => home?.postMessage({ hash, call: 0, verb: 'drop', bytes: new Uint8Array() }),
    };
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(worker: Worker, asked: Omit<HashCall, 'call'>): Promise<string | null> {
    if (worker !== this.#worker) return Promise.reject(ended());
    this.#numbers += 1;
    const call = this.#numbers;
    return new Promise((resolve, reject) => {
      this.#waiting.set(call, { resolve, reject });
      worker.postMessage({ ...asked, call }, asked.verb === 'update' ? ownMemory(asked.bytes) : []);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), {
      env: {},
      // What this process was started with may not suit a thread.
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 32 },
    });
    worker.unref();
    worker.on('message', ({ call, digest }: HashAnswer) => {
      this.#waiting.get(call)?.resolve(digest);
      this.#waiting.delete(call);
    });
    let cause: unknown;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = null;
      for (const { reject } of this.#waiting.values()) reject(ended(cause));
      this.#waiting.clear();
    });
    this.#worker = worker;
    return worker;
  }
}

/** What is handed over instead of copied: a buffer that holds these bytes and nothing else. */
function ownMemory({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function ended(cause?: unknown): Error {
  return new Error('The thread that hashes uploads has ended', { cause });
}
