import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log/log.ts';
import { ensureCluster, owner } from './cluster.ts';
import { prepareHost } from './host.ts';
import { lockHome } from './lock.ts';
import { endOrphan } from './orphan.ts';
import { preparePlaces, removeShortFolder } from './places.ts';
import { type Postmaster, startPostmaster } from './postmaster.ts';

const firstPause = 100;
const longestPause = 5_000;

/** The PostgreSQL that Insites keeps under its home; started again by itself when it dies. */
export class ManagedPostgres {
  /** Address of a database in it. */
  readonly url: (database: string) => string;
  readonly #start: () => Promise<Postmaster>;
  readonly #log: Log;
  readonly #release: () => Promise<void>;
  readonly #closing = new AbortController();
  #postmaster: Postmaster;
  #watch: Promise<void>;

  private constructor(
    parts: {
      url: (database: string) => string;
      start: () => Promise<Postmaster>;
      release: () => Promise<void>;
      log: Log;
    },
    postmaster: Postmaster,
  ) {
    this.url = parts.url;
    this.#start = parts.start;
    this.#release = parts.release;
    this.#log = parts.log;
    this.#postmaster = postmaster;
    this.#watch = this.#keepAlive();
  }

  /** Process id of the postmaster. */
  get pid(): number {
    return this.#postmaster.pid;
  }

  static async open(home: string, log: Log): Promise<ManagedPostgres> {
    const known = await preparePlaces(home);
    const lock = await lockHome(known.lock);
    const release = () => lock.release().then(() => removeShortFolder(home));
    try {
      const host = await prepareHost(home, known);
      const { places } = host;
      const password = await ensureCluster(host);
      const start = async () => {
        await endOrphan(places.data, log);
        return startPostmaster(host, log);
      };
      const url = (database: string) =>
        `postgres://${owner}:${password}@localhost/${database}?host=${encodeURIComponent(places.socketFolder)}`;
      return new ManagedPostgres({ url, start, release, log }, await start());
    } catch (error) {
      await release();
      throw error;
    }
  }

  /** Stops it cleanly and gives the home free. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#postmaster.stop();
    await this.#watch;
    // One that came up while we were closing.
    await this.#postmaster.stop();
    await this.#release();
  }

  async #keepAlive(): Promise<void> {
    const { signal } = this.#closing;
    for (let pause = firstPause; ; ) {
      const since = Date.now();
      await this.#postmaster.ended;
      if (signal.aborted) return;
      // One that lived long enough was well: begin again with a short pause.
      if (Date.now() - since > 60_000) pause = firstPause;
      this.#log.error('the database ended unexpectedly; starting it again');
      while (!signal.aborted) {
        await sleep(pause, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
        pause = Math.min(pause * 2, longestPause);
        if (await this.#startAgain()) break;
      }
    }
  }

  async #startAgain(): Promise<boolean> {
    try {
      this.#postmaster = await this.#start();
      this.#log.info('the database runs again');
      return true;
    } catch (error) {
      this.#log.error({ err: error }, 'the database could not be started; trying again');
      return false;
    }
  }
}
