import type { Lock, Locker } from '@tus/server';

interface Holder {
  readonly stop: () => void;
  readonly released: Promise<void>;
  readonly release: () => void;
}

/**
 * One request at a time for each upload, the newest first: who comes stops the one before, because
 * a client that asks again has lost its connection even where we have not noticed yet. `stop` gives
 * the way to end the request that asks for the lock.
 */
export function takeOverLocker(stop: () => () => void): Locker {
  const holders = new Map<string, Holder>();
  return {
    newLock: (id): Lock => {
      let mine: Holder | null = null;
      return {
        async lock() {
          for (let held = holders.get(id); held; held = holders.get(id)) {
            held.stop();
            await held.released;
          }
          const { promise, resolve } = Promise.withResolvers<void>();
          mine = { stop: stop(), released: promise, release: resolve };
          holders.set(id, mine);
        },
        async unlock() {
          if (!mine) return;
          if (holders.get(id) === mine) holders.delete(id);
          mine.release();
          mine = null;
        },
      };
    },
  };
}
