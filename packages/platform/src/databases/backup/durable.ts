import { type FileHandle, open } from 'node:fs/promises';

/** Writes a file that is not there yet, readable by its owner alone; it survives a power cut. */
export async function writeDurably(path: string, text: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  await andSync(file, () => file.writeFile(text));
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  await andSync(await open(path, 'r'), async () => undefined);
}

async function andSync(file: FileHandle, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    await file.sync();
  } finally {
    await file.close();
  }
}
