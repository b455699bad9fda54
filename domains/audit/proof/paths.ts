import { emptyRoot, type Hash, nodeHash } from './hash.ts';

/** A perfect subtree: 2^level leaves from leaf index · 2^level on. */
export interface Node {
  readonly level: number;
  readonly index: number;
}

/** Leaves `from` to before `to`, numbered from 0. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Gives the hash of a node that lies wholly inside the tree. */
export type NodeSource = (nodes: readonly Node[]) => Promise<ReadonlyMap<string, Hash>>;

export function nodeKey({ level, index }: Node): string {
  return `${level}/${index}`;
}

/** The path that proves leaf `index` in the tree of `size` leaves (RFC 9162 §2.1.3.1). */
export async function inclusionPath(
  index: number,
  size: number,
  source: NodeSource,
): Promise<readonly Hash[]> {
  if (!(index >= 0 && index < size)) throw new RangeError(`Leaf ${index} is not among ${size}`);
  return hashesOf(aside(index, { from: 0, to: size }), source);
}

/** The path that proves that the tree of `first` leaves is the beginning of that of `second` (RFC 9162 §2.1.4.1). */
export async function consistencyPath(
  first: number,
  second: number,
  source: NodeSource,
): Promise<readonly Hash[]> {
  if (!(first >= 0 && first <= second)) throw new RangeError(`${first} is not within ${second}`);
  if (first === 0 || first === second) return [];
  return hashesOf(between(first, { from: 0, to: second }, true), source);
}

/** Root of the first `size` leaves. */
export async function rootOf(size: number, source: NodeSource): Promise<Hash> {
  const [root] = size === 0 ? [emptyRoot] : await hashesOf([{ from: 0, to: size }], source);
  return root ?? emptyRoot;
}

/** The perfect subtrees that make up the leaves `from` to before `to`, left to right, as large as they can be. */
export function perfectNodes({ from, to }: Stretch): readonly Node[] {
  const nodes: Node[] = [];
  for (let at = from; at < to; ) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

function aside(index: number, { from, to }: Stretch): readonly Stretch[] {
  if (to - from === 1) return [];
  const middle = from + splitOf(to - from);
  return index < middle
    ? [...aside(index, { from, to: middle }), { from: middle, to }]
    : [...aside(index, { from: middle, to }), { from, to: middle }];
}

function between(first: number, { from, to }: Stretch, whole: boolean): readonly Stretch[] {
  if (first === to) return whole ? [] : [{ from, to }];
  const middle = from + splitOf(to - from);
  return first <= middle
    ? [...between(first, { from, to: middle }, whole), { from: middle, to }]
    : [...between(first, { from: middle, to }, false), { from, to: middle }];
}

/** The largest power of two below `length`. */
function splitOf(length: number): number {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

async function hashesOf(
  stretches: readonly Stretch[],
  source: NodeSource,
): Promise<readonly Hash[]> {
  const parts = stretches.map(perfectNodes);
  const known = await source(parts.flat());
  return parts.map((nodes) => {
    const hashes = nodes.map((node) => {
      const hash = known.get(nodeKey(node));
      if (!hash) throw new Error(`The tree has no node ${nodeKey(node)}`);
      return hash;
    });
    return hashes.reduceRight((right, left) => nodeHash(left, right));
  });
}
