import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { lockClass, readState } from './control.ts';
import type { Epochs } from './epochs.ts';

/** On this channel a re-creation asks everybody to hold still. */
export const recreateChannel = 'insites_recreate';

/** First half of the locks below. */
const presenceClass = lockClass + 1;

/** The lock that who serves holds shared, and a re-creation takes for its commit. */
export const servingLock: readonly [number, number] = [presenceClass, 0];

/** The lock that who still uses the names of a generation holds shared. */
export function generationLock(generation: number): readonly [number, number] {
  return [presenceClass, generation + 1];
}

/** So long may statements that run when the gate closes go on before the lock is let go. */
const patience = 80;
/** The gate opens after this long whatever happens. */
const longestClosed = 2_000;
const lockShared = 'SELECT pg_advisory_lock_shared($1, $2)';
const unlockShared = 'SELECT pg_advisory_unlock_shared($1, $2)';
const firstPause = 100;
const longestPause = 2_000;
const heartbeat = 10_000;

/** Wrapped, because an async function would wait for a bare promise. */
interface Connected {
  readonly ended: Promise<void>;
}

interface Parts {
  readonly url: string;
  readonly epochs: Epochs;
  readonly log: Log;
}

/**
 * Shows one database that this process serves from it: a connection that holds shared locks on
 * "somebody serves" and on every generation still in use, and listens for a re-creation. When one
 * is about to commit, it closes the gate, waits for the statements under way, lets go, waits for the
 * re-creation's commit and opens the gate onto the new generation.
 */
export class Presence {
  readonly #parts: Parts;
  readonly #closing = new AbortController();
  readonly #held = new Set<number>();
  #client: pg.Client | null = null;
  #loop: Promise<void> = Promise.resolve();
  #still: Promise<void> = Promise.resolve();
  #last: Promise<unknown> = Promise.resolve();

  private constructor(parts: Parts) {
    this.#parts = parts;
    parts.epochs.onEnded((generation) => {
      if (generation < parts.epochs.generation) void this.#letGo(generation);
    });
  }

  /** Connects; throws when the first try fails. */
  static async open(parts: Parts): Promise<Presence> {
    const presence = new Presence(parts);
    presence.#loop = presence.#stay(await presence.#connect());
    return presence;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#client?.end().catch(() => undefined);
    await this.#loop;
  }

  async #connect(): Promise<Connected> {
    const { url, epochs, log } = this.#parts;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'insites presence',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const ended = new Promise<void>((resolve) => {
      client.once('end', resolve);
      client.on('error', () => resolve());
    });
    client.on('notification', () => {
      this.#still = this.#still
        .then(() => this.#holdStill())
        .catch((error: unknown) => log.debug({ err: error }, 'holding still was cut'));
    });
    await client.connect();
    await client.query(`LISTEN ${recreateChannel}`);
    this.#held.clear();
    this.#client = client;
    await this.#ask(lockShared, servingLock);
    await this.#arrive();
    // Of generations that were in use when the connection broke.
    for (let old = epochs.generation - 1; old >= 0 && epochs.inScope(old) > 0; old -= 1)
      await this.#hold(old);
    return { ended };
  }

  async #holdStill(): Promise<void> {
    const { epochs, log } = this.#parts;
    epochs.close();
    const opened = setTimeout(() => epochs.open(epochs.generation), longestClosed);
    try {
      const until = Date.now() + patience;
      while (epochs.running > 0 && Date.now() < until) await sleep(1);
      await this.#ask(unlockShared, servingLock);
      await this.#ask(lockShared, servingLock);
      await this.#arrive();
      log.debug({ generation: epochs.generation }, 'the gate was closed for a re-creation');
    } finally {
      clearTimeout(opened);
      epochs.open(epochs.generation);
    }
  }

  /** Finds out which generation the database is in, and goes on in that. */
  async #arrive(): Promise<void> {
    const { epochs } = this.#parts;
    const before = epochs.generation;
    const { generation } = await this.#queued((client) => readState(client));
    await this.#hold(generation);
    if (generation === before) return;
    epochs.open(generation);
    if (epochs.inScope(before) === 0) await this.#letGo(before);
  }

  async #hold(generation: number): Promise<void> {
    if (this.#held.has(generation)) return;
    this.#held.add(generation);
    await this.#ask(lockShared, generationLock(generation));
  }

  async #letGo(generation: number): Promise<void> {
    if (!this.#held.delete(generation)) return;
    await this.#ask(unlockShared, generationLock(generation)).catch(() => undefined);
  }

  #ask(text: string, values: readonly number[] = []): Promise<unknown> {
    return this.#queued((client) => client.query(text, [...values]));
  }

  /** One after the other, as a connection wants it. */
  #queued<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      if (!this.#client) throw new Error('There is no connection at the moment.');
      return work(this.#client);
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #stay(first: Connected): Promise<void> {
    let now: Connected | null = first;
    while (now) {
      await this.#beatUntil(now.ended);
      this.#client = null;
      now = await this.#connectAgain();
    }
  }

  /** Tries until it works; null when it is closed meanwhile. */
  async #connectAgain(): Promise<Connected | null> {
    const { signal } = this.#closing;
    for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
      if (!signal.aborted) await sleep(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return null;
      try {
        const connected = await this.#connect();
        if (!signal.aborted) return connected;
        await this.#client?.end();
      } catch (error) {
        this.#parts.log.debug({ err: error }, 'no connection to the database yet');
      }
    }
  }

  /** Asks something now and then, so that a connection that died silently is noticed. */
  async #beatUntil(ended: Promise<void>): Promise<void> {
    let over = false;
    const end = ended.then(() => {
      over = true;
    });
    while (!over) {
      const rest = new AbortController();
      await Promise.race([
        end,
        sleep(heartbeat, undefined, { signal: rest.signal, ref: false }).catch(() => undefined),
      ]);
      rest.abort();
      const client = this.#client;
      if (over || !client) return;
      const answered = await Promise.race([
        this.#ask('SELECT 1').then(
          () => true,
          () => false,
        ),
        sleep(heartbeat, false, { ref: false }),
      ]);
      if (!answered && !over) return void client.end().catch(() => undefined);
    }
  }
}
