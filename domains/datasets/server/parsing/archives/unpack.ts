import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflateRaw, createZstdDecompress } from 'node:zlib';
import { damaged, Refusal } from '../refusal.ts';
import type { Budget } from './budget.ts';
import { bunzip } from './bzip2.ts';

/** How bytes are packed; `deflate` and `stored` occur in archives only. */
export type Packing = 'gzip' | 'bzip2' | 'zstd' | 'deflate' | 'stored';

/** A stretch of a file. */
export interface Stretch {
  readonly path: string;
  readonly start: number;
  readonly bytes: number;
}

const pieceBytes = 256 * 1024;

/** The unpacked bytes of a stretch of a file, in pieces, within the budget. */
export async function* unpacked(
  stretch: Stretch,
  packing: Packing,
  budget: Budget,
): AsyncGenerator<Buffer> {
  for await (const piece of piecesOf(stretch, packing)) {
    budget.spend(piece.length);
    yield piece;
  }
}

function piecesOf(stretch: Stretch, packing: Packing): AsyncIterable<Buffer> | Iterable<Buffer> {
  if (stretch.bytes === 0) return [];
  if (packing === 'bzip2') return bunzipped(stretch);
  const packed = createReadStream(stretch.path, {
    start: stretch.start,
    end: stretch.start + stretch.bytes - 1,
    highWaterMark: pieceBytes,
  });
  return packing === 'stored' ? packed : through(packed, packing);
}

async function* through(
  packed: ReturnType<typeof createReadStream>,
  packing: 'gzip' | 'zstd' | 'deflate',
): AsyncGenerator<Buffer> {
  const unpacking = { gzip: createGunzip, zstd: createZstdDecompress, deflate: createInflateRaw }[
    packing
  ]({ chunkSize: pieceBytes });
  const flowing = pipeline(packed, unpacking);
  // Where it failed is told below, by what is read.
  flowing.catch(() => undefined);
  try {
    for await (const piece of unpacking) yield piece as Buffer;
  } catch (thrown) {
    if (thrown instanceof Refusal) throw thrown;
    throw damaged(`its packed content cannot be unpacked (${(thrown as Error).message})`);
  } finally {
    packed.destroy();
    unpacking.destroy();
  }
}

function* bunzipped({ path, start, bytes }: Stretch): Generator<Buffer> {
  const descriptor = openSync(path, 'r');
  const end = start + bytes;
  let at = start;
  const next = (): Buffer | null => {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, end - at));
    const length = piece.length === 0 ? 0 : readSync(descriptor, piece, 0, piece.length, at);
    at += length;
    return length === 0 ? null : piece.subarray(0, length);
  };
  try {
    yield* bunzip(next);
  } finally {
    closeSync(descriptor);
  }
}
