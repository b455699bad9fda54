import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a file that is not there yet, readable by its owner alone; it survives a power cut. */
export async function writeDurably(path: string, text: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  await andSync(file, () => file.writeFile(text));
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  await andSync(await open(path, 'r'), async () => undefined);
}

/** The same for it and every folder below. Several at once: a disk then writes many in one go. */
export async function syncTree(path: string): Promise<void> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const folders = entries.flatMap((entry) =>
    entry.isDirectory() ? join(entry.parentPath, entry.name) : [],
  );
  const open = [path, ...folders].values();
  const syncRest = async () => {
    for (const folder of open) await syncFolder(folder);
  };
  await Promise.all(Array.from({ length: 8 }, syncRest));
}

async function andSync(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await file.sync();
  } finally {
    await file.close();
  }
}
