import { isProse, namesOrganisation } from '../lexicon/organisations.ts';
import { isCalendarWord, knownScales } from '../lexicon/scales.ts';
import { plainNumber } from '../values/numbers.ts';
import { type Column, type Detector, distinctShare, shareThat } from './detector.ts';
import { smallWhole } from './listed.ts';

const yes = new Set(
  'yes y true t 1 x ✓ * si sì sí s oui o ja j on v sim tak ano áno kyllä jah igen evet da да はい 有 vrai vero verdadero verdadeiro wahr'.split(
    ' ',
  ),
);
const no = new Set(
  'no n false f 0 non nein nu не ні off nao não nie ne nej nee nei ei nem hayır hayir нет いいえ 無 faux falso falsch'.split(
    ' ',
  ),
);
const fold = (value: string) => value.trim().toLowerCase();
const isAnswer = (value: string) => yes.has(fold(value)) || no.has(fold(value));
const categoryNamed =
  /\b(type|status|category|categories|class|classification|group|kind|gender|race|ethnicity|sex|zone|zoning|size|legal form|phase|stage|purpose|position|occupancy|rechtsvorm|rechtsform|district|ward|precinct|borough|boro|region|area|sector|level|disposition|outcome|result|source|method|mode|channel|color|colour|style|species|party|division|program|county|neighborhood|neighbourhood|severity|priority|reason|cause|council|section|shift|language|genre|division|fund|unit|segment|code|flag|make|brand|department|dept|agency|state|day|month|season|direction|tp|nature|tipo|tipolog[ií]a|typ|tip|tyyppi|art|statut|stato|estado|situa[cç][aã]o|situaci[oó]n|[eé]tat|stav|categor[ií]a|cat[eé]gorie|kategorie?|kategoria|kategori|klasse|clase|classe|genero|género|sexo|sexe|sesso|geschlecht|bezirk|stadtteil|quartier|quartiere|barrio|bairro|dzielnica|gatunek|gattung|essenza|natureza|modalidade|modalidad|druh|вид|категория|категорія|rodzaj|fajta|jenis|soort|slag|bransch|toimiala|sektor)\b|類別|类别|種別|种类|類型|类型|区分|구분|유형|분류|종류|종별/;
/** Names of what sorts things, however few rows there are. */
const sorts =
  /\b(type|status|category|class|classification|disposition|outcome|severity|priority|party|method|legal form)( \d)?$|\b(race|ethnicity|sex|gender)\b/;
const textNamed =
  /\b(description|desc|comment|comments|note|notes|remark|remarks|narrative|summary|details|detail|text|message|body|review|feedback|explanation|abstract|statement|observation|observations|resolution|instructions|findings|reason|question|answer|response)\b/;

/** Names of what 0 and 1 count or stand for. */
const countedOrCoded =
  /^(n|nr|nb|nbr|no|num|anz|anzahl|cant|cantidad|qt|qtd|qtde|antal|antall|aantal|numero|liczba|pocet|nombre de) |\b(count|number|total|killed|injured|injuries|fatal|fatalities|units|bedrooms|bathrooms|bath|hbath|children|type|code|class|category|level|status|zone|group|district|ward|score|grade)\b|^n |ies\b|[^s]s$/;

/** What is left: answers, scales, categories, prose. */
export const kindDetectors: readonly Detector[] = [
  {
    type: 'yes-no',
    label: 'are yes or no',
    named:
      /^(is|has|was|are|had|can|did|does|in|out|approved|active|enabled)\b|^(do|have|were|will|would|could|should) (you|your|they|there|the|any|we)\b|\b(flag|indicator|ind|yn|y n|yes no|boolean|eligible|active|required|exempt|approved|proposed|arrest|domestic)\b/,
    notNamed: /\b(count|number|total|amount|rate)\b/,
    test: isAnswer,
    alone: 0.94,
    withName: 0.97,
    atLeast: 0.9,
    condition: isYesNo,
    details: (column) => ({
      yes: column.values
        .filter(({ value }) => yes.has(fold(value)))
        .map(({ value }) => value)
        .join('|'),
      no: column.values
        .filter(({ value }) => no.has(fold(value)))
        .map(({ value }) => value)
        .join('|'),
    }),
  },
  {
    type: 'yes-no',
    label: 'say yes by the name of the column',
    namedBy: ({ facts, values }) =>
      facts.missing > 0 &&
      values.length === 1 &&
      fold(values[0]?.value ?? '') === fold(facts.name) &&
      /\p{L}/u.test(facts.name),
    test: () => false,
    testNamed: () => true,
    alone: 0,
    withName: 0.96,
    atLeast: 1,
    details: (column) => ({ yes: column.values[0]?.value ?? '', no: '' }),
  },
  {
    type: 'ordinal',
    label: 'stand on a scale',
    named: /\b(code|codes|id|number|no|naics|sic|cod|codigo|codice|kod)\b/,
    test: (value) => knownScales.some((stands) => stands(value)),
    alone: 0.93,
    withName: 0,
    atLeast: 0.95,
    condition: (column) =>
      column.values.length >= 3 &&
      column.values.length <= 100 &&
      !column.numeric &&
      knownScales.some((stands) => shareThat(column, stands) >= 0.95) &&
      column.filled > column.values.length,
  },
  {
    type: 'ordinal',
    label: 'are months or days of the week',
    named:
      /\b(month|mes|mois|mese|monat|maand|maned|manad|kuukausi|miesiac|mesic|ay|bulan|weekday|day|dia|jour|giorno|tag|wochentag|dag|ukedag|ugedag|veckodag|viikonpaiva|dzien|gun|hari)\b|месяц|місяць|месец|день/,
    test: () => false,
    testNamed: isCalendarWord,
    alone: 0,
    withName: 0.93,
    atLeast: 0.95,
    condition: (column) => column.values.length >= 2,
  },
  {
    type: 'ordinal',
    label: 'are grades',
    named: /\b(grade|rating|score|stars?|level|severity|priority|tier|rank|quality|satisfaction)\b/,
    notNamed: /\b(id|count|date|name|type|average|mean|total|number)\b/,
    test: () => false,
    testNamed: (value) => /^([A-F][+-]?|[1-9]|10|[A-E]\/[A-E])$/.test(value.trim()),
    alone: 0,
    withName: 0.88,
    atLeast: 0.9,
    condition: (column) =>
      column.values.length >= 3 &&
      column.values.length <= 14 &&
      column.filled >= 2 * column.values.length,
  },
  {
    type: 'category',
    label: 'are some few values again and again',
    named: categoryNamed,
    notNamed: /\b(id|count|total|amount|percent|rate|date|number of|units?)$/,
    test: () => true,
    alone: 0.86,
    withName: 0.92,
    atLeast: 1,
    namedBy: ({ heads, numeric }) => !numeric && places.some((head) => heads.has(head)),
    condition: isCategory,
  },
  {
    type: 'category',
    label: 'are all numbers from 1 to a last one, as codes and answers are',
    test: (value) => smallWhole.test(value.trim()),
    alone: 0.8,
    withName: 0.8,
    atLeast: 0.95,
    condition: ({ scaled }) => scaled,
  },
  {
    type: 'free-text',
    label: 'are sentences or phrases',
    named: textNamed,
    test: (value) => /\p{L}{2}/u.test(value),
    alone: 0.92,
    withName: 0.93,
    atLeast: 0.7,
    condition: (column, named) =>
      (column.wordCount >= 20 ||
        distinctShare(column, (value) => namesOrganisation(value) && !isProse(value)) < 0.55) &&
      (column.wordCount >= 12 || column.facts.distinct / Math.max(1, column.filled) >= 0.3) &&
      !(sorts.test(column.words) && column.facts.distinct <= column.filled / 2) &&
      (column.wordCount >= (sorts.test(column.words) ? 10 : 6) ||
        (named && column.wordCount >= 4)) &&
      distinctShare(column, (value) => /\s/.test(value.trim())) > 0.6,
  },
  { type: 'text', label: 'are text', test: () => true, alone: 0.4, withName: 0.4, atLeast: 0 },
];

function isYesNo(column: Column, named: boolean): boolean {
  const folded = new Set(
    column.values.filter(({ value }) => isAnswer(value)).map(({ value }) => fold(value)),
  );
  const both =
    [...folded].some((value) => yes.has(value)) && [...folded].some((value) => no.has(value));
  if (column.facts.type === 'BOOLEAN') return true;
  const plainYes = folded.size === 1 && folded.has('yes');
  if (folded.size > 6 || (column.filled < 2 && !plainYes) || !areLetters(folded)) return false;
  if (
    /\b(direction|dir|bound|side|orientation|sentido|sex|sexo|sexe|gender|genero)\b/.test(
      column.words,
    )
  )
    return false;
  const isKind = /\b(type|tipo|typ|class|category|code)\b/.test(column.words);
  if (isKind && column.values.every(({ value }) => value.trim().length === 1)) return false;
  const onlyDigits = [...folded].every((value) => value === '0' || value === '1');
  // 0 and 1 beside other numbers are counts that are mostly small.
  if (onlyDigits) {
    if (column.values.length !== folded.size) return false;
    if (column.amongFlags && column.said !== 'quantity') return true;
    if (named && column.filled >= 8 && !countedOrCoded.test(column.words)) return true;
    if (column.said === 'quantity') return false;
    const short = column.words.length < 3;
    return (
      both && (named || (column.filled >= (short ? 20 : 12) && !countedOrCoded.test(column.words)))
    );
  }
  const [only = ''] = folded.size === 1 ? folded : [];
  return (
    both ||
    named ||
    (/^(x|✓|\*|y|t|ja|si|oui)$/.test(only) && column.facts.missing > 0) ||
    /^(yes|no|true|false)$/.test(only) ||
    (/^[ynj]$/.test(only) && column.values.length === 1 && column.filled >= 8)
  );
}

/** Single letters are answers in one language or another: `J` and `N`, not `O` and `T`. */
const letterPairs = ['y n', 't f', 'j n', 's n', 'o n', 'v f', 't n', '1 0'];
function areLetters(folded: ReadonlySet<string>): boolean {
  const letters = [...folded].filter((value) => value.length === 1 && !/[x✓*]/.test(value));
  const odd = letters.filter((letter) => /[sojv]/.test(letter));
  if (letters.length > 2) return letters.every((letter) => 'ynt1f0'.includes(letter));
  return (
    odd.length === 0 ||
    letterPairs.some((pair) => letters.every((letter) => pair.split(' ').includes(letter)))
  );
}

const places = ['city', 'region', 'county'] as const;

/** What the name calls a code is one, however few there are; what it calls a thing, where numbers are long. */
const areCodes = (column: Column) =>
  (column.said === 'code' && shareThat(column, (value) => /\d/.test(value)) > 0.8) ||
  (column.said === 'thing' && shareThat(column, (value) => /(?:\d\D?){6}/.test(value)) > 0.8);

/** Four digits and more with zeros in front are given out, not chosen from a few. */
const arePadded = (column: Column) =>
  shareThat(column, (value) => /^\d{4,}$/.test(value.trim())) > 0.9 &&
  shareThat(column, (value) => /^0\d/.test(value.trim())) > 0.02;

/** Remarks are prose, also where hardly anybody made one. */
const remarks =
  /\b(notes?|remarks?|comments?|observaciones|observacoes|observations|bemerkung(?:en)?|anmerkung(?:en)?|opmerking(?:en)?|uwagi|poznamka|megjegyzes|anteckning|merknad)$|備考|備註|备注|비고/;

function isCategory(column: Column, named: boolean): boolean {
  if (areCodes(column) || arePadded(column) || remarks.test(column.words)) return false;
  const { distinct } = column.facts;
  const { filled } = column;
  if (column.characters > 60 || column.wordCount > 8) return false;
  if (filled < 4) return distinct < filled && sorts.test(column.words) && !column.numeric;
  const integers = shareThat(column, (value) => /^-?\d+(\.0)?$/.test(value.trim()));
  // Some slips among numbers do not make categories of them.
  const numeric = shareThat(column, (value) => plainNumber(value.trim(), '.') !== null) > 0.8;
  if (numeric && !(named && integers > 0.95 && distinct <= 100 && distinct <= filled / 3))
    return false;
  if (named) return distinct <= Math.max(3, Math.min(1_000, filled / 2));
  return distinct <= Math.max(2, Math.min(12, filled / 2), Math.min(100, filled / 5));
}
