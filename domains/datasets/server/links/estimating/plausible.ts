import { type Comparison, levelsOf } from '../comparing/kinds.ts';
import { mostRenamed } from './together.ts';

/** What is the same thing seldom differs in what names it; of these kinds at most this share of pairs. */
const mostDifferent = 0.3;
/** And is spelled the same at least so often. */
const leastSame = 0.25;
const naming: readonly string[] = [
  'given-name',
  'family-name',
  'name',
  'organisation',
  'address',
  'date',
  'identifier',
  'email',
  'phone',
];

/** Whether a column names a thing: rows of the same thing seldom differ in it. */
export function names({ kind }: Comparison): boolean {
  return naming.includes(kind);
}

/** What “the same thing” can mean. */
export interface Limit {
  /** Moves probabilities of levels within what can be. */
  readonly keep: (learned: readonly (readonly number[])[]) => number[][];
  /** The comparison in which counts of levels are farthest from what can be; null when all are near. */
  readonly breach: (counts: readonly (readonly number[])[]) => number | null;
  /** Whether counts of a comparison's levels are as they should be of nothing but the same things. */
  readonly sound: (counts: readonly (readonly number[])[], at: number) => boolean;
}

/** Pairs that a count needs to tell anything. */
const enough = 10;
/** Counts may pass the limits by so much. */
const [moreDifferent, lessSame] = [0.2, 0.05];
const [soundDifferent, soundSame] = [0.2, 0.5];

/** The limits for some comparisons; `alone`: the name, where nothing else tells neighbours apart. */
export function limitOf(comparisons: readonly Comparison[], alone: number | null): Limit {
  return {
    keep: (learned) => plausible(learned, comparisons, alone),
    breach: (counts) => {
      let worst: { at: number; by: number } | null = null;
      for (const [at, levels] of counts.entries()) {
        const comparison = comparisons[at];
        const sum = levels.reduce((total, each) => total + each, 0);
        if (!comparison || !names(comparison) || sum < enough) continue;
        const [first, last] = [(levels[0] ?? 0) / sum, (levels.at(-1) ?? 0) / sum];
        const by = Math.max(last - mostDifferent - moreDifferent, leastSame - lessSame - first);
        if (by > 0 && (!worst || by > worst.by)) worst = { at, by };
      }
      return worst === null ? null : worst.at;
    },
    sound: (counts, at) => {
      const levels = counts[at] ?? [];
      const sum = levels.reduce((total, each) => total + each, 0);
      const [first, last] = [levels[0] ?? 0, levels.at(-1) ?? 0];
      return first >= soundSame * sum && last <= soundDifferent * sum;
    },
  };
}

/**
 * Keeps what was learned within what “the same thing” can mean (convex constraints: W. E. Winkler, “Improved
 * decision rules in the Fellegi-Sunter model of record linkage”, 1993): rows that share a city and a year are a
 * crowd as well, and where they are many they would be learned instead. What lies outside is moved towards what is
 * usual, no further than needed. Names that are nothing alike are rarer still where nothing else tells neighbours
 * apart (`alone`).
 */
function plausible(
  learned: readonly (readonly number[])[],
  comparisons: readonly Comparison[],
  alone: number | null,
): number[][] {
  return learned.map((levels, at) => {
    const comparison = comparisons[at];
    if (!comparison) return [...levels];
    const usual = levelsOf(comparison).map((level) => level.usual);
    const most = at === alone ? mostRenamed : names(comparison) ? mostDifferent : 1;
    const goal = capped(usual, most);
    const least = names(comparison) ? leastSame : 0;
    const [first, last] = [levels[0] ?? 0, levels.at(-1) ?? 0];
    const share = Math.max(
      last > most ? (last - most) / Math.max(1e-9, last - Math.min(most, goal.at(-1) ?? 0)) : 0,
      first < least ? (least - first) / Math.max(1e-9, (goal[0] ?? 1) - first) : 0,
    );
    const part = Math.min(1, share);
    return levels.map((each, level) => each * (1 - part) + part * (goal[level] ?? 0));
  });
}

function capped(levels: readonly number[], most: number): readonly number[] {
  const last = levels.at(-1) ?? 0;
  if (last <= most) return levels;
  const scale = (1 - most) / (1 - last);
  return levels.map((share, level) => (level === levels.length - 1 ? most : share * scale));
}
