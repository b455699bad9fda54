import type { SemanticType } from '../../contract/index.ts';
import { likeness, type Named } from './names.ts';
import type { Overlap } from './sketch.ts';
import type { ColumnFacts } from './store.ts';

/** A column as pairs are weighed. */
export interface Candidate extends ColumnFacts {
  readonly named: Named;
}

/** What speaks for looking rows up by two columns. */
export interface Weighed {
  readonly score: number;
  readonly leftOnce: boolean;
  readonly rightOnce: boolean;
  readonly namesAlike: boolean;
  /** What both mean, where that tells much. */
  readonly meaning: SemanticType | null;
  readonly otherMeaning: boolean;
  /** Their values would meet whatever they stood for. */
  readonly byChance: boolean;
}

/** Meanings of which two columns hardly share values unless they are of the same things. */
const telling: ReadonlySet<SemanticType> = new Set<SemanticType>([
  'person-name',
  'organisation',
  'street-address',
  'city',
  'state',
  'country',
  'zip',
  'fips',
  'phone',
  'email',
  'url',
  'ip',
  'ssn',
  'ein',
  'npi',
  'vin',
  'isbn',
  'iban',
  'parcel',
  'case-number',
]);

/** Fewer common values, or a smaller share of them, are no fit. */
const least = { common: 3, share: 0.05, sample: 8 } as const;

/** The meaning of a column when it is sure and tells much. */
export function tellingMeaning({ meaning, confidence }: ColumnFacts): SemanticType | null {
  return meaning !== null && telling.has(meaning) && (confidence ?? 0) >= 0.7 ? meaning : null;
}

/** Whether each value stands in one row. */
export function standsOnce({ unique, counted, present, distinct }: ColumnFacts): boolean {
  return unique || (counted === true && present !== null && present === distinct && present > 0);
}

/** Whether two columns could share values at all: lines that do not cross are told apart without their sketches. */
export function mayMeet(left: ColumnFacts, right: ColumnFacts): boolean {
  if (!left.sketched || !right.sketched) return false;
  if ((left.line === 'days') !== (right.line === 'days')) return false;
  if (left.line === null || right.line === null) return true;
  return (left.low ?? 0) <= (right.high ?? 0) && (right.low ?? 0) <= (left.high ?? 0);
}

/**
 * The weight of a pair, 0 to 1; null where too few values meet. A look-up needs values of the one that stand in the
 * other, once; many of them; and that they do not meet by chance: whole numbers from 1 on meet in every dataset, so
 * they count little unless the names or meanings agree.
 */
export function weigh(left: Candidate, right: Candidate, overlap: Overlap): Weighed | null {
  const { leftInRight, rightInLeft, common, leftSample, rightSample } = overlap;
  const [leftOnce, rightOnce] = [standsOnce(left), standsOnce(right)];
  const share = Math.max(leftInRight, rightInLeft);
  if (common < least.common || share < least.share) return null;
  if (Math.max(leftSample, rightSample) < least.sample && !overlap.counted) return null;
  const met = Math.max(
    way(leftInRight, rightOnce, leftOnce),
    way(rightInLeft, leftOnce, rightOnce),
  );
  const [one, other] = [tellingMeaning(left), tellingMeaning(right)];
  const alike = likeness(left.named, right.named);
  const chance = chanceOf(left, right, leftOnce && rightOnce);
  let credible = 0.15 + 0.85 * (1 - chance) ** 2;
  const raise = (by: number) => {
    credible = 1 - (1 - credible) * (1 - by);
  };
  raise(0.8 * alike);
  if (one !== null && one === other) raise(0.6);
  const otherMeaning = one !== null && other !== null && one !== other;
  const size = 1 - Math.exp(-Math.min(left.distinct ?? 0, right.distinct ?? 0) / 6);
  // Names alike break a tie between pairs that fit equally well.
  // Counts and amounts that stand several times on both sides are no keys, whatever they are called.
  const counts = chance >= 0.5 && !leftOnce && !rightOnce ? 0.4 : 1;
  const score = met * size * credible * (otherMeaning ? 0.4 : 1) * counts * (0.94 + 0.06 * alike);
  return {
    score: Math.min(1, score),
    leftOnce,
    rightOnce,
    namesAlike: alike >= 0.5,
    meaning: one !== null && one === other ? one : null,
    otherMeaning,
    byChance: chance >= 0.5,
  };
}

/** How well rows of one side are looked up in the other. */
function way(share: number, onceThere: boolean, onceHere: boolean): number {
  if (onceThere) return Math.sqrt(share);
  // The other way round is the look-up; where values repeat on both sides there is none.
  return Math.sqrt(share) * (onceHere ? 0.4 : 0.55);
}

/** How likely a value meets one of the other side by chance: how full the shorter line is. */
function chanceOf(left: Candidate, right: Candidate, bothOnce: boolean): number {
  if (left.line === null || right.line === null) return 0;
  const full = ({ low, high, distinct }: Candidate) =>
    Math.min(1, (distinct ?? 0) / Math.max(1, (high ?? 0) - (low ?? 0) + 1));
  const chance = Math.max(full(left), full(right));
  // A row a day on both sides is a series on both sides.
  return left.line === 'days' && bothOnce ? Math.min(chance, 0.3) : chance;
}
