import { type Comparison, exactLevel, levelsOf } from '../comparing/kinds.ts';
import { type Hanging, hangingTogether, offFor } from './hanging.ts';
import type { Pattern } from './patterns.ts';
import { type Limit, limitOf } from './plausible.ts';
import {
  agreeingTogether,
  codeOf,
  nameOf,
  onlyNamed,
  sharedAndOwn,
  type Together,
} from './together.ts';

export type { Pattern } from './patterns.ts';

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

const rounds = 4;
const steps = 15;
/** What was usual counts as so many pairs. */
const usualPairs = 12;
const leastProbability = 1e-7;

/**
 * The model of Fellegi and Sunter, “A Theory for Record Linkage” (JASA 64, 1969). u is counted among pairs
 * taken at random, less those that are probably the same thing; m by expectation maximisation (Winkler 1988)
 * among the pairs of one rule at a time, over the comparisons that the rule leaves free (Linacre et al.,
 * “Splink”, IJPDS 2022); the prior is the fixed point of the expected pairs of the same thing. No labels.
 */
export function estimate(evidence: Evidence): Model {
  const { comparisons } = evidence;
  const usual = usualOf(comparisons);
  let model = firstModel(evidence);
  const only = onlyNamed(comparisons, sharedAndOwn(comparisons, model.name).own);
  const limit = limitOf(comparisons, only ? model.name : null);
  for (let round = 0; round < rounds; round += 1) {
    const found = agreement(evidence, model, usual, limit);
    const m = ordered(comparisons, limit.keep(found), model.u);
    model = { ...model, m };
    model = { ...model, prior: priorOf(evidence, model) };
    model = { ...model, u: chanceOf(evidence, model) };
    model = { ...model, hanging: hangingOf(evidence, model) };
  }
  const whole = complete(evidence, model);
  const { breach, pairs } = declared(evidence, whole, limit);
  return breach === null ? whole : cautious(evidence, { breach, pairs }, limit);
}

function complete(evidence: Evidence, model: Model): Model {
  const whole = { ...model, together: togetherOf(evidence, model) };
  return { ...whole, prior: priorOf(evidence, whole) };
}

/** What of the trial pairs would be held for the same thing, and where it cannot be that. */
function declared({ trial }: Evidence, model: Model, limit: Limit) {
  const bits = bitsOfAll(trial, model);
  const odds = logOdds(model.prior);
  const counts = model.m.map((levels) => levels.map(() => 0));
  let pairs = 0;
  for (const [index, { levels, times }] of trial.entries()) {
    if ((bits[index] ?? 0) + odds <= 0) continue;
    pairs += times;
    addLevels(counts, levels, times);
  }
  return { counts, pairs, breach: limit.breach(counts) };
}

const mostSteps = 40;

/**
 * What was learned was learned from a crowd: rows that agree in much, but hardly ever in one column that names
 * things. So nothing is learned, and the prior is lowered until what is left can be the same thing. What is held
 * apart by this is told as a doubt.
 */
function cautious(
  evidence: Evidence,
  found: { readonly breach: number; readonly pairs: number },
  limit: Limit,
): Model {
  const { trialRows, rows, comparisons } = evidence;
  const comparison = found.breach;
  const before = firstModel(evidence);
  const model = complete(evidence, { ...before, m: ordered(comparisons, before.m, before.u) });
  for (let off = 0; off <= mostSteps; off += 1) {
    const lowered = { ...model, prior: probabilityOf(logOdds(model.prior) - off) };
    const { counts, pairs, breach } = declared(evidence, lowered, limit);
    if (off < mostSteps && (breach !== null || !limit.sound(counts, comparison))) continue;
    const apart = (Math.max(0, found.pairs - pairs) / Math.max(1, 2 * trialRows)) * rows;
    return { ...lowered, doubt: { comparison, pairs: Math.round(apart) } };
  }
  return model;
}

function hangingOf(
  { random, trial, trialRows, rows }: Omit<Evidence, 'byRule'>,
  model: Pick<Model, 'm' | 'u'>,
): readonly Hanging[] {
  const pairs = random.reduce((sum, { times }) => sum + times, 0);
  const seen = [
    { patterns: random, pairs },
    { patterns: trial, pairs: trialRows * (rows - 1) },
  ];
  return hangingTogether(seen, weightsOf(model), model.u);
}

function togetherOf({ trial, trialRows, rows, comparisons }: Evidence, model: Model): Together {
  const { name, u } = model;
  const named = name === null ? undefined : comparisons[name];
  if (name === null || !named) return new Map();
  const different = levelsOf(named).length;
  const chance = (levels: readonly number[]) =>
    levels.reduce(
      (product, level, at) =>
        level === 0 || !model.shared.includes(at) ? product : product * (u[at]?.[level - 1] ?? 1),
      1,
    );
  const columns = sharedAndOwn(comparisons, name);
  return agreeingTogether(trial, trialRows * (rows - 1), name, different, columns, chance);
}

/** Rows of the same thing for each row, on average, at most. */
const mostCopies = 10;

/** The model before anything was learned about matches. */
export function firstModel(evidence: Omit<Evidence, 'byRule'>): Model {
  const name = nameOf(evidence.comparisons);
  const model = {
    m: usualOf(evidence.comparisons),
    u: chanceOf(evidence, null),
    prior: 1 / Math.max(2, evidence.rows),
    name,
    shared: sharedAndOwn(evidence.comparisons, name).shared,
    together: new Map(),
    hanging: [],
    doubt: null,
  };
  const whole = { ...model, hanging: hangingOf(evidence, model) };
  return { ...whole, prior: priorOf(evidence, whole) };
}

function usualOf(comparisons: readonly Comparison[]): readonly (readonly number[])[] {
  return comparisons.map((comparison) => levelsOf(comparison).map(({ usual }) => usual));
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

function bitsOf(
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
function bitsOfAll(patterns: readonly Pattern[], model: Model): readonly number[] {
  const weights = weightsOf(model);
  const { shared, together, hanging } = model;
  return patterns.map(
    (pattern) =>
      bitsOf(pattern, weights) +
      Math.min(together.get(codeOf(pattern.levels, shared)) ?? 0, offFor(pattern.levels, hanging)),
  );
}

function priorOf({ trial, trialRows, rows }: Omit<Evidence, 'byRule'>, model: Model): number {
  const bits = bitsOfAll(trial, model);
  let { prior } = model;
  for (let step = 0; step < steps; step += 1) {
    const odds = logOdds(prior);
    const expected = trial.reduce(
      (sum, { times }, index) => sum + times * probabilityOf((bits[index] ?? 0) + odds),
      0,
    );
    const next = expected / Math.max(1, trialRows) / Math.max(1, rows - 1);
    prior = Math.min(
      mostCopies / Math.max(mostCopies * 2, rows - 1),
      Math.max(0.01 / rows / Math.max(1, rows - 1), next),
    );
  }
  return prior;
}

/** u: levels among random pairs, each counted by how probably it is no match. Where few were seen, by the exact count of shared values. */
function chanceOf(
  { comparisons, random, sharing, rows }: Omit<Evidence, 'byRule'>,
  model: Model | null,
): number[][] {
  const counts = comparisons.map((comparison) => levelsOf(comparison).map(() => 0));
  const weights = model && weightsOf(model);
  const odds = model ? logOdds(model.prior) : 0;
  for (const pattern of random) {
    const bits = weights ? bitsOf(pattern, weights) + offFor(pattern.levels, model.hanging) : 0;
    const share = weights ? 1 - probabilityOf(bits + odds) : 1;
    for (const [comparison, level] of pattern.levels.entries()) {
      const levels = counts[comparison];
      if (levels && level > 0) levels[level - 1] = (levels[level - 1] ?? 0) + pattern.times * share;
    }
  }
  return counts.map((levels, comparison) => {
    const total = levels.reduce((sum, times) => sum + times, 0);
    const smooth = levels.map((times) =>
      Math.max(leastProbability, (times + 0.3) / (total + 0.3 * levels.length)),
    );
    const shared = sharing[comparison] ?? 0;
    const matched = model ? model.prior * (model.m[comparison]?.[exactLevel - 1] ?? 0) : 0;
    if ((levels[exactLevel - 1] ?? 0) < 100 && rows > 1)
      smooth[exactLevel - 1] = Math.max(leastProbability / 10, shared - matched, shared * 0.02);
    const sum = smooth.reduce((before, each) => before + each, 0);
    return smooth.map((each) => each / sum);
  });
}

/** m by expectation maximisation in the pairs of each rule, joined by how many matches each rule is thought to hold. */
function agreement(
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

function addLevels(counts: number[][], levels: readonly number[], times: number): void {
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
function ordered(
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
