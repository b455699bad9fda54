import type { TrustedSession } from '@insites/platform';
import type { ColumnFacts } from './column-facts.ts';
import { distanceBetween, type Pair } from './compare.ts';
import { sharedValues } from './queries.ts';
import { percent } from './sentences.ts';
import { likeness } from './statistics.ts';

export interface Renamed {
  readonly pair: Pair;
  readonly confidence: number;
  readonly why: string;
}

interface Work {
  readonly before: { readonly parquet: string };
  readonly after: { readonly parquet: string };
  readonly session: TrustedSession;
}

const leastConfidence = 0.6;
const columnsAtMost = 20;
const valuesLookedAt = 10_000;

/** Pairs of gone and added columns that seem to be the same: alike in name, kind and values. Best first, each once. */
export async function matchRenamed(
  gone: readonly ColumnFacts[],
  added: readonly ColumnFacts[],
  work: Work,
): Promise<readonly Renamed[]> {
  const found: Renamed[] = [];
  for (const before of gone.slice(0, columnsAtMost))
    for (const after of added.slice(0, columnsAtMost)) {
      if (before.kind !== after.kind || before.kind === 'other') continue;
      const pair = { before, after };
      const names = likeness(before.name, after.name);
      const values = await valueLikeness(pair, work);
      const confidence = values === null ? names * 0.8 : 0.45 * names + 0.55 * values;
      if (confidence >= leastConfidence)
        found.push({
          pair,
          confidence,
          why: `the names are alike by ${percent(names)}${values === null ? '' : `, the values by ${percent(values)}`}`,
        });
    }
  found.sort((left, right) => right.confidence - left.confidence);
  const chosen: Renamed[] = [];
  for (const each of found) {
    const taken = chosen.some(
      ({ pair }) => pair.before === each.pair.before || pair.after === each.pair.after,
    );
    if (!taken) chosen.push(each);
  }
  return chosen;
}

/** Numbers: how close the distributions lie; others: how many values the two share. */
async function valueLikeness({ before, after }: Pair, work: Work): Promise<number | null> {
  if (before.rows === before.missing || after.rows === after.missing) return null;
  const left = { parquet: work.before.parquet, column: before.name };
  const right = { parquet: work.after.parquet, column: after.name };
  if (before.kind === 'number')
    return 1 - (await distanceBetween(left, right, work.session)).distance;
  const [row = {}] = await work.session.run(sharedValues(left, right, valuesLookedAt).text);
  const all = Number(row.n);
  return all === 0 ? null : Number(row.shared) / all;
}
