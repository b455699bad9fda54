import { describe, expect, it } from 'vitest';
import {
  chiSquaredQuantile,
  distanceByChance,
  likeness,
  normalQuantile,
  stabilityByChance,
  stabilityIndex,
} from './statistics.ts';

describe('population stability index', () => {
  it('is what the formula gives by hand', () => {
    // (0.6 - 0.5) ln(0.6 / 0.5) + (0.4 - 0.5) ln(0.4 / 0.5)
    expect(stabilityIndex([50, 50], [60, 40])).toBeCloseTo(0.0405465, 6);
    // The worked example of three bins: 0.2/0.3/0.5 against 0.3/0.3/0.4.
    const byHand = 0.1 * Math.log(1.5) - 0.1 * Math.log(0.8);
    expect(stabilityIndex([20, 30, 50], [30, 30, 40])).toBeCloseTo(byHand, 12);
  });

  it('is nothing between equals, the same both ways, and finite with empty bins', () => {
    expect(stabilityIndex([3, 9, 1], [6, 18, 2])).toBeCloseTo(0, 12);
    expect(stabilityIndex([10, 20], [25, 5])).toBeCloseTo(stabilityIndex([25, 5], [10, 20]), 12);
    expect(stabilityIndex([100, 0], [0, 100])).toBeGreaterThan(5);
    expect(Number.isFinite(stabilityIndex([100, 0], [0, 100]))).toBe(true);
  });

  it('by chance is a chi-squared variable over the sizes', () => {
    expect(stabilityByChance(10, 1_000, 1_000, 0.05)).toBeCloseTo(16.919 / 500, 3);
  });
});

describe('quantiles', () => {
  // Tables of the chi-squared distribution (NIST/SEMATECH e-Handbook 1.3.6.7.4).
  it.each([
    [0.95, 1, 3.841],
    [0.95, 9, 16.919],
    [0.99, 9, 21.666],
    [0.99, 20, 37.566],
  ])('chi-squared %f with %i degrees is %f', (probability, freedom, expected) => {
    expect(Math.abs(chiSquaredQuantile(probability, freedom) / expected - 1)).toBeLessThan(0.03);
  });

  it.each([
    [0.975, 1.959964],
    [0.99, 2.326348],
    [0.01, -2.326348],
  ])('normal %f is %f', (probability, expected) => {
    expect(normalQuantile(probability)).toBeCloseTo(expected, 3);
  });
});

describe('Kolmogorov-Smirnov', () => {
  // Critical values of the limit distribution (Smirnov, 1948): λ and its chance.
  it.each([
    [1.2238, 0.1],
    [1.3581, 0.05],
    [1.6276, 0.01],
    [1.9495, 0.001],
  ])('λ = %f is exceeded with probability %f', (lambda, p) => {
    // √(nm / (n + m)) is 1 with n = m = 2.
    expect(distanceByChance(lambda, 2, 2)).toBeCloseTo(p, 4);
  });

  it('is certain at no distance and impossible far away', () => {
    expect(distanceByChance(0, 100, 100)).toBe(1);
    expect(distanceByChance(1, 1_000, 1_000)).toBeLessThan(1e-12);
  });
});

describe('likeness of names', () => {
  it.each([
    ['amount', 'amount', 1],
    ['Total_Amount', 'total amount', 1],
    ['night', 'nacht', 0.25],
    ['a', 'b', 0],
  ])('%s and %s: %f', (one, other, expected) => {
    expect(likeness(one, other)).toBeCloseTo(expected, 6);
  });
});
