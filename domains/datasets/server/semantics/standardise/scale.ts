import type { Unit } from '../lexicon/units.ts';

/** A number of one unit in another of the same dimension, 12 digits; null between dimensions. */
export function convert(number: string, from: Unit, to: Unit): string | null {
  if (from.code === to.code) return number;
  if (from.dimension !== to.dimension) return null;
  return plain((Number(number) * from.factor) / to.factor);
}

/** `5` becomes `0.05`, by moving the point: no digit is lost. */
export function divideByHundred(number: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(number) ?? [];
  const digits = whole.padStart(3, '0');
  const cut = digits.length - 2;
  const behind = `${digits.slice(cut)}${fraction}`.replace(/0+$/, '');
  return `${behind === '' && /^0+$/.test(digits) ? '' : sign}${digits.slice(0, cut).replace(/^0+(?=\d)/, '')}${behind === '' ? '' : `.${behind}`}`;
}

function plain(number: number): string | null {
  const rounded = Number(number.toPrecision(12));
  const text = String(rounded);
  return text.includes('e') || !Number.isFinite(rounded) ? null : text;
}
