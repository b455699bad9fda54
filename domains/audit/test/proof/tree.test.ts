import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyPath,
  emptyRoot,
  Frontier,
  type Hash,
  inclusionPath,
  leafHash,
  type NodeSource,
  nodeHash,
  nodeKey,
  perfectNodes,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from '../../proof/index.ts';
import { consistency, inclusion, leaves, roots } from './vectors.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const hashes = leaves.map((leaf) => leafHash(bytes(leaf)));
const rootAt = (size: number) => (size === 0 ? emptyRoot : bytes(roots[size - 1] ?? ''));
const some = bytes('abacaba000000000000000000000000000000000000000000060061e00123456');

/** MTH of RFC 9162 §2.1.1 as it is written there: slow, and obviously right. */
function naiveRoot(all: readonly Hash[]): Hash {
  if (all.length <= 1) return all[0] ?? emptyRoot;
  let split = 1;
  while (split * 2 < all.length) split *= 2;
  return nodeHash(naiveRoot(all.slice(0, split)), naiveRoot(all.slice(split)));
}

function sourceOf(all: readonly Hash[]): NodeSource {
  return async (nodes) =>
    new Map(
      nodes.map((node) => {
        const [from, to] = [node.index * 2 ** node.level, (node.index + 1) * 2 ** node.level];
        if (to > all.length) throw new Error(`asked for ${nodeKey(node)} of ${all.length}`);
        return [nodeKey(node), naiveRoot(all.slice(from, to))];
      }),
    );
}

describe('the published vectors', () => {
  it('give the roots', async () => {
    const frontier = new Frontier();
    expect(frontier.root()).toEqual(rootAt(0));
    expect(emptyRoot.toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    for (const [at, leaf] of hashes.entries()) {
      frontier.push(leaf);
      expect(frontier.root()).toEqual(rootAt(at + 1));
      expect(await rootOf(at + 1, sourceOf(hashes))).toEqual(rootAt(at + 1));
    }
  });

  it.each(inclusion)('prove leaf $leaf of $size and nothing else', async (vector) => {
    const path: readonly Hash[] = vector.path.map(bytes);
    const index = vector.leaf - 1;
    const { size } = vector;
    expect(await inclusionPath(index, size, sourceOf(hashes))).toEqual(path);
    const right = { index, size, leaf: hashes[index] ?? some, path, root: rootAt(size) };
    expect(verifyInclusion(right)).toBe(true);
    const wrong = [
      { ...right, index: index - 1 },
      { ...right, index: index + 1 },
      { ...right, index: index ^ 2 },
      { ...right, size: size * 2 },
      { ...right, size: Math.floor(size / 2) },
      { ...right, leaf: Buffer.from('WrongLeaf') },
      { ...right, root: emptyRoot },
      { ...right, root: some },
      { ...right, path: [...path, Buffer.alloc(0)] },
      { ...right, path: [...path, right.root] },
      { ...right, path: [Buffer.alloc(0), ...path] },
      { ...right, path: [right.root, ...path] },
      ...flips(path, 8).map((flipped) => ({ ...right, path: flipped })),
      ...(path.length > 0 ? [{ ...right, path: path.slice(0, -1) }] : []),
      ...(path.length > 1 ? [{ ...right, path: [path[0] ?? some, some, ...path.slice(1)] }] : []),
    ];
    expect(wrong.filter(verifyInclusion)).toEqual([]);
  });

  it.each(consistency)('prove that $first begins $second and nothing else', async (vector) => {
    const path: readonly Hash[] = vector.path.map(bytes);
    const { first: small, second: large } = vector;
    expect(await consistencyPath(small, large, sourceOf(hashes))).toEqual(path);
    const ask = (
      one: number,
      two: number,
      root1 = rootAt(small),
      root2 = rootAt(large),
      by = path,
    ) =>
      verifyConsistency({
        first: { size: one, root: root1 },
        second: { size: two, root: root2 },
        path: by,
      });
    expect(ask(small, large)).toBe(true);
    if (path.length === 0) return;
    const [one, two] = [rootAt(small), rootAt(large)];
    const paths = [
      [],
      [...path, Buffer.alloc(0)],
      [...path, one],
      [...path, two],
      [Buffer.alloc(0), ...path],
      [one, ...path],
      [two, ...path],
      [path[0] ?? some, ...path],
      path.slice(0, -1),
      ...flips(path, 16),
    ];
    const wrong = [
      ask(small - 1, large),
      ask(small + 1, large),
      ask(small ^ 2, large),
      ask(small, large * 2),
      ask(small, Math.floor(large / 2)),
      ask(small, large, Buffer.from('WrongRoot')),
      ask(small, large, one, Buffer.from('WrongRoot')),
      ask(small, large, two, one),
      ...paths.map((by) => ask(small, large, one, two, by)),
    ];
    expect(wrong.filter(Boolean)).toEqual([]);
  });

  it.each([
    { first: 0, second: 0, roots: 'other', path: 0, holds: false },
    { first: 1, second: 1, roots: 'other', path: 0, holds: false },
    { first: 0, second: 0, roots: 'same', path: 0, holds: true },
    { first: 0, second: 1, roots: 'other', path: 0, holds: true },
    { first: 1, second: 1, roots: 'same', path: 0, holds: true },
    { first: 1, second: 0, roots: 'other', path: 0, holds: false },
    { first: 2, second: 1, roots: 'other', path: 0, holds: false },
    { first: 1, second: 2, roots: 'other', path: 0, holds: false },
    { first: 0, second: 0, roots: 'same', path: 1, holds: false },
    { first: 0, second: 1, roots: 'same', path: 1, holds: false },
    { first: 1, second: 1, roots: 'same', path: 1, holds: false },
  ])('of small trees: $first and $second, $roots roots, $path hashes', (vector) => {
    const second = { size: vector.second, root: vector.roots === 'same' ? emptyRoot : some };
    const first = { size: vector.first, root: emptyRoot };
    const path = Array.from({ length: vector.path }, () => emptyRoot);
    expect(verifyConsistency({ first, second, path })).toBe(vector.holds);
  });

  it.each([
    [0, 0],
    [0, 1],
    [1, 0],
    [2, 1],
  ])('no leaf %i of %i', (index, size) => {
    const nothing = Buffer.alloc(0);
    const ask = (leaf: Hash, root: Hash) => verifyInclusion({ index, size, leaf, path: [], root });
    expect([ask(some, nothing), ask(nothing, emptyRoot), ask(some, emptyRoot)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});

function flips(path: readonly Hash[], bit: number): Buffer[][] {
  return path.map((_, at) =>
    path.map((hash, here) => {
      const copy = Buffer.from(hash);
      if (here === at) copy[0] = (copy[0] ?? 0) ^ bit;
      return copy;
    }),
  );
}

describe('any tree', () => {
  const many = Array.from({ length: 70 }, (_, at) => leafHash(String(at)));
  const upTo = fc.integer({ min: 1, max: many.length });

  it('has the root that the definition says, however it is built', () => {
    fc.assert(
      fc.property(upTo, upTo, (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const frontier = new Frontier();
        for (const hash of many.slice(0, from)) frontier.push(hash);
        for (const { level, index } of perfectNodes({ from, to })) {
          const first = index * 2 ** level;
          frontier.push(naiveRoot(many.slice(first, first + 2 ** level)), level);
        }
        expect(frontier.size).toBe(to);
        expect(frontier.root()).toEqual(naiveRoot(many.slice(0, to)));
      }),
    );
  });

  it('proves each leaf, and no other in its place', async () => {
    await fc.assert(
      fc.asyncProperty(upTo, fc.nat(), fc.nat(), async (size, one, other) => {
        const all = many.slice(0, size);
        const [index, elsewhere] = [one % size, other % size];
        const path = await inclusionPath(index, size, sourceOf(all));
        const leaf = all[elsewhere] ?? some;
        const holds = verifyInclusion({ index, size, leaf, path, root: naiveRoot(all) });
        expect(holds).toBe(index === elsewhere);
      }),
    );
  });

  it('proves each beginning, and no other tree as its beginning', async () => {
    await fc.assert(
      fc.asyncProperty(upTo, upTo, fc.boolean(), async (one, other, forked) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)];
        const all = many.slice(0, large);
        const seen = forked ? [some, ...all.slice(1, small)] : all.slice(0, small);
        const holds = verifyConsistency({
          first: { size: small, root: naiveRoot(seen) },
          second: { size: large, root: naiveRoot(all) },
          path: await consistencyPath(small, large, sourceOf(all)),
        });
        expect(holds).toBe(!forked);
      }),
    );
  });

  it('refuses a subtree that cannot stand there, and a leaf that is not in it', async () => {
    const frontier = new Frontier();
    frontier.push(some);
    expect(() => frontier.push(some, 1)).toThrow(RangeError);
    await expect(inclusionPath(3, 3, sourceOf(many))).rejects.toThrow(RangeError);
    await expect(consistencyPath(4, 3, sourceOf(many))).rejects.toThrow(RangeError);
  });
});
