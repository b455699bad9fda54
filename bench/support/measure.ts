/** The value below which `share` of the values lie; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (sorted.length - 1) * share;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? Number.NaN;
  return below + (above - below) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

export interface Pairs {
  readonly ours: readonly number[];
  readonly other: readonly number[];
}

/** Measures in turn, ours and the other, so that a busy moment of the machine meets both. */
export async function inTurn(
  rounds: number,
  ours: (round: number) => Promise<number>,
  other: (round: number) => Promise<number>,
): Promise<Pairs> {
  const pairs = { ours: [] as number[], other: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    // Who goes first changes, because the first may find a cold cache.
    if (round % 2 === 0) pairs.other.push(await other(round));
    pairs.ours.push(await ours(round));
    if (round % 2 === 1) pairs.other.push(await other(round));
  }
  return pairs;
}

/** The median of the ratios, pair by pair. */
export function ratioOf({ ours, other }: Pairs): number {
  return median(ours.map((value, index) => value / (other[index] ?? Number.NaN)));
}

/** Milliseconds that something takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
