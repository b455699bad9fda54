import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { link, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { BlobStore } from '../../objects/blob-store.ts';
import { copyBlob, hashBlob, type SealedBlob } from '../../objects/copy-blob.ts';
import { localDirectory } from '../../objects/local-directory.ts';
import { damaged, type Manifest } from './manifest.ts';
import type { WantedBlob } from './wanted-blobs.ts';

/** The list of the blobs in a backup. */
const listName = 'objects.jsonl';
const atOnce = 4;

/** Where the blobs of a backup, or of a home, lie. */
export const blobsIn = (folder: string): BlobStore => localDirectory(join(folder, 'objects'));

/** What became of the blobs. */
export interface CopiedBlobs extends Pick<Manifest, 'objects' | 'missing' | 'lostUploads'> {
  /** Those that an earlier backup beside this one had already. */
  readonly linked: number;
}

/**
 * Copies blobs into a backup, still sealed. What the earlier backup has is not copied again but gets
 * a second name there (a hard link): blobs of objects never change.
 */
export async function backUpBlobs(
  wanted: AsyncIterable<WantedBlob>,
  { from, folder, earlier }: { from: BlobStore; folder: string; earlier: string | null },
  signal: AbortSignal,
): Promise<CopiedBlobs> {
  const known = earlier === null ? new Map<string, SealedBlob>() : await mapOf(earlier);
  const to = blobsIn(folder);
  const missing: string[] = [];
  const lostUploads: string[] = [];
  const totals = { count: 0, bytes: 0, linked: 0 };
  const copyOne = async (blob: WantedBlob): Promise<readonly SealedBlob[]> => {
    signal.throwIfAborted();
    const old = known.get(blob.key);
    if (earlier !== null && old && (await linked(old, earlier, folder))) {
      totals.linked += 1;
      return [old];
    }
    const copied = await copyBlob(blob.key, from, to);
    if (copied) return [copied];
    if (blob.upload === null) missing.push(blob.key);
    else if (blob.otherwise === null) return [];
    else {
      const moved = await copyBlob(blob.otherwise, from, to);
      if (moved) return [moved];
      lostUploads.push(blob.upload);
    }
    return [];
  };
  const hash = createHash('sha256');
  async function* lines(): AsyncGenerator<string> {
    for await (const blob of inParallel(wanted, copyOne)) {
      totals.count += 1;
      totals.bytes += blob.bytes;
      const line = `${JSON.stringify(blob)}\n`;
      hash.update(line);
      yield line;
    }
  }
  await pipeline(
    Readable.from(lines()),
    createWriteStream(join(folder, listName), { flags: 'wx', mode: 0o600, flush: true }),
  );
  const { count, bytes } = totals;
  const objects = { count, bytes, sha256: hash.digest('hex') };
  return { objects, missing, lostUploads, linked: totals.linked };
}

/** Copies the blobs of a backup to where they are used. @throws platform.backupDamaged */
export async function restoreBlobs(
  folder: string,
  manifest: Manifest,
  to: BlobStore,
  signal?: AbortSignal,
): Promise<void> {
  await eachBlob(folder, manifest, (key) => {
    signal?.throwIfAborted();
    return copyBlob(key, blobsIn(folder), to);
  });
}

/** @throws platform.backupDamaged */
export async function checkBlobs(folder: string, manifest: Manifest): Promise<void> {
  await eachBlob(folder, manifest, (key) => hashBlob(key, blobsIn(folder)));
}

async function eachBlob(
  folder: string,
  { objects }: Manifest,
  read: (key: string) => Promise<SealedBlob | null>,
): Promise<void> {
  const hash = createHash('sha256');
  const checkOne = async (blob: SealedBlob): Promise<readonly SealedBlob[]> => {
    const found = await read(blob.key);
    if (found?.sha256 === blob.sha256) return [blob];
    const path = join(folder, 'objects', blob.key);
    throw damaged(found ? `${path} is not what was written.` : `${path} is missing.`);
  };
  let count = 0;
  for await (const _ of inParallel(listOf(folder, hash), checkOne)) count += 1;
  if (count !== objects.count || hash.digest('hex') !== objects.sha256)
    throw damaged(`${join(folder, listName)} is not what was written.`);
}

const listed = z.object({
  key: z.string().regex(/^(kept|uploads)\/[\w./-]+$/),
  bytes: z.int(),
  sha256: z.string(),
});

async function* listOf(folder: string, hash?: Hash): AsyncGenerator<SealedBlob> {
  const path = join(folder, listName);
  for await (const line of createInterface({ input: createReadStream(path) })) {
    hash?.update(`${line}\n`);
    const blob = listed.safeParse(parsed(line));
    if (!blob.success || blob.data.key.includes('..'))
      throw damaged(`${path} is not what was written.`);
    yield blob.data;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Of an earlier backup. Uploads under way change, so they are not in it. One that cannot be read saves no time. */
async function mapOf(folder: string): Promise<ReadonlyMap<string, SealedBlob>> {
  const known = new Map<string, SealedBlob>();
  try {
    for await (const blob of listOf(folder))
      if (blob.key.startsWith('kept/')) known.set(blob.key, blob);
    return known;
  } catch {
    return new Map();
  }
}

/** False where it cannot be linked: another file system, too many names, gone. */
async function linked(
  { key, bytes }: SealedBlob,
  earlier: string,
  folder: string,
): Promise<boolean> {
  const [old, fresh] = [earlier, folder].map((each) => join(each, 'objects', key)) as [
    string,
    string,
  ];
  try {
    if ((await stat(old)).size !== bytes) return false;
    await mkdir(dirname(fresh), { recursive: true, mode: 0o700 });
    await link(old, fresh);
    return true;
  } catch {
    return false;
  }
}

/** Works on a few at once; results come in the order of the input. */
async function* inParallel<T, R>(
  input: AsyncIterable<T>,
  work: (item: T) => Promise<readonly R[]>,
): AsyncGenerator<R> {
  const running: Promise<readonly R[]>[] = [];
  try {
    for await (const item of input) {
      const result = work(item);
      result.catch(() => undefined);
      running.push(result);
      if (running.length >= atOnce) yield* (await running.shift()) ?? [];
    }
    while (running.length > 0) yield* (await running.shift()) ?? [];
  } finally {
    await Promise.allSettled(running);
  }
}
