import { stateCode } from '../lexicon/states.ts';
import {
  directions,
  plainSuffixes,
  streetSuffixes,
  unitsAlone,
  unitWords,
} from '../lexicon/streets.ts';

const boxes = /^(?:p\.?\s?o\.?|post office)\s*(?:box|bx)\.?\s*#?\s*([a-z0-9-]+)$/i;
const houseNumber = /^\d+[a-z]?(?:-\d+[a-z]?)?$/i;
const ordinal = /^\d+(st|nd|rd|th)$/i;

/** Whether a value is written as an address in the United States is: a number and a street, a crossing, a block, a box. */
export function isAddress(value: string): boolean {
  const text = value.trim().replace(/\s+/g, ' ');
  if (text.length < 5 || text.length > 160) return false;
  if (boxes.test(text.split(',')[0] ?? '')) return true;
  if (/^[\dX]+[\dX ]*\s?(?:-\s?\d+ )?block\b/i.test(text)) return true;
  if (/^(?:\d+|p\.? ?o\.? box)\s.+,\s*[A-Z]{2},?\s+\d{5}(-?\d{4})?$/i.test(text)) return true;
  const crossing = text.split(/\s+(?:&|and|at|@)\s+|\s*\/\s*/i);
  if (
    crossing.length === 2 &&
    crossing.some(endsAsStreet) &&
    crossing.every((part) => /^[\w .'-]+$/.test(part))
  )
    return true;
  const words = wordsOf(text);
  if (!/^(\d+[a-z]?|\d+x+|\d+-\d+|[nsew]\d+[nsew]\d+)$/i.test(words[0] ?? '') || words.length < 2)
    return false;
  return words.slice(1).some(isStreetWord) || ordinal.test(words[1] ?? '');
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/[.,#]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
const isStreetWord = (word: string, index: number) =>
  streetSuffixes.has(word) &&
  (index > 0 || word === 'highway' || word === 'hwy' || word === 'broadway');
const endsAsStreet = (text: string) => {
  const words = wordsOf(text);
  return (
    words.length > 1 &&
    words
      .slice(-2)
      .some((word, index, last) => (last.length > index ? streetSuffixes.has(word) : false))
  );
};

/** Whether a value is the name of a street: some words, what a street is called, perhaps a direction. */
export function isStreetName(value: string): boolean {
  const words = wordsOf(value);
  while (words.length > 2 && directions.has(words.at(-1) ?? '')) words.pop();
  const suffix = streetSuffixes.get(words.at(-1) ?? '');
  return (
    words.length >= 2 &&
    words.length <= 6 &&
    suffix !== undefined &&
    plainSuffixes.has(suffix) &&
    /\p{L}|^\d+(st|nd|rd|th)?$/u.test(words[words.length - 2] ?? '')
  );
}

/**
 * An address in the form of USPS Publication 28: capitals, no points, the standard abbreviations of street,
 * direction and unit. City, state and ZIP behind a comma stay, in capitals. Null when it is no such address.
 */
export function normaliseAddress(value: string): string | null {
  const text = value.trim().replace(/\s+/g, ' ');
  if (text.length > 160 || /[;:|<>{}=]/.test(text)) return null;
  const [line = '', ...rest] = text.split(/\s*,\s*/).filter((part) => part !== '');
  const box = boxes.exec(line);
  if (box) return [`PO BOX ${(box[1] ?? '').toUpperCase()}`, ...tail(rest)].join(', ');
  const unit = rest.length > 0 && isUnit(rest[0] ?? '') ? ` ${rest.shift()}` : '';
  const street = streetLine(`${line}${unit}`);
  return street === null ? null : [street, ...tail(rest)].join(', ');
}

function tail(parts: readonly string[]): string[] {
  return parts.map((part) => {
    const [, state = '', zip = ''] = /^([A-Za-z. ]+?)\s+(\d{5}(?:-\d{4})?)$/.exec(part) ?? [];
    const code = state === '' ? (parts.length > 1 ? stateCode(part) : null) : stateCode(state);
    if (code) return zip === '' ? code : `${code} ${zip}`;
    return part.toUpperCase();
  });
}

function isUnit(part: string): boolean {
  const [first = ''] = part
    .toLowerCase()
    .replaceAll('.', '')
    .split(/[\s#]+/);
  return part.startsWith('#') || unitWords.has(first);
}

function streetLine(line: string): string | null {
  const words = line
    .toUpperCase()
    .replace(/\.(?!\d)/g, ' ')
    .replace(/#\s*/g, ' # ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const [number = '', ...after] = words;
  if (!houseNumber.test(number) || after.length === 0) return null;
  const fraction = /^\d\/\d$/.test(after[0] ?? '') ? [after.shift() ?? ''] : [];
  const cut = unitStart(after);
  const unit = cut < 0 ? [] : unitText(after.slice(cut));
  const street = cut < 0 ? after : after.slice(0, cut);
  const named = streetText(street);
  return named === null || unit === null
    ? null
    : [number, ...fraction, ...named, ...unit].join(' ');
}

/** Where the unit begins: `APT 4`, `# 4`, `REAR`; behind two words at least. */
function unitStart(words: readonly string[]): number {
  return words.findIndex((word, index) => {
    if (index < 1) return false;
    if (word === '#') return true;
    const use = unitWords.get(word.toLowerCase());
    if (use === undefined || (index < 2 && !streetSuffixes.has((words[0] ?? '').toLowerCase())))
      return false;
    const next = words[index + 1];
    if (next === undefined) return unitsAlone.has(use);
    return (
      (next === '#' && words.length === index + 3) ||
      (/^([A-Z]?-?\d+[A-Z]?|[A-Z])$/.test(next) && !directionThenStreet(words.slice(index + 1)))
    );
  });
}

const directionThenStreet = (words: readonly string[]) =>
  words.length > 1 && directions.has((words[0] ?? '').toLowerCase());

function unitText(words: readonly string[]): string[] | null {
  const [first = '', ...rest] = words;
  const behind = rest.filter((word) => word !== '#');
  if (first === '#') return behind.length === 0 ? null : ['#', ...behind];
  return [unitWords.get(first.toLowerCase()) ?? first, ...behind];
}

function streetText(words: readonly string[]): string[] | null {
  if (words.length === 0 || words.some((word) => !/^[\p{L}\d'’/&-]+$/u.test(word))) return null;
  const street = [...words];
  const last = street.length - 1;
  const behind = directions.get((street[last] ?? '').toLowerCase());
  const turned =
    behind !== undefined && last >= 2 && streetSuffixes.has((street[last - 1] ?? '').toLowerCase());
  const end = turned ? last - 1 : last;
  if (turned) street[last] = behind;
  const suffix = streetSuffixes.get((street[end] ?? '').toLowerCase());
  const before = directions.get((street[0] ?? '').toLowerCase());
  const named = before === undefined || end >= 2 || plainSuffixes.has(suffix ?? '');
  if (suffix !== undefined && end >= 1 && named) street[end] = suffix;
  // “North Street” is the street's name; “North Main Street” begins with a direction.
  if (before !== undefined && end >= (suffix === undefined ? 1 : 2)) street[0] = before;
  return street;
}
