import type { Support } from './support.ts';

/** Rows, values, and rows for each value that must be there before anything is said. */
const leastRows = 30;
const leastValues = 3;
const leastRowsAValue = 3;
/** Rows that would be needed to fill all gaps, as a share of the rows besides those of the most frequent value. */
const gapsOfCodes = 0.25;
/** The same for gaps and dips, as a share of all rows; measures leave far fewer. */
const dipsOfCodes = 0.3;
/** More different values than this beside those for “unknown” are measured ones. */
const mostBesideUnknown = 19;

/**
 * Whether small whole numbers are the codes of a list, by how often each comes. What is counted or measured rises to
 * its most frequent values and falls from them, without gaps; the codes of a list leave numbers out between others
 * that come again and again (101, 110, 201, 300), or frequent ones stand between rare ones for no reason. Years,
 * preferred numbers (all even, or tens, or dozens) and rounding (more at 5, 10, 15) are told from that.
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
  return (
    (unknown && marksUnknown(support, known)) ||
    [
      1,
      ...roundings
        .filter(({ step, share }) => isRounded(support, step, share))
        .map(({ step }) => step),
    ].every((step) => hasGaps(binned(support, step)))
  );
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
function middleOf(support: Support): readonly [from: number, to: number] {
  const { values, counts } = support;
  const rows = rowsOf(support);
  let sum = 0;
  const below = counts.map((count) => {
    sum += count;
    return sum;
  });
  const at = (share: number) => values[below.findIndex((upTo) => upTo >= share * rows)] ?? 0;
  return [at(0.05), at(0.95)];
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

/** Whether nothing stands between few known values and those for “unknown”, which come again and again. */
function marksUnknown(support: Support, known: Support): boolean {
  const rows = rowsOf(support);
  const unknown = rows - rowsOf(known);
  return unknown >= Math.max(4, 0.002 * rows);
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
