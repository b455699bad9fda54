import type { SemanticType } from '../../contract/index.ts';
import type { Overlap } from './sketch.ts';
import type { Weighed } from './weigh.ts';

const called: Partial<Readonly<Record<SemanticType, string>>> = {
  'person-name': 'names of people',
  organisation: 'organisations',
  'street-address': 'street addresses',
  city: 'cities',
  state: 'states',
  country: 'countries',
  zip: 'ZIP codes',
  fips: 'FIPS codes',
  phone: 'telephone numbers',
  email: 'e-mail addresses',
  url: 'web addresses',
  ip: 'IP addresses',
  ssn: 'Social Security numbers',
  ein: 'employer numbers',
  npi: 'provider numbers',
  vin: 'vehicle numbers',
  isbn: 'ISBNs',
  iban: 'IBANs',
  parcel: 'parcel numbers',
  'case-number': 'case numbers',
};

/** A share as people say it: never 0 % or 100 % where it is neither. */
export function percent(share: number, estimated: boolean): string {
  const rounded = Math.round(share * 100);
  const shown =
    share > 0 && rounded === 0
      ? 'less than 1 %'
      : `${share < 1 ? Math.min(99, rounded) : rounded} %`;
  if (!estimated || shown.startsWith('less')) return shown;
  return rounded >= 100 ? 'nearly all' : `about ${shown}`;
}

interface Told {
  readonly mine: string;
  readonly theirs: string;
  readonly dataset: string;
  readonly overlap: Overlap;
  readonly weighed: Weighed;
}

/** “93 % of the values of zip stand in zipcode of parks; each stands there once.” */
export function joinSentence({ mine, theirs, dataset, overlap, weighed }: Told): string {
  const estimated = !overlap.counted;
  const { leftOnce, rightOnce } = weighed;
  // Told from the side on which values repeat to the one on which they stand once.
  const other = leftOnce && !rightOnce;
  const share = percent(other ? overlap.rightInLeft : overlap.leftInRight, estimated);
  const [from, to] = other
    ? [`${theirs} of ${dataset}`, `${mine} of this dataset`]
    : [mine, `${theirs} of ${dataset}`];
  const once = (other ? leftOnce : rightOnce)
    ? 'each stands there once'
    : 'they stand there several times';
  return `${capital(share)} of the values of ${from} stand in ${to}; ${once}.`;
}

/** What else speaks for a pair or against it. */
export function joinReasons({ weighed }: Told): string[] {
  const { namesAlike, meaning, otherMeaning, byChance, leftOnce, rightOnce } = weighed;
  return [
    ...(namesAlike ? ['The names say the same.'] : []),
    ...(meaning ? [`Both hold ${called[meaning] ?? meaning}.`] : []),
    ...(otherMeaning ? ['They seem to mean different things.'] : []),
    ...(byChance ? ['Numbers so close together also meet by chance.'] : []),
    ...(leftOnce || rightOnce
      ? []
      : ['Values stand several times on both sides, so a join makes more rows.']),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
