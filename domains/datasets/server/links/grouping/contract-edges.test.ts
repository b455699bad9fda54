import { describe, expect, it } from 'vitest';
import { Components } from './components.ts';
import { contractEdges } from './contract-edges.ts';

const pair = (l: number, r: number, bits: number) => ({ l, r, bits });

describe('groups of a component', () => {
  it('do not become one by a single false link', () => {
    const strong = [pair(0, 1, 10), pair(2, 3, 10)];
    const against = [pair(0, 2, -9), pair(0, 3, -9), pair(1, 3, -9)];
    expect(contractEdges([...strong, ...against, pair(1, 2, 4)])).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  it('keep a row that only some of the others know', () => {
    expect(contractEdges([pair(0, 1, 9), pair(0, 2, 6), pair(1, 2, -1)])).toEqual([[0, 1, 2]]);
  });

  it('follow what a person said, whatever the evidence', () => {
    expect(contractEdges([pair(0, 1, -1_000), pair(0, 2, 20), pair(1, 2, 20)])).toHaveLength(2);
    expect(contractEdges([pair(0, 1, 1_000), pair(0, 2, -9), pair(1, 2, -9)])).toEqual([
      [0, 1],
      [2],
    ]);
  });
});

describe('components', () => {
  it('join by links, the larger ones up to a size', () => {
    const components = new Components(6);
    expect(components.join(4, 1, 3)).toBe(true);
    expect(components.join(1, 2, 3)).toBe(true);
    expect(components.join(2, 5, 3)).toBe(false);
    expect([0, 1, 2, 4, 5].map((row) => components.find(row))).toEqual([0, 1, 1, 1, 5]);
    expect(components.size(4)).toBe(3);
  });
});
