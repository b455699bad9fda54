import { hashBits } from './queries.ts';

/**
 * A KMV sketch: the lowest hashes of the distinct values of a column. Beyer, Haas, Reinwald, Sismanis, Gemulla:
 * On Synopses for Distinct-Value Estimation Under Multiset Operations, SIGMOD 2007.
 */
export interface Sketch {
  /** Whole numbers below 2^52, ascending, none twice. */
  readonly lowest: Float64Array;
  /** Whether these are the hashes of all values. */
  readonly whole: boolean;
}

/** How the distinct values of two columns meet. */
export interface Overlap {
  /** Of the values of the one those that stand in the other: containment. */
  readonly leftInRight: number;
  readonly rightInLeft: number;
  /** Values in both of those in either. */
  readonly jaccard: number;
  /** Sampled values that the shares are of. */
  readonly leftSample: number;
  readonly rightSample: number;
  readonly common: number;
  /** Every value of both was looked at. */
  readonly counted: boolean;
}

/** Hashes kept of a column; of one whose values are all different more, so that small columns can be found in it. */
export const keptHashes = { usual: 512, ofKeys: 4096 } as const;

/**
 * Compares two sketches. Up to the lower of their highest hashes both know all of their values: there they are two
 * samples by the same rule, and what holds of them holds of the columns, with a standard error of
 * sqrt(p (1 - p) / sample).
 */
export function overlapOf(left: Sketch, right: Sketch): Overlap {
  const limit = Math.min(reach(left), reach(right));
  const [leftSample, rightSample] = [upTo(left.lowest, limit), upTo(right.lowest, limit)];
  let [i, j, common] = [0, 0, 0];
  while (i < leftSample && j < rightSample) {
    const difference = (left.lowest[i] ?? 0) - (right.lowest[j] ?? 0);
    if (difference === 0) common += 1;
    if (difference <= 0) i += 1;
    if (difference >= 0) j += 1;
  }
  return {
    leftInRight: leftSample === 0 ? 0 : common / leftSample,
    rightInLeft: rightSample === 0 ? 0 : common / rightSample,
    jaccard: common / Math.max(1, leftSample + rightSample - common),
    leftSample,
    rightSample,
    common,
    counted: left.whole && right.whole,
  };
}

/** Distinct values of a column of which only the lowest hashes are known: (k - 1) / U(k), Beyer et al., section 3. */
export function distinctFrom({ lowest, whole }: Sketch): number {
  const highest = lowest.at(-1) ?? 0;
  if (whole || highest === 0) return lowest.length;
  return Math.round((lowest.length - 1) / (highest / 2 ** hashBits));
}

function reach({ lowest, whole }: Sketch): number {
  return whole ? Number.POSITIVE_INFINITY : (lowest.at(-1) ?? 0);
}

/** How many of the ascending numbers are at most the limit. */
function upTo(numbers: Float64Array, limit: number): number {
  let [from, to] = [0, numbers.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((numbers[middle] ?? 0) <= limit) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** As text, for sealing: the distances between hashes are shorter than the hashes. */
export function writeSketch({ lowest, whole }: Sketch): string {
  let before = 0;
  const steps = Array.from(lowest, (hash) => {
    const step = hash - before;
    before = hash;
    return step.toString(36);
  });
  return `${whole ? 'w' : 'p'}${steps.join(' ')}`;
}

export function readSketch(text: string): Sketch {
  const steps = text.slice(1);
  let before = 0;
  const hashes = (steps === '' ? [] : steps.split(' ')).map((step) => {
    before += Number.parseInt(step, 36);
    return before;
  });
  return { lowest: Float64Array.from(hashes), whole: text.startsWith('w') };
}
