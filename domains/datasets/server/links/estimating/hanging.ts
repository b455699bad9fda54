import type { Pattern } from './patterns.ts';

/** Two comparisons whose levels come together among different things, and the bits to take off where they do. */
export interface Hanging {
  readonly one: number;
  readonly other: number;
  /** By level of the one × 8 + level of the other. */
  readonly bits: ReadonlyMap<number, number>;
}

/** Pairs, and how many there are of which these were seen. */
export interface Seen {
  readonly patterns: readonly Pattern[];
  readonly pairs: number;
}

interface WeighedPatterns extends Seen {
  /** Bits of each pattern, all comparisons one by one. */
  readonly bits: readonly number[];
}

/** Bits of the other comparisons from which down two rows are strangers. */
const strange = -4;
/** Of pairs of the same thing so many at most look like strangers but for two columns. */
const mistaken = 0.05;
/** Fewer pairs than this may be chance. */
const leastSeen = 5;
const leastBits = 0.3;

/**
 * Town and ZIP, a site and its address say the same: counted one by one, where they agree would count twice. So
 * the chance of what comes together among different things is told by a tree over the comparisons, each hanging on
 * one other (C. K. Chow and C. N. Liu, “Approximating discrete probability distributions with dependence trees”,
 * IEEE Trans. Inf. Theory 14, 1968). Different things are told by all the other comparisons, which speak against.
 *
 * @param weights bits of each level by themselves
 * @param chance probabilities of the levels among different things
 */
export function hangingTogether(
  seen: readonly Seen[],
  weights: readonly (readonly number[])[],
  chance: readonly (readonly number[])[],
): readonly Hanging[] {
  const weighed = seen.map(({ patterns, pairs }) => ({
    patterns,
    pairs,
    bits: patterns.map(({ levels }) =>
      levels.reduce((sum, level, at) => sum + (weights[at]?.[level - 1] ?? 0), 0),
    ),
  }));
  const edges: (Hanging & { readonly strength: number })[] = [];
  for (let one = 0; one < weights.length; one += 1)
    for (let other = one + 1; other < weights.length; other += 1) {
      const edge = edgeOf(one, other, weighed, weights, chance);
      if (edge) edges.push(edge);
    }
  edges.sort((left, right) => right.strength - left.strength);
  const roots = weights.map((_, at) => at);
  const rootOf = (at: number): number => (roots[at] === at ? at : rootOf(roots[at] ?? at));
  return edges.filter(({ one, other }) => {
    const [left, right] = [rootOf(one), rootOf(other)];
    roots[right] = left;
    return left !== right;
  });
}

function edgeOf(
  one: number,
  other: number,
  seen: readonly WeighedPatterns[],
  weights: readonly (readonly number[])[],
  chance: readonly (readonly number[])[],
): (Hanging & { readonly strength: number }) | null {
  const shares = new Map<number, number>();
  for (const weighed of seen)
    for (const [code, share] of sharesOf(one, other, weighed, weights))
      shares.set(code, Math.max(share, shares.get(code) ?? 0));
  const bits = new Map<number, number>();
  let strength = 0;
  for (const [code, share] of shares) {
    const [first, second] = [Math.floor(code / 8), code % 8];
    const alone = (chance[one]?.[first - 1] ?? 1) * (chance[other]?.[second - 1] ?? 1);
    const off = Math.log2(alone / share);
    const speaks =
      (weights[one]?.[first - 1] ?? 0) > 0.5 && (weights[other]?.[second - 1] ?? 0) > 0.5;
    if (!speaks || off > -leastBits) continue;
    bits.set(code, Math.round(off * 100) / 100);
    strength -= share * off;
  }
  return bits.size === 0 ? null : { one, other, bits, strength };
}

/** For levels of two comparisons how often strangers reach both, of all strangers. */
function sharesOf(
  one: number,
  other: number,
  { patterns, pairs, bits }: WeighedPatterns,
  weights: readonly (readonly number[])[],
): ReadonlyMap<number, number> {
  const counts = new Map<number, { apart: number; alike: number }>();
  let [strangers, all] = [0, 0];
  for (const [index, { levels, times }] of patterns.entries()) {
    const [first, second] = [levels[one] ?? 0, levels[other] ?? 0];
    const code = first * 8 + second;
    const both = (weights[one]?.[first - 1] ?? 0) + (weights[other]?.[second - 1] ?? 0);
    const apart = (bits[index] ?? 0) - both <= strange;
    all += times;
    if (apart) strangers += times;
    if (first === 0 || second === 0) continue;
    const count = counts.get(code) ?? { apart: 0, alike: 0 };
    if (apart) count.apart += times;
    else count.alike += times;
    counts.set(code, count);
  }
  // Where only chosen pairs were seen, the share of strangers among all is taken for nearly everything.
  const total = all < pairs ? pairs : strangers;
  const shares = new Map<number, number>();
  for (const [code, { apart, alike }] of counts) {
    const sure = apart - (alike * mistaken) / (1 - mistaken);
    if (sure >= leastSeen) shares.set(code, sure / Math.max(1, total));
  }
  return shares;
}

/** Bits to take off a pair of these levels; comparisons left out do not count. */
export function offFor(
  levels: readonly number[],
  hanging: readonly Hanging[],
  without: readonly number[] = [],
): number {
  let bits = 0;
  for (const { one, other, bits: off } of hanging)
    if (!without.includes(one) && !without.includes(other))
      bits += off.get((levels[one] ?? 0) * 8 + (levels[other] ?? 0)) ?? 0;
  return bits;
}
