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

/** The same for every folder below. */
export async function syncTree(path: string): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true }))
    if (entry.isDirectory()) await syncTree(join(path, entry.name));
  await syncFolder(path);
}

async function andSync(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await file.sync();
  } finally {
    await file.close();
  }
}
