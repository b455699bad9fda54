import { describe, expect, it } from 'vitest';
import { barsOf, differs } from './facts.ts';

describe('bars of the evidence', () => {
  it('each begin where the one before ended, on one scale', () => {
    const { bars, sum, zero } = barsOf([-10, 15, -5, 4]);
    expect(zero).toBeCloseTo((10 / 15) * 100);
    expect(bars[0]).toEqual({ from: 0, width: expect.closeTo((10 / 15) * 100) as number });
    expect(bars[1]).toEqual({ from: 0, width: expect.closeTo(100) as number });
    expect(bars[2]?.from).toBeCloseTo(zero);
    expect(sum).toEqual({ from: zero, width: expect.closeTo((4 / 15) * 100) as number });
  });
});

describe('two cells', () => {
  it('are the same whatever their case, differ, or one is missing', () => {
    expect(differs('Ada', ' ada')).toBe('same');
    expect(differs('Ada', 'Eda')).toBe('differs');
    expect(differs('Ada', null)).toBe('missing');
  });
});
