/** A rule brings rows together that share all of its keys. */
export type Rule = readonly number[];

export interface MeasuredKey {
  /** Place of its comparison. */
  readonly comparison: number;
  /** Pairs of rows that share it. */
  readonly pairs: number;
  /** Share of the rows that have it. */
  readonly filled: number;
}

/**
 * Rules worth a trial: single keys and pairs of keys of different columns that, by the measured pairs of each,
 * would stay within the budget; those that most matches can be expected to pass come first.
 */
export function worthTrying(
  keys: readonly MeasuredKey[],
  rows: number,
  budget: number,
  atMost: number,
): readonly Rule[] {
  const all = Math.max(1, (rows * (rows - 1)) / 2);
  const found: { rule: Rule; hope: number }[] = [];
  for (const [one, first] of keys.entries()) {
    if (first.pairs > 0 && first.pairs <= budget)
      found.push({ rule: [one], hope: first.filled ** 2 * looseness(first.pairs, rows) });
    for (const [other, second] of keys.entries()) {
      if (other <= one || second.comparison === first.comparison) continue;
      const pairs = (first.pairs / all) * second.pairs;
      // Keys that hang together bring more pairs than this; what they really bring is measured after.
      if (pairs <= budget / 8 && (first.pairs > budget / 4 || second.pairs > budget / 4))
        found.push({
          rule: [one, other],
          hope: 0.9 * (first.filled * second.filled) ** 2 * looseness(Math.max(pairs, 1), rows),
        });
    }
  }
  const sorted = found.sort((left, right) => right.hope - left.hope);
  return spread(
    sorted.map(({ rule }) => rule),
    keys,
    atMost,
  );
}

/** The more pairs a rule brings, the more matches it can hold. */
const looseness = (pairs: number, rows: number) =>
  Math.min(1, 0.4 + 0.1 * Math.log2(1 + (8 * pairs) / rows));

/** No two columns alone take all the places. */
function spread(
  rules: readonly Rule[],
  keys: readonly MeasuredKey[],
  atMost: number,
): readonly Rule[] {
  const taken = new Map<string, number>();
  const most = Math.max(2, Math.ceil(atMost / 12));
  const first = rules.filter((rule) => {
    const columns = rule.map((key) => keys[key]?.comparison).join(' ');
    taken.set(columns, (taken.get(columns) ?? 0) + 1);
    return (taken.get(columns) ?? 0) <= most;
  });
  return first.slice(0, atMost);
}

export interface TriedRule {
  readonly rule: Rule;
  readonly pairs: number;
}

/**
 * The rules in use: again and again the one that finds most of the probable matches not yet found, for the pairs
 * it costs, until next to nothing is gained or the budget is spent.
 *
 * @param found for each set of rules (bits, by place) how many probable matches exactly these rules found
 */
export function chooseRules(
  tried: readonly TriedRule[],
  found: readonly { readonly bits: bigint; readonly times: number }[],
  budget: number,
): { readonly rules: readonly TriedRule[]; readonly coverage: number } {
  const total = found.reduce((sum, { times }) => sum + times, 0);
  const chosen: TriedRule[] = [];
  let [left, spent] = [found, 0];
  for (;;) {
    let best: { at: number; gain: number; score: number } | null = null;
    for (const [at, { pairs }] of tried.entries()) {
      if (chosen.includes(tried[at] as TriedRule) || spent + pairs > budget) continue;
      const gain = left.reduce(
        (sum, { bits, times }) => ((bits >> BigInt(at)) & 1n ? sum + times : sum),
        0,
      );
      const score = gain / (pairs + budget / 200);
      if (gain > 0 && (!best || score > best.score)) best = { at, gain, score };
    }
    const missing = left.reduce((sum, { times }) => sum + times, 0);
    const rule = best && tried[best.at];
    if (!best || !rule || best.gain < total * 0.0003)
      return { rules: chosen, coverage: total === 0 ? 1 : 1 - missing / total };
    const bit = BigInt(best.at);
    chosen.push(rule);
    spent += rule.pairs;
    left = left.filter(({ bits }) => ((bits >> bit) & 1n) === 0n);
  }
}
