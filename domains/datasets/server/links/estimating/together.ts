import type { Comparison } from '../comparing/kinds.ts';
import type { Pattern } from './patterns.ts';

/** Things of the same name only: at most so many pairs of the same thing go by names that are nothing alike. */
export const mostRenamed = 0.05;
/** Fewer pairs than this may be chance. */
const leastSeen = 3;

/** Levels that occur together, without the name, and the bits to take off for it. */
export type Together = ReadonlyMap<number, number>;

/** The column that says what a thing is called: a given name, else a name, else nothing (null). */
export function nameOf(comparisons: readonly Comparison[]): number | null {
  const kinds = ['given-name', 'name', 'organisation'] as const;
  const called = (column: string, given: boolean) =>
    given || /(^|[^a-z])(name|title)([^a-z]|$)/i.test(column);
  for (const kind of kinds) {
    const at = comparisons.findIndex(
      (each) => each.kind === kind && called(each.column, kind === 'given-name'),
    );
    if (at >= 0) return at;
  }
  return null;
}

/** Whether a column is shared by all of a household or a house. */
function isShared({ kind, column }: Comparison): boolean {
  if (['address', 'zip', 'phone', 'family-name', 'category'].includes(kind)) return true;
  return kind === 'name' && /city|town|suburb|county|district|state|region|place/i.test(column);
}

/** Places of the columns that are shared, and of those that belong to one thing alone, without its name. */
export function sharedAndOwn(
  comparisons: readonly Comparison[],
  name: number | null,
): { readonly shared: readonly number[]; readonly own: readonly number[] } {
  const places = comparisons.map((_, at) => at).filter((at) => at !== name);
  const shared = places.filter((at) => comparisons[at] && isShared(comparisons[at]));
  return { shared, own: places.filter((at) => !shared.includes(at)) };
}

/** Whether but for the name nothing tells one thing from its neighbours. */
export function onlyNamed(comparisons: readonly Comparison[], own: readonly number[]): boolean {
  return !own.some((at) => ['date', 'identifier', 'email'].includes(comparisons[at]?.kind ?? ''));
}

/** The levels of shared columns as one number: three bits a comparison. */
export function codeOf(levels: readonly number[], shared: readonly number[]): number {
  return shared.reduce((sum, at, index) => sum + (levels[at] ?? 0) * 8 ** index, 0);
}

/**
 * People of one household and firms of one house share address, telephone and more, which counted one by one
 * would make them the same. Pairs whose names are nothing alike are hardly ever the same thing, so how often they
 * agree in the rest tells how often the rest agrees by chance, all of it together.
 *
 * @param chance the probability of these levels by chance, were they independent
 */
export function agreeingTogether(
  trial: readonly Pattern[],
  pairs: number,
  name: number,
  different: number,
  { shared, own }: { readonly shared: readonly number[]; readonly own: readonly number[] },
  chance: (levels: readonly number[]) => number,
): Together {
  const counts = new Map<number, { levels: readonly number[]; apart: number; alike: number }>();
  for (const { levels, times } of trial) {
    const level = levels[name] ?? 0;
    if (level === 0) continue;
    const code = codeOf(levels, shared);
    const seen = counts.get(code) ?? { levels, apart: 0, alike: 0 };
    const agrees = own.some((at) => levels[at] === 1 || levels[at] === 2);
    if (level === different && !agrees) seen.apart += times;
    else seen.alike += times;
    counts.set(code, seen);
  }
  const together = new Map<number, number>();
  for (const [code, { levels, apart, alike }] of counts) {
    const strangers = apart - (alike * mostRenamed) / (1 - mostRenamed);
    if (strangers < leastSeen) continue;
    const bits = Math.log2(chance(levels) / (strangers / Math.max(1, pairs)));
    if (bits < -0.5) together.set(code, Math.round(bits * 100) / 100);
  }
  return together;
}
