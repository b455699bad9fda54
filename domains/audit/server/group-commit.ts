import { errors } from '@insites/kernel';

/** Where waiting things are written, all of a batch or none. */
export type WriteBatch<T> = (batch: readonly T[]) => Promise<void>;

interface Waiting<T> {
  readonly item: T;
  readonly done: () => void;
  readonly failed: (thrown: unknown) => void;
}

/**
 * Group commit: what arrives while a batch is being written waits for the next one, so a quiet
 * server writes at once and a busy one writes few, large batches.
 */
export class GroupCommit<T> {
  readonly #write: WriteBatch<T>;
  readonly #largest: number;
  readonly #mostWaiting: number;
  #waiting: Waiting<T>[] = [];
  #running: Promise<void> | null = null;

  constructor(write: WriteBatch<T>, options: { largest: number; mostWaiting: number }) {
    this.#write = write;
    this.#largest = options.largest;
    this.#mostWaiting = options.mostWaiting;
  }

  /** Resolves when the item is durable; rejects with what the writing of its batch threw. */
  add(item: T): Promise<void> {
    if (this.#waiting.length >= this.#mostWaiting)
      return Promise.reject(errors.limited('audit.notWritten', 'Too many entries are waiting.'));
    return new Promise((done, failed) => {
      this.#waiting.push({ item, done, failed });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // One turn of the event loop, so that requests read in the same turn share a batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, this.#largest);
      try {
        await this.#write(batch.map(({ item }) => item));
        for (const { done } of batch) done();
      } catch (thrown) {
        for (const { failed } of batch) failed(thrown);
      }
    }
    this.#running = null;
  }
}
