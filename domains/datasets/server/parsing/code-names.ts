/**
 * What the name of a column says of digits: a label, which stays text, or a quantity, which may be a number.
 *
 * The rule. Digits are a label when the name says that something is *called* by them: a word for a label at the head
 * of the name (`permit no`, `código postal`, `Hausnummer`), the name of a register (`ZIP`, `UPRN`, `SIRET`), or, in
 * the singular, a thing that offices number (`parcel`, `beat`, `route`, `foglio`) or a kind of things. The head stands
 * last in English and German and first in Romance and Slavic languages; words that only tell which of several
 * (`_cur`, `_txt`, `electoral`) are passed over. Where another column has the names (`district_name`), the column beside
 * it has the codes. A plural is counted (`units`, `number of parcels`), and a name whose head measures, adds up or dates
 * is a quantity whatever else it says (`parcel area`, `case count`).
 *
 * An integer key would lose nothing as a number today, but the next file may bring 00123 or 12-B, and nobody adds keys
 * up: they stay text, too. Numbers with decimals stay text for registers and words for a label only (`tract`
 * 1234.02): a `lot` of 0.25 is an area. What the name leaves open is decided by the digits (`column-type.ts`).
 */
import * as labels from './names/labels.ts';
import { saidInSigns } from './names/other-scripts.ts';
import {
  counted,
  countedDeeds,
  noPlural,
  quantityEnds,
  quantityHeads,
  severalOf,
} from './names/quantities.ts';
import { registers, registersAlone } from './names/registers.ts';
import { shortForThing, uncut } from './names/shortened.ts';
import { papers, romanceThings, things, thingsAlone } from './names/things.ts';
import { together } from './names/together.ts';
import { wordSet } from './names/word-set.ts';
import { wordsOf } from './names/words-of.ts';

export type SaidByName = 'code' | 'thing' | 'quantity' | 'nothing';

/** What is asked of a person: its answer is no job, though the question ends in one. */
const isQuestion = /^(are|do|does|did|have|has|is|was|were|will|would|can|could|should) .*\?$/i;
const totals = wordSet('total totale totaal cantidad cant quantidade qtd qtde quantite');
/** A word for a code, of things or of one: it counts nothing. */
const onlyCodes = wordSet(
  'code cod codigo codice codi codul cd id ident identifiant clave cve kod kode',
);

/** What the name of a column says of digits in it. */
export function saidByName(name: string): SaidByName {
  if (/№/.test(name)) return 'code';
  if (isQuestion.test(name.trim())) return 'nothing';
  const signs = saidInSigns(name);
  if (signs !== 'nothing') return signs;
  if (inUnits.test(name.trim()) || endsInUnit.test(name.trim())) return 'quantity';
  const words = wordsOf(name);
  const said = saidByWords(headed(words));
  const whole = said === 'nothing' ? uncut(name, words.at(-1) ?? '') : null;
  return whole === null ? said : saidByWords([...words.slice(0, -1), whole]);
}

function saidByWords(all: readonly string[]): SaidByName {
  const without = all.findIndex((word, at) => at > 0 && leftOut.test(word));
  const words = without < 0 ? all : headed(all.slice(0, without));
  const [first = '', second = ''] = words;
  const last = words.at(-1) ?? '';
  if (isCodeOf(words)) return 'code';
  const asOf = words.indexOf('at');
  if (asOf > 0 && isThing(words.slice(0, asOf))) return 'thing';
  if (countsThem(words)) return 'quantity';
  if (totals.has(first) && words.length > 1 && !labels.lastHeads.has(last)) return 'quantity';
  // In Romanian a plural: number of pupils.
  if (first === 'nr' && /[^aeio]i$/.test(second)) return 'quantity';
  if (isQuantity(words) || (first === 'no' && severalOf.test(second))) return 'quantity';
  if (labels.lastHeads.has(last) || isLabel(words)) return 'code';
  if (words.some((word) => counted.has(word))) return 'quantity';
  if (words.length > 1) {
    if (labels.numberWords.has(last)) return isPlural(words.at(-2) ?? '') ? 'quantity' : 'code';
    if (labels.firstHeads.has(first))
      return isPlural(last) && !onlyCodes.has(first) ? 'quantity' : 'code';
    if (labels.numberWords.has(first) && isNumbered(first, second, last)) return 'code';
    if (brazilian.has(first) && (things.has(second) || brazilian.has(second))) return 'code';
    if (words.some((word) => labels.labelAnywhere.has(word)) && !isPlural(last)) return 'code';
    if (
      quantityHeads.has(first) &&
      !labels.nameWords.has(last) &&
      !(english.has(first) && isThing(words))
    )
      return 'quantity';
  }
  if (isPlural(last) || quantityEnds.test(last)) return 'quantity';
  return isThing(words) ? 'thing' : 'nothing';
}

const mayBeSaid = /^(potential|estimated|est|expected|planned|projected|actual|max|min)$/;

/** `Nbr_Workers_Requested`, `Potential NumberAffected`, `HealthMinistry_N_Hospital`: so many of them. */
function countsThem(words: readonly string[]): boolean {
  const at = mayBeSaid.test(words[0] ?? '') ? 1 : 0;
  const number = words[at] ?? '';
  const last = words.at(-1) ?? '';
  if (words.slice(1, -1).includes('n')) return true;
  if (!/^(no|nbr|nmbr|num|number)$/.test(number) || words.length < at + 2) return false;
  return isPlural(words[at + 1] ?? '') || countedDeeds.test(last);
}

/** What each of the names of a table says; the codes are told by the names that stand beside them. */
export function saidByNames(names: readonly string[]): readonly SaidByName[] {
  const words = names.map((name) => wordsOf(name));
  const explained = new Set(words.flatMap(explains));
  const joined = new Set(names.map(runTogether));
  const spelled = (name: string) => named.some((word) => joined.has(runTogether(name) + word));
  const told = new Map<string, SaidByName>();
  for (const { heads, least, parts, said } of together)
    if (words.filter((word) => heads.has(word.join(' '))).length >= least)
      for (const part of parts)
        if (said) told.set(part, said);
        else explained.add(part);
  const groups = groupsIn(words);
  const series = new Map<string, number>();
  for (const name of names.map(undated)) series.set(name, (series.get(name) ?? 0) + 1);
  const inSeries = (name: string) =>
    dated.test(name) && (series.get(undated(name)) ?? 0) >= leastOfSeries;
  return names.map((name, index) => {
    const whole = words[index]?.join(' ') ?? '';
    const known = told.get(whole);
    if (known) return known;
    const own = ownWords(words[index] ?? [], groups);
    if (own !== null) return saidByWords(headed(own));
    if (index === 0 && isNameless(name) && !names.every(isNameless)) return 'thing';
    const said = saidByName(name);
    const isExplained = explained.has(whole) || spelled(name);
    if (said !== 'nothing') return said;
    return isExplained ? 'thing' : inSeries(name) ? 'quantity' : 'nothing';
  });
}

/** A name without its numbers. */
const undated = (name: string) => name.replace(/\d+/g, '#').trim();

/** Words that so many names begin with are those of a group: they say nothing of the single column. */
const groupWords = 3;
const groupColumns = 6;

function groupsIn(names: readonly (readonly string[])[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const words of names)
    for (let many = groupWords; many < words.length; many += 1) {
      const group = words.slice(0, many).join(' ');
      counts.set(group, (counts.get(group) ?? 0) + 1);
    }
  return new Set([...counts].filter(([, count]) => count >= groupColumns).map(([group]) => group));
}

/** The words of a name behind those of its group; null where it is in none. */
function ownWords(words: readonly string[], groups: ReadonlySet<string>): readonly string[] | null {
  for (let many = words.length - 1; many >= groupWords; many -= 1)
    if (groups.has(words.slice(0, many).join(' '))) return words.slice(many);
  return null;
}

/** What follows is not in the values: `Incident Number wo/ Year`. */
const leftOut = /^(wo|without|ohne|sans|excl|excluding)$/;

/** Whether the name of a column says that its whole numbers are labels. */
export function namedAsCode(name: string): boolean {
  const said = saidByName(name);
  return said === 'code' || said === 'thing';
}

/** Whether the name is that of a thing, a place or a kind, not of a paper that an office gives out. */
export function namesNoPaper(name: string): boolean {
  const last = headed(wordsOf(name)).at(-1) ?? '';
  return (things.has(last) || thingsAlone.has(last)) && !papers.has(last);
}

/**
 * Whether a column has no name of its own: the first of a table may then have the numbers of its rows. What a spreadsheet
 * writes where a formula failed is no name either.
 */
export const isNameless = (name: string) =>
  /^column_\d+$|^unnamed: \d+$|^row ?labels$|^#?(?:VALUE!|REF!|NAME\?|DIV\/0!|NUM!|NULL!|N\/A)$/i.test(
    name,
  );

/** Units and counters behind a name, in brackets: `Apartment[호]`, `land (ha)`, `GHI (W/m^2)`. */
const inUnits = new RegExp(
  `[[(](?:${[
    '[호명건개대원人件戸台円棟]|世帯|가구|%|‰|€|\\$|£|¥|eur|usd|gbp|chf|(?:in )?(?:€|\\$|£)? ?(?:0{3}s?|thousands?|millions?|mio\\.?)',
    'mm|cm|d?m|km|in|ft|yd|mi|miles|(?:mm|cm|km|m|ft|in|mi)(?:2|3|\\^2|\\^3|²|³)|ha|acres?|sq\\.? ?(?:m|km|ft|mi)\\.?|sqft|deg(?:rees)?|°',
    '(?:u|µ|μ|m|k)?g|t|tonnes?|tons?|lbs?|(?:u|µ|μ|m|k)g/(?:l|m3|m³|kg)|ppm|ppb|m?l|gal(?:lons)?|(?:k|m|g)?wh?|(?:k|m|g)?j|(?:w|cd|lm)/m(?:2|\\^2|²)|lx|lux|lm',
    'sec(?:onds)?|min(?:utes)?|hrs?|h|hours|days|weeks|months|years|yrs|°? ?[cf]|deg ?[cf]|(?:h|k|m)?pa|mbar|psi|(?:km|m|mi)/(?:h|s)|km/hr|mph|kn|m?v|k?va?|(?:k|m|g)?hz|db|(?:k|m|g)b|n|no|#',
  ].join('|')})[\\])]$`,
  'iu',
);
/** A unit behind a name that has words before it: `oppervlakte_wonen_m2`. */
const endsInUnit =
  /[a-z]{2}[_ ](?:m2|m3|km2|m²|m³|km²|ft2|sqft|kg|kwh|mwh|eur|usd|gbp|chf|pct|mm|cm)$/i;
/** A year, or a day, alone or behind words: so columns of a series are named. */
const dated = /(?<![\p{L}\d])(?:1[6-9]|20)\d\d(?!\d)/u;
/** So many names that differ in their year only make a series. */
const leastOfSeries = 3;

/** Behind the name of a column they name the one beside it that says in words what its codes mean: `LOCALENAME`. */
const named = ['name', 'desc', 'descr', 'description', 'label', 'text', 'txt'];
const runTogether = (name: string) => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Prefixes of the columns of Brazilian offices: code, number, sequence, unit of the federation. */
const brazilian = new Set(['co', 'nu', 'sq', 'uf', 'entidade', 'regiao', 'distrito']);
/** In English they say how many as well. */
const mayCount = new Set(['number', 'numbers', 'num', 'nmbr']);
/** Words for amounts that stand before a thing in English: tax lot, cost center, age group. */
const english = wordSet(
  'tax sales cost fee pay budget revenue income rate price value area loan share year date time age level rank volume load flow note min max',
);
/** An area that an office has drawn or thought up, and numbered. */
const drawnArea =
  /^(issue|subject|topic|policy|community|planning|service|patrol|reporting|response|council|statistical|small|output|local|catchment|attendance|tabulation|dissemination|health|school|fire|police|sanitation|tax|assessment|market|mkt|study|polling|voting)$/;

function isQuantity(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (/^ar(ea)?$/.test(last) && drawnArea.test(words.at(-2) ?? '')) return false;
  if (last === 'direction') return /^(wind|wave|current|flow)$/.test(words.at(-2) ?? '');
  if (quantityHeads.has(last) || words.includes('per')) return true;
  // “Book of arrest number” is called by it, “number of arrests” counts.
  return words.includes('of') && !(labels.lastHeads.has(last) || isNumberOf(words));
}

/** “Unique code number of the operation”: what stands before “of” is a label by another word than “number”. */
function isCodeOf(words: readonly string[]): boolean {
  const before = words.slice(0, Math.max(0, words.indexOf('of')));
  const last = before.at(-1) ?? '';
  const others = before.slice(0, -1);
  return labels.numberWords.has(last) && others.some((word) => labels.lastHeads.has(word));
}

const isNumberOf = (words: readonly string[]) =>
  labels.numberWords.has(words.at(-1) ?? '') &&
  !words.slice(0, -1).some((word) => labels.numberWords.has(word) || counted.has(word));

/** Without words at the end that only tell which of several. */
function headed(words: readonly string[]): readonly string[] {
  let end = words.length;
  const passedOver = (word: string) => labels.qualifiers.has(word) || labels.adjectives.has(word);
  while (end > 1 && passedOver(words[end - 1] ?? '')) end -= 1;
  return words.slice(0, end);
}

function isNumbered(first: string, second: string, last: string): boolean {
  if (labels.numberedAfter.has(second) || things.has(second) || registers.has(second)) return true;
  // In the languages that write “nr” it is a label, but for Romanian and Italian plurals.
  return first === 'nr' && !/[si]$/.test(last);
}

function isThing(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (/^ar(ea)?$/.test(last)) return drawnArea.test(words.at(-2) ?? '');
  const [first = ''] = words;
  const alone =
    words.length === 1 &&
    (thingsAlone.has(last) || (labels.numberWords.has(last) && !mayCount.has(last)));
  const leads = words.length > 1 && romanceThings.has(first);
  const before = words.at(-2) ?? '';
  const key = labels.keys.has(last) && !quantityHeads.has(before) && !/enroll/.test(before);
  // Who is in a school is counted.
  if (before === 'in' && /^(school|hospital|clinic|center|centre)$/.test(last)) return false;
  const index = last === 'index' && /^(type|class|category|group|row|record|line)$/.test(before);
  return (
    alone ||
    leads ||
    key ||
    index ||
    /[a-z]{3}type$/.test(last) ||
    shortForThing(last) ||
    isLettered(last) ||
    things.has(last) ||
    things.has(words.join(''))
  );
}

/** One letter before a thing tells of which table it is: `UGEMEINDE`. */
const isLettered = (word: string) => word.length > 8 && things.has(word.slice(1));

function isLabel(words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (words.some((word) => registers.has(word) || /^(id|guid|uuid)$/.test(word))) return true;
  const alone = registersAlone.has(last) || labels.labelAnywhere.has(last) || inLetters(last);
  if (words.length === 1 && alone) return true;
  // Behind another word it is no verb; in Scandinavia `tid` is a time.
  if (labels.idInLetters.test(last) && last !== 'tid' && !labels.notAnId.test(last)) return true;
  if (labels.notFromCode.test(last)) return false;
  if (runsIntoThing(last)) return true;
  if (labels.runTogether.test(last)) return !/^id(e|l|i|o)/.test(last);
  return (
    (/[a-z]{2}id$/.test(last) && !labels.notAnId.test(last)) ||
    (/[a-z]{3}num$/.test(last) && !labels.notANumber.test(last)) ||
    (/[a-z]{3}key$/.test(last) && !labels.notAKey.test(last))
  );
}

/** Whether a word for a code runs together with a thing, or with three letters of one: `CODMUN`; not so `Coderre`. */
function runsIntoThing(word: string): boolean {
  const [, rest = ''] = labels.runInto.exec(word) ?? [];
  if (rest.length < 4) return rest !== '';
  for (const thing of [...things, ...registers])
    if (thing.startsWith(rest) || (thing.length > 3 && rest.endsWith(thing))) return true;
  return false;
}

const inLetters = (word: string) =>
  labels.numberInLetters.test(word) ||
  (labels.idInLetters.test(word) && !labels.notAnId.test(word));

/** The words that a name explains: those of `DISTRICT` in `DISTRICT_NAME`. */
function explains(words: readonly string[]): string[] {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (words.length < 2) return [];
  const found: string[] = [];
  if (labels.nameWords.has(last) || labels.suffixWords.has(last))
    found.push(words.slice(0, -1).join(' '));
  if (labels.nameWords.has(first)) found.push(words.slice(1).join(' '));
  return found;
}

/** In English, French, Spanish and Portuguese; of Italian the masculine. */
function isPlural(word: string): boolean {
  return word.length > 3 && ((word.endsWith('s') && !noPlural.test(word)) || word.endsWith('ti'));
}
