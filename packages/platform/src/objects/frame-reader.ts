import type { BlobReader } from './blob-store.ts';
import { damaged, missing } from './failures.ts';
import { frameCount, openFrame, overhead, type Seal, sealedBytes } from './frames.ts';
import { letGo } from './let-go.ts';

const ahead = 3;

/** Bytes `start` to `end` (both inclusive) of a content of `bytes` bytes, a chunk at a time, read ahead. Opens the blob when the first is asked for, and closes it. */
export async function* readFrames(
  open: () => Promise<BlobReader | null>,
  seal: Seal,
  content: { readonly bytes: number; readonly start: number; readonly end: number },
): AsyncGenerator<Uint8Array> {
  const chunk = seal.chunkBytes;
  const frames = frameCount(content.bytes, chunk);
  const first = Math.floor(content.start / chunk);
  const final = Math.max(first, Math.floor(content.end / chunk));
  const queue: Promise<Uint8Array>[] = [];
  const blob = await open();
  if (!blob) throw missing(seal.objectId);
  try {
    if (blob.bytes !== sealedBytes(content.bytes, chunk)) throw damaged(seal.objectId);
    let asked = first;
    for (let index = first; index <= final; index += 1) {
      for (; asked <= final && queue.length < ahead; asked += 1)
        queue.push(quiet(readFrame(blob, seal, asked, asked === frames - 1)));
      const plain = await (queue.shift() as Promise<Uint8Array>);
      const from = Math.max(0, content.start - index * chunk);
      const part = plain.subarray(from, content.end - index * chunk + 1);
      if (part.byteLength > 0) yield part;
    }
  } finally {
    await Promise.allSettled(queue);
    await blob.close();
  }
}

/** One chunk. `last` must be what it was sealed as. */
export async function readFrame(
  blob: BlobReader,
  seal: Seal,
  index: number,
  last: boolean,
): Promise<Uint8Array> {
  const frameBytes = seal.chunkBytes + overhead;
  const frame = await blob.read(index * frameBytes, frameBytes);
  const plain = openFrame(seal, index, last, frame);
  letGo(frame);
  if (!last && plain.byteLength !== seal.chunkBytes) throw damaged(seal.objectId);
  return plain;
}

// A frame read ahead may fail before anybody waits for it.
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
