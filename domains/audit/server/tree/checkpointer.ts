import { errors } from '@insites/kernel';
import { asSystem, type Database, type Log, outsideScope } from '@insites/platform';
import { originOf, type Signer, signerOf } from '../../proof/index.ts';
import { Witness } from '../witness/witness.ts';
import { type Cosigner, grow, keyMissing, type SignedCheckpoint } from './grow.ts';
import { type SecretPlace, seedOf } from './seed.ts';
import { lastCheckpoint, logState } from './store.ts';

/** Milliseconds from an entry to the checkpoint that covers it, at most. */
const delay = 30_000;

/** The keys of a log: its own, and its witness's. */
export interface LogKeys {
  readonly log: Signer;
  readonly witness: Witness;
}

/**
 * Signs a checkpoint some seconds after entries came. One a process; of several processes one works
 * and the others find nothing left to do.
 */
export class Checkpointer {
  readonly #database: Database;
  readonly #place: SecretPlace | null;
  readonly #log: Log | null;
  readonly #keys = new Map<string, Promise<LogKeys>>();
  #running: Promise<SignedCheckpoint> | null = null;
  #next: Promise<SignedCheckpoint> | null = null;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  /** Without a place for secrets nothing is signed. */
  constructor(database: Database, place: SecretPlace | null, log: Log | null) {
    this.#database = database;
    this.#place = place;
    this.#log = log;
  }

  /** Makes sure that a checkpoint comes soon. */
  soon(): void {
    if (this.#timer || this.#closed || !this.#place) return;
    this.#timer = outsideScope(() =>
      setTimeout(() => {
        this.#timer = null;
        void this.now().catch((error: unknown) => {
          this.#log?.error({ err: error }, 'the audit log could not be signed');
          this.soon();
        });
      }, delay).unref(),
    );
  }

  /** A checkpoint that covers every entry written before the call. @throws audit.notSigned, audit.treeChanged, audit.keyMissing */
  now(): Promise<SignedCheckpoint> {
    if (!this.#running) {
      this.#running = asSystem('the tree is one over the whole log', () =>
        outsideScope(() => this.#sign()),
      ).finally(() => {
        this.#running = null;
      });
      return this.#running;
    }
    // What runs may have looked before the caller's entry was there.
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return this.now();
      });
    return this.#next;
  }

  /** The last checkpoint, or a first one. */
  async last(): Promise<string> {
    const last = await lastCheckpoint(this.#database);
    return last ? last.note : (await this.now()).note;
  }

  /** The keys of the log that is in the database now. @throws audit.notSigned, audit.keyMissing */
  async keys(): Promise<LogKeys> {
    const { logId } = await logState(this.#database);
    return await this.#keysOf(logId, (await lastCheckpoint(this.#database)) !== null);
  }

  /** Signs what is not signed yet, and stops. */
  async close(): Promise<void> {
    this.#closed = true;
    const waiting = this.#timer !== null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (waiting)
      await this.now().catch((error: unknown) =>
        this.#log?.error({ err: error }, 'the audit log could not be signed'),
      );
    await this.#running?.catch(() => undefined);
  }

  async #sign(): Promise<SignedCheckpoint> {
    return await grow(this.#database, new Date(), async (logId, signedBefore) => {
      const { log, witness } = await this.#keysOf(logId, signedBefore);
      return { signer: log, cosigner: this.#reporting(witness) };
    });
  }

  /** Databases may be made anew while the server runs; then there is another log. */
  #keysOf(logId: string, signedBefore: boolean): Promise<LogKeys> {
    const known = this.#keys.get(logId);
    if (known) return known;
    const opened = this.#open(logId, signedBefore);
    this.#keys.set(logId, opened);
    opened.catch(() => this.#keys.delete(logId));
    return opened;
  }

  /** A witness that refuses is heard. */
  #reporting(witness: Witness): Cosigner {
    return {
      seen: () => witness.seen(),
      cosign: async (note, path) => {
        const line = await witness.cosign(note, path);
        if (line === null)
          this.#log?.error(
            { folder: witness.folder },
            'the witness does not sign: the audit log does not go on from what it saw last',
          );
        return line;
      },
    };
  }

  async #open(logId: string, signedBefore: boolean): Promise<LogKeys> {
    const place = this.#place;
    if (!place)
      throw errors.unavailable('audit.notSigned', 'This server has no place to keep keys.', {
        hint: 'Set INSITES_HOME.',
      });
    const seed = await seedOf(place, 'audit-log', !signedBefore);
    if (!seed) throw keyMissing();
    const log = signerOf(seed, 'log', (publicKey) => originOf(logId, publicKey));
    return { log, witness: await Witness.open(place, logId, log) };
  }
}
