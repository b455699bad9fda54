interface Tries {
  count: number;
  at: number;
}

const forgetOneAfter = 60_000;
const longestWait = 4_000;
const mostKeys = 50_000;

/** Tries that cost nothing: of one account, of one address. */
const free = { account: 4, address: 10 } as const;

/**
 * Makes guessing slow without locking anybody out: every try beyond the free ones waits twice as
 * long as the one before, at most 4 s, counted by account and by address; a minute forgives one try.
 * Counted when a try begins, so that many at once gain nothing. Held in this process; the hard limit
 * by address (`perMinute` of the route) stands before it.
 */
export class SlowDown {
  readonly #tries = new Map<string, Tries>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Counts a try and answers with the milliseconds it has to wait. */
  begin(account: string, address: string): number {
    const accountTries = this.#count(`account ${account}`);
    const addressTries = this.#count(`address ${address}`);
    return Math.max(waitAfter(accountTries - free.account), waitAfter(addressTries - free.address));
  }

  /** The try was right: forgets the account's tries and this one of the address. */
  succeeded(account: string, address: string): void {
    this.#tries.delete(`account ${account}`);
    const tries = this.#tries.get(`address ${address}`);
    if (tries) tries.count -= 1;
  }

  #count(key: string): number {
    const now = this.#now();
    const before = this.#tries.get(key);
    const forgiven = before ? Math.floor((now - before.at) / forgetOneAfter) : 0;
    const count = Math.max(0, (before?.count ?? 0) - forgiven) + 1;
    // Set anew, so that the oldest key is the first one of the map.
    this.#tries.delete(key);
    this.#tries.set(key, { count, at: now });
    if (this.#tries.size > mostKeys) {
      const [oldest] = this.#tries.keys();
      if (oldest !== undefined) this.#tries.delete(oldest);
    }
    return count;
  }
}

function waitAfter(beyond: number): number {
  return beyond <= 0 ? 0 : Math.min(longestWait, 250 * 2 ** Math.min(beyond - 1, 10));
}
