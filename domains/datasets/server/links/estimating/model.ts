import type { Comparison } from '../comparing/kinds.ts';
import { type Hanging, offFor } from './hanging.ts';
import type { Pattern } from './patterns.ts';
import { codeOf, type Together } from './together.ts';

/** What was counted, to estimate from. */
export interface Evidence {
  readonly comparisons: readonly Comparison[];
  readonly rows: number;
  /** Among pairs of rows taken at random. */
  readonly random: readonly Pattern[];
  /** Among the pairs that rules found for some rows. */
  readonly trial: readonly Pattern[];
  readonly trialRows: number;
  /** The same for each rule, with the comparisons that it makes agree. */
  readonly byRule: readonly {
    readonly comparisons: readonly number[];
    readonly patterns: readonly Pattern[];
  }[];
  /** For each comparison, of all pairs of rows with a value the share that has the same one. */
  readonly sharing: readonly number[];
}

/** Probabilities of the levels, best first, among pairs of the same thing (m) and of different things (u). */
export interface Model {
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  /** Probability that two rows taken at random are the same thing. */
  readonly prior: number;
  /** The comparison of what things are called; null when there is none. */
  readonly name: number | null;
  /** Comparisons that neighbours share, and the bits to take off where they agree together. */
  readonly shared: readonly number[];
  readonly together: Together;
  /** Comparisons that come together among different things, and the bits to take off. */
  readonly hanging: readonly Hanging[];
  /** Pairs that agree in much but hardly ever in this comparison, which are held apart; null when there are none. */
  readonly doubt: { readonly comparison: number; readonly pairs: number } | null;
}

/** Bits of each level, best first: log2 of m / u. */
export function weightsOf({ m, u }: Pick<Model, 'm' | 'u'>): readonly (readonly number[])[] {
  return m.map((levels, comparison) =>
    levels.map((probability, level) => Math.log2(probability / (u[comparison]?.[level] ?? 1))),
  );
}

export function logOdds(probability: number): number {
  return Math.log2(probability / (1 - probability));
}

/** The probability of so many bits of log odds. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

/** Bits of a pattern by its levels, one by one; comparisons left out do not count. */
export function bitsOf(
  pattern: Pattern,
  weights: readonly (readonly number[])[],
  without: readonly number[] = [],
): number {
  let bits = 0;
  const { levels } = pattern;
  for (let comparison = 0; comparison < levels.length; comparison += 1) {
    const level = levels[comparison] ?? 0;
    if (level > 0 && !without.includes(comparison)) bits += weights[comparison]?.[level - 1] ?? 0;
  }
  return bits;
}

/** Bits of every pattern before the prior. */
export function bitsOfAll(patterns: readonly Pattern[], model: Model): readonly number[] {
  const weights = weightsOf(model);
  const { shared, together, hanging } = model;
  return patterns.map(
    (pattern) =>
      bitsOf(pattern, weights) +
      Math.min(together.get(codeOf(pattern.levels, shared)) ?? 0, offFor(pattern.levels, hanging)),
  );
}
