import { type Random, randomFrom } from '../random.ts';
import { family, firms, given, prose, streetKinds, streets, towns, trades } from '../words.ts';

type Cell = (random: Random, row: number) => string;

const two = (number: number) => String(number).padStart(2, '0');

/** One of these, the first ones more often. */
export function oneOf(...values: readonly string[]): Cell {
  return (r) => r.pick(r.chance(0.4) ? values.slice(0, Math.ceil(values.length / 2)) : values);
}
/** `#` a digit, `@` a capital letter. */
export const form =
  (...patterns: readonly string[]): Cell =>
  (r) =>
    r.filled(r.pick(patterns));
export const whole =
  (from: number, to: number): Cell =>
  (r) =>
    String(r.whole(from, to));
export const decimal =
  (from: number, to: number, digits: number): Cell =>
  (r) =>
    (from + r.next() * (to - from)).toFixed(digits);
/** Mostly empty, as columns of portals are. */
export const sparse =
  (cell: Cell, filled = 0.2): Cell =>
  (r, row) =>
    r.chance(filled) ? cell(r, row) : '';
export const counting =
  (from: number, step = 1): Cell =>
  (_, row) =>
    String(from + row * step);
/** Numbers given out one after the other, some of them left out since. */
export const rising =
  (from: number, gap: number): Cell =>
  (r, row) =>
    String(from + row * gap + r.whole(0, gap - 1));
/** Counts and amounts as they are: half of them below `median`, a few far above. */
export const skewed =
  (median: number, digits = 0): Cell =>
  (r) =>
    (median * Math.exp((r.next() + r.next() + r.next() - 1.5) * 2)).toFixed(digits);
/** A few values, again and again. */
export function drawn(count: number, cell: Cell, seed = 7): Cell {
  const random = randomFrom(seed);
  const values = Array.from({ length: count }, (_, at) => cell(random, at));
  return (r) => r.pick(values);
}

/** Values and how often each comes, as a codebook of a city is used: `1:52 2:20 99:4`. */
export function spread(weights: string): Cell {
  const pairs = weights.split(' ').map((pair) => {
    const [value = '', weight = '1'] = pair.split(':');
    return { value, weight: Number(weight) };
  });
  const all = pairs.reduce((sum, { weight }) => sum + weight, 0);
  return (r) => {
    let left = r.next() * all;
    for (const { value, weight } of pairs) {
      left -= weight;
      if (left < 0) return value;
    }
    return pairs[0]?.value ?? '';
  };
}
/** The same row draws the same place of the list in every column of the seed: codes and their words. */
export function beside(seed: number, cell: Cell): Cell {
  return (_, row) => cell(randomFrom(seed * 100_003 + row), row);
}
/** Around a middle, as ages, heights and scores are. */
export const bell =
  (middle: number, deviation: number, from: number, to: number, step = 1): Cell =>
  (r) => {
    const drawn = Array.from({ length: 6 }, () => r.next()).reduce((sum, next) => sum + next, -3);
    const value = Math.round((middle + drawn * deviation * 1.41) / step) * step;
    return String(Math.min(to, Math.max(from, value)));
  };
/** How many happened: mostly few, rarely many. */
export const happened =
  (mean: number, from = 0): Cell =>
  (r) => {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = r.next(); product > limit && count < 500; product *= r.next()) count += 1;
    return String(from + count);
  };

/** `2021-03-04T00:00:00.000`, as Socrata writes a floating timestamp; with a time of day when `timed`. */
export const socrataDate =
  (timed: boolean): Cell =>
  (r) =>
    `${r.whole(2010, 2025)}-${two(r.whole(1, 12))}-${two(r.whole(1, 28))}T${timed ? `${two(r.whole(0, 23))}:${two(r.whole(0, 59))}:${two(r.whole(0, 59))}` : '00:00:00'}.000`;
/** `03/04/2021 02:15:00 PM`, as Socrata writes CSV. */
export const socrataCsvDate =
  (timed: boolean): Cell =>
  (r) =>
    `${two(r.whole(1, 12))}/${two(r.whole(1, 28))}/${r.whole(2010, 2025)} ${timed ? `${two(r.whole(1, 12))}:${two(r.whole(0, 59))}:${two(r.whole(0, 59))} ${r.pick(['AM', 'PM'])}` : '12:00:00 AM'}`;
/** `2021/03/04 05:00:00+00`, as ArcGIS writes CSV. */
export const arcgisDate =
  (timed: boolean): Cell =>
  (r) =>
    `${r.whole(2010, 2025)}/${two(r.whole(1, 12))}/${two(r.whole(1, 28))} ${timed ? `${two(r.whole(0, 23))}:${two(r.whole(0, 59))}:${two(r.whole(0, 59))}` : '05:00:00'}+00`;
export const isoDate: Cell = (r) =>
  `${r.whole(2005, 2025)}-${two(r.whole(1, 12))}-${two(r.whole(1, 28))}`;
export const slashDate: Cell = (r) => `${r.whole(1, 12)}/${r.whole(1, 28)}/${r.whole(2005, 2025)}`;

export const street: Cell = (r) =>
  `${r.chance(0.3) ? `${r.pick(['N', 'S', 'E', 'W'])} ` : ''}${r.pick(streets)} ${r.pick(streetKinds)}`.toUpperCase();
export const address: Cell = (r, row) => `${r.whole(1, 9999)} ${street(r, row)}`;
export const person: Cell = (r) => `${r.pick(given)} ${r.pick(family)}`;
export const personLastFirst: Cell = (r) =>
  `${r.pick(family)}, ${r.pick(given)} ${r.filled('@')}`.toUpperCase();
export const firm: Cell = (r) =>
  r.chance(0.5)
    ? `${r.pick(firms)} ${r.pick(trades)}`.toUpperCase()
    : `${r.pick(family)} ${r.pick(['LLC', 'INC', 'CORP', '& SONS', 'GROUP'])}`.toUpperCase();
export const town: Cell = (r) => r.pick(towns).toUpperCase();
export const prosed =
  (from: number, to: number): Cell =>
  (r) =>
    Array.from({ length: r.whole(from, to) }, () => r.pick(prose)).join(' ');
export const agency = oneOf(
  'New York City Police Department',
  'Department of Housing Preservation and Development',
  'Department of Transportation',
  'Department of Environmental Protection',
  'Department of Parks and Recreation',
);
