/** What takes a while to begin. */
export interface Begun {
  readonly alive: boolean;
  /** Resolves when it is over, however that came. */
  readonly over: Promise<unknown>;
  end(): Promise<unknown>;
}

/** One of a kind that is begun before it is asked for. None waits until `keep` is called. */
export class Spare<T extends Begun> {
  readonly #begin: (waiting: boolean) => T;
  readonly #quiet: number;
  #waiting: T | null = null;
  #working = 0;
  #kept = false;
  #timer: NodeJS.Timeout | undefined;

  /** `quiet`: milliseconds without work until one is begun, so that it does not take the processor from any. */
  constructor(begin: (waiting: boolean) => T, quiet: number) {
    this.#begin = begin;
    this.#quiet = quiet;
  }

  /** From now on one waits whenever none works; the first is begun after so many milliseconds. */
  keep(after: number): void {
    this.#kept = true;
    this.#soon(after);
  }

  /** The one that waits, or one that begins now. */
  take(): T {
    const taken = this.#waiting?.alive ? this.#waiting : this.#begin(false);
    this.#waiting = null;
    this.#working += 1;
    clearTimeout(this.#timer);
    void taken.over.finally(() => {
      this.#working -= 1;
      this.#soon();
    });
    return taken;
  }

  async close(): Promise<void> {
    this.#kept = false;
    clearTimeout(this.#timer);
    const waiting = this.#waiting;
    this.#waiting = null;
    await waiting?.end();
  }

  #soon(after = this.#quiet): void {
    clearTimeout(this.#timer);
    if (!this.#kept || this.#working > 0) return;
    this.#timer = setTimeout(() => {
      if (!this.#waiting?.alive) this.#waiting = this.#begin(true);
    }, after).unref();
  }
}
