import type { ColumnMeaning, SemanticType } from '../../../contract/semantic-type.ts';
import { nameWords } from '../../semantics/detect/column-name.ts';
import type { ColumnFacts } from '../../semantics/detect/facts.ts';
import type { Comparison, ComparisonKind } from './kinds.ts';

/** More columns say the same again. */
const atMost = 14;

const kindsOfTypes: Partial<Record<SemanticType, ComparisonKind>> = {
  'person-name': 'name',
  organisation: 'organisation',
  'street-address': 'address',
  city: 'name',
  state: 'category',
  country: 'category',
  zip: 'zip',
  fips: 'identifier',
  phone: 'phone',
  email: 'email',
  ssn: 'identifier',
  ein: 'identifier',
  npi: 'identifier',
  vin: 'identifier',
  isbn: 'identifier',
  iban: 'identifier',
  parcel: 'identifier',
  'case-number': 'identifier',
  identifier: 'identifier',
  'foreign-key': 'identifier',
  year: 'identifier',
  date: 'date',
  datetime: 'date',
  money: 'number',
  measure: 'number',
  percentage: 'number',
  'yes-no': 'category',
  ordinal: 'category',
  category: 'category',
};

/** Names that decide, whatever the values look like: an eight-digit number can be a birthday. */
const kindsOfNames: readonly (readonly [RegExp, ComparisonKind])[] = [
  [/\b(given|first|fore) ?name\b|^(first|given|forename)$/, 'given-name'],
  [/\b(last|family|sur) ?name\b|^(surname|lastname)$/, 'family-name'],
  [/\b(dob|birth ?date|birth ?day|date of birth|born)\b/, 'date'],
  [/\b(e ?mail)\b/, 'email'],
  [/\b(phone|telephone|tel|mobile|fax)\b/, 'phone'],
  [/\b(zip|postcode|postal|post code|zipcode)\b/, 'zip'],
  [/\b(ssn|soc sec|social security|licen[cs]e|passport|vin|ein|npi|tax)\b/, 'identifier'],
  [/\b(street|house|building) (number|no|num)\b/, 'identifier'],
  [
    /\b(site|company|business|organi[sz]ation|agency|facility|school|firm|employer|vendor|provider)( name)?$/,
    'organisation',
  ],
];

/** A column with what is known about it. */
export interface KnownColumn {
  readonly facts: ColumnFacts;
  readonly meaning: ColumnMeaning;
}

/**
 * Which columns are compared and how, by what their values mean. Keys, constants, web addresses, prose and
 * coordinates are left out: they say nothing about two rows being the same thing, or say it twice.
 */
export function chooseComparisons(columns: readonly KnownColumn[]): readonly Comparison[] {
  const chosen = columns
    .flatMap((column) => {
      const kind = kindOf(column);
      return kind === null ? [] : [{ column, kind }];
    })
    .sort((one, other) => tells(other.column) - tells(one.column))
    .slice(0, atMost)
    .sort((one, other) => columns.indexOf(one.column) - columns.indexOf(other.column));
  const only = (kind: ComparisonKind) =>
    chosen.filter((each) => each.kind === kind).length === 1
      ? chosen.findIndex((each) => each.kind === kind)
      : -1;
  const [given, family] = [only('given-name'), only('family-name')];
  return chosen.map(({ column: { facts, meaning }, kind }, index) => {
    const partner =
      given < 0 || family < 0 ? -1 : index === given ? family : index === family ? given : -1;
    return {
      column: facts.name,
      kind,
      missing: meaning.missing
        .filter(({ confidence }) => confidence >= 0.6)
        .map(({ value }) => value),
      ...(partner < 0 ? {} : { partner }),
    };
  });
}

function kindOf({ facts, meaning }: KnownColumn): ComparisonKind | null {
  const words = nameWords(facts.name);
  const filled = facts.rows - facts.missing;
  if (facts.distinct < 2 || filled < Math.max(2, 0.03 * facts.rows)) return null;
  if (isRowNumber(meaning, words)) return null;
  const named = kindsOfNames.find(([pattern]) => pattern.test(words));
  if (named) return named[1];
  const { type } = meaning.best;
  if (
    ['free-text', 'url', 'latitude', 'longitude', 'coordinates', 'ip', 'time', 'duration'].includes(
      type,
    )
  )
    return null;
  const known = kindsOfTypes[type];
  if (known) return known;
  if (type === 'number') return /\b(number|no|num|code|id)\b/.test(words) ? 'identifier' : 'number';
  return kindOfText(facts);
}

/** What names rows, and no thing: unique in every row, and called so or counted up. */
function isRowNumber(meaning: ColumnMeaning, words: string): boolean {
  if (!meaning.unique) return false;
  return meaning.best.type === 'key' || /\b(id|key|index|row|uuid|guid|record)\b/.test(words);
}

function kindOfText({ values }: ColumnFacts): ComparisonKind | null {
  const mean = (of: (value: string) => number) =>
    values.reduce((sum, { value }) => sum + of(value), 0) / Math.max(1, values.length);
  if (mean((value) => value.length) > 120) return null;
  const wordCount = mean((value) => value.trim().split(/\s+/).length);
  if (wordCount <= 1.8) return 'name';
  return wordCount <= 8 ? 'organisation' : 'words';
}

/** Roughly how much a column tells rows apart: bits of its distinct values, in the rows that have one. */
function tells({ facts }: KnownColumn): number {
  return (
    (Math.log2(Math.max(2, facts.distinct)) * (facts.rows - facts.missing)) /
    Math.max(1, facts.rows)
  );
}
