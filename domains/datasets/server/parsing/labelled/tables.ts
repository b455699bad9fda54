import type { Random } from '../../semantics/labelled/random.ts';

/** A table as it is meant: names and cells. */
export interface CleanTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Kind = readonly [readonly string[], (random: Random, row: number) => string];

const words =
  'park street north water report annual permit public library school budget office road bridge tree signal fire engine garden light central market harbor hill river station project phase city plan review board hearing vacant lot repair broken sidewalk noise complaint animal found missing traffic'.split(
    ' ',
  );
const first =
  'Ana Ben Chidi Dora Elif Femi Grace Hugo Inés Jörg Kenji Léa Maya Nina Omar Priya Quinn Rosa Søren Tomás'.split(
    ' ',
  );
const last =
  "Nguyen Smith O'Brien García Müller Kowalski Okafor Haddad Lee Martin van-Dyk D'Angelo Brown".split(
    ' ',
  );
const cities = [
  'Oakland',
  'San José',
  'St. Paul',
  'Winston-Salem',
  'Coeur d’Alene',
  'New York',
  'Kraków',
  'Zürich',
  "Land O' Lakes",
];

const word = (random: Random) => random.pick(words);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const two = (number: number) => String(number).padStart(2, '0');

function sentence(random: Random): string {
  const parts = Array.from({ length: 4 + random.whole(0, 13) }, () => word(random));
  const at = 1 + random.whole(0, parts.length - 0);
  const twist = random.whole(0, 6);
  if (twist === 0) parts[at] = `${parts[at]},`;
  if (twist === 1) parts[at] = `"${parts[at]}"`;
  if (twist === 2) parts[at] = `${parts[at]};`;
  if (twist === 3) parts[at] = `(${parts[at]}, ${word(random)})`;
  if (twist === 4) parts[at] = `city's ${parts[at]}`;
  if (twist === 5) parts[at] = `6" ${parts[at]}`;
  return `${capital(parts.join(' '))}.`;
}

const dates: readonly ((random: Random) => string)[] = [
  (random) =>
    `20${two(10 + random.whole(0, 14))}-${two(1 + random.whole(0, 11))}-${two(1 + random.whole(0, 27))}`,
  (random) =>
    `${two(1 + random.whole(0, 11))}/${two(1 + random.whole(0, 27))}/20${two(10 + random.whole(0, 14))}`,
  (random) =>
    `${two(1 + random.whole(0, 27))}.${two(1 + random.whole(0, 11))}.20${two(10 + random.whole(0, 14))}`,
  (random) =>
    `20${two(10 + random.whole(0, 14))}-${two(1 + random.whole(0, 11))}-${two(1 + random.whole(0, 27))} ${two(random.whole(0, 23))}:${two(random.whole(0, 59))}:00`,
  (random) => `${1 + random.whole(0, 27)} ${random.pick(['Jan', 'Feb', 'March', 'Oct'])} 2021`,
];

function kinds(random: Random): readonly Kind[] {
  const date = random.pick(dates);
  const decimals = 1 + random.whole(0, 2);
  const comma = random.whole(0, 4) === 0;
  const decimal = (value: number) =>
    comma ? value.toFixed(decimals).replace('.', ',') : value.toFixed(decimals);
  const group = random.pick(['A', 'KX-', 'P', 'REQ']);
  return [
    [['id', 'OBJECTID', 'Nr'], (_, row) => String(row + 1)],
    [['case', 'permit no', 'Ref'], (given) => `${group}${1000 + given.whole(0, 8999)}`],
    [['date', 'Issue Date', 'Datum'], date],
    [['time', 'Start Time'], (given) => `${two(given.whole(0, 23))}:${two(given.whole(0, 59))}`],
    [['qty', 'count', 'Anzahl'], (given) => String(given.whole(0, 4999))],
    [['value', 'Area', 'mean_temp'], (given) => decimal(given.whole(0, 99999) / 97)],
    [['amount', 'Total Cost'], (given) => `$${(given.whole(0, 999999) / 100).toFixed(2)}`],
    [['share', 'Pct'], (given) => `${given.whole(0, 99)}%`],
    [['name', 'Applicant', 'Contact'], (given) => `${given.pick(first)} ${given.pick(last)}`],
    [['owner'], (given) => `${given.pick(last)}, ${given.pick(first)}`],
    [
      ['address', 'Location'],
      (given) =>
        `${1 + given.whole(0, 8999)} ${capital(word(given))} ${given.pick(['St', 'Ave', 'Blvd, Unit 4', 'Rd.'])}`,
    ],
    [['city', 'Stadt'], (given) => given.pick(cities)],
    [['status', 'Type'], (given) => given.pick(['Open', 'Closed', 'In review', 'N/A'])],
    [['description', 'Comments', 'notes'], sentence],
    [['url', 'Link'], (given) => `https://example.org/${word(given)}/${given.whole(0, 998)}`],
    [['email'], (given) => `${word(given)}.${word(given)}@example.org`],
    [['lat', 'Y'], (given) => (37 + given.whole(0, 99999) / 100000).toFixed(5)],
    [['active'], (given) => given.pick(['true', 'false'])],
    [['zip'], (given) => `0${1000 + given.whole(0, 8998)}`],
    [['phone'], (given) => `(510) 555-${1000 + given.whole(0, 8998)}`],
    [['extra', 'Remarks'], (given) => (given.whole(0, 7) === 0 ? capital(word(given)) : '')],
    [['blank'], () => ''],
  ];
}

/** A table of these columns, each named by the first spelling of its kind. */
export function cleanTableOf(random: Random, names: readonly string[], rows: number): CleanTable {
  const all = kinds(random);
  const chosen = names.map((name) => {
    const found = all.find(([spellings]) => spellings[0] === name);
    if (!found) throw new Error(`There is no kind ${name}.`);
    return found;
  });
  return {
    names,
    rows: Array.from({ length: rows }, (_, row) => chosen.map(([, make]) => make(random, row))),
  };
}

/** A table of the sorts of columns that city files have. */
export function cleanTable(random: Random, columns: number, rows: number): CleanTable {
  const chosen = Array.from({ length: columns }, () => random.pick(kinds(random)));
  const taken = new Set<string>();
  const names = chosen.map(([spellings], index) => {
    const spelling = random.pick(spellings);
    const name = taken.has(spelling) ? `${spelling} ${index + 1}` : spelling;
    taken.add(name);
    return name;
  });
  const gaps = random.whole(0, 3) === 0 ? 6 : 0;
  return {
    names,
    rows: Array.from({ length: rows }, (_, row) =>
      chosen.map(([, make], column) =>
        gaps > 0 && column > 0 && random.whole(0, gaps - 1) === 0 ? '' : make(random, row),
      ),
    ),
  };
}
