import type { Dirent } from 'node:fs';
import {
  constants,
  type FileHandle,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobEntry, BlobReader, BlobStore, BlobWriter } from './blob-store.ts';

/** Blobs as files of one folder (mode 0700), a key being the path below it. */
export function localDirectory(folder: string): BlobStore {
  const pathOf = (key: string) => join(folder, key);
  return {
    async write(key, from) {
      const path = pathOf(key);
      const flags = constants.O_RDWR | constants.O_CREAT;
      const handle = await inFolder(path, () => open(path, flags, 0o600));
      try {
        await handle.truncate(from);
      } catch (error) {
        await handle.close();
        throw error;
      }
      return fileWriter(handle, from);
    },

    async read(key) {
      const handle = await orNull(open(pathOf(key), 'r'));
      return handle && fileReader(handle);
    },

    async size(key) {
      return (await orNull(stat(pathOf(key))))?.size ?? null;
    },

    async rename(from, to) {
      await inFolder(pathOf(to), () => rename(pathOf(from), pathOf(to)));
      await syncFolder(dirname(pathOf(to)));
    },

    async remove(key) {
      await rm(pathOf(key), { force: true });
    },

    list: (below) => entries(folder, below),
  };
}

async function* entries(folder: string, below: string): AsyncGenerator<BlobEntry> {
  const found: Dirent[] =
    (await orNull(readdir(join(folder, below), { withFileTypes: true }))) ?? [];
  for (const entry of found) {
    const key = `${below}/${entry.name}`;
    if (entry.isDirectory()) {
      yield* entries(folder, key);
      continue;
    }
    const details = await orNull(stat(join(folder, key)));
    if (details) yield { key, modified: details.mtime };
  }
}

function fileWriter(handle: FileHandle, from: number): BlobWriter {
  let position = from;
  return {
    async append(parts) {
      const { bytesWritten } = await handle.writev(parts, position);
      position += bytesWritten;
      let left = bytesWritten;
      for (const part of parts) {
        const done = Math.min(left, part.byteLength);
        left -= done;
        // A short write: the disk is nearly full. The next one says so, or goes through.
        for (let at = done; at < part.byteLength; ) {
          const more = await handle.write(part, at, part.byteLength - at, position);
          position += more.bytesWritten;
          at += more.bytesWritten;
        }
      }
    },
    sync: () => handle.datasync(),
    close: () => handle.close(),
  };
}

async function fileReader(handle: FileHandle): Promise<BlobReader> {
  const { size } = await handle.stat();
  return {
    bytes: size,
    async read(start, length) {
      const buffer = Buffer.allocUnsafeSlow(Math.max(0, Math.min(length, size - start)));
      let filled = 0;
      while (filled < buffer.length) {
        const left = buffer.length - filled;
        const { bytesRead } = await handle.read(buffer, filled, left, start + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
    close: () => handle.close(),
  };
}

async function inFolder<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return act();
  }
}

/** A new name lasts only when its folder was written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function orNull<T>(promise: Promise<T>): Promise<T | null> {
  try {
    return await promise;
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
