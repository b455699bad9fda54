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

let known: ReadonlyMap<string, ReadonlySet<string>> | null = null;

/** Countries by the names of their parts; ISO 3166-2. */
function parts(): ReadonlyMap<string, ReadonlySet<string>> {
  if (known) return known;
  const found = new Map<string, Set<string>>();
  const add = (name: string, country: string) => {
    if (name.length < 2) return;
    const countries = found.get(name) ?? new Set();
    found.set(name, countries.add(country));
  };
  for (const { code, name } of iso31662) {
    const country = code.slice(0, 2);
    for (const written of [name, ...name.split(/[[\],/]/)]) {
      add(plain(written), country);
      add(bare(plain(written)), country);
    }
  }
  known = found;
  return found;
}

/** Countries (ISO 3166-1 alpha-2) that have a part of this name: a province, a region, a county. */
export function countriesWithPart(value: string): ReadonlySet<string> {
  const name = plain(value);
  if (direction.test(name)) return none;
  return parts().get(name) ?? parts().get(bare(name)) ?? none;
}

const none: ReadonlySet<string> = new Set();

/** Share of the values that are parts of one country, of the country that has the most. */
export function shareOfOneCountry(values: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const value of values)
    for (const country of countriesWithPart(value))
      counts.set(country, (counts.get(country) ?? 0) + 1);
  return values.length === 0 ? 0 : Math.max(0, ...counts.values()) / values.length;
}
