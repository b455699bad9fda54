import { InsitesError } from '@insites/kernel';
import { newTailKey, tailKey, uploadKey } from './blob-keys.ts';
import type { BlobReader, BlobStore } from './blob-store.ts';
import { damaged } from './failures.ts';
import { readFrame } from './frame-reader.ts';
import { openFrame, overhead, type Seal, sealFrame } from './frames.ts';
import type { ContentHash } from './hash-thread.ts';

/**
 * What this process knows of an upload. The blob holds full frames only, none sealed as the last;
 * the rest, one chunk at most, lies in the tail beside it, which is replaced whole. So what was
 * once reported is never lost, whenever the process ends.
 */
export interface UploadState {
  readonly id: string;
  readonly seal: Seal;
  /** Whole frames in the blob. */
  frames: number;
  tailBytes: number;
  /** SHA-256 of the first `hashed` frames. */
  readonly hash: ContentHash;
  hashed: number;
}

export function offsetOf(state: UploadState): number {
  return state.frames * state.seal.chunkBytes + state.tailBytes;
}

/** Finds out from the disk how much of an upload has arrived. */
export async function readState(
  id: string,
  seal: Seal,
  hash: ContentHash,
  blobs: BlobStore,
): Promise<UploadState> {
  const frames = await wholeFrames(id, seal, blobs);
  const tail = await readTail(id, frames, seal, blobs);
  return {
    id,
    seal,
    frames,
    tailBytes: tail.byteLength,
    hash,
    hashed: 0,
  };
}

/** A kill leaves a torn frame at the end, a power cut perhaps some that never reached the disk: back to the last that opens. */
async function wholeFrames(id: string, seal: Seal, blobs: BlobStore): Promise<number> {
  const blob = await blobs.read(uploadKey(id));
  if (!blob) return 0;
  try {
    let frames = Math.floor(blob.bytes / (seal.chunkBytes + overhead));
    while (frames > 0 && !(await opens(blob, seal, frames - 1))) frames -= 1;
    return frames;
  } finally {
    await blob.close();
  }
}

async function opens(blob: BlobReader, seal: Seal, index: number): Promise<boolean> {
  try {
    await readFrame(blob, seal, index, false);
    return true;
  } catch (error) {
    if (error instanceof InsitesError) return false;
    throw error;
  }
}

/**
 * Hashes the frames that were written before this process began. Fails when one of them does not
 * open; the upload then stands before it.
 */
export async function catchUp(state: UploadState, blobs: BlobStore): Promise<void> {
  if (state.hashed >= state.frames) return;
  const blob = await blobs.read(uploadKey(state.id));
  if (!blob) throw damaged(state.id);
  try {
    let next = readFrame(blob, state.seal, state.hashed, false);
    for (let index = state.hashed; index < state.frames; index += 1) {
      const plain = await next;
      if (index + 1 < state.frames) {
        next = readFrame(blob, state.seal, index + 1, false);
        next.catch(() => undefined);
      }
      await state.hash.update(plain);
      state.hashed += 1;
    }
  } catch (error) {
    if (!(error instanceof InsitesError)) throw error;
    state.frames = state.hashed;
    state.tailBytes = 0;
    throw error;
  } finally {
    await blob.close();
  }
}

/** The bytes after the whole frames; none when there are none, or when they are part of a frame by now. */
export async function readTail(
  id: string,
  frames: number,
  seal: Seal,
  blobs: BlobStore,
): Promise<Uint8Array> {
  const blob = await blobs.read(tailKey(id));
  if (!blob) return new Uint8Array();
  try {
    const whole = Buffer.from(await blob.read(0, blob.bytes));
    if (whole.length < 8 || whole.readBigUInt64BE() !== BigInt(frames)) return new Uint8Array();
    return openFrame(seal, frames, false, whole.subarray(8));
  } finally {
    await blob.close();
  }
}

/** Replaces the tail: the number of frames before it (8 bytes), then a frame. */
export async function writeTail(
  state: UploadState,
  plain: Uint8Array,
  blobs: BlobStore,
): Promise<void> {
  const frames = Buffer.alloc(8);
  frames.writeBigUInt64BE(BigInt(state.frames));
  const frame = sealFrame(state.seal, state.frames, false, plain);
  const draft = newTailKey(state.id);
  const target = await blobs.write(draft, 0);
  try {
    await target.append([frames, ...frame]);
    await target.sync();
  } finally {
    await target.close();
  }
  await blobs.rename(draft, tailKey(state.id));
}
