import { type Comparison, exactLevel, levelsOf } from '../comparing/kinds.ts';
import { type Hanging, hangingTogether, offFor } from './hanging.ts';
import { addLevels, agreement, ordered } from './matches.ts';
import {
  bitsOf,
  bitsOfAll,
  type Evidence,
  logOdds,
  type Model,
  probabilityOf,
  weightsOf,
} from './model.ts';
import { type Limit, limitOf } from './plausible.ts';
import { agreeingTogether, nameOf, onlyNamed, sharedAndOwn, type Together } from './together.ts';

const rounds = 4;
const steps = 15;
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
/** Bits by which the prior is lowered further: in doubt only what is nine times likelier is held for the same. */
const margin = 3;

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
    const prior = probabilityOf(logOdds(lowered.prior) - margin);
    return { ...lowered, prior, doubt: { comparison, pairs: Math.round(apart) } };
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
