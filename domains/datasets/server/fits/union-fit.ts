import type { UnionFit } from '../../contract/index.ts';
import { sameness } from './names.ts';
import type { Overlap } from './sketch.ts';
import { type Candidate, standsOnce, tellingMeaning } from './weigh.ts';

type Matched = UnionFit['columns'][number];

/** Two columns that may be one. */
interface Pair {
  readonly left: Candidate;
  readonly right: Candidate;
  readonly weight: number;
  readonly by: Matched['by'];
}

/** Looks up how two columns of the datasets overlap; null where that is not known. */
export type OverlapOf = (left: Candidate, right: Candidate) => Overlap | null;

/** What is told of a union before the dataset's name is put to it. */
export type FoundUnion = Omit<UnionFit, 'dataset' | 'sentence'>;

/** A union needs so much: fewer common columns are common by chance. */
const least = { columns: 2, share: 0.5, score: 0.45 } as const;
/** Names are compared one by one only where so few are left. */
const comparedAtMost = 10_000;

/** The columns that two datasets have in common, when these are enough to put their rows together. */
export function unionOf(
  left: readonly Candidate[],
  right: readonly Candidate[],
  overlapOf: OverlapOf,
): FoundUnion | null {
  const wider = Math.max(left.length, right.length);
  if (Math.min(left.length, right.length) < least.share * wider) return null;
  const pairs = matched(left, right, overlapOf);
  const share = pairs.length / wider;
  const score = pairs.reduce((sum, { weight }) => sum + weight, 0) / wider;
  if (pairs.length < least.columns || share < least.share || score < least.score) return null;
  const taken = new Set(pairs.flatMap((pair) => [pair.left, pair.right]));
  const rest = (side: readonly Candidate[]) =>
    side.filter((column) => !taken.has(column)).map(({ name }) => name);
  return {
    score,
    share,
    columns: pairs.map((pair) => ({ mine: pair.left.name, theirs: pair.right.name, by: pair.by })),
    onlyMine: rest(left),
    onlyTheirs: rest(right),
    sameKeys: sameKeys(pairs, overlapOf),
  };
}

/** The best pairs, each column once: equal names first, then the rest by what speaks most for it. */
function matched(
  left: readonly Candidate[],
  right: readonly Candidate[],
  overlapOf: OverlapOf,
): Pair[] {
  const byName = new Map(right.map((column) => [plain(column), column]));
  const equal = left.flatMap((column): Pair[] => {
    const same = byName.get(plain(column));
    const fit = same ? typesFit(column, same) : 0;
    return same && fit > 0
      ? [{ left: column, right: same, weight: fit * rangesFit(column, same), by: 'name' }]
      : [];
  });
  const taken = new Set(equal.flatMap((pair) => [pair.left, pair.right]));
  const [lefts, rights] = [left, right].map((side) => side.filter((each) => !taken.has(each)));
  if (!lefts || !rights || lefts.length * rights.length > comparedAtMost) return equal;
  const others = lefts
    .flatMap((one) => rights.map((other) => pairOf(one, other, overlapOf)))
    .filter((pair) => pair !== null)
    .sort((one, other) => other.weight - one.weight);
  const found = [...equal];
  for (const pair of others) {
    if (taken.has(pair.left) || taken.has(pair.right)) continue;
    taken.add(pair.left).add(pair.right);
    found.push(pair);
  }
  return found.sort((one, other) => one.left.position - other.left.position);
}

function pairOf(left: Candidate, right: Candidate, overlapOf: OverlapOf): Pair | null {
  const fit = typesFit(left, right) * rangesFit(left, right);
  if (fit === 0) return null;
  const overlap = overlapOf(left, right);
  const [one, other] = [tellingMeaning(left), tellingMeaning(right)];
  if (one !== null && other !== null && one !== other) return null;
  const alike = sameness(left.named, right.named);
  const chosen = (
    [
      { by: 'similar name', weight: alike >= 0.5 ? 0.5 + 0.4 * alike : 0 },
      { by: 'meaning', weight: one !== null && one === other ? 0.7 : 0 },
      // Whole numbers share values whatever they stand for.
      { by: 'values', weight: left.line === null ? valuesWeight(overlap) : 0 },
    ] as const
  ).reduce((best, way) => (way.weight > best.weight ? way : best));
  return chosen.weight > 0 ? { left, right, by: chosen.by, weight: chosen.weight * fit } : null;
}

function valuesWeight(overlap: Overlap | null): number {
  if (!overlap || overlap.common < 3 || overlap.jaccard < 0.3) return 0;
  return 0.5 + 0.4 * overlap.jaccard;
}

function plain({ name }: Candidate): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

type Family = 'number' | 'time' | 'yes-no' | 'text';

function familyOf({ type }: Candidate): Family {
  if (/INT|DOUBLE|FLOAT|REAL|DECIMAL/i.test(type)) return 'number';
  if (/^(DATE|TIMESTAMP)/i.test(type)) return 'time';
  return /^BOOL/i.test(type) ? 'yes-no' : 'text';
}

/** 1 for one family of types; less for text, which holds what was not read as a number or a date. */
function typesFit(left: Candidate, right: Candidate): number {
  const [one, other] = [familyOf(left), familyOf(right)];
  if (one === other) return 1;
  return one === 'text' || other === 'text' ? 0.6 : 0;
}

/** Numbers that lie apart are rather not of one thing. */
function rangesFit(left: Candidate, right: Candidate): number {
  if (familyOf(left) !== 'number' || familyOf(right) !== 'number') return 1;
  const [low, high, otherLow, otherHigh] = [left.min, left.max, right.min, right.max].map(
    (bound) => (bound === null ? Number.NaN : Number(bound)),
  ) as [number, number, number, number];
  return low > otherHigh || otherLow > high ? 0.8 : 1;
}

/** Of a key, the share of mine that stands in theirs: where it is high the rows are there already. */
function sameKeys(pairs: readonly Pair[], overlapOf: OverlapOf): number | null {
  for (const { left, right } of pairs) {
    if (!standsOnce(left) || !standsOnce(right)) continue;
    const overlap = overlapOf(left, right);
    if (overlap && (overlap.counted || overlap.leftSample >= 8)) return overlap.leftInRight;
  }
  return null;
}
