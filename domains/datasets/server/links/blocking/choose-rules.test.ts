import { describe, expect, it } from 'vitest';
import { chooseRules, worthTrying } from './choose-rules.ts';

describe('rules by which pairs are sought', () => {
  it('are keys that stay within the budget, alone or together', () => {
    const keys = [
      { comparison: 0, pairs: 400, filled: 1 },
      { comparison: 1, pairs: 90_000, filled: 1 },
      { comparison: 2, pairs: 80_000, filled: 0.5 },
    ];
    const rules = worthTrying(keys, 1_000, 30_000, 10);
    expect(rules).toContainEqual([0]);
    expect(rules).not.toContainEqual([1]);
    // Together the two coarse keys would bring about 90,000 × 80,000 / 499,500 pairs: still too many.
    expect(rules).not.toContainEqual([1, 2]);
    expect(worthTrying(keys, 1_000, 200_000, 10)).toContainEqual([1]);
  });

  it('are taken by what they find for what they cost, until nothing is gained', () => {
    const tried = [
      { rule: [0], pairs: 1_000 },
      { rule: [1], pairs: 100_000 },
      { rule: [2], pairs: 500 },
    ];
    const found = [
      { bits: 0b011n, times: 90 },
      { bits: 0b010n, times: 5 },
      { bits: 0b100n, times: 5 },
    ];
    const { rules, coverage } = chooseRules(tried, found, 50_000);
    expect(rules.map(({ rule }) => rule)).toEqual([[0], [2]]);
    expect(coverage).toBeCloseTo(0.95);
  });
});
