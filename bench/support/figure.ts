import type { City } from './city.ts';

/** What a figure must reach. `of`: the value of ours, its ratio to the other, or its distance from it. */
export interface Bar {
  readonly of: 'ours' | 'ratio' | 'difference';
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** One line of the table. */
export interface Line {
  readonly figure: string;
  readonly unit: string;
  readonly ours: number;
  /** What people would use instead; null where there is nothing to hold it against. */
  readonly other: number | null;
  /** The median of the ratios of the pairs, ours to other. */
  readonly ratio: number | null;
  readonly bar: Bar | null;
  /** What was measured, for the file. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What figures may use. Made when first asked for. */
export interface Bench {
  /** A folder that goes away at the end. */
  readonly folder: string;
  /** How many pairs a figure measures at most. */
  readonly rounds: number;
  readonly say: (line: string) => void;
  /** A running server with the large set, and the same set as bare files. */
  readonly city: () => Promise<City>;
}

export type Figure = (bench: Bench) => Promise<readonly Line[]>;

/** Whether a line reaches its bar; null when it has none. */
export function isMet({ ours, other, ratio, bar }: Line): boolean | null {
  if (!bar) return null;
  const value = bar.of === 'ours' ? ours : bar.of === 'ratio' ? ratio : ours - (other ?? 0);
  if (value === null) return null;
  return value <= (bar.atMost ?? Number.POSITIVE_INFINITY) && value >= (bar.atLeast ?? 0);
}
