import type { DuplicatePair } from '@insites/datasets/contract';

/** Names a pair in a list. */
export function pairKey({ left, right }: DuplicatePair): string {
  return `${left.key} ${right.key}`;
}

/** How two cells stand to each other, in a word. */
export function differs(left: string | null, right: string | null): 'same' | 'differs' | 'missing' {
  if (left === null || right === null || left === '' || right === '') return 'missing';
  return left.trim().toLowerCase() === right.trim().toLowerCase() ? 'same' : 'differs';
}

/** How likely it is that a pair is one thing, as a sentence. */
export function likelihood({ probability, together }: DuplicatePair): string {
  const share = Math.min(99, Math.max(1, Math.round(probability * 100)));
  return `The same thing with a likelihood of ${share} %; now ${together ? 'in one group' : 'apart'}.`;
}

export interface Bar {
  /** Where it begins and how long it is, in percent of the whole width. */
  readonly from: number;
  readonly width: number;
}

/** Steps of the evidence as bars on one scale, each beginning where the one before it ended; the last is the sum. */
export function barsOf(bits: readonly number[]): {
  readonly bars: readonly Bar[];
  readonly sum: Bar;
  readonly zero: number;
} {
  const ends = [0];
  for (const each of bits) ends.push((ends.at(-1) ?? 0) + each);
  const [least, most] = [Math.min(...ends, 0), Math.max(...ends, 0)];
  const scale = 100 / Math.max(1e-9, most - least);
  const bar = (from: number, to: number): Bar => ({
    from: (Math.min(from, to) - least) * scale,
    width: Math.max(0.6, Math.abs(to - from) * scale),
  });
  return {
    bars: bits.map((_, index) => bar(ends[index] ?? 0, ends[index + 1] ?? 0)),
    sum: bar(0, ends.at(-1) ?? 0),
    zero: -least * scale,
  };
}
