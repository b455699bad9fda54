import { type Comparison, exactLevel, levelsOf } from '../comparing/kinds.ts';
import {
  agreeingTogether,
  codeOf,
  mostRenamed,
  nameOf,
  onlyNamed,
  sharedAndOwn,
  type Together,
} from './together.ts';

/** Pairs that reach the same levels: one number a comparison, 0 where a value is missing, 1 the best level. */
export interface Pattern {
  readonly levels: readonly number[];
  readonly times: number;
}

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
  const alone = onlyNamed(comparisons, sharedAndOwn(comparisons, model.name).own);
  for (let round = 0; round < rounds; round += 1) {
    const found = agreement(evidence, model, usual);
    const learned = plausible(found, comparisons, alone ? model.name : null);
    const m = ordered(comparisons, learned, model.u);
    model = { ...model, m };
    model = { ...model, prior: priorOf(evidence, model) };
    model = { ...model, u: chanceOf(evidence, model) };
  }
  const whole = { ...model, together: togetherOf(evidence, model) };
  return { ...whole, prior: priorOf(evidence, whole) };
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

/** What is the same thing seldom differs in what names it; of these kinds at most this share of pairs. */
const mostDifferent = 0.3;
const naming = [
  'given-name',
  'family-name',
  'name',
  'organisation',
  'address',
  'date',
  'identifier',
  'email',
  'phone',
];
/** Rows of the same thing for each row, on average, at most. */
const mostCopies = 10;

/**
 * Keeps what was learned within what “the same thing” can mean: rows that share a city and a year are a crowd as
 * well, and where they are many they would be learned instead. Names that are nothing alike are rarer still where
 * nothing else tells neighbours apart.
 */
function plausible(
  m: readonly (readonly number[])[],
  comparisons: readonly Comparison[],
  name: number | null,
): number[][] {
  return m.map((levels, at) => {
    const most =
      at === name ? mostRenamed : naming.includes(comparisons[at]?.kind ?? '') ? mostDifferent : 1;
    const last = levels.at(-1) ?? 0;
    if (last <= most) return [...levels];
    const scale = (1 - most) / (1 - last);
    return levels.map((share, level) => (level === levels.length - 1 ? most : share * scale));
  });
}

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
  };
  return { ...model, prior: priorOf(evidence, model) };
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

function priorOf({ trial, trialRows, rows }: Omit<Evidence, 'byRule'>, model: Model): number {
  const weights = weightsOf(model);
  const { shared, together } = model;
  const bits = trial.map(
    (pattern) => bitsOf(pattern, weights) + (together.get(codeOf(pattern.levels, shared)) ?? 0),
  );
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
    const share = weights ? 1 - probabilityOf(bitsOf(pattern, weights) + odds) : 1;
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
): number[][] {
  const totals = usual.map((levels) => levels.map((each) => each * usualPairs));
  for (const { comparisons: fixed, patterns } of byRule) {
    const found = maximised(patterns, fixed, model);
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

/** Expected counts of levels among the matches of one rule; null where there are too few to tell. */
function maximised(
  patterns: readonly Pattern[],
  fixed: readonly number[],
  model: Model,
): number[][] | null {
  const pairs = patterns.reduce((sum, { times }) => sum + times, 0);
  let m = model.m.map((levels) => [...levels]);
  let share = 0.3;
  let counts: number[][] = [];
  for (let step = 0; step < steps; step += 1) {
    const weights = weightsOf({ m, u: model.u });
    const odds = logOdds(Math.min(0.99, Math.max(1e-6, share)));
    counts = m.map((levels) => levels.map(() => 0));
    let matched = 0;
    for (const pattern of patterns) {
      const times = pattern.times * probabilityOf(bitsOf(pattern, weights, fixed) + odds);
      matched += times;
      for (let comparison = 0; comparison < counts.length; comparison += 1) {
        const level = pattern.levels[comparison] ?? 0;
        const row = counts[comparison];
        if (row && level > 0) row[level - 1] = (row[level - 1] ?? 0) + times;
      }
    }
    share = matched / Math.max(1, pairs);
    m = counts.map((levels, comparison) => {
      const before = model.m[comparison] ?? levels;
      const sum = levels.reduce((total, each) => total + each, 0) + usualPairs;
      return levels.map((each, level) => (each + usualPairs * (before[level] ?? 0)) / sum);
    });
  }
  return share * pairs < 15 || share < 0.01 ? null : counts;
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
