import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log/log.ts';

/** First half of the advisory locks by which processes show that they live. */
export const lockClass = 4_674_837;

const heartbeat = 5_000;
const firstPause = 100;
const longestPause = 1_000;

interface Subscriber {
  readonly channel: string;
  readonly hear: (payload: string) => void;
  /** Called after every connection: what was said meanwhile is lost. */
  readonly connected: () => void;
}

/** Wrapped, because an async function would wait for a bare promise. */
interface Connected {
  /** Resolves when the connection ends. */
  readonly lost: Promise<void>;
}

/**
 * One connection of a process's own: it listens (LISTEN/NOTIFY) and, as long as it lives, holds an
 * advisory lock that tells other processes that this one lives. Connects again by itself.
 */
export class Signals {
  /** Number of this process's lock. */
  readonly worker = randomInt(1, 2 ** 31 - 1);
  readonly #url: string;
  readonly #log: Log;
  readonly #subscribers = new Set<Subscriber>();
  readonly #closing = new AbortController();
  #client: pg.Client | null = null;
  #loop: Promise<void> = Promise.resolve();

  constructor(url: string, log: Log) {
    this.#url = url;
    this.#log = log;
  }

  /** Connects; throws when the first try fails. */
  async open(): Promise<void> {
    this.#loop = this.#stayConnected(await this.#connect());
  }

  /** Hears what is said on a channel, from now on. */
  async listen(
    channel: string,
    hear: (payload: string) => void,
    connected: () => void = () => undefined,
  ): Promise<{ close(): Promise<void> }> {
    const subscriber = { channel, hear, connected };
    this.#subscribers.add(subscriber);
    await this.#client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    connected();
    return {
      close: async () => {
        this.#subscribers.delete(subscriber);
      },
    };
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#loop;
  }

  async #connect(): Promise<Connected> {
    const client = new pg.Client({
      connectionString: this.#url,
      application_name: 'insites signals',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const lost = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
    });
    client.on('notification', ({ channel, payload = '' }) => {
      for (const subscriber of this.#subscribers)
        if (subscriber.channel === channel) subscriber.hear(payload);
    });
    await client.connect();
    const channels = new Set([...this.#subscribers].map(({ channel }) => channel));
    for (const channel of channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    await this.#hold(client);
    this.#client = client;
    for (const { connected } of this.#subscribers) connected();
    return { lost };
  }

  /** Not granted while the server has not noticed that our last connection broke: asked again with every beat. */
  async #hold(client: pg.Client): Promise<void> {
    await client.query(
      `SELECT pg_try_advisory_lock($1::int, $2::int) WHERE NOT EXISTS (
        SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
          AND classid = $1::int AND objid = $2::int)`,
      [lockClass, this.worker],
    );
  }

  async #stayConnected(first: Connected): Promise<void> {
    for (let now: Connected | null = first; now; now = await this.#connectAgain()) {
      await this.#beatUntil(now.lost);
      this.#client = null;
    }
  }

  /** Tries until it works; null when it is closed meanwhile. */
  async #connectAgain(): Promise<Connected | null> {
    const { signal } = this.#closing;
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return null;
      try {
        const connected = await this.#connect();
        if (!signal.aborted) return connected;
        await this.#client?.end();
      } catch (error) {
        this.#log.debug({ err: error }, 'no connection to the database yet');
      }
    }
  }

  /** Asks something now and then, so that a connection that died silently is noticed. */
  async #beatUntil(lost: Promise<void>): Promise<void> {
    let over = false;
    const ended = lost.then(() => {
      over = true;
    });
    while (!over) {
      const rest = new AbortController();
      await Promise.race([
        ended,
        sleep(heartbeat, undefined, { signal: rest.signal }).catch(() => undefined),
      ]);
      rest.abort();
      const client = this.#client;
      if (over || !client) return;
      const answered = await Promise.race([
        this.#hold(client).then(
          () => true,
          () => false,
        ),
        sleep(heartbeat, false, { ref: false }),
      ]);
      if (!answered && !over) {
        void client.end().catch(() => undefined);
        return;
      }
    }
  }
}
