import { Child } from '../../processes/child.ts';
import type { Begun } from '../../processes/spare.ts';
import type { Cell, TrustedSession } from '../engine.ts';
import { trustedError } from '../failures.ts';
import { type EngineFolder, wipe } from '../places.ts';
import type { TrustedSettings } from './trusted-worker.ts';

const entry = new URL('./trusted-worker.ts', import.meta.url);
// Its answers are small; rows of a file stay inside of the engine.
const heapMb = 512;

/** A process with the whole engine, for our own SQL over our own files. */
export class TrustedProcess implements Begun {
  readonly #child: Child;
  readonly #folder: EngineFolder;
  readonly #ready: Promise<void>;
  /** Begun before there was work for it. */
  readonly waited: boolean;
  #spill: string | null = null;

  constructor(limits: Omit<TrustedSettings, 'spill'>, folder: EngineFolder, waiting = false) {
    this.waited = waiting;
    this.#child = new Child(entry, { heapMb, waiting });
    this.#folder = folder;
    this.#ready = this.#open(limits);
    // It may fail before anybody waits for it.
    this.#ready.catch(() => undefined);
  }

  get alive(): boolean {
    return this.#child.alive;
  }

  get over(): Promise<unknown> {
    return this.#child.ended;
  }

  /** The session, when the engine is there. Aborting ends the process. */
  async session(signal?: AbortSignal): Promise<TrustedSession> {
    this.#child.works();
    const kill = () => void this.#child.kill();
    signal?.addEventListener('abort', kill, { once: true });
    if (signal?.aborted) kill();
    const call = async <O>(verb: string, input: unknown): Promise<O> => {
      try {
        return await this.#child.call<O>(verb, input);
      } catch (thrown) {
        throw trustedError(thrown, signal?.aborted ?? false);
      }
    };
    const close = async () => {
      signal?.removeEventListener('abort', kill);
      await this.end();
    };
    try {
      await this.#ready;
    } catch (thrown) {
      await close();
      throw trustedError(thrown, signal?.aborted ?? false);
    }
    return {
      run: (sql: string, parameters: readonly Cell[] = []) => call('run', { sql, parameters }),
      progress: () => call('progress', {}),
      close,
    };
  }

  async end(): Promise<void> {
    await this.#child.kill();
    await this.#ready.catch(() => undefined);
    if (this.#spill !== null) await wipe(this.#spill);
  }

  async #open(limits: Omit<TrustedSettings, 'spill'>): Promise<void> {
    this.#spill = await this.#folder.scratch();
    await this.#child.call('open', { ...limits, spill: this.#spill });
  }
}
