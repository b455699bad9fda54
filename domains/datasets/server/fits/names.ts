import { nameWords } from '../semantics/detect/column-name.ts';

/** Words that say that a column names something, not what. */
const generic = new Set(
  'id ids no nr num number code key ref row rows record object objectid fid oid pk fk uuid guid name title value index idx seq sequence the of a and data dataset table list date day type'.split(
    ' ',
  ),
);

/** Written shortly by many. */
const written: Readonly<Record<string, string>> = {
  zipcode: 'zip',
  postcode: 'zip',
  postal: 'zip',
  dept: 'department',
  addr: 'address',
  neighbourhood: 'neighborhood',
  nbhd: 'neighborhood',
  lic: 'license',
  licence: 'license',
  bldg: 'building',
  st: 'street',
  tel: 'telephone',
  phone: 'telephone',
  organization: 'organisation',
  org: 'organisation',
};

/** What a column's name says, as words without number; what it does not say itself, the dataset's name does. */
export interface Named {
  /** Every word of the column's name. */
  readonly words: readonly string[];
  /** The words that tell which thing is named. */
  readonly telling: readonly string[];
  /** Those of the dataset's name. */
  readonly of: readonly string[];
}

export function namedBy(column: string, dataset: string): Named {
  const words = wordsOf(column);
  const telling = words.filter((word) => !generic.has(word));
  const of = wordsOf(dataset).filter((word) => !generic.has(word));
  return { words, telling, of };
}

/** How alike two columns are named, 0 to 1: `site_id` of inspections and `id` of sites name the same thing. */
export function likeness(left: Named, right: Named): number {
  if (left.telling.length > 0 && right.telling.length > 0) return dice(left.telling, right.telling);
  // `id` alone says which thing it names by the dataset it stands in.
  if (left.telling.length > 0) return covered(left.telling, right.of);
  if (right.telling.length > 0) return covered(right.telling, left.of);
  return 0;
}

/** How alike two columns are named where the same columns are sought: every word counts. */
export function sameness(left: Named, right: Named): number {
  return dice(left.words, right.words);
}

function wordsOf(name: string): string[] {
  return nameWords(name)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => written[word] ?? singular(word));
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.length > 3 && /[^su]s$/.test(word) ? word.slice(0, -1) : word;
}

function dice(left: readonly string[], right: readonly string[]): number {
  const both = new Set(left.filter((word) => right.includes(word))).size;
  return (2 * both) / Math.max(1, new Set(left).size + new Set(right).size);
}

/** Share of the words that stand in the others. */
function covered(words: readonly string[], by: readonly string[]): number {
  return words.filter((word) => by.includes(word)).length / words.length;
}
