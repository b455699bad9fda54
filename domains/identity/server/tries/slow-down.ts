import { asSystem, type Database } from '@insites/platform';
import { hashOf } from '../secrets.ts';
import * as store from './store.ts';

const forgetOneAfter = 60_000;
const ofNobody = 'tries are counted before anybody is known';
const longestWait = 4_000;

/** Tries that cost nothing: of one account, of one address. */
const free = { account: 4, address: 10 } as const;

/**
 * Makes guessing slow without locking anybody out: every try beyond the free ones waits twice as
 * long as the one before, at most 4 s, counted by account and by address; a minute forgives one try.
 * Counted when a try begins, so that many at once gain nothing, and in the database, so that many
 * servers are as slow as one. The hard limit by address (`perMinute` of the route) stands before it.
 */
export class SlowDown {
  readonly #database: Database;
  readonly #now: () => Date;

  constructor(database: Database, now: () => Date) {
    this.#database = database;
    this.#now = now;
  }

  /** Counts a try and answers with the milliseconds it has to wait. */
  async begin(account: string, address: string): Promise<number> {
    const ofAccount = await this.count(`account ${account}`, forgetOneAfter);
    const ofAddress = await this.count(`address ${address}`, forgetOneAfter);
    return Math.max(waitAfter(ofAccount - free.account), waitAfter(ofAddress - free.address));
  }

  /** The try was right: forgets the account's tries and this one of the address. */
  async succeeded(account: string, address: string): Promise<void> {
    await this.forget(`account ${account}`);
    await asSystem(ofNobody, () => store.takeBack(this.#database, hashOf(`address ${address}`)));
  }

  /** Counts a try of anything; one is forgiven after so many milliseconds. Answers with how many there are. */
  count(key: string, forgiveAfter: number): Promise<number> {
    return asSystem(ofNobody, () =>
      store.count(this.#database, hashOf(key), { now: this.#now(), forgiveAfter }),
    );
  }

  async forget(key: string): Promise<void> {
    await asSystem(ofNobody, () => store.forget(this.#database, hashOf(key)));
  }
}

function waitAfter(beyond: number): number {
  return beyond <= 0 ? 0 : Math.min(longestWait, 250 * 2 ** Math.min(beyond - 1, 10));
}
