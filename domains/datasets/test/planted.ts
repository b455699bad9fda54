import type { RouteOutput } from '@insites/kernel';
import type { fits } from '../contract/fits.ts';
import type { MadeUpCity } from './made-up-city.ts';

type Found = RouteOutput<typeof fits>;

/** How well the joins that were planted are found. */
export interface PlantedScore {
  /** Of the datasets that have a planted join, the share for which the first one told is planted. */
  readonly precisionAt1: number;
  /** Of the planted joins of each dataset (three at most), the share among the first three told. */
  readonly recallAt3: number;
  /** What was told first and not planted, or told of a dataset that fits with nothing. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

export function scoreOf(
  { tables, planted }: MadeUpCity,
  found: ReadonlyMap<string, Found['joins']>,
): PlantedScore {
  const truths = new Set<string>(
    planted.flatMap(([one, other]) => [`${one}=${other}`, `${other}=${one}`]),
  );
  let [asked, right, hits, wanted] = [0, 0, 0, 0];
  const [wrong, missed]: [string[], string[]] = [[], []];
  for (const { name } of tables) {
    const told: (readonly [string, number])[] = (found.get(name) ?? []).map(
      ({ mine, theirs, dataset, score }) => [`${name}.${mine}=${dataset.name}.${theirs}`, score],
    );
    const own = [...truths].filter((pair) => pair.startsWith(`${name}.`));
    const [first] = told;
    if (own.length === 0) {
      wrong.push(...told.filter(([, score]) => score >= 0.4).map(String));
      continue;
    }
    asked += 1;
    if (first && truths.has(first[0])) right += 1;
    else wrong.push(String(first));
    const three = told.slice(0, 3).map(([pair]) => pair);
    const most = Math.min(3, own.length);
    const among = Math.min(most, own.filter((pair) => three.includes(pair)).length);
    if (among < most) missed.push(...own.filter((pair) => !three.includes(pair)));
    hits += among;
    wanted += most;
  }
  return { precisionAt1: right / asked, recallAt3: hits / wanted, wrong, missed };
}
