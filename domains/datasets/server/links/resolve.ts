import type { Sql, TrustedSession } from '@insites/platform';
import { chooseRules, type MeasuredKey, worthTrying } from './blocking/choose-rules.ts';
import type { Comparison } from './comparing/kinds.ts';
import { keysOf } from './comparing/queries.ts';
import { estimate, firstModel } from './estimating/estimate.ts';
import { type Evidence, logOdds, type Model, weightsOf } from './estimating/model.ts';
import type { Pattern } from './estimating/patterns.ts';
import { groupLinks } from './grouping/group.ts';
import {
  addTrialPairs,
  chooseTrialRows,
  compareTrialPairs,
  countKeys,
  countPairs,
  emptyTrialPairs,
  makeBlocks,
  makeKeySample,
  makeKeys,
  makeLinks,
  noDecisions,
  prepareRecords,
  probableByRules,
  probablePerRule,
  type Rarity,
  randomPatterns,
  sizesOfRecords,
  trialPatterns,
  type Weighing,
} from './queries.ts';

/** What a search works with. */
export interface ResolveWork {
  readonly session: TrustedSession;
  readonly parquet: string;
  readonly comparisons: readonly Comparison[];
  /** Column of the source: rows of one source are never the same thing. */
  readonly source?: string | undefined;
  /** A private folder. */
  readonly folder: string;
  progress(step: string, done: number, total: number): void;
}

/** What a search found; the session then holds the tables records, links and members. */
export interface Resolved {
  readonly rows: number;
  readonly comparisons: readonly Comparison[];
  readonly model: Model;
  readonly weighing: Weighing;
  readonly rules: readonly { readonly keys: readonly string[]; readonly pairs: number }[];
  /** Share of probable matches that the rules find, measured on a sample. */
  readonly coverage: number;
  readonly groups: number;
  readonly rowsInGroups: number;
}

/** Pairs that are weighed at most. */
const budgetOf = (rows: number) => Math.max(200_000, 12 * rows);
const trialRows = 3_000;
const trialPairs = 400_000;
const randomRows = 1_200;
const rulesTried = 36;
const rulesLearnedFrom = 12;
const pairsLearnedFrom = 20_000;
/** A block of more rows is left to finer rules. */
const largestBlock = 400;
/** Pairs are kept from about one in a hundred up. */
const keptBits = -6.6;

/** Finds which rows are the same thing. Nothing is tuned: what is compared, by which rules and how it is weighed comes from the rows. */
export async function resolve(work: ResolveWork): Promise<Resolved> {
  const { session, comparisons, progress } = work;
  const steps = 6;
  progress('Preparing the values', 0, steps);
  await session.run(noDecisions.text);
  for (const { text } of prepareRecords(work.parquet, comparisons, work.source ?? null))
    await session.run(text);
  const sizes = await sizesOf(work);
  progress('Choosing where to look', 1, steps);
  const tried = await tryRules(work, sizes.rows);
  progress('Learning what agreement means', 2, steps);
  const evidence = await evidenceOf(work, sizes, tried);
  const model = estimate(evidence);
  const weights = weightsOf(model);
  const prior = logOdds(model.prior);
  const found = await session.run(probableByRules(weights, prior).text);
  const { rules, coverage } = chooseRules(
    tried.rules,
    found.map(({ bits, times }) => ({ bits: BigInt(String(bits)), times: Number(times) })),
    budgetOf(sizes.rows),
  );
  progress('Comparing pairs', 3, steps);
  const { shared, together, hanging } = model;
  const rarity = comparisons.map((comparison, index) => rarityOf(comparison, index, model, sizes));
  const weighing: Weighing = { comparisons, weights, prior, rarity, shared, together, hanging };
  await session.run(
    makeBlocks(
      rules.map(({ rule }) => rule),
      largestBlock,
    ).text,
  );
  await session.run(makeLinks(weighing, rules.length, keptBits).text);
  progress('Forming groups', 4, steps);
  const grouped = await groupLinks(work, weighing, sizes.rows);
  progress('Forming groups', steps, steps);
  return {
    rows: sizes.rows,
    comparisons,
    model,
    weighing,
    coverage,
    rules: rules.map(({ rule, pairs }) => ({
      keys: rule.map((key) => tried.labels[key] ?? ''),
      pairs,
    })),
    ...grouped,
  };
}

/**
 * Rare values weigh more (Winkler 1988). Rows of the same thing share values too, so a row that shares its value is
 * taken for another thing only as often as strangers are among all that share.
 */
function rarityOf({ kind }: Comparison, index: number, model: Model, sizes: Sizes): Rarity | null {
  const byChance = model.u[index]?.[0] ?? 0;
  if (kind === 'number' || byChance <= 0) return null;
  const strangers = Math.min(1, byChance / Math.max(byChance, sizes.sharing[index] ?? 0));
  return { expected: byChance * (sizes.filled[index] ?? 0), strangers };
}

interface Sizes {
  readonly rows: number;
  readonly filled: readonly number[];
  /** Share of pairs with the same value among pairs with a value. */
  readonly sharing: readonly number[];
}

async function sizesOf({ session, comparisons }: ResolveWork): Promise<Sizes> {
  const [row = {}] = await session.run(sizesOfRecords(comparisons).text);
  const filled = comparisons.map((_, index) => Number(row[`filled${index}`] ?? 0));
  const sharing = filled.map(
    (count, index) => Number(row[`shared${index}`] ?? 0) / Math.max(1, (count * (count - 1)) / 2),
  );
  return { rows: Number(row.rows ?? 0), filled, sharing };
}

interface Tried {
  readonly labels: readonly string[];
  readonly rules: readonly { readonly rule: readonly number[]; readonly pairs: number }[];
  readonly comparisonsOf: (rule: readonly number[]) => readonly number[];
  readonly rows: number;
}

async function tryRules({ session, comparisons }: ResolveWork, rows: number): Promise<Tried> {
  const keys = comparisons.flatMap((comparison, index) => keysOf(comparison, index));
  await session.run(makeKeys(keys).text);
  const share = rows > 300_000 ? 150_000 / rows : 1;
  await session.run(makeKeySample(share).text);
  const part = Math.round(share * 1_000) / 1_000;
  const count = async (
    rules: readonly (readonly number[])[],
    table: 'keyed' | 'some_keyed',
    cap: number,
  ) => (await session.run(countPairs(rules, table, cap).text)).map(({ pairs }) => Number(pairs));
  const singles = await count(
    keys.map((_, key) => [key]),
    'keyed',
    Number.MAX_SAFE_INTEGER,
  );
  const filled = await filledKeys(session, keys.length, rows);
  const measured: MeasuredKey[] = keys.map(({ comparison }, key) => ({
    comparison,
    pairs: singles[key] ?? 0,
    filled: filled[key] ?? 0,
  }));
  const budget = budgetOf(rows);
  const worth = worthTrying(measured, rows, budget, rulesTried);
  const pairs = await count(
    worth,
    share === 1 ? 'keyed' : 'some_keyed',
    Math.max(3, Math.round(largestBlock * part)),
  );
  const rules = worth
    .map((rule, index) => ({ rule, pairs: (pairs[index] ?? 0) / part ** 2 }))
    .filter((each) => each.pairs <= budget / 4);
  const expected = rules.reduce((sum, each) => sum + (2 * each.pairs) / Math.max(1, rows), 0);
  const chosen = Math.max(
    200,
    Math.min(trialRows, rows, Math.round(trialPairs / Math.max(1, expected))),
  );
  await session.run(chooseTrialRows(chosen).text);
  await session.run(emptyTrialPairs.text);
  for (const [index, { rule }] of rules.entries())
    await session.run(addTrialPairs(index, rule, largestBlock).text);
  await session.run(compareTrialPairs(comparisons).text);
  return {
    labels: keys.map(({ label }) => label),
    rules,
    comparisonsOf: (rule) => rule.map((key) => keys[key]?.comparison ?? -1),
    rows: Math.min(chosen, rows),
  };
}

async function filledKeys(
  session: TrustedSession,
  keys: number,
  rows: number,
): Promise<readonly number[]> {
  const [row = {}] = await session.run(countKeys(keys).text);
  return Array.from({ length: keys }, (_, key) => Number(row[`k${key}`] ?? 0) / Math.max(1, rows));
}

async function evidenceOf(
  { session, comparisons }: ResolveWork,
  sizes: Sizes,
  tried: Tried,
): Promise<Evidence> {
  const patterns = async (query: Sql): Promise<Pattern[]> =>
    (await session.run(query.text)).map(({ pattern, times }) => ({
      levels: [...String(pattern)].map(Number),
      times: Number(times),
    }));
  const known = {
    comparisons,
    rows: sizes.rows,
    random: await patterns(randomPatterns(comparisons, randomRows)),
    trial: await patterns(trialPatterns(comparisons, null)),
    trialRows: tried.rows,
    sharing: sizes.sharing,
  };
  const first = firstModel(known);
  const byRule = [];
  for (const rule of await telling(session, tried, first)) {
    const compared = tried.comparisonsOf(tried.rules[rule]?.rule ?? []);
    byRule.push({
      comparisons: compared,
      patterns: await patterns(trialPatterns(comparisons, rule, pairsLearnedFrom)),
    });
  }
  return { ...known, byRule };
}

/** Rules to learn from: those that bring many pairs together that are probably the same thing, and few others. */
async function telling(
  session: TrustedSession,
  tried: Tried,
  model: Model,
): Promise<readonly number[]> {
  if (tried.rules.length === 0) return [];
  const found = await session.run(
    probablePerRule(tried.rules.length, weightsOf(model), logOdds(model.prior)).text,
  );
  const scores = found.map(({ rule, times, probable }) => {
    const share = Number(probable ?? 0) / Math.max(1, Number(times ?? 0));
    return { rule: Number(rule), score: share * Math.sqrt(Number(probable ?? 0)) };
  });
  return scores
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .slice(0, rulesLearnedFrom)
    .map(({ rule }) => rule);
}
