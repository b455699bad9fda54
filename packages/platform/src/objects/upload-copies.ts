import { type FileHandle, open, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lease } from './object-store.ts';
import { privateFolder, removePrivateFolder, unguessable } from './private-folder.ts';

/** A copy that nobody writes to or takes is deleted after so long, milliseconds. */
const lifetime = 60_000;
/** All copies together, bytes. */
const roomAtMost = 1 << 30;
/** The disk must have so many times the room of a copy: no upload may fail for want of what its copy takes. */
const spare = 4;

interface Copy {
  readonly path: string;
  readonly file: FileHandle;
  /** Bytes it was begun for. */
  readonly room: number;
  readonly timer: NodeJS.Timeout;
  readonly gone: AbortController;
  /** Bytes that were given to be written. */
  taken: number;
  /** Bytes from the start that are there, without a hole. */
  filled: number;
  last: Promise<void>;
  broken: boolean;
}

/** A copy that is being written. */
export interface ArrivingCopy {
  readonly path: string;
  /** Its length when it is whole. It is written at its end only. */
  readonly bytes: number;
  /** Given when it is dropped or was read. */
  readonly gone: AbortSignal;
}

interface Watcher {
  readonly from: number;
  readonly tell: (copy: ArrivingCopy) => void;
}

/**
 * Plaintext of uploads, written while they arrive, for work that reads them at once and would else fetch
 * and decipher what was enciphered a moment ago. A convenience: whatever goes wrong, the copy is dropped
 * and nothing else happens. Each is read once, and lies in a private folder (0600) that is wiped.
 */
export class UploadCopies {
  readonly #folder: string;
  readonly #limit: number;
  readonly #lifetime: number;
  /** By upload. */
  readonly #growing = new Map<string, Copy>();
  /** By object. */
  readonly #whole = new Map<string, Copy>();
  readonly #watchers: Watcher[] = [];
  #taken = 0;

  private constructor(folder: string, limit: number, living: number) {
    this.#folder = folder;
    this.#limit = Math.min(limit, roomAtMost);
    this.#lifetime = living;
  }

  static async open(parent: string, limit: number, living = lifetime): Promise<UploadCopies> {
    return new UploadCopies(await privateFolder(parent), limit, living);
  }

  /** Tells of every copy when its first bytes are there. */
  watch(from: number, tell: (copy: ArrivingCopy) => void): void {
    this.#watchers.push({ from, tell });
  }

  /** Begins the copy of an upload of so many bytes, unless there is no room for it. */
  async begin(uploadId: string, bytes: number): Promise<void> {
    if (this.#growing.has(uploadId) || this.#room + bytes > this.#limit) return;
    try {
      const { bavail, bsize } = await statfs(this.#folder);
      if (bavail * bsize < spare * bytes) return;
      const path = join(this.#folder, unguessable());
      const file = await open(path, 'wx', 0o600);
      const timer = setTimeout(() => void this.drop(uploadId), this.#lifetime).unref();
      const begun = { path, file, room: bytes, timer, gone: new AbortController() };
      const last = Promise.resolve();
      this.#growing.set(uploadId, { ...begun, taken: 0, filled: 0, last, broken: false });
    } catch {
      // No copy then.
    }
  }

  /** Writes to the copy of an upload, if there is one. Never rejects; the bytes may be overwritten when it resolves. */
  async write(uploadId: string, position: number, bytes: Uint8Array): Promise<void> {
    const copy = this.#growing.get(uploadId);
    if (!copy || copy.broken) return;
    // Chunks come in order; one may come again, after the sender broke off.
    if (position > copy.taken || position + bytes.byteLength > copy.room) copy.broken = true;
    copy.taken = Math.max(copy.taken, position + bytes.byteLength);
    copy.timer.refresh();
    copy.last = this.#append(copy, position, bytes);
    await copy.last;
    if (copy.broken) await this.drop(uploadId);
  }

  /** After all before it: who follows the file must meet no hole. */
  async #append(copy: Copy, position: number, bytes: Uint8Array): Promise<void> {
    const { last, file, path, room, gone } = copy;
    await last;
    try {
      for (let at = 0; at < bytes.byteLength && !copy.broken; )
        at += (await file.write(bytes, at, bytes.byteLength - at, position + at)).bytesWritten;
    } catch {
      copy.broken = true;
    }
    if (copy.broken) return;
    const before = copy.filled;
    copy.filled = Math.max(before, position + bytes.byteLength);
    for (const { from, tell } of this.#watchers)
      if (before < from && copy.filled >= from) tell({ path, bytes: room, gone: gone.signal });
  }

  /** The upload is this object now, and its copy can be taken. */
  async became(
    uploadId: string,
    { id, bytes }: { readonly id: string; readonly bytes: number },
  ): Promise<void> {
    const copy = this.#growing.get(uploadId);
    if (!copy) return;
    if (copy.filled !== bytes) return this.drop(uploadId);
    this.#growing.delete(uploadId);
    clearTimeout(copy.timer);
    await this.forget(id);
    const timer = setTimeout(() => void this.forget(id), this.#lifetime).unref();
    this.#whole.set(id, { ...copy, timer });
    await copy.file.close();
  }

  /** The copy of an object, the first time it is asked for; deleted when it is released. */
  take(objectId: string): Lease | null {
    const copy = this.#whole.get(objectId);
    if (!copy) return null;
    this.#whole.delete(objectId);
    clearTimeout(copy.timer);
    this.#taken += copy.room;
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      this.#taken -= copy.room;
      copy.gone.abort();
      void remove(copy.path);
    };
    return { path: copy.path, release };
  }

  /** Deletes the copy of an upload that is given up. */
  async drop(uploadId: string): Promise<void> {
    const copy = this.#growing.get(uploadId);
    if (!copy) return;
    this.#growing.delete(uploadId);
    clearTimeout(copy.timer);
    copy.gone.abort();
    await copy.file.close().catch(() => undefined);
    await remove(copy.path);
  }

  /** Deletes the copy of an object that is gone. */
  async forget(objectId: string): Promise<void> {
    const copy = this.#whole.get(objectId);
    if (!copy) return;
    this.#whole.delete(objectId);
    clearTimeout(copy.timer);
    copy.gone.abort();
    await remove(copy.path);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#growing.keys()].map((id) => this.drop(id)));
    await Promise.all([...this.#whole.keys()].map((id) => this.forget(id)));
    await removePrivateFolder(this.#folder);
  }

  get #room(): number {
    let room = this.#taken;
    for (const copies of [this.#growing, this.#whole])
      for (const copy of copies.values()) room += copy.room;
    return room;
  }
}

async function remove(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined);
}
