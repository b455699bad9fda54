import { DataType, type Decimal } from 'apache-arrow';
import { doubleText } from '../sheets/number-text.ts';

/** How a value of a column is written as text; null where it is no number at all. */
export type Writer = (value: unknown) => string | null;

/** Whether the type of the column is no text, so that what its values look like may decide. */
export function isTyped(type: DataType): boolean {
  const inner = DataType.isDictionary(type) ? type.dictionary : type;
  // More digits than a double holds stay as they are written.
  if (DataType.isDecimal(inner)) return inner.precision <= 15;
  return !(DataType.isUtf8(inner) || DataType.isLargeUtf8(inner));
}

export function writerFor(type: DataType): Writer {
  if (DataType.isDictionary(type)) return writerFor(type.dictionary);
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type))
    return (value) => String(value).replaceAll('\0', '');
  if (DataType.isFloat(type))
    return (value) => (Number.isFinite(Number(value)) ? doubleText(Number(value)) : null);
  if (DataType.isDecimal(type)) return (value) => decimalText(value as Uint32Array, type);
  if (DataType.isDate(type)) return (value) => isoOf(Number(value)).slice(0, 10);
  if (DataType.isTimestamp(type)) return (value) => momentText(Number(value));
  if (DataType.isTime(type)) {
    const perSecond = [1, 1e3, 1e6, 1e9][type.unit] ?? 1;
    return (value) => momentText((Number(value) / perSecond) * 1000).slice(11) || '00:00:00';
  }
  return plainText;
}

function plainText(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  return typeof value === 'object' ? JSON.stringify(value, exactly) : String(value);
}

function exactly(_: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}

/** A number of 32-bit words, the lowest first, in two's complement. */
function decimalText(words: Uint32Array, { scale }: Decimal): string {
  let value = 0n;
  for (let index = words.length - 1; index >= 0; index -= 1)
    value = (value << 32n) | BigInt(words[index] as number);
  value = BigInt.asIntN(words.length * 32, value);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const sign = value < 0n ? '-' : '';
  return scale > 0 ? `${sign}${whole}.${digits.slice(digits.length - scale)}` : sign + digits;
}

/** Milliseconds since 1970, with parts of one, to the microsecond. */
function momentText(milliseconds: number): string {
  const whole = Math.floor(milliseconds);
  const micros = Math.round((milliseconds - whole) * 1000);
  const text = isoOf(whole + (micros === 1000 ? 1 : 0)).replace('T', ' ');
  const fraction = `${text.slice(20, 23)}${String(micros % 1000).padStart(3, '0')}`.replace(
    /0+$/,
    '',
  );
  return text.slice(0, 19) + (fraction === '' ? '' : `.${fraction}`);
}

function isoOf(milliseconds: number): string {
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? String(milliseconds) : date.toISOString();
}
