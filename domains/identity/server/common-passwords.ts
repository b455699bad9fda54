import { isBreached } from './breached-passwords.ts';

const phrases = [
  'correcthorsebatterystaple',
  'thequickbrownfox',
  'maytheforcebewithyou',
  'tobeornottobe',
  'iloveyouforever',
  'onceuponatime',
  'openthedoorplease',
  'nevergonnagiveyouup',
];

const stems = [
  ...phrases,
  'administrator',
  'password',
  'passwort',
  'contrasena',
  'motdepasse',
  'princess',
  'football',
  'baseball',
  'sunshine',
  'superman',
  'trustno',
  'changeme',
  'iloveyou',
  'cityhall',
  'department',
  'welcome',
  'letmein',
  'default',
  'dragon',
  'monkey',
  'master',
  'shadow',
  'secret',
  'insites',
  'summer',
  'winter',
  'spring',
  'autumn',
  'admin',
  'login',
  'hello',
  'guest',
  'test',
  'user',
  'city',
];

const rows = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz', '01234567890'];
const runs = rows.flatMap((row) => [row, Array.from(row).reverse().join('')]);
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Fewer characters than this besides what everybody tries first is too few. */
const fewest = 8;

/**
 * Whether a password is among the ones everybody tries first: famous words and phrases, runs over
 * the keyboard, repetitions, years, and the names of its owner and organisation; also with digits
 * for letters. What remains when those are taken out must be at least eight characters.
 */
export function isCommon(password: string, ownNames: readonly string[] = []): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  if (new Set(text).size < 5 || repeats(text) || isBreached(text)) return true;
  const names = ownNames
    .flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((name) => name.length > 2);
  const words = [...names, ...stems].sort((a, b) => b.length - a.length);
  const bare = withoutRuns(text).replace(/(19|20)\d\d/g, '');
  const read = Array.from(bare, (character) => leet[character] ?? character).join('');
  const left = [bare, read].map((form) => without(form.replace(/[^\p{L}\p{N}]/gu, ''), words));
  return left.some((rest) => rest.length < fewest);
}

function repeats(text: string): boolean {
  for (let length = 1; length <= Math.min(12, text.length / 2); length += 1)
    if (
      text ===
      text
        .slice(0, length)
        .repeat(Math.ceil(text.length / length))
        .slice(0, text.length)
    )
      return true;
  return false;
}

function withoutRuns(text: string): string {
  let rest = text;
  for (const run of runs)
    for (let length = run.length; length >= 4; length -= 1)
      for (let from = 0; from + length <= run.length; from += 1)
        rest = rest.replaceAll(run.slice(from, from + length), '');
  return rest;
}

function without(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, ''), text);
}
