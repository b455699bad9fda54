import { hash } from 'node:crypto';

/** A SHA-256: 32 bytes. */
export type Hash = Buffer;

/** Root of a tree without leaves (RFC 9162 §2.1.1). */
export const emptyRoot: Hash = sha256(Buffer.alloc(0));

const leafPrefix = Buffer.from([0]);
const pair = Buffer.alloc(65);
pair[0] = 1;

/** Hash of a leaf: SHA-256 of 0x00 and its content (RFC 9162 §2.1.1). */
export function leafHash(content: Uint8Array | string): Hash {
  // In one step: an object that hashes survives until a collection of the whole heap.
  return sha256(
    Buffer.concat([leafPrefix, typeof content === 'string' ? Buffer.from(content) : content]),
  );
}

/** Hash of a node: SHA-256 of 0x01 and its two children (RFC 9162 §2.1.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Hash {
  pair.set(left, 1);
  pair.set(right, 33);
  return sha256(pair);
}

export function sha256(content: Uint8Array): Hash {
  return hash('sha256', content, 'buffer');
}
