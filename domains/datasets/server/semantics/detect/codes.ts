import { AgainCounter, manyDigits, mayName, nameThings } from '../../parsing/again.ts';
import { isNameless } from '../../parsing/code-names.ts';
import { notAnId as endsLikeId } from '../../parsing/names/labels.ts';
import { isGtin, isIssn, isLei, isRouting } from '../values/check-digits.ts';
import {
  type Column,
  code,
  type Detector,
  distinctShare,
  matching,
  rowsThat,
  shareThat,
} from './detector.ts';
import { smallWhole } from './listed.ts';

const uuid = /^\{?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\}?$/i;
/** Words that only end like one, at the end of a name. */
const notAnId = new RegExp(endsLikeId.source.replace('|^(', '|\\b('));
/** With commas between thousands, as amounts are written. */
const isGrouped = (value: string) => /^-?\d{1,3}(,\d{3})+$/.test(value.trim());
const hasDigit = (value: string) => /\d/.test(value);

/** Numbers that name something: with a check digit, by an authority, or by the office that keeps the record. */
export const codeDetectors: readonly Detector[] = [
  {
    type: 'key',
    label: 'are there in every row and never twice',
    named:
      /\b(id|ids|uid|guid|uuid|key|objectid|fid|oid|rowid|pk|identifier|unique)\b|[a-z]id$|^(index|number|no|code|serial|record)$/,
    notNamed: notAnId,
    test: (value) => uuid.test(value.trim()),
    testNamed: (value) => !/\s/.test(value.trim()) && value.length <= 128,
    alone: 0.95,
    withName: 0.95,
    atLeast: 0.98,
    condition: (column) =>
      column.unique &&
      column.facts.rows >= 3 &&
      (column.numeric ? column.values.every(({ value }) => /^\d+$/.test(value)) : true),
    details: (column) => ({ scheme: schemeOf(column) }),
  },
  {
    type: 'key',
    label: 'count the rows',
    test: (value) => /^\d+$/.test(value),
    alone: 0.8,
    withName: 0.8,
    atLeast: 1,
    condition: (column) =>
      column.unique &&
      column.facts.rows >= 10 &&
      (countsUp(column) || denselyUnique(column)) &&
      !/\b(year|count|total|amount|value|rank|population|age|quantity|units)\b/.test(column.words),
  },
  {
    type: 'foreign-key',
    label: 'are codes that name the same thing in several rows',
    named: /\b(id|ids|uid|guid|uuid|key|fk|ref)$|[a-z]{2}id$|\b(id|key) (number|code)$/,
    notNamed: notAnId,
    test: () => false,
    testNamed: (value) =>
      /^\d{1,18}$/.test(value.trim()) ||
      uuid.test(value.trim()) ||
      (code.test(value.trim()) && !/ .* |^-?\d+\.\d+$/.test(value)) ||
      /^[a-z][\w-]*([/:.][\w-]+)+$/i.test(value.trim()),
    alone: 0,
    withName: 0.9,
    atLeast: 0.95,
    // What hardly ever occurs twice names the row, not something else.
    condition: (column) =>
      column.values.length >= 2 && column.facts.distinct <= 0.9 * Math.max(1, column.filled),
  },
  {
    type: 'identifier',
    label: 'are UUIDs',
    test: (value) => uuid.test(value.trim()),
    alone: 0.93,
    withName: 0.93,
    atLeast: 0.95,
    details: () => ({ scheme: 'UUID' }),
  },
  {
    type: 'identifier',
    label: 'are codes, digits that are no quantity',
    named:
      /\b(id|code|codes|key|number|no|num|nbr|sku|upc|ean|gtin|issn|orcid|lei|routing|aba|cusip|naics|sic|identifier|ref|reference|serial|plate|badge|barcode|account|acct|callsign)( \d+)?$|[a-z]{2}id$/,
    notNamed: new RegExp(`\\b(of|count|phone|zip|year)\\b|${notAnId.source}`),
    namedBy: ({ said }) => said === 'code' || said === 'thing',
    test: (value) => /^\d{2,}$/.test(value.trim()),
    testNamed: (value) =>
      /^\S{1,40}$|^\d{2,4}( \d{2,4}){2,4}$|^(?=(?:.*\d){4})[A-Z0-9]+( [A-Z0-9]+){1,4}$/.test(
        value.trim(),
      ),
    alone: 0.8,
    withName: 0.78,
    atLeast: 0.9,
    condition: (column, named) =>
      named
        ? (column.said !== 'thing' || column.values.some(({ value }) => value.trim() !== '0')) &&
          shareThat(column, isGrouped) < 0.2 &&
          (distinctShare(column, hasDigit) > 0.8 || shareThat(column, hasDigit) > 0.95) &&
          (column.said === 'code' ||
            !column.values.some(({ value }) => /\.\d*[1-9]/.test(value) && column.numeric))
        : paddedWithZeros(column) || ofOneLength(column) || comesAgain(column),
    details: (column) => ({ scheme: schemeOf(column) }),
  },
  {
    type: 'identifier',
    label: 'are digits, some with zeros in front',
    test: (value) => /^\d{2,}$/.test(value.trim()),
    alone: 0.88,
    withName: 0.88,
    atLeast: 0.95,
    condition: ({ filled, values, words, heads }) =>
      filled >= 4 &&
      rowsThat(values, (value) => /^0\d/.test(value.trim())) >= Math.max(2, 0.02 * filled) &&
      !heads.has('clock') &&
      !partOfDate.test(words) &&
      (values.length <= 2 ||
        values.some(({ value }) => Number(value) > 12 || value.trim().length > 2)),
  },
  {
    type: 'identifier',
    label: 'are the codes of a list: few numbers with gaps between them, again and again',
    test: (value) => smallWhole.test(value.trim()),
    alone: 0.8,
    withName: 0.8,
    atLeast: 0.95,
    condition: ({ listed }) => listed,
  },
  {
    type: 'identifier',
    label: 'are of one length, with letters and digits, and hardly one comes twice',
    test: (value) => /^(?=.*\d)[A-Z0-9]{6,24}$/i.test(value.trim()),
    alone: 0.74,
    withName: 0.74,
    atLeast: 0.95,
    condition: (column) =>
      column.values.length >= 20 &&
      column.facts.distinct >= 0.9 * column.filled &&
      shareThat(column, (value) => /[A-Z]|^0/i.test(value.trim())) >= 0.1 &&
      lengthOfMost(column, /./).rows >= 0.95 * column.filled,
  },
  {
    type: 'identifier',
    label: 'are items of Wikidata',
    ...matching('Q[1-9][0-9]{2,9}'),
    alone: 0.92,
    withName: 0.92,
    atLeast: 0.95,
    condition: (column) => column.characters >= 4,
    details: () => ({ scheme: 'Wikidata' }),
  },
  {
    type: 'identifier',
    label: 'are digests in hexadecimal digits',
    ...matching('[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128}'),
    alone: 0.92,
    withName: 0.92,
    atLeast: 0.95,
  },
  {
    type: 'identifier',
    label: 'are citations of reports',
    named: /\b(cite|citation|reporter)\b/,
    notNamed: /\b(number|no|num|nbr)$/,
    test: () => false,
    testNamed: (value) =>
      /^\d{1,4} [A-Z][A-Za-z0-9.]*(?: [A-Za-z0-9.]+){0,4} \d{1,6}$/.test(value.trim()),
    alone: 0,
    // Beyond what else they look like: `67 S. Ct. 6` is no street, `91 L. Ed. 3` no measure.
    withName: 0.97,
    atLeast: 0.95,
  },
  {
    type: 'identifier',
    label: 'are letters and digits in one form, as codes are',
    test: (value) => lettered.test(value.trim()) && !isPeriodOrNumber.test(value.trim()),
    alone: 0.87,
    withName: 0.87,
    atLeast: 0.9,
    condition: (column) =>
      (column.values.length >= 4 || isOneCode(column)) &&
      column.characters >= 3 &&
      haveOneForm(column),
  },
  {
    type: 'identifier',
    label: 'are codes in letters',
    named: /\b(code|slug|ref|reference|abbreviation|abbr|acronym|acro|id)$/,
    test: () => false,
    testNamed: (value) => /^[A-Z]{2,6}$|^[a-z]+(-[a-z]+)*(:[A-Z]+)?$/.test(value.trim()),
    alone: 0,
    withName: 0.78,
    atLeast: 0.95,
    condition: (column) => column.values.length >= 2,
  },
];

const lettered = /^(?=.*\d)(?=.*[A-Z])[A-Z0-9][A-Z0-9\-/.:_]{2,23}$/i;
/** `2020Q1`, `FY2020`, `1.5e-07`, `12:30pm`. */
const isPeriodOrNumber =
  /^((FY|CY)?(19|20)\d\d[-/ ]?[QHMWST]?\d{0,2}|[QHMWST]\d{1,2}[-/ ]?(19|20)\d\d|[-+]?[\d.]+e[-+]?\d+|[\d:]+[ap]m)$/i;

/** The same in every row: only where it has the look of a code. */
const isOneCode = ({ values, filled }: Column) =>
  values.length === 1 &&
  filled >= 4 &&
  /^(?=.*\d{2})[A-Z0-9-]{5,12}$/i.test(values[0]?.value.trim() ?? '');

/** Whether most values are alike when letters and digits are each taken for one. */
function haveOneForm({ values, filled }: Column): boolean {
  const forms = new Map<string, number>();
  for (const { value, count } of values) {
    const form = value
      .trim()
      .replace(/\p{L}+/gu, 'A')
      .replace(/\d+/g, '9');
    forms.set(form, (forms.get(form) ?? 0) + count);
  }
  return Math.max(...forms.values()) >= 0.6 * filled;
}

/** Months, days and hours are written with zeros in front, too. */
const partOfDate =
  /\b(month|day|hour|minute|time|mm|dd|hh|stunde|uhrzeit|heure|hora|godzina|uur|timme|klokke\w*|mois|jour|mes|dia|monat|tag|mese|giorno|maand|dag|maned|manad|kuukausi|miesiac|mesic)\b|[月日時时]/;

/** The length that most values of a form have, and in how many rows. */
function lengthOfMost({ values }: Column, form: RegExp): { length: number; rows: number } {
  const lengths = new Map<number, number>();
  for (const { value, count } of values) {
    const { length } = value.trim();
    if (form.test(value.trim())) lengths.set(length, (lengths.get(length) ?? 0) + count);
  }
  const [length = 0, rows = 0] = [...lengths].sort(([, left], [, right]) => right - left)[0] ?? [];
  return { length, rows };
}

/** Digits of one length, some with zeros in front: what was padded is no quantity. */
function paddedWithZeros(column: Column): boolean {
  const { length, rows } = lengthOfMost(column, /^0\d+$/);
  return (
    length >= 3 &&
    rows >= Math.max(2, 0.005 * column.filled) &&
    shareThat(column, (value) => value.trim().length === length) >= 0.8
  );
}

/** Where the name leaves it open: all of so many digits as only registers give out. */
function ofOneLength(column: Column): boolean {
  if (column.said === 'quantity' || column.values.length < 20) return false;
  const { length, rows } = lengthOfMost(column, /^[1-9]\d*$/);
  if (rows < 0.9 * column.filled) return false;
  return length >= 8 || (length >= manyDigits && namesThings(column));
}

/** Numbers of many digits in a column without a name. */
function namesThings({ facts, values }: Column): boolean {
  if (!facts.complete || !isNameless(facts.name)) return false;
  const counter = new AgainCounter();
  for (const { value } of values) counter.see(Number(value));
  return mayName(counter.told());
}

/** Where the name leaves it open: numbers of many digits, each of which comes again and again. */
function comesAgain(column: Column): boolean {
  const { values, said, filled } = column;
  if (said === 'quantity' || !column.facts.complete) return false;
  const whole = values.filter(({ value }) => /^[1-9]\d{4,}$/.test(value.trim()));
  if (rowsThat(whole, () => true) < 0.9 * filled) return false;
  const counter = new AgainCounter();
  for (const { value } of whole) counter.see(Number(value));
  return nameThings({ ...counter.told(), seen: filled });
}

/** Unique in every row where chance would have brought many twice, so near to each other are they. */
function denselyUnique(column: Column): boolean {
  const numbers = column.values.map(({ value }) => Number(value)).sort((a, b) => a - b);
  const at = (share: number) => numbers[Math.floor(share * (numbers.length - 1))] ?? 0;
  const years = at(0) >= 1500 && at(1) <= 2200;
  // Of n values thrown into a range as wide as that of the middle 80 %, so many pairs would be the same.
  const expected = (0.8 * numbers.length) ** 2 / (2 * Math.max(1, at(0.9) - at(0.1)));
  return column.said !== 'quantity' && numbers.length >= 50 && !years && expected >= 8;
}

function countsUp({ values }: Column): boolean {
  const numbers = values.map(({ value }) => Number(value));
  const lowest = numbers.reduce((low, number) => Math.min(low, number), Number.POSITIVE_INFINITY);
  const highest = numbers.reduce((high, number) => Math.max(high, number), 0);
  return lowest <= 1 && highest - lowest + 1 === numbers.length;
}

const schemes: readonly (readonly [string, (value: string) => boolean])[] = [
  ['UUID', (value) => uuid.test(value)],
  ['ISSN', isIssn],
  ['LEI', isLei],
  ['GTIN', isGtin],
  ['ABA routing number', isRouting],
];

/** The authority whose check digits all values have; null when none. */
function schemeOf({ values, filled }: Column): string | null {
  if (values.length < 5) return null;
  return (
    schemes.find(([, test]) => rowsThat(values, (value) => test(value.trim())) === filled)?.[0] ??
    null
  );
}
