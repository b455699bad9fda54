import { lastHeads } from './labels.ts';
import { counted, quantityHeads } from './quantities.ts';
import { things } from './things.ts';

/** Names of columns in shapefiles are cut to so many characters. */
const cutTo = 10;

const consonants = (word: string) => word.replace(/[aeiou]/g, '');
const ofLabels = [...things, ...lastHeads, 'number'];
const ofQuantities = [...quantityHeads, ...counted];
const skeletonsOfLabels = ofLabels.map(consonants);
const skeletonsOfQuantities = ofQuantities.map(consonants);

/** Whether letters stand in a word in this order, from its first to its last. */
function runsThrough(letters: string, word: string): boolean {
  if (letters[0] !== word[0] || letters.at(-1) !== word.at(-1)) return false;
  let at = 0;
  for (const sign of word) if (sign === letters[at]) at += 1;
  return at === letters.length;
}

/** Consonants of the shortest word that a word may be short for. */
const shortest = (word: string, skeletons: readonly string[]) =>
  Math.min(
    ...skeletons.filter((skeleton) => runsThrough(word, skeleton)).map(({ length }) => length),
  );

/** Whether a word without vowels is short for a thing that offices number: `sgmt`, `nbrhd`, `prcl`; not so `prcnt`. */
export function shortForThing(word: string): boolean {
  if (word.length < 4 || /[aeiou]/.test(word)) return false;
  return shortest(word, skeletonsOfLabels) < shortest(word, skeletonsOfQuantities);
}

/** The last word of a name that was cut, whole again; null where it may have been several. */
export function uncut(name: string, last: string): string | null {
  if (name.trim().length !== cutTo || last.length < 2) return null;
  const begins = (word: string) => word.length > last.length && word.startsWith(last);
  const before =
    name
      .toLowerCase()
      .split(/[^a-z]+/)
      .at(-2) ?? '';
  if (/^(council|police|school|fire|congress|senate)$/.test(before) && 'district'.startsWith(last))
    return 'district';
  if (ofQuantities.some(begins)) return null;
  if ('number'.startsWith(last)) return 'number';
  return last.length >= 5 ? (ofLabels.find(begins) ?? null) : null;
}
