import type { TrustedSession } from '@insites/platform';
import { distanceOf, quantilesOf, type Side } from './queries.ts';

/** Factors that lie between units people mix up (NIST SP 811). */
const factors: readonly { readonly of: number; readonly name: string }[] = [
  { of: 1_000, name: 'thousands' },
  { of: 100, name: 'hundredths (percent, cents, centimetres)' },
  { of: 0.3048, name: 'feet and metres' },
  { of: 1.609344, name: 'miles and kilometres' },
  { of: 2.54, name: 'inches and centimetres' },
  { of: 0.45359237, name: 'pounds and kilograms' },
  { of: 0.09290304, name: 'square feet and square metres' },
  { of: 2.589988110336, name: 'square miles and square kilometres' },
  { of: 0.40468564224, name: 'acres and hectares' },
  { of: 3.785411784, name: 'gallons and litres' },
  { of: 60, name: 'minutes and hours, or seconds and minutes' },
  { of: 12, name: 'inches and feet, or months and years' },
];

/** How far a ratio of medians may be from a factor. */
const near = 0.08;

/**
 * Whether the values would be those of before in another unit: the medians differ by a factor that lies
 * between two units, and by it the curves come together.
 */
export async function unitChange(
  before: Side,
  after: Side,
  distance: number,
  session: TrustedSession,
): Promise<{ readonly scale: number; readonly sentence: string } | null> {
  const [was, is] = [await medianOf(before, session), await medianOf(after, session)];
  if (was === null || is === null || was === 0 || is / was <= 0) return null;
  const needed = was / is;
  const candidates = factors
    .flatMap(({ of, name }) => [
      { scale: of, name },
      { scale: 1 / of, name },
    ])
    .filter(({ scale }) => Math.abs(needed / scale - 1) < near)
    .sort((left, right) => Math.abs(needed / left.scale - 1) - Math.abs(needed / right.scale - 1));
  for (const { scale, name } of candidates) {
    const [row] = await session.run(distanceOf(before, { ...after, scale }, 100_000).text);
    const left = Number(row?.distance ?? 1);
    if (left <= Math.min(0.1, distance / 3))
      return {
        scale,
        sentence: `${after.column} seems to be in another unit: times ${Number(scale.toPrecision(6))} (${name}) its values are those of before.`,
      };
  }
  return null;
}

async function medianOf(side: Side, session: TrustedSession): Promise<number | null> {
  const [row] = await session.run(quantilesOf(side, [0.5]).text);
  const [median] = JSON.parse(String(row?.quantiles ?? '[]')) as number[];
  return median ?? null;
}
