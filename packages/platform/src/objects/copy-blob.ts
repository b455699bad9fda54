import { createHash } from 'node:crypto';
import type { BlobReader, BlobStore, BlobWriter } from './blob-store.ts';
import { letGo } from './let-go.ts';

const pieceBytes = 1024 * 1024;

/** A blob as it lies there: sealed. */
export interface SealedBlob {
  readonly key: string;
  readonly bytes: number;
  /** Of the sealed bytes, lower-case hexadecimal. */
  readonly sha256: string;
}

/** Copies a blob as it is, without opening it; it survives a power cut but for its name. Null when there is none. */
export async function copyBlob(
  key: string,
  from: BlobStore,
  to: BlobStore,
): Promise<SealedBlob | null> {
  return await withBlob(key, from, async (source) => {
    const target = await to.write(key, 0);
    try {
      const copied = await readThrough(key, source, target);
      await target.sync();
      return copied;
    } finally {
      await target.close();
    }
  });
}

/** The length and hash of a blob as it lies there. Null when there is none. */
export async function hashBlob(key: string, store: BlobStore): Promise<SealedBlob | null> {
  return await withBlob(key, store, (source) => readThrough(key, source, null));
}

async function withBlob<T>(
  key: string,
  store: BlobStore,
  work: (blob: BlobReader) => Promise<T>,
): Promise<T | null> {
  const blob = await store.read(key);
  if (!blob) return null;
  try {
    return await work(blob);
  } finally {
    await blob.close();
  }
}

async function readThrough(
  key: string,
  source: BlobReader,
  target: BlobWriter | null,
): Promise<SealedBlob> {
  const hash = createHash('sha256');
  let bytes = 0;
  while (bytes < source.bytes) {
    const piece = await source.read(bytes, pieceBytes);
    // An upload that was set back while it is read ends sooner than it was long.
    if (piece.byteLength === 0) break;
    hash.update(piece);
    await target?.append([piece]);
    bytes += piece.byteLength;
    letGo(piece);
  }
  return { key, bytes, sha256: hash.digest('hex') };
}
