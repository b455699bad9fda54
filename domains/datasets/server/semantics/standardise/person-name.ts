import { isSuffix, parseName, particles } from '../lexicon/people.ts';

/**
 * A name as “Title First Middle Last Suffix”. Case changes only where the whole name is in one case, because
 * “McDonald” and “van Buren” know better. Null when it is no name of a person.
 */
export function casedName(value: string): string | null {
  const text = value.trim().replace(/\s+/g, ' ');
  const parts = parseName(text);
  if (!parts) return /^\p{L}[\p{L}'’-]*$/u.test(text) ? cased(text) : null;
  // “Smith Jr, John” and “Smith, John, Jr”: what stands behind the second comma was understood too.
  const joined = [parts.title, parts.given, parts.middle, parts.family, parts.suffix]
    .filter((part) => part !== '')
    .join(' ');
  const ordered = text.includes(',') ? joined : text;
  return cased(ordered);
}

function cased(text: string): string {
  const letters = text.replace(/[^\p{L}]/gu, '');
  const oneCase = letters === letters.toUpperCase() || letters === letters.toLowerCase();
  if (!oneCase || letters.length < 2) return text;
  return text
    .split(' ')
    .map((word, index) => casedWord(word, index))
    .join(' ');
}

function casedWord(word: string, index: number): string {
  const small = word.toLowerCase();
  if (isSuffix(word) && index > 0) return romanOrWord(small);
  if (
    index > 0 &&
    /^(de|del|de la|la|van|von|der|den|di|du|da|dos|bin)$/.test(small) &&
    particles.has(small)
  )
    return small;
  return small
    .replace(
      /(^|[-'’.])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase(),
    )
    .replace(/^(Mc)(\p{L})/u, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function romanOrWord(small: string): string {
  if (/^(ii|iii|iv|v|md|dds|rn|cpa|jd)\.?$/.test(small)) return small.toUpperCase();
  if (/^phd\.?$/.test(small)) return 'PhD';
  return small.charAt(0).toUpperCase() + small.slice(1);
}
