import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomFillSync,
} from 'node:crypto';
import { damaged } from './failures.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** What a frame is longer than its chunk: nonce before, tag after. */
export const overhead = nonceBytes + tagBytes;

/** Plaintext of one frame. Measured: smaller ones cost calls, larger ones memory, and a thread stalls for the time of one (0.3 ms). */
export const chunkBytes = 256 * 1024;

/** What the frames of one object are sealed with. Place and object are authenticated, so that no frame fits elsewhere. */
export interface Seal {
  readonly key: KeyObject;
  readonly tenant: string;
  readonly objectId: string;
  readonly chunkBytes: number;
}

/** A data key ready for use; it does not show in logs. */
export function dataKey(raw: Uint8Array): KeyObject {
  return createSecretKey(raw);
}

/** How many frames a content has. An empty content has one, so that its emptiness is sealed too. */
export function frameCount(bytes: number, chunk: number): number {
  return Math.max(1, Math.ceil(bytes / chunk));
}

/** Length of the blob that holds a content. */
export function sealedBytes(bytes: number, chunk: number): number {
  return bytes + frameCount(bytes, chunk) * overhead;
}

/**
 * One frame: 12-byte random nonce, then ciphertext and 16-byte tag (AES-256-GCM, NIST SP 800-38D).
 * On the calling thread: measured, handing chunks to another costs more than the cipher.
 */
export function sealFrame(
  seal: Seal,
  index: number,
  last: boolean,
  plain: Uint8Array,
): readonly Uint8Array[] {
  const nonce = randomFillSync(new Uint8Array(nonceBytes));
  const cipher = createCipheriv('aes-256-gcm', seal.key, nonce);
  cipher.setAAD(place(seal, index, last));
  const ciphertext = cipher.update(plain);
  cipher.final();
  return [nonce, ciphertext, cipher.getAuthTag()];
}

/** The chunk in a frame. Fails with platform.objectDamaged when it is not what was sealed for this place. */
export function openFrame(seal: Seal, index: number, last: boolean, frame: Uint8Array): Uint8Array {
  if (frame.byteLength < overhead) throw damaged(seal.objectId);
  const nonce = frame.subarray(0, nonceBytes);
  const decipher = createDecipheriv('aes-256-gcm', seal.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(place(seal, index, last));
  decipher.setAuthTag(frame.subarray(-tagBytes));
  const plain = decipher.update(frame.subarray(nonceBytes, -tagBytes));
  try {
    decipher.final();
  } catch (error) {
    throw damaged(seal.objectId, error);
  }
  return plain;
}

function place(seal: Seal, index: number, last: boolean): Uint8Array {
  const name = Buffer.from(`insites-frame-1\0${seal.tenant}\0${seal.objectId}\0`);
  const tail = Buffer.alloc(9);
  tail.writeBigUInt64BE(BigInt(index));
  tail[8] = last ? 1 : 0;
  return Buffer.concat([name, tail]);
}
