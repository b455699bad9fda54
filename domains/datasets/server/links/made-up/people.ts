import { type Random, randomFrom } from '../../semantics/labelled/random.ts';
import { familyNames, givenNames } from '../../semantics/lexicon/people.ts';

/** One made-up row, with the person that it is of. */
export interface MadeUpRow {
  readonly person: number;
  readonly cells: readonly string[];
}

export const madeUpColumns = [
  'given_name',
  'surname',
  'street_number',
  'address_1',
  'address_2',
  'suburb',
  'postcode',
  'state',
  'date_of_birth',
  'soc_sec_id',
] as const;

/** How rows are spoilt: after P. Christen, “Probabilistic data generation for deduplication and data linkage” (IDEAL 2005). */
export interface Spoiling {
  /** Duplicates of one person at most; how many there are follows Zipf. */
  readonly duplicates: number;
  readonly changesPerCell: number;
  readonly changesPerRow: number;
}

/** As the well-known third set: 2,000 persons, 3,000 duplicates, five at most, two changes in a cell, five in a row. */
export const thirdSet: Spoiling = { duplicates: 5, changesPerCell: 2, changesPerRow: 5 };

const syllables =
  'ba be bo ca co da de do fa fe ga go ha he ja jo ka ke la le lo ma me mo na ne no pa pe ra re ri ro sa se so ta te to va ve wa we wi ya ze'.split(
    ' ',
  );
const endings = ['n', 'r', 's', 'th', 'ton', 'ley', 'man', 'sen', 'well', 'ford', 'by', ''];
const streets = [
  'street',
  'road',
  'place',
  'court',
  'crescent',
  'avenue',
  'drive',
  'circuit',
  'close',
];
const places = ['park', 'hill', 'bay', 'creek', 'vale', 'point', 'grove', 'north', 'south', ''];
const states = ['nsw', 'vic', 'qld', 'wa', 'sa', 'tas', 'act', 'nt'];
const near: Readonly<Record<string, string>> = {
  a: 'qs',
  b: 'vn',
  c: 'xv',
  d: 'sf',
  e: 'wr',
  f: 'dg',
  g: 'fh',
  h: 'gj',
  i: 'uo',
  j: 'hk',
  k: 'jl',
  l: 'k',
  m: 'n',
  n: 'bm',
  o: 'ip',
  p: 'o',
  r: 'et',
  s: 'ad',
  t: 'ry',
  u: 'yi',
  v: 'cb',
  w: 'qe',
  x: 'zc',
  y: 'tu',
  z: 'x',
};
const sounds: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['ck', 'k'],
  ['ey', 'y'],
  ['ie', 'y'],
  ['ll', 'l'],
  ['tt', 't'],
  ['c', 'k'],
  ['s', 'z'],
  ['th', 't'],
  ['ea', 'ee'],
];
const scans: readonly (readonly [string, string])[] = [
  ['m', 'rn'],
  ['l', '1'],
  ['o', '0'],
  ['s', '5'],
  ['b', '6'],
  ['g', '9'],
  ['w', 'vv'],
  ['d', 'cl'],
];

/** Rows of so many persons, in no order of persons; the same for the same seed. */
export function* madeUpPeople(
  persons: number,
  duplicates: number,
  spoiling: Spoiling,
  seed: number,
): Generator<MadeUpRow> {
  const random = randomFrom(seed);
  const words = vocabulary(random, persons);
  let left = duplicates;
  for (let person = 0; person < persons; person += 1) {
    const cells = original(random, words);
    yield { person, cells };
    const wanted = Math.min(
      left,
      zipf(random, spoiling.duplicates, duplicates / Math.max(1, persons)),
    );
    for (let copy = 0; copy < wanted; copy += 1)
      yield { person, cells: spoilt(cells, random, spoiling) };
    left -= wanted;
  }
}

interface Words {
  readonly given: readonly string[];
  readonly family: readonly string[];
  readonly street: readonly string[];
  readonly suburb: readonly string[];
}

function vocabulary(random: Random, persons: number): Words {
  const made = (count: number, more: readonly string[] = []) => [
    ...new Set([
      ...more,
      ...Array.from(
        { length: count },
        () =>
          `${random.pick(syllables)}${random.pick(syllables)}${random.chance(0.4) ? random.pick(syllables) : ''}${random.pick(endings)}`,
      ),
    ]),
  ];
  const size = Math.round(Math.min(20_000, 300 + Math.sqrt(persons) * 12));
  return {
    given: made(size / 3, [...givenNames]),
    family: made(size, [...familyNames]),
    street: made(size),
    suburb: made(size / 2),
  };
}

/** Few words often, many seldom. */
const often = (random: Random, words: readonly string[]) =>
  words[Math.min(words.length - 1, Math.floor(words.length * random.next() ** 1.8))] ?? '';

function original(random: Random, words: Words): string[] {
  const day = new Date(Date.UTC(1900, 0, 1) + random.whole(0, 36_500) * 86_400_000);
  const missing = (share: number, cell: string) => (random.chance(share) ? '' : cell);
  return [
    missing(0.02, often(random, words.given)),
    missing(0.01, often(random, words.family)),
    missing(0.03, String(random.whole(1, random.chance(0.8) ? 130 : 900))),
    missing(0.02, `${often(random, words.street)} ${random.pick(streets)}`),
    missing(0.12, `${often(random, words.suburb)} ${random.pick(places)}`.trim()),
    missing(0.01, `${often(random, words.suburb)} ${random.pick(places)}`.trim()),
    String(random.whole(2000, 6999)),
    missing(0.02, random.pick(states)),
    missing(0.02, day.toISOString().slice(0, 10).replaceAll('-', '')),
    random.filled('#######'),
  ];
}

/** 1 seldom, 0 most often: Zipf over 1…most, scaled to the mean. */
function zipf(random: Random, most: number, mean: number): number {
  const weights = Array.from({ length: most }, (_, index) => 1 / (index + 1));
  const sum = weights.reduce((before, each) => before + each, 0);
  const expected = most / sum;
  if (!random.chance(Math.min(1, mean / expected))) return 0;
  let point = random.next() * sum;
  for (const [index, weight] of weights.entries()) {
    point -= weight;
    if (point <= 0) return index + 1;
  }
  return most;
}

function spoilt(
  cells: readonly string[],
  random: Random,
  { changesPerCell, changesPerRow }: Spoiling,
): string[] {
  const copy = [...cells];
  const changes = random.whole(1, changesPerRow);
  const changed = new Map<number, number>();
  for (let change = 0, tries = 0; change < changes && tries < 40; tries += 1) {
    const at = random.whole(0, copy.length - 1);
    if ((changed.get(at) ?? 0) >= changesPerCell || copy[at] === '') continue;
    changed.set(at, (changed.get(at) ?? 0) + 1);
    change += 1;
    if (at < 2 && random.chance(0.06)) [copy[0], copy[1]] = [copy[1] ?? '', copy[0] ?? ''];
    else copy[at] = spoiltCell(copy[at] ?? '', at, random, copy);
  }
  return copy;
}

function spoiltCell(cell: string, at: number, random: Random, row: readonly string[]): string {
  if (random.chance(at === 4 ? 0.2 : 0.05)) return '';
  if (at === 7 || random.chance(0.03))
    return at === 7 ? random.pick(states) : (row[random.whole(3, 5)] ?? '');
  if (cell.includes(' ') && random.chance(0.15)) return cell.split(' ').reverse().join(' ');
  const pairs = random.chance(0.5) ? sounds : scans;
  const heard =
    random.chance(0.3) && /[a-z]/.test(cell)
      ? pairs.find(([from]) => cell.includes(from))
      : undefined;
  if (heard) return cell.replace(heard[0], heard[1]);
  return slip(cell, random, (letter) => near[letter] ?? 'aeiou');
}

/** One character left out, added, moved or replaced; by `letters` those that may be hit instead of one. */
export function slip(cell: string, random: Random, letters: (letter: string) => string): string {
  const place = random.whole(0, cell.length - 1);
  const [before, letter, after] = [cell.slice(0, place), cell[place] ?? '', cell.slice(place + 1)];
  const another = /\d/.test(letter)
    ? String(random.whole(0, 9))
    : random.pick([...letters(letter)]);
  switch (random.whole(0, 3)) {
    case 0:
      return `${before}${after}` || cell;
    case 1:
      return `${before}${letter}${another}${after}`;
    case 2:
      return `${before}${after.slice(0, 1)}${letter}${after.slice(1)}`;
    default:
      return `${before}${another}${after}`;
  }
}
