import { type SemanticType, semanticTypes } from '@insites/datasets/contract';

const special: Partial<Record<SemanticType, string>> = {
  'person-name': 'name of a person',
  city: 'city, town or village',
  state: 'state, province or region',
  zip: 'postcode',
  fips: 'FIPS or Census code',
  email: 'e-mail address',
  url: 'web address',
  ip: 'internet address (IP)',
  ssn: 'social security number',
  ein: 'employer number (EIN)',
  npi: 'health provider number (NPI)',
  vin: 'vehicle number (VIN)',
  isbn: 'book number (ISBN)',
  iban: 'bank account (IBAN)',
  parcel: 'parcel number',
  'case-number': 'number of a case or record',
  measure: 'number with a unit',
  datetime: 'date and time',
  time: 'time of day',
  'yes-no': 'yes or no',
  ordinal: 'step on a scale',
  key: 'key: names the row',
  'foreign-key': 'key of something else',
  identifier: 'code',
};

/** What a column means, in words. */
export function typeName(type: SemanticType): string {
  return special[type] ?? type.replaceAll('-', ' ');
}

/** Choices for a person who knows better. */
export const typeChoices = semanticTypes
  .map((type) => ({ value: type, label: typeName(type) }))
  .toSorted((left, right) => left.label.localeCompare(right.label));
