import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hashBits } from './queries.ts';
import { distinctFrom, overlapOf, readSketch, type Sketch, writeSketch } from './sketch.ts';

function sketchOf(from: number, to: number, size: number): Sketch {
  const hashes = Array.from({ length: to - from }, (_, at) => {
    const bytes = createHash('md5')
      .update(`value ${from + at}`)
      .digest();
    return Number(bytes.readBigUInt64LE(0) >> BigInt(64 - hashBits));
  }).sort((one, other) => one - other);
  return { lowest: Float64Array.from(hashes.slice(0, size)), whole: hashes.length <= size };
}

describe('sketches of values', () => {
  it('count the overlap of small columns', () => {
    const found = overlapOf(sketchOf(0, 100, 512), sketchOf(70, 270, 512));
    expect(found).toMatchObject({ leftInRight: 0.3, rightInLeft: 0.15, common: 30, counted: true });
  });

  it.each([
    ['large in large', [0, 60_000, 512], [20_000, 80_000, 512], 2 / 3, 2 / 3],
    ['few in a large key', [0, 600, 512], [0, 30_000, 4_096], 1, 0.02],
    ['nothing in common', [0, 20_000, 512], [20_000, 40_000, 512], 0, 0],
  ] as const)('estimate the overlap: %s', (_, one, other, leftInRight, rightInLeft) => {
    const found = overlapOf(
      sketchOf(one[0], one[1], one[2]),
      sketchOf(other[0], other[1], other[2]),
    );
    const within = (share: number, sample: number) =>
      3 * Math.sqrt((share * (1 - share)) / sample) + 0.01;
    expect(found.counted).toBe(false);
    expect(Math.abs(found.leftInRight - leftInRight)).toBeLessThan(
      within(leftInRight, found.leftSample),
    );
    expect(Math.abs(found.rightInLeft - rightInLeft)).toBeLessThan(
      within(rightInLeft, found.rightSample),
    );
  });

  it('tell how many values there are', () => {
    expect(distinctFrom(sketchOf(0, 300, 512))).toBe(300);
    const estimated = distinctFrom(sketchOf(0, 50_000, 1_024));
    expect(Math.abs(estimated - 50_000) / 50_000).toBeLessThan(0.1);
  });

  it('are the same after writing and reading', () => {
    for (const sketch of [sketchOf(0, 0, 8), sketchOf(0, 5, 8), sketchOf(0, 5_000, 4_096)])
      expect(readSketch(writeSketch(sketch))).toEqual(sketch);
  });
});
