import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from './durable.ts';
import { damaged, type StoredFile } from './manifest.ts';

/** Copies small files below a home, or all in folders of it, into a folder of the backup. */
export async function backUpFiles(
  from: string,
  paths: readonly string[],
  to: string,
): Promise<StoredFile[]> {
  const stored: StoredFile[] = [];
  for (const path of paths)
    for (const file of await filesAt(from, path))
      stored.push(await storeFile(to, file, await readFile(join(from, file))));
  return stored;
}

/** Writes one small file into a folder of the backup. */
export async function storeFile(to: string, path: string, bytes: Uint8Array): Promise<StoredFile> {
  await mkdir(dirname(join(to, path)), { recursive: true, mode: 0o700 });
  await writeDurably(join(to, path), bytes);
  return { path, bytes: bytes.byteLength, sha256: hashOf(bytes) };
}

/** Puts them back; what stands there is replaced. @throws platform.backupDamaged */
export async function restoreFiles(
  from: string,
  files: readonly StoredFile[],
  to: string,
): Promise<void> {
  for (const file of files) {
    const bytes = await readStored(from, file);
    const path = join(to, file.path);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await rm(path, { force: true });
    await writeDurably(path, bytes);
  }
}

/** @throws platform.backupDamaged */
export async function checkFiles(from: string, files: readonly StoredFile[]): Promise<void> {
  for (const file of files) await readStored(from, file);
}

/** @throws platform.backupDamaged */
export async function readStored(from: string, { path, sha256 }: StoredFile): Promise<Uint8Array> {
  const full = join(from, path);
  const bytes = await readFile(full).catch(() => null);
  if (bytes === null) throw damaged(`${full} is missing.`);
  if (hashOf(bytes) !== sha256) throw damaged(`${full} is not what was written.`);
  return bytes;
}

/** Drafts, which are about to be renamed, are left out. */
async function filesAt(root: string, path: string): Promise<readonly string[]> {
  const found = await stat(join(root, path)).catch(() => null);
  if (!found) return [];
  if (found.isFile()) return [path];
  const names = (await readdir(join(root, path))).toSorted();
  const below = names
    .filter((name) => !name.endsWith('.new'))
    .map((name) => filesAt(root, join(path, name)));
  return (await Promise.all(below)).flat();
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
