import { dictionary } from '@zxcvbn-ts/language-common';

/** The ones that breaches show most often, as the npm package brings them: nothing is asked outside. */
const breached: ReadonlySet<string> = new Set(dictionary['passwords-common']);

/** Shorter ones are ordinary words and syllables: a sentence may well be made of them. */
const shortestPart = 6;

/** What people put before or after a known password: `!1`, `#23`. */
const before = /^[^\p{L}]{1,4}/u;
const after = /[^\p{L}]{1,4}$/u;

/**
 * Whether a password, in lower case, is a breached one, or two of them one after the other, with or
 * without digits and signs around and spaces or signs between.
 */
export function isBreached(text: string): boolean {
  const forms = [text, text.replace(before, '')].flatMap((form) => [form, form.replace(after, '')]);
  return forms.some((form) => isKnown(form) || isKnown(form.replace(/[^\p{L}\p{N}]/gu, '')));
}

function isKnown(text: string): boolean {
  if (breached.has(text)) return true;
  for (let cut = shortestPart; cut <= text.length - shortestPart; cut += 1)
    if (breached.has(text.slice(0, cut)) && breached.has(text.slice(cut))) return true;
  return false;
}
