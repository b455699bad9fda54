import { asSystem, type Database, type Log, outsideScope } from '@insites/platform';
import { view } from '../service.ts';
import { logState } from '../tree/store.ts';
import * as store from './store.ts';
import { sendSyslog } from './syslog.ts';
import { type Target, targetOf } from './target.ts';
import { sendWebhook } from './webhook.ts';

const atOnce = 200;
const afterEntry = 300;
const longestPause = 60_000;

/** A stream of the configuration. */
export interface StreamSetting {
  readonly address: string;
  /** Of a webhook. */
  readonly secret: string | null;
}

/** The log on its way to other systems. */
export interface Streams {
  readonly targets: readonly Target[];
  /** Something is there to send. */
  soon(): void;
  /** Stops; what is under way ends. */
  close(): Promise<void>;
}

/** Opens the streams of the configuration. @throws platform.configInvalid */
export function openStreams(
  database: Database,
  settings: readonly StreamSetting[],
  log: Log | null,
): Streams {
  const streams = settings.map(
    ({ address, secret }) => new Stream(database, targetOf(address, secret), log),
  );
  for (const stream of streams) stream.soon();
  return {
    targets: streams.map(({ target }) => target),
    soon: () => {
      for (const stream of streams) stream.soon();
    },
    close: async () => {
      await Promise.all(streams.map((stream) => stream.close()));
    },
  };
}

/** How far each stream has come. */
export async function listStreams(database: Database, { targets }: Streams) {
  const { size } = await logState(database);
  const rows = await store.streamRows(database);
  return {
    items: targets.map(({ name, kind }) => {
      const row = rows.get(name);
      const position = row?.position ?? size;
      return {
        name,
        kind,
        position,
        waiting: size - position,
        at: row?.at.toISOString() ?? null,
        fault: row?.fault ?? null,
      };
    }),
  };
}

/**
 * One stream. Entries go in order and at least once; a receiver that does not answer is tried again,
 * more and more seldom, and never makes a request wait. Of several processes one sends.
 */
class Stream {
  readonly target: Target;
  readonly #database: Database;
  readonly #log: Log | null;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #failures = 0;

  constructor(database: Database, target: Target, log: Log | null) {
    this.#database = database;
    this.target = target;
    this.#log = log;
  }

  soon(pause: number = afterEntry): void {
    this.#again = true;
    if (this.#timer || this.#running || this.#closed) return;
    this.#timer = outsideScope(() => setTimeout(() => this.#start(), pause).unref());
  }

  #start(): void {
    this.#timer = null;
    this.#running = asSystem('a stream hands the whole log over', () => this.#run()).finally(() => {
      this.#running = null;
      if (this.#failures > 0) this.soon(Math.min(longestPause, 500 * 2 ** this.#failures));
      else if (this.#again) this.soon();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#again = false;
    const { name } = this.target;
    try {
      // Each time: databases may be made anew while the server runs.
      await store.beginStream(this.#database, name, new Date());
      while (!this.#closed && (await this.#sendSome()));
      this.#failures = 0;
    } catch (thrown) {
      this.#failures += 1;
      const fault = thrown instanceof Error ? thrown.message : String(thrown);
      this.#log?.warn({ stream: name, reason: fault }, 'the audit log could not be handed over');
      await store.moveStream(this.#database, name, { fault }).catch(() => undefined);
    }
  }

  /** Answers whether there may be more. */
  async #sendSome(): Promise<boolean> {
    const { target } = this;
    return await this.#database.transaction(async (transaction) => {
      const position = await store.holdStream(transaction, target.name);
      // Another process sends; it may have looked before our entry was there.
      if (position === null) this.#again = true;
      if (position === null) return false;
      const rows = await store.entriesAfter(transaction, position, atOnce);
      const last = rows.at(-1);
      if (!last) return false;
      const entries = rows.map(view);
      if (target.kind === 'syslog') await sendSyslog(target, entries);
      else await sendWebhook(target, entries);
      const moved = { position: Number(last.position), at: new Date(), fault: null };
      await store.moveStream(transaction, target.name, moved);
      return rows.length === atOnce;
    });
  }
}
