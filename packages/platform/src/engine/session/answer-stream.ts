import { Readable } from 'node:stream';
import { queryError, type Stopped, stoppedError } from '../failures.ts';
import { preludeBytes } from '../formats.ts';
import { PipeEnd } from './pipe.ts';
import type { Hold } from './pool.ts';
import type { StreamHead, StreamRun } from './session-worker.ts';

/** Milliseconds until a stream is given up whose reader takes nothing. */
const readerPatience = 300_000;

/**
 * Starts a stream on a held session and answers once its first bytes are there. The hold is released
 * when the worker no longer writes, however the stream ended.
 */
export function startStream(
  hold: Hold,
  run: Omit<StreamRun, 'pipe'>,
  options: { readonly timeout: number; readonly signal?: AbortSignal | undefined },
): Promise<Readable> {
  const pipe = hold.process.takePipe();
  if (pipe === undefined) {
    hold.release();
    throw new Error('A session has as many pipes as it may have streams.');
  }
  return new AnswerStream(hold, { ...run, pipe }, options).begun;
}

class AnswerStream extends Readable {
  /** Resolves at the first bytes, or at the end of an empty answer. */
  readonly begun: Promise<Readable>;
  readonly #hold: Hold;
  readonly #run: StreamRun;
  readonly #timeout: number;
  readonly #signal: AbortSignal | undefined;
  readonly #pipe: PipeEnd;
  readonly #settled: Promise<void>;
  #start: () => void = () => {};
  #fail: (error: Error) => void = () => {};
  #hasBegun = false;
  #head = '';
  #bytes = 0;
  #held: Buffer[] = [];
  #stopped: Stopped | null = null;
  #failed: Error | null = null;
  #over = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    hold: Hold,
    run: StreamRun,
    { timeout, signal }: { timeout: number; signal?: AbortSignal | undefined },
  ) {
    super({ highWaterMark: 256 * 1024 });
    this.#hold = hold;
    this.#run = run;
    this.#timeout = timeout;
    this.#signal = signal;
    this.begun = new Promise((resolve, reject) => {
      this.#start = () => resolve(this);
      this.#fail = reject;
    });
    this.#pipe = new PipeEnd(run.pipe, {
      bytes: (chunk) => this.#take(chunk),
      end: () => this.#end(),
    });
    this.#settled = this.#work();
    this.#await(timeout, { by: 'timer', after: timeout });
    if (signal?.aborted) this.#abort();
    else signal?.addEventListener('abort', this.#abort, { once: true });
  }

  override _read(): void {
    this.#await(this.#timeout, { by: 'timer', after: this.#timeout });
    this.#pipe.resume();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#stop({ by: 'asker' });
    done(error);
  }

  async #work(): Promise<void> {
    const { child } = this.#hold.process;
    try {
      await child.call<void>('stream', this.#run, (news) => {
        this.#head = (news as StreamHead).head;
      });
    } catch (thrown) {
      this.#failed = queryError(thrown, this.#stopped);
    } finally {
      this.#pipe.finish();
    }
  }

  #take(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    if (!this.#hasBegun) {
      this.#held.push(chunk);
      if (this.#bytes <= preludeBytes[this.#run.format]) return true;
      return this.#begin();
    }
    return this.#give(chunk);
  }

  #begin(): boolean {
    this.#hasBegun = true;
    this.#start();
    const chunks = this.#held;
    this.#held = [];
    if (this.#head !== '') chunks.unshift(Buffer.from(this.#head));
    return chunks.map((chunk) => this.#give(chunk)).every(Boolean);
  }

  #give(chunk: Buffer): boolean {
    const more = this.push(chunk);
    if (more) this.#await(this.#timeout, { by: 'timer', after: this.#timeout });
    else this.#await(readerPatience, { by: 'asker' });
    return more;
  }

  /** The pipe is empty and closed, so the worker has reported or is gone. */
  #end(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#abort);
    this.#hold.process.givePipe(this.#run.pipe);
    this.#hold.release();
    const error = this.#failed ?? (this.#stopped ? stoppedError(this.#stopped) : null);
    if (error && !this.#hasBegun) {
      this.#fail(error);
      return;
    }
    if (error) {
      this.destroy(error);
      return;
    }
    if (!this.#hasBegun) this.#begin();
    if (!this.destroyed) this.push(null);
  }

  readonly #abort = (): void => {
    this.#stop({ by: 'asker' });
  };

  /** Interrupts the query; what it still writes is thrown away. */
  #stop(why: Stopped): void {
    if (this.#stopped || this.#over) return;
    this.#stopped = why;
    clearTimeout(this.#timer);
    this.#pipe.drain();
    void this.#hold.process.interrupt(this.#run.id, this.#settled);
  }

  #await(milliseconds: number, then: Stopped): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#over || this.destroyed) return;
    this.#timer = setTimeout(() => this.#stop(then), milliseconds);
  }
}
