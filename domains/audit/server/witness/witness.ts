import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  formatNote,
  type Hash,
  openCheckpoint,
  type Signer,
  signerOf,
  signText,
  type Verifier,
  verifyConsistency,
} from '../../proof/index.ts';
import { type SecretPlace, seedOf } from '../tree/seed.ts';

/**
 * A witness (c2sp.org/tlog-witness) in the house itself: it has a key of its own and keeps what it
 * saw as files beside the objects, out of the database's reach. It signs a checkpoint only when that
 * goes on from the last one it saw.
 */
export class Witness {
  readonly folder: string;
  readonly signer: Signer;
  readonly #log: Verifier;

  private constructor(folder: string, signer: Signer, log: Verifier) {
    this.folder = folder;
    this.signer = signer;
    this.#log = log;
  }

  /** Opens the witness of one log; its key is made at the first time. */
  static async open(place: SecretPlace, logId: string, log: Verifier): Promise<Witness> {
    const seed = await seedOf(place, 'audit-witness', true);
    if (!seed) throw new Error('The key of the witness cannot be made');
    const signer = signerOf(seed, 'witness', () => `insites/witness/${logId}`);
    return new Witness(join(place.home, 'objects', 'witness', logId), signer, log);
  }

  /** The size of the last checkpoint it signed; 0 when it saw none. */
  async seen(): Promise<number> {
    return (await this.#last())?.size ?? 0;
  }

  /** Its signature line; null when the path does not prove that the checkpoint goes on from the last one. */
  async cosign(note: string, path: readonly Hash[], at: Date = new Date()): Promise<string | null> {
    const now = openCheckpoint(note, this.#log);
    const last = await this.#last();
    if (!now) return null;
    if (last && !verifyConsistency({ first: last, second: now, path })) return null;
    const split = note.lastIndexOf('\n\n');
    const text = note.slice(0, split + 1);
    const line = signText(text, this.signer, at);
    await this.#keep(formatNote(text, [note.slice(split + 2), line]), at);
    return line;
  }

  async #last() {
    const text = await readFile(join(this.folder, 'latest.txt'), 'utf8').catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      },
    );
    if (text === null) return null;
    const last = openCheckpoint(text, this.#log);
    if (!last) throw new Error(`${this.folder}/latest.txt is not a checkpoint of this log`);
    return last;
  }

  /** The newest one, and for ever the last one of each day. */
  async #keep(note: string, at: Date): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const day = at.toISOString().slice(0, 10);
    for (const name of [`${day}.txt`, 'latest.txt']) await writeThrough(this.folder, name, note);
  }
}

async function writeThrough(folder: string, name: string, text: string): Promise<void> {
  const draft = join(folder, `${name}.new`);
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, join(folder, name));
}
