import type { Support } from './support.ts';

/** Rows, values, and rows for each value that must be there before anything is said. */
const leastRows = 30;
const leastValues = 3;
const leastRowsAValue = 8;
/** Rows that would be needed to fill all gaps, as a share of the rows besides those of the most frequent value. */
const gapsOfCodes = 0.25;
/** The same for gaps and dips, as a share of all rows; measures leave far fewer. */
const dipsOfCodes = 0.3;
/** More different values than this beside those for “unknown” are measured ones. */
const mostBesideUnknown = 19;
/** From so many values on a hump in the middle and a long tail are seen. */
const valuesOfHump = 20;
/** So many times as frequent as its ends its middle is. */
const steep = 1.2;
/** So many times as far as the lowest value the highest lies from the middle one. */
const longTail = 6;
/** Nobody goes to school for longer, years. */
const mostSchooling = 25;

/**
 * Whether small whole numbers are the codes of a list, by how often each comes. What is counted or measured rises to
 * its most frequent values and falls from them, without gaps; the codes of a list leave numbers out between others
 * that come again and again (101, 110, 201, 300), or frequent ones stand between rare ones for no reason. Years,
 * preferred numbers (all even, or tens, or dozens), rounding (more at 5, 10, 15), squares, years of schooling, answers
 * from 1 to 10 and scores, which leave numbers out as well, are told from that.
 */
export function isCodebook(support: Support): boolean {
  const { values } = support;
  const first = values[0] ?? 0;
  const last = values.at(-1) ?? 0;
  if (rowsOf(support) < leastRows || (first >= 1500 && last <= 2200) || inSteps(support))
    return false;
  const known = withoutUnknown(support);
  const unknown = known.values.length < values.length;
  if (unknown && known.values.length > mostBesideUnknown) return false;
  const judged = withoutEnds(known);
  if ([judged, known].some(isMeasured)) return false;
  return (
    (unknown && marksUnknown(support, known)) ||
    [
      1,
      ...roundings
        .filter(({ step, share }) => isRounded(support, step, share))
        .map(({ step }) => step),
    ].every((step) => hasGaps(binned(judged, step)))
  );
}

/** Numbers that leave others out, or heap up, for a reason. */
function isMeasured(support: Support): boolean {
  const { values, counts } = support;
  const last = values.at(-1) ?? 0;
  const squares = values.length > 4 && values.every((value) => Number.isInteger(Math.sqrt(value)));
  const ends = last <= mostSchooling && values.length >= 6;
  const schooling = ends && values[counts.indexOf(most(support))] === 12;
  const answers = last === 10 && values.length === (values[0] === 0 ? 11 : 10);
  return squares || schooling || answers || isHump(support) || hasTail(support);
}

/** Whether many values are most frequent in the middle of their range and ever rarer to both sides, as scores are. */
function isHump(support: Support): boolean {
  if (support.values.length < valuesOfHump) return false;
  const [from, to] = middleOf(support);
  const bins = [0, 0, 0, 0, 0];
  support.values.forEach((value, at) => {
    const bin = Math.floor((5 * (value - from)) / Math.max(1, to - from + 1));
    if (bin >= 0 && bin < 5) bins[bin] = (bins[bin] ?? 0) + (support.counts[at] ?? 0);
  });
  const peak = bins.indexOf(Math.max(...bins));
  const rises = bins.every((rows, at) => at === 0 || at <= peak === rows >= (bins[at - 1] ?? 0));
  const high = (bins[peak] ?? 0) >= steep * Math.max(bins[0] ?? 0, bins[4] ?? 0);
  return rises && high && peak > 0 && peak < 4;
}

/** Whether half of the rows lie near the lowest of many values, and the others ever farther from it. */
function hasTail(support: Support): boolean {
  const { values } = support;
  const [low, middle, high] = [values[0] ?? 0, valueAt(support, 0.5), values.at(-1) ?? 0];
  return values.length >= valuesOfHump && high - middle >= longTail * (middle - low);
}

/**
 * Where zero is the most frequent, and so stands for “none”: without it, and without a highest value that is next to
 * the one before and more frequent, as whatever is more was written so.
 */
function withoutEnds(support: Support): Support {
  const { values, counts } = support;
  if (values[0] !== 0 || counts[0] !== most(support)) return support;
  const end = values.length - 1;
  const capped =
    values[end] === (values[end - 1] ?? 0) + 1 && (counts[end] ?? 0) > (counts[end - 1] ?? 0);
  return only(support, (_, at) => at > 0 && !(capped && at === end));
}

/** Of multiples of a step so many rows, apart from those of the most frequent value and of zero: rounded. */
const roundings = [
  { step: 2, share: 0.62 },
  { step: 5, share: 0.4 },
  { step: 10, share: 0.3 },
  { step: 12, share: 0.35 },
];

function hasGaps(support: Support): boolean {
  const { values, counts } = support;
  const rows = rowsOf(support);
  if (values.length < leastValues || rows < leastRowsAValue * values.length) return false;
  const before = highestSoFar(counts);
  const after = highestSoFar(counts.toReversed()).toReversed();
  let gaps = 0;
  let dips = 0;
  values.forEach((value, at) => {
    const left = before[at] ?? 0;
    dips += lacking(Math.min(left, after[at] ?? 0), counts[at] ?? 0, 2);
    const next = values[at + 1];
    if (next !== undefined)
      gaps += (next - value - 1) * lacking(Math.min(left, after[at + 1] ?? 0), 0, 1.5);
  });
  return (
    gaps >= Math.max(0.03 * rows, gapsOfCodes * (rows - most(support))) ||
    gaps + dips >= dipsOfCodes * rows
  );
}

/** What a value lacks of what stands on both sides of it, beyond so many deviations of chance. */
const lacking = (beside: number, count: number, deviations: number) =>
  Math.max(0, beside - count - deviations * Math.sqrt(beside));

function highestSoFar(counts: readonly number[]): number[] {
  let highest = 0;
  return counts.map((count) => {
    highest = Math.max(highest, count);
    return highest;
  });
}

/** Whether nearly all are multiples of a number, as preferred sizes, speeds, amounts and terms are. */
function inSteps(support: Support): boolean {
  const steps = [
    { step: 2, share: 0.97 },
    { step: 3, share: 0.97 },
    { step: 5, share: 0.85 },
    { step: 12, share: 0.9 },
  ];
  const others = withoutPeak(support);
  return steps.some(
    ({ step, share }) =>
      rowsOf(multiplesOf(support, step)) >= share * rowsOf(support) &&
      rowsOf(multiplesOf(others, step)) >= share * rowsOf(others),
  );
}

/** Without the most frequent value and without zero. */
function withoutPeak(support: Support): Support {
  const peak = support.counts.indexOf(most(support));
  return only(support, (value, at) => at !== peak && value !== 0);
}

function isRounded(support: Support, step: number, share: number): boolean {
  const others = withoutPeak(support);
  const rounded = multiplesOf(others, step);
  if (rounded.values.length < 4 || rowsOf(rounded) < share * rowsOf(others)) return false;
  // Who rounds uses every multiple, but for the rare ones at the ends.
  const [from, to] = middleOf(support);
  const between = multiplesOf(support, step).values.filter((value) => value >= from && value <= to);
  return between.length >= 0.75 * (Math.floor(to / step) - Math.ceil(from / step) + 1);
}

/** Between which values nine of ten rows lie. */
const middleOf = (support: Support): readonly [from: number, to: number] => [
  valueAt(support, 0.05),
  valueAt(support, 0.95),
];

/** The lowest value that such a share of the rows does not exceed. */
function valueAt(support: Support, share: number): number {
  const wanted = share * rowsOf(support);
  let sum = 0;
  const at = support.counts.findIndex((count) => {
    sum += count;
    return sum >= wanted;
  });
  return support.values[at] ?? 0;
}

const multiplesOf = (support: Support, step: number) =>
  only(support, (value) => value % step === 0);

/** Rows of values that lie around the same multiple of the step. */
function binned(support: Support, step: number): Support {
  if (step === 1) return support;
  const bins = new Map<number, number>();
  support.values.forEach((value, at) => {
    const bin = Math.round(value / step);
    bins.set(bin, (bins.get(bin) ?? 0) + (support.counts[at] ?? 0));
  });
  return { values: [...bins.keys()], counts: [...bins.values()] };
}

/** Without 9, 98, 99 or 997, which stand for “unknown” where they are far above all others. */
function withoutUnknown(support: Support): Support {
  const { values } = support;
  const highest = (end: number) => values[end - 1] ?? 0;
  let end = values.length;
  while (end > 1 && /^(9|8[89]?|9[6-9]|99[6-9]|888|999[6-9])$/.test(String(highest(end)))) end -= 1;
  const room = highest(values.length) - highest(end);
  return room >= 4 && highest(end) * 2 < highest(values.length)
    ? only(support, (_, at) => at < end)
    : support;
}

/**
 * Whether nothing stands between few known values and those for “unknown”, which come again and again. What is counted
 * from zero on may be unknown as well.
 */
function marksUnknown(support: Support, known: Support): boolean {
  const rows = rowsOf(support);
  const unknown = rows - rowsOf(known);
  const last = known.values.at(-1) ?? 0;
  const counts = known.values[0] === 0 && last > 3 && last === known.values.length - 1;
  return !counts && unknown >= Math.max(4, 0.002 * rows);
}

function only({ values, counts }: Support, fits: (value: number, at: number) => boolean): Support {
  const kept = values.map(fits);
  return {
    values: values.filter((_, at) => kept[at]),
    counts: counts.filter((_, at) => kept[at]),
  };
}

const rowsOf = ({ counts }: Support) => counts.reduce((sum, count) => sum + count, 0);
const most = ({ counts }: Support) => counts.reduce((high, count) => Math.max(high, count), 0);
