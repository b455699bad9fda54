import { type Hash, nodeHash } from './hash.ts';

const isHash = (bytes: Uint8Array) => bytes.length === 32;
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;
const half = (number: number) => Math.floor(number / 2);
const isOdd = (number: number) => number % 2 === 1;

/** Whether the path proves that `leaf` stands at `index` in the tree of that size and root (RFC 9162 §2.1.3.2). */
export function verifyInclusion(proof: {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly path: readonly Hash[];
  readonly root: Hash;
}): boolean {
  const { index, size, leaf, path, root } = proof;
  if (!areSizes(index, size) || index >= size) return false;
  if (![leaf, root, ...path].every(isHash)) return false;
  let [at, last] = [index, size - 1];
  let hash = leaf;
  for (const aside of path) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      hash = nodeHash(aside, hash);
      [at, last] = untilOdd(at, last);
    } else {
      hash = nodeHash(hash, aside);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(hash, root);
}

/** Whether the path proves that the tree `first` is the beginning of the tree `second` (RFC 9162 §2.1.4.2). */
export function verifyConsistency(proof: {
  readonly first: { readonly size: number; readonly root: Hash };
  readonly second: { readonly size: number; readonly root: Hash };
  readonly path: readonly Hash[];
}): boolean {
  const { first, second, path } = proof;
  if (!areSizes(first.size, second.size) || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && same(first.root, second.root);
  if (first.size === 0) return path.length === 0;
  if (path.length === 0 || ![first.root, second.root, ...path].every(isHash)) return false;
  const isPower = 2 ** Math.round(Math.log2(first.size)) === first.size;
  const [start, ...rest] = isPower ? [first.root, ...path] : path;
  if (!start) return false;
  let [at, last] = [first.size - 1, second.size - 1];
  while (isOdd(at)) [at, last] = [half(at), half(last)];
  let [old, now] = [start, start];
  for (const aside of rest) {
    if (last === 0) return false;
    if (isOdd(at) || at === last) {
      old = nodeHash(aside, old);
      now = nodeHash(aside, now);
      [at, last] = untilOdd(at, last);
    } else {
      now = nodeHash(now, aside);
    }
    [at, last] = [half(at), half(last)];
  }
  return last === 0 && same(old, first.root) && same(now, second.root);
}

/** Skips the levels on which the node has no brother to its right. */
function untilOdd(at: number, last: number): [number, number] {
  let [here, end] = [at, last];
  while (!isOdd(here) && here !== 0) [here, end] = [half(here), half(end)];
  return [here, end];
}

function areSizes(...sizes: readonly number[]): boolean {
  return sizes.every((size) => Number.isSafeInteger(size) && size >= 0);
}
