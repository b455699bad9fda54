import { iso31662 } from 'iso-3166';
import { folded } from './folded.ts';

/** Words that only say what kind of part of a country it is. */
const kindOfPart =
  /\b(province|prefecture|county|region|state|territory|governorate|canton|provincia|departamento|department|departement|region|estado|comunidad|principado|comune|land|kanton|oblast|voivodeship|wojewodztwo|wojewodztwa|megye|judetul|zupanija|lan|fylke|provinsi|eyaleti|krai|of|de|del|do|da|la|di|autonoma|autonomous|foral|community)\b/g;

/** Parts of some country, and of every other thing. */
const direction =
  /^(?:north|south|east|west|cent(?:er|re|ral)|(?:north|south)(?:ern|[ -]?east(?:ern)?|[ -]?west(?:ern)?)|eastern|western|nord|sud|est|ouest|norte|sur|este|oeste|upper|lower|capital|metro|other|[nsew]{1,2})$/;

const plain = (name: string) =>
  folded(name)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
const bare = (name: string) => name.replace(kindOfPart, ' ').replace(/\s+/g, ' ').trim();

interface Parts {
  readonly byName: ReadonlyMap<string, ReadonlySet<string>>;
  readonly byCode: ReadonlyMap<string, ReadonlySet<string>>;
  readonly codes: ReadonlySet<string>;
  readonly codesByName: ReadonlyMap<string, readonly string[]>;
}

let known: Parts | null = null;

/** Countries by the names and the codes of their parts; ISO 3166-2. */
function parts(): Parts {
  if (known) return known;
  const byName = new Map<string, Set<string>>();
  const byCode = new Map<string, Set<string>>();
  const put = (map: Map<string, Set<string>>, name: string, country: string) =>
    map.set(name, (map.get(name) ?? new Set()).add(country));
  const codesByName = new Map<string, string[]>();
  const add = (name: string, code: string) => {
    if (name.length < 2) return;
    put(byName, name, code.slice(0, 2));
    const codes = codesByName.get(name) ?? [];
    if (!codes.includes(code)) codesByName.set(name, [...codes, code]);
  };
  for (const { code, name } of iso31662) {
    const country = code.slice(0, 2);
    put(byCode, code.slice(3), country);
    for (const written of [name, ...name.split(/[[\],/]/)]) {
      add(plain(written), code);
      add(bare(plain(written)), code);
    }
  }
  known = { byName, byCode, codesByName, codes: new Set(iso31662.map(({ code }) => code)) };
  return known;
}

/**
 * Countries (ISO 3166-1 alpha-2) that have a part of this name: a province, a region, a county. With `codes` also those
 * that have one of this code, of two or three letters: `SP`, `NSW`.
 */
export function countriesWithPart(value: string, codes = false): ReadonlySet<string> {
  const { byName, byCode } = parts();
  const text = value.trim();
  if (codes && /^[A-Z]{2,3}$/i.test(text)) return byCode.get(text.toUpperCase()) ?? none;
  const name = plain(value);
  if (direction.test(name)) return none;
  return byName.get(name) ?? byName.get(bare(name)) ?? none;
}

const none: ReadonlySet<string> = new Set();

/** The country of which most of the values are parts, and the share that are. */
export function commonCountry(
  values: readonly string[],
  codes = false,
): { readonly country: string | null; readonly share: number } {
  const counts = new Map<string, number>();
  for (const value of values)
    for (const country of countriesWithPart(value, codes))
      counts.set(country, (counts.get(country) ?? 0) + 1);
  const [most] = [...counts].sort(([, left], [, right]) => right - left);
  return most ? { country: most[0], share: most[1] / values.length } : { country: null, share: 0 };
}

/** The code of ISO 3166-2 of a part of a country, by its name or its code; null where it has none, or several. */
export function partCode(value: string, country: string): string | null {
  const text = value.trim().toUpperCase();
  const { codes } = parts();
  for (const code of [text, `${country}-${text}`])
    if (codes.has(code) && code.startsWith(`${country}-`)) return code;
  const name = plain(value);
  const found = new Set([...codesOf(name, country), ...codesOf(bare(name), country)]);
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

const codesOf = (name: string, country: string) =>
  (parts().codesByName.get(name) ?? []).filter((code) => code.startsWith(`${country}-`));
