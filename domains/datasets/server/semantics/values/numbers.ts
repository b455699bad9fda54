export type Decimal = '.' | ',';

/** What binary floating point leaves: a run of nines or zeros far behind the point. */
const noisy = /\.\d*(9{5,}|0{5,})\d{0,2}$/;
const plain = /^-?(0|[1-9]\d*)(\.\d+)?$/;
const grouped = {
  '.': /^([1-9]\d{0,2}([, \u00a0\u202f']\d{3})+|[1-9]\d?(,\d{2})+,\d{3}|0|[1-9]\d*)?(\.\d+)?$/,
  ',': /^([1-9]\d{0,2}([. \u00a0\u202f']\d{3})+|0|[1-9]\d*)?(,\d+)?$/,
} as const;

/**
 * The plain form of a number that people wrote: groups gone, a point before decimals, brackets and a trailing
 * minus as a sign, noise of binary floating point rounded away. A plain number stays. Null when it is no number, or a
 * code that begins with a zero.
 */
export function plainNumber(value: string, decimal: Decimal): string | null {
  const text = value.trim().replace(/[−–](?=[\d.])/, '-');
  // Zeros at the end of a number say how exact it is: they stay.
  if (plain.test(text) && (decimal === '.' || !looksGrouped(text)))
    return noisy.test(text) ? tidy(text, decimal) : text;
  const bracketed = /^\((.+)\)$/.exec(text);
  const trailing = /^(.*\d)-$/.exec(text);
  const signed = /^([-+])\s*(.*)$/.exec(bracketed ? '' : trailing ? '' : text);
  const body = (bracketed?.[1] ?? trailing?.[1] ?? signed?.[2] ?? text).trim();
  const negative = bracketed !== null || trailing !== null || signed?.[1] === '-';
  if (/^\d+(\.\d+)?e[-+]?\d{1,3}$/i.test(body)) return scientific(body, negative);
  if (body === '' || !/\d/.test(body) || !grouped[decimal].test(body)) return null;
  const digits =
    decimal === '.'
      ? body.replace(/[, \u00a0\u202f']/g, '')
      : body.replace(/[. \u00a0\u202f']/g, '').replace(',', '.');
  return tidy(`${negative ? '-' : ''}${digits}`, decimal);
}

/** `12.345` where a comma stands before decimals: twelve thousand. */
const looksGrouped = (text: string) => /^-?[1-9]\d{0,2}(\.\d{3})+$/.test(text);

function scientific(body: string, negative: boolean): string | null {
  const number = Number(body);
  if (!Number.isFinite(number)) return null;
  const text = String(negative ? -number : number);
  return text.includes('e') ? null : text;
}

function tidy(text: string, decimal: Decimal): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text) ?? [];
  const rounded = withoutNoise(whole, fraction);
  const head = rounded.whole.replace(/^0+(?=\d)/, '') || '0';
  const short = rounded.fraction.replace(/0+$/, '');
  const number = (tail: string) =>
    `${head === '0' && short === '' ? '' : sign}${head}${tail === '' ? '' : `.${tail}`}`;
  // Zeros at the end stay, but those that rounding made, and those that would read as a group.
  const exact = number(rounded.fraction);
  const grouped = decimal === ',' && looksGrouped(exact);
  return keptApart(rounded.fraction !== fraction || grouped ? number(short) : exact, decimal);
}

/** Where a comma stands before decimals, `1.234` would read as a group: a fourth decimal keeps it the number it is. */
export function keptApart(number: string, decimal: Decimal): string {
  return decimal === ',' && looksGrouped(number) ? `${number}0` : number;
}

/** 0.055999999999999994 was 0.056: at 15 digits or more, binary noise shows as a run of nines or zeros. */
function withoutNoise(whole: string, fraction: string): { whole: string; fraction: string } {
  const significant = (whole + fraction).replace(/^0+/, '').length;
  if (fraction.length < 12 || significant < 15 || !/(9{5,}|0{5,})\d{0,2}$/.test(fraction))
    return { whole, fraction };
  const kept = fraction.replace(/(9{5,}|0{5,})\d{0,2}$/, '').length;
  const fixed = Number(`${whole || '0'}.${fraction}`).toFixed(kept);
  const [roundWhole = '0', roundFraction = ''] = fixed.split('.');
  return Number.isSafeInteger(Number(roundWhole))
    ? { whole: roundWhole, fraction: roundFraction }
    : { whole, fraction };
}

/** Which sign stands before decimals, told by values that can be read in one way only; null when none tells. */
export function decimalOf(
  values: Iterable<{ readonly value: string; readonly count: number }>,
): Decimal | null {
  let point = 0;
  let comma = 0;
  for (const { value, count } of values) {
    const digits = value.replace(/[^\d.,]/g, '');
    if (/\.\d*,\d{1,2}$|^\d+,(\d{1,2}|\d{4,})$|^0,\d+$/.test(digits)) comma += count;
    else if (/,\d*\.\d+$|^\d*\.(\d{1,2}|\d{4,})$|^0\.\d+$|^\d{1,3}(,\d{3}){2,}$/.test(digits))
      point += count;
  }
  return point === 0 && comma === 0 ? null : comma > point ? ',' : '.';
}
