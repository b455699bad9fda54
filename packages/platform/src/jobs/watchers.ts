const longestSilence = 5_000;

/** Tells whoever waits for a job in this process that something may have changed. */
export class Watchers {
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Changes of a job from now on; `next` also resolves now and then by itself and when the signal aborts. */
  watch(id: string, signal: AbortSignal): Disposable & { next(): Promise<void> } {
    let wakeUp: (() => void) | null = null;
    let changed = false;
    const wake = () => {
      changed = true;
      wakeUp?.();
    };
    const all = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, all.add(wake));
    signal.addEventListener('abort', wake);
    return {
      next: async () => {
        if (!changed)
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, longestSilence);
            wakeUp = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        changed = false;
        wakeUp = null;
      },
      [Symbol.dispose]: () => {
        signal.removeEventListener('abort', wake);
        all.delete(wake);
        if (all.size === 0) this.#waiting.delete(id);
      },
    };
  }

  wake(id: string): void {
    for (const wake of this.#waiting.get(id) ?? []) wake();
  }

  wakeAll(): void {
    for (const id of this.#waiting.keys()) this.wake(id);
  }
}
