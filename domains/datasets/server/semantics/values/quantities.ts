import { type Unit, unitOf } from '../lexicon/units.ts';
import { type Decimal, plainNumber } from './numbers.ts';

const signs: Readonly<Record<string, string>> = {
  $: 'USD',
  US$: 'USD',
  'U.S.$': 'USD',
  C$: 'CAD',
  CA$: 'CAD',
  A$: 'AUD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  R$: 'BRL',
  '₽': 'RUB',
  '₩': 'KRW',
  'S/': 'PEN',
  'S/.': 'PEN',
  Kč: 'CZK',
  zł: 'PLN',
  Ft: 'HUF',
  Rp: 'IDR',
  'Rp.': 'IDR',
  '₱': 'PHP',
  '₺': 'TRY',
  '₴': 'UAH',
  '₪': 'ILS',
  '₦': 'NGN',
  R: 'ZAR',
  'Rs.': 'INR',
  Rs: 'INR',
  lei: 'RON',
  лв: 'BGN',
  'лв.': 'BGN',
};
const codes = new Set(
  'USD EUR GBP CAD AUD JPY CHF INR MXN BRL CNY SEK NOK DKK PLN NZD ZAR'.split(' '),
);
const multiples: Readonly<Record<string, number>> = {
  k: 3,
  thousand: 3,
  m: 6,
  mm: 6,
  million: 6,
  b: 9,
  bn: 9,
  billion: 9,
};

/** An amount of money that says its currency. */
export interface Money {
  readonly currency: string;
  /** Plain number. */
  readonly amount: string;
}

/** Reads `$1,234.50`, `(1,234.50 USD)`, `-$5`, `€ 12,50`, `$1.2M`; null when no currency stands there. */
export function parseMoney(value: string, decimal: Decimal): Money | null {
  const text = value.trim().replace(/\u00a0/g, ' ');
  const bracketed = /^\((.*)\)$/.exec(text);
  const body = (bracketed?.[1] ?? text).trim();
  const match =
    /^([-+]?)\s*([A-Z]{3}(?=[\s\d])|[A-Z.]{0,4}[$€£¥₹₽₩]|S\/\.?|Rp\.?|Rs\.?|R(?=\s?\d{1,3}(?:[ ,]\d{3})+|\s?\d+[.,]\d{2}$)|[₱₺₴₪₦])\s*([-+]?[\d., ']*\d)\s*([kKmMbB]|MM|bn|thousand|million|billion)?\s*([A-Z]{3})?$/.exec(
      body,
    ) ??
    /^([-+]?)()([\d., ']*\d)\s*([kKmMbB]|MM|bn|thousand|million|billion)?\s*([A-Z]{3}|[€£¥₹₽₩$₱₺₴₪₦]|Kč|zł|(?<=\d[ .]?\d{3} ?)Ft|lei|лв\.?)$/.exec(
      body,
    );
  if (!match) return null;
  const [, sign = '', before = '', digits = '', multiple = '', after = ''] = match;
  const currency = currencyOf(after) ?? currencyOf(before);
  const number = plainNumber(digits, decimal);
  if (currency === null || number === null) return null;
  const amount = multiple === '' ? number : shifted(number, multiples[multiple.toLowerCase()] ?? 0);
  const negative = bracketed !== null || sign === '-';
  return {
    currency,
    amount: negative && !amount.startsWith('-') && amount !== '0' ? `-${amount}` : amount,
  };
}

const currencyOf = (text: string) => (codes.has(text) ? text : (signs[text] ?? null));

/** The number with its point moved to the right. */
function shifted(number: string, places: number): string {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = fraction.padEnd(places, '0');
  const rest = digits.slice(places).replace(/0+$/, '');
  return `${(whole + digits.slice(0, places)).replace(/^(-?)0+(?=\d)/, '$1')}${rest === '' ? '' : `.${rest}`}`;
}

/** A number that says its unit. */
export interface Measure {
  readonly number: string;
  readonly unit: Unit;
  /** Words behind the unit, e.g. “Silo Can” of `12 oz. Silo Can`. */
  readonly rest: string;
}

const measured = /^([-+(]?[\d][\d., ]*\)?|[-+]?\.\d+)\s*([^\d\s].*)$/;

/** How tall people are in the United States: `5 ft 8 in`, `5'8"`. */
const feetAndInches =
  /^([3-8])\s*(?:ft\.?|feet|foot|['’′])\s*(1[01]|\d)(?:\s*(?:in\.?|inch|inches|["”″]|''))?$/i;

/** Reads `12.0 oz.`, `3 sq ft`, `5km`, `72 °F`; null when it is no number with a unit that we know. */
export function parseMeasure(value: string, decimal: Decimal): Measure | null {
  const [, feet, inches] = feetAndInches.exec(value.trim()) ?? [];
  const inch = feet === undefined ? null : unitOf('inch');
  if (inch) return { number: String(12 * Number(feet) + Number(inches)), unit: inch, rest: '' };
  const match = measured.exec(value.trim());
  if (!match) return null;
  const number = plainNumber((match[1] ?? '').trim(), decimal);
  if (number === null) return null;
  const behind = (match[2] ?? '').trim().split(/\s+/);
  for (let taken = Math.min(2, behind.length); taken > 0; taken -= 1) {
    const unit = unitOf(behind.slice(0, taken).join(' '));
    const rest = behind.slice(taken).join(' ');
    // “10 a 19” is a span, in Spanish.
    if (unit && !/^\d/.test(rest)) return { number, unit, rest };
  }
  return null;
}

/** Reads `5%`, `5 percent`, `5 pct`; null when no sign of percent stands there. */
export function parsePercentage(value: string, decimal: Decimal): string | null {
  const match = /^(.*\d\)?)\s*(%|percent|per cent|pct\.?)$/i.exec(value.trim());
  return match ? plainNumber(match[1] ?? '', decimal) : null;
}
