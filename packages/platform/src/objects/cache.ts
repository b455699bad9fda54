import { chmod, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { withDiskFull } from './failures.ts';
import type { Lease } from './object-store.ts';
import { privateFolder, removePrivateFolder, unguessable } from './private-folder.ts';

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly ready: Promise<void>;
  leases: number;
}

/**
 * Decrypted copies for programs that need a file, made once for all who ask at the same time. At
 * most `limit` bytes, least recently used first out; what is leased stays whatever its size.
 * Read-only files (0400; 0444 when we are root, see privateFolder).
 */
export class DecryptedCache {
  readonly #folder: string;
  readonly #limit: number;
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();

  private constructor(folder: string, limit: number) {
    this.#folder = folder;
    this.#limit = limit;
  }

  static async open(parent: string, limit: number): Promise<DecryptedCache> {
    return new DecryptedCache(await privateFolder(parent), limit);
  }

  async lease(
    object: { readonly id: string; readonly bytes: number },
    content: () => Promise<AsyncIterable<Uint8Array>>,
  ): Promise<Lease> {
    const entry = this.#entries.get(object.id) ?? this.#fill(object, content);
    this.#entries.delete(object.id);
    this.#entries.set(object.id, entry);
    entry.leases += 1;
    try {
      await entry.ready;
    } catch (error) {
      entry.leases -= 1;
      throw error;
    }
    return { path: entry.path, release: this.#releaser(entry) };
  }

  /** Drops a copy, when nobody uses it, because its object is gone. */
  async forget(objectId: string): Promise<void> {
    const entry = this.#entries.get(objectId);
    if (entry && entry.leases === 0) await this.#remove(objectId, entry);
  }

  close(): Promise<void> {
    this.#entries.clear();
    return removePrivateFolder(this.#folder);
  }

  #fill(
    { id, bytes }: { readonly id: string; readonly bytes: number },
    content: () => Promise<AsyncIterable<Uint8Array>>,
  ): Entry {
    const path = join(this.#folder, unguessable());
    const ready = this.#shrink(this.#limit - bytes)
      .then(() => writeFile(path, content))
      .catch(async (error: unknown) => {
        if (this.#entries.get(id)?.path === path) this.#entries.delete(id);
        await rm(path, { force: true });
        throw withDiskFull(error);
      });
    return { path, bytes, ready, leases: 0 };
  }

  #releaser(entry: Entry): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      entry.leases -= 1;
      // Leases of one moment may together have gone beyond the limit.
      void this.#shrink(this.#limit);
    };
  }

  async #shrink(limit: number): Promise<void> {
    let total = 0;
    for (const { bytes } of this.#entries.values()) total += bytes;
    for (const [id, entry] of this.#entries) {
      if (total <= limit) return;
      if (entry.leases > 0) continue;
      total -= entry.bytes;
      await this.#remove(id, entry);
    }
  }

  async #remove(id: string, entry: Entry): Promise<void> {
    this.#entries.delete(id);
    await rm(entry.path, { force: true });
  }
}

async function writeFile(
  path: string,
  content: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of await content())
      for (let at = 0; at < piece.byteLength; ) at += (await handle.write(piece, at)).bytesWritten;
  } finally {
    await handle.close();
  }
  await chmod(path, process.getuid?.() === 0 ? 0o444 : 0o400);
}
