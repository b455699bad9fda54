import { type Random, randomFrom } from '../../semantics/labelled/random.ts';
import { familyNames, givenNames } from '../../semantics/lexicon/people.ts';
import { slip } from './people.ts';

/** A register that was made up, with the thing that each row is of. */
export interface MadeUpRegister {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly truth: readonly number[];
}

/** How large a register is and how it is spoilt. */
export interface RegisterSize {
  readonly rows: number;
  /** Share of the rows that are copies of another. */
  readonly copies: number;
  /** Slips in a copy at most; none is as likely as each. */
  readonly slips: number;
  readonly seed: number;
}

/** A shape: columns, those that are never spoilt, and the cells of thing `index`. */
interface Shape {
  readonly columns: readonly string[];
  /** Places of columns that are new in every row, as row numbers are. */
  readonly ids?: readonly number[];
  thing(index: number, random: Random, things: number): readonly string[];
}

const given = [...givenNames];
const family = [...familyNames];
const streets =
  'oak elm pine main park lake hill mill church river maple cedar spring ridge union court'.split(
    ' ',
  );
const towns =
  'fairview salem clinton georgetown madison franklin arlington centerville lebanon ashland'.split(
    ' ',
  );
const at = (words: readonly string[], index: number) => words[index % words.length] ?? '';
const two = (number: number) => String(number).padStart(2, '0');

/** A thing at a place of a grid: its place along each side, every combination once before any comes twice. */
function places(index: number, sides: readonly number[]): readonly number[] {
  let left = index;
  return sides.map((side) => {
    const place = left % side;
    left = Math.floor(left / side);
    return place;
  });
}

/**
 * Registers whose values stand in small regular grids, where agreement is common among different things and
 * hangs together: what misleads a search that learns from the rows.
 */
export const shapes = {
  /** Few given names × few surnames × few streets: every combination once. */
  lattice: {
    columns: ['given_name', 'surname', 'street', 'city'],
    thing: (index) => {
      const [one = 0, two = 0, three = 0, four = 0] = places(index, [20, 25, 16, 10]);
      return [at(given, one), at(family, two), `${at(streets, three)} street`, at(towns, four)];
    },
  },
  /** The same, drawn at random, with a house number: different things may agree in all. */
  drawn: {
    columns: ['given_name', 'surname', 'address', 'city'],
    thing: (_, random) => [
      at(given, random.whole(0, 19)),
      at(family, random.whole(0, 24)),
      `${random.whole(1, 20)} ${at(streets, random.whole(0, 7))} street`,
      at(towns, random.whole(0, 9)),
    ],
  },
  /** A lattice with a birthday that tells people apart. */
  born: {
    columns: ['first_name', 'last_name', 'date_of_birth', 'city'],
    thing: (index, random) => {
      const [one = 0, two_ = 0] = places(index, [15, 20]);
      return [
        at(given, one),
        at(family, two_),
        `${random.whole(1930, 2009)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`,
        at(towns, random.whole(0, 9)),
      ];
    },
  },
  /** Birthdays on a grid as well: the first of a month, counted up. */
  bornOnGrid: {
    columns: ['first_name', 'last_name', 'date_of_birth', 'email'],
    thing: (index) => {
      const [one = 0, two_ = 0, month = 0, year = 0] = places(index, [15, 20, 12, 60]);
      return [
        at(given, one),
        at(family, two_),
        `${1940 + year}-${two(month + 1)}-01`,
        `${at(given, one)}.${at(family, two_)}${index}@example.org`,
      ];
    },
  },
  /** Firms called by two words, numbers along a street counted up, a town for each street. */
  firms: {
    columns: ['name', 'address', 'zip', 'city', 'phone'],
    thing: (index) => {
      const [one = 0, other = 0, number = 0] = places(index, [16, 20, 60]);
      const street = index % streets.length;
      return [
        `${at(['north', 'golden', 'royal', 'first', 'green', 'city', 'blue', 'star', 'union', 'metro', 'sunny', 'grand', 'little', 'old', 'new', 'happy'], one)} ${at(['bakery', 'clinic', 'school', 'garage', 'pharmacy', 'market', 'cafe', 'studio', 'salon', 'deli', 'press', 'works', 'motors', 'foods', 'dental', 'books', 'florist', 'optics', 'hardware', 'laundry'], other)}`,
        `${100 + 2 * number + 200 * other} ${at(streets, street)} street`,
        String(94_600 + (street % 10)),
        at(towns, street),
        `510 555 ${String((index * 7) % 10_000).padStart(4, '0')}`,
      ];
    },
  },
  /** Ids new in every row, columns of one value, and a lattice. */
  numbered: {
    columns: ['record_id', 'source_system', 'first_name', 'last_name', 'street', 'zip', 'country'],
    ids: [0],
    thing: (index, random) => {
      const [one = 0, two_ = 0, three = 0] = places(index, [30, 30, 16]);
      return [
        '',
        'legacy',
        at(given, one),
        at(family, two_),
        `${1 + Math.floor(index / 40)} ${at(streets, three)} avenue`,
        String(94_600 + random.whole(0, 9)),
        'US',
      ];
    },
  },
  /** Families: surname, address and telephone are those of the household. */
  households: {
    columns: ['given_name', 'surname', 'address', 'phone', 'date_of_birth'],
    thing: (index, random) => {
      const house = Math.floor(index / 4);
      return [
        at(given, (index % 4) * 5 + random.whole(0, 4)),
        at(family, (house * 7) % 200),
        `${1 + (house % 99)} ${at(streets, Math.floor(house / 99) + house)} road`,
        `415 55${house % 10} ${String(house % 10_000).padStart(4, '0')}`,
        `${random.whole(1930, 2015)}-${two(random.whole(1, 12))}-${two(random.whole(1, 28))}`,
      ];
    },
  },
  /** Inspections: every site each month. Each is a thing of its own. */
  inspections: {
    columns: ['site_name', 'address', 'inspected_on', 'result'],
    thing: (index, random, things) => {
      const sites = Math.max(10, Math.floor(things / 24));
      const [site = 0, month = 0] = places(index, [sites, 100_000]);
      return [
        `${at(family, site)} ${at(['diner', 'grill', 'market', 'bakery'], Math.floor(site / 3))}`,
        `${10 + site} ${at(streets, site)} street`,
        `${2000 + Math.floor(month / 12)}-${two((month % 12) + 1)}-${two(1 + (site % 28))}`,
        random.pick(['pass', 'fail', 'conditional']),
      ];
    },
  },
  /** A table of figures: district × month × kind, with a count. */
  figures: {
    columns: ['district', 'year', 'category', 'count'],
    thing: (index, random) => {
      const [district = 0, kind = 0, year = 0] = places(index, [10, 8, 1_000]);
      return [
        at(towns, district),
        String(1_000 + year),
        at(['theft', 'fire', 'noise', 'traffic', 'water', 'trees', 'graffiti', 'parking'], kind),
        String(random.whole(0, 400)),
      ];
    },
  },
  /** Town, ZIP, state and area code say the same; the rest is few names. */
  dependent: {
    columns: ['first_name', 'last_name', 'city', 'state', 'zip', 'phone'],
    thing: (index, random) => {
      const town = random.whole(0, 9);
      return [
        at(given, random.whole(0, 39)),
        at(family, random.whole(0, 59)),
        at(towns, town),
        at(['CA', 'OR', 'WA', 'NV'], town),
        String(90_000 + town * 111),
        `${200 + town * 31} 555 ${String((index * 13) % 10_000).padStart(4, '0')}`,
      ];
    },
  },
} as const satisfies Record<string, Shape>;

export type ShapeName = keyof typeof shapes;

/** A register of a shape, the same for the same size and seed. */
export function madeUpRegister(
  name: ShapeName,
  { rows, copies, slips, seed }: RegisterSize,
): MadeUpRegister {
  const shape: Shape = shapes[name];
  const random = randomFrom(seed);
  const things = Math.max(2, Math.round(rows * (1 - copies)));
  const originals = Array.from({ length: things }, (_, index) =>
    shape.thing(index, random, things),
  );
  const lines = originals.map((cells, thing) => ({ thing, cells }));
  while (lines.length < rows) {
    const thing = random.whole(0, things - 1);
    lines.push({ thing, cells: slipped(originals[thing] ?? [], random, slips) });
  }
  const mixed = lines
    .map((line) => ({ line, order: random.next() }))
    .sort((one, other) => one.order - other.order)
    .map(({ line }) => line);
  const numbered = mixed.map(({ cells }, row) =>
    cells.map((cell, place) => (shape.ids?.includes(place) ? String(100_000 + row) : cell)),
  );
  return { columns: shape.columns, rows: numbered, truth: mixed.map(({ thing }) => thing) };
}

/** A copy with some cells that were mistyped or left out. */
function slipped(cells: readonly string[], random: Random, atMost: number): readonly string[] {
  const copy = [...cells];
  for (let slips = random.whole(0, atMost); slips > 0; slips -= 1) {
    const place = random.whole(0, copy.length - 1);
    copy[place] = random.chance(0.1) ? '' : mistyped(copy[place] ?? '', random);
  }
  return copy;
}

function mistyped(cell: string, random: Random): string {
  if (cell === '') return '';
  return slip(cell, random, () => 'aeiounrstlmdc');
}
