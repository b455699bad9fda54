import type { Comparison } from '../comparing/kinds.ts';
import { bitsOf, type Evidence, type Model, weightsOf } from './model.ts';
import type { Pattern } from './patterns.ts';
import type { Limit } from './plausible.ts';

const steps = 15;
/** What was usual counts as so many pairs. */
const usualPairs = 12;

/** m by expectation maximisation in the pairs of each rule, joined by how many matches each rule is thought to hold. */
export function agreement(
  { comparisons, byRule }: Evidence,
  model: Model,
  usual: readonly (readonly number[])[],
  limit: Limit,
): number[][] {
  const totals = usual.map((levels) => levels.map((each) => each * usualPairs));
  for (const { comparisons: fixed, patterns } of byRule) {
    const found = maximised(patterns, fixed, model, limit);
    if (found === null) continue;
    for (const [comparison, levels] of found.entries())
      if (!fixed.includes(comparison))
        for (const [level, times] of levels.entries()) {
          const row = totals[comparison];
          if (row) row[level] = (row[level] ?? 0) + times;
        }
  }
  return comparisons.map((_, comparison) => {
    const levels = totals[comparison] ?? [];
    const sum = levels.reduce((before, each) => before + each, 0);
    return levels.map((each) => each / sum);
  });
}

/**
 * Expected counts of levels among the matches of one rule; null where there are too few to tell, or where what the
 * rule brings together cannot be the same thing.
 */
function maximised(
  patterns: readonly Pattern[],
  fixed: readonly number[],
  model: Model,
  limit: Limit,
): number[][] | null {
  const all = patterns.reduce((sum, { times }) => sum + times, 0);
  let found = split(patterns, fixed, model, limit, null);
  if (limit.breach(found.counts) !== null) {
    const crowd = found.counts.map((levels, at) => weighed(levels, model.u[at] ?? levels));
    found = split(patterns, fixed, model, limit, crowd);
    if (limit.breach(found.counts) !== null) return null;
  }
  return found.matched < 15 || found.matched < 0.01 * all ? null : found.counts;
}

/**
 * Tells the same thing from strangers among the pairs of a rule and, where there is one, from a crowd that shares
 * more than chance and takes up what is neither (as W. E. Winkler does for others of one household, “Matching and
 * record linkage”, 1995).
 */
function split(
  patterns: readonly Pattern[],
  fixed: readonly number[],
  model: Model,
  limit: Limit,
  first: number[][] | null,
): { readonly counts: number[][]; readonly matched: number } {
  const pairs = Math.max(
    1,
    patterns.reduce((sum, { times }) => sum + times, 0),
  );
  let m = model.m.map((levels) => [...levels]);
  let crowd = first ?? m;
  let [share, crowded] = first ? [0.1, 0.5] : [0.3, 0];
  let [counts, matched]: [number[][], number] = [[], 0];
  for (let step = 0; step < steps; step += 1) {
    const [ofMatch, ofCrowd] = [weightsOf({ m, u: model.u }), weightsOf({ m: crowd, u: model.u })];
    const [empty, near] = [m.map((levels) => levels.map(() => 0)), first ? crowd : []];
    counts = empty;
    const among = near.map((levels) => levels.map(() => 0));
    let together = 0;
    matched = 0;
    for (const pattern of patterns) {
      const same = share * 2 ** bitsOf(pattern, ofMatch, fixed);
      const beside = first ? crowded * 2 ** bitsOf(pattern, ofCrowd, fixed) : 0;
      const all = same + beside + Math.max(1e-6, 1 - share - crowded);
      const [isSame, isBeside] = [(pattern.times * same) / all, (pattern.times * beside) / all];
      matched += isSame;
      together += isBeside;
      addLevels(counts, pattern.levels, isSame);
      addLevels(among, pattern.levels, isBeside);
    }
    share = Math.min(0.99, Math.max(1e-6, matched / pairs));
    crowded = first ? Math.max(1e-6, together / pairs) : 0;
    m = limit.keep(counts.map((levels, at) => weighed(levels, model.m[at] ?? levels)));
    if (first) crowd = among.map((levels, at) => weighed(levels, model.u[at] ?? levels));
  }
  return { counts, matched };
}

/** Adds so many pairs of these levels to the counts. */
export function addLevels(counts: number[][], levels: readonly number[], times: number): void {
  for (let comparison = 0; comparison < counts.length; comparison += 1) {
    const level = levels[comparison] ?? 0;
    const row = counts[comparison];
    if (row && level > 0) row[level - 1] = (row[level - 1] ?? 0) + times;
  }
}

/** Counts as shares, with what is expected as so many pairs more. */
function weighed(counts: readonly number[], expected: readonly number[]): number[] {
  const sum = counts.reduce((total, each) => total + each, 0) + usualPairs;
  return counts.map((each, level) => (each + usualPairs * (expected[level] ?? 0)) / sum);
}

/** Better levels never weigh less: neighbours that stand the wrong way round share their counts. */
export function ordered(
  comparisons: readonly Comparison[],
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
): number[][] {
  return comparisons.map((_, comparison) => {
    const levels = m[comparison] ?? [];
    const chance = u[comparison] ?? [];
    const pools = levels.map((each, level) => ({ m: each, u: chance[level] ?? 1, size: 1 }));
    for (let at = 1; at < pools.length; ) {
      const [before, here] = [pools[at - 1], pools[at]];
      if (before && here && before.m / before.u < here.m / here.u) {
        pools.splice(at - 1, 2, {
          m: before.m + here.m,
          u: before.u + here.u,
          size: before.size + here.size,
        });
        at = Math.max(1, at - 1);
      } else at += 1;
    }
    const ratios = pools.flatMap(({ m: agreed, u: chanced, size }) =>
      Array.from({ length: size }, () => agreed / chanced),
    );
    const raised = ratios.map((ratio, level) => ratio * (chance[level] ?? 1));
    return raised.map((each) => Math.max(each, 1e-6));
  });
}
