import { shapes } from './scan-result.ts';
import { shapeOf } from './value-shape.ts';

/** Kinds of bytes, as bits: the bits of a field say at once what it cannot be. */
export const digit = 1;
const minus = 2;
const point = 4;
const gap = 8;
const plus = 16;
const exponent = 32;
export const letter = 64;

/** Positions in `shapes`. */
export const shapeIndex = {
  empty: 0,
  integer: 1,
  decimal: 2,
  date: 3,
  timestamp: 4,
  boolean: 5,
  code: 6,
  text: 7,
} as const;

/** The kind of each byte; 0 for those that may end a field or need care: separator, line ends, quote, NUL. */
export function byteKinds(separator: number): Uint8Array {
  const kinds = new Uint8Array(256).fill(letter);
  for (let byte = 48; byte < 58; byte += 1) kinds[byte] = digit;
  kinds[45] = minus;
  kinds[46] = point;
  for (const byte of [58, 32, 84]) kinds[byte] = gap;
  kinds[43] = plus;
  kinds[69] = exponent;
  kinds[101] = exponent;
  for (const byte of [0, 10, 13, 34, separator]) kinds[byte] = 0;
  return kinds;
}

/** The shape of an unquoted field that is not only digits: `bytes[from]` up to before `to`, with the bits of its bytes. */
export function shapeOfField(bytes: Uint8Array, from: number, to: number, bits: number): number {
  if (bits & letter) return isBoolean(bytes, from, to) ? shapeIndex.boolean : shapeIndex.text;
  if (bits & (exponent | plus)) return shapes.indexOf(shapeOf(textOf(bytes, from, to)));
  if (bits & gap) return isTimestamp(bytes, from, to) ? shapeIndex.timestamp : shapeIndex.text;
  return bits & point ? decimalOr(bytes, from, to) : dashed(bytes, from, to);
}

/** Digits and minus signs. */
function dashed(bytes: Uint8Array, from: number, to: number): number {
  if (to - from === 10 && isDate(bytes, from)) return shapeIndex.date;
  const digits = to - from - 1;
  if (bytes[from] !== 45 || digits === 0 || !allDigits(bytes, from + 1, to)) return shapeIndex.text;
  return digits > 18 || (bytes[from + 1] === 48 && digits > 1)
    ? shapeIndex.code
    : shapeIndex.integer;
}

/** Digits and points, perhaps minus signs. */
function decimalOr(bytes: Uint8Array, from: number, to: number): number {
  const start = bytes[from] === 45 ? from + 1 : from;
  let at = start;
  while (at < to && isDigit(bytes[at] as number)) at += 1;
  if (bytes[at] !== 46 || !allDigits(bytes, at + 1, to)) return shapeIndex.text;
  const digits = to - start - 1;
  const zeros = bytes[start] === 48 && at > start + 1;
  return digits === 0 || digits > 17 || zeros ? shapeIndex.text : shapeIndex.decimal;
}

function isDate(bytes: Uint8Array, from: number): boolean {
  return (
    bytes[from + 4] === 45 &&
    bytes[from + 7] === 45 &&
    allDigits(bytes, from, from + 4) &&
    allDigits(bytes, from + 5, from + 7) &&
    allDigits(bytes, from + 8, from + 10)
  );
}

/** 2024-01-31 12:00, with seconds and their fraction or without. */
function isTimestamp(bytes: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  const between = bytes[from + 10];
  return (
    length >= 16 &&
    isDate(bytes, from) &&
    (between === 32 || between === 84) &&
    bytes[from + 13] === 58 &&
    allDigits(bytes, from + 11, from + 13) &&
    allDigits(bytes, from + 14, from + 16) &&
    (length === 16 ||
      (length >= 19 &&
        bytes[from + 16] === 58 &&
        allDigits(bytes, from + 17, from + 19) &&
        (length === 19 ||
          (length > 20 &&
            length <= 26 &&
            bytes[from + 19] === 46 &&
            allDigits(bytes, from + 20, to)))))
  );
}

function isBoolean(bytes: Uint8Array, from: number, to: number): boolean {
  const word = to - from === 4 ? trueBytes : to - from === 5 ? falseBytes : null;
  return word?.every((byte, index) => ((bytes[from + index] as number) | 32) === byte) ?? false;
}

const trueBytes = [...Buffer.from('true')];
const falseBytes = [...Buffer.from('false')];

function allDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isDigit(bytes[at] as number)) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte > 47 && byte < 58;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}
