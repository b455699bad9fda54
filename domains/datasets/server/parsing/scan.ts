import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { namedShapes, type ScanInput, type ScanResult, shapes } from './scan-result.ts';

const chunkBytes = 1 << 20;
const longestLine = 8 * 1024 * 1024;

const LF = 10;
const CR = 13;

/**
 * Reads a delimited file once, byte by byte, and tells what is in it: how many records, whether every one
 * has the same number of fields, and the shape of every value of every column. This count is our own; the
 * engine's is held against it. Runs in a process of its own.
 */
export function run(
  input: ScanInput,
  { progress }: { readonly progress: (done: number) => void },
): ScanResult {
  const descriptor = openSync(input.path, 'r');
  const scanner = newScanner(input);
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let position = input.markBytes;
  try {
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunkBytes, position);
      if (length === 0) break;
      position += length;
      scanner.feed(chunk, length);
      if (scanner.stopped()) break;
      progress(position);
    }
  } finally {
    closeSync(descriptor);
  }
  return scanner.end();
}

interface Scanner {
  feed(chunk: Buffer, length: number): void;
  stopped(): boolean;
  end(): ScanResult;
}

/** One state machine in one closure: the loop sees every byte, so its state stays in local variables. */
function newScanner({ delimiter, width, header }: ScanInput): Scanner {
  const separator = delimiter.charCodeAt(0);
  const counts = new Float64Array(width * shapes.length);
  let records = 0;
  let blank = 0;
  let irregular: string | null = null;
  let valid = true;
  let carry = Buffer.alloc(0);

  let column = 0;
  let quoted = false;
  let closed = false;
  let wasQuoted = false;
  let returned = false;
  let lineBytes = 0;
  // Of the field at hand: its length, how many bytes are no digits, its first two bytes, and where the others stand.
  let length = 0;
  let others = 0;
  let first = 0;
  let second = 0;
  let dots = 0;
  let marks = 0;
  let letters = 0;
  let strange = false;

  const isHeader = () => header && records === 0;

  const endField = () => {
    if (column < width && !isHeader()) {
      const shape =
        length === 0
          ? 0
          : others === 0
            ? length > 18 || (first === 48 && length > 1)
              ? 6
              : 1
            : classify();
      const index = column * shapes.length + shape;
      counts[index] = (counts[index] ?? 0) + 1;
    }
    column += 1;
    length = 0;
    others = 0;
    dots = 0;
    marks = 0;
    letters = 0;
    strange = false;
    closed = false;
  };

  // Rare enough to be slow: fields with anything but digits.
  const classify = (): number => {
    if (strange) {
      if ((length === 4 && letters === trueHash) || (length === 5 && letters === falseHash))
        return 5;
      return 7;
    }
    const digits = length - others;
    const signed = first === 45 ? 1 : 0;
    if (letters !== 0) return letters === exponentMark ? exponent() : stamp();
    if (dots === 1 && others - signed === 1 && digits > 0) {
      const lead = signed ? second : first;
      const zeros = lead === 48 && !zeroPoint(signed);
      return zeros || digits > 17 ? 7 : 2;
    }
    if (dots === 0 && others === 1 && signed) {
      if (digits === 0) return 7;
      return second === 48 && digits > 1 ? 6 : digits > 18 ? 6 : 1;
    }
    if (first === 43 && others === 1 && digits > 0) return 6;
    return stamp();
  };

  let dotAt = 0;
  let exponentAt = 0;
  let exponentSign = 0;
  const zeroPoint = (signed: number) => dotAt === signed + 1;
  // Without a point, 12E45 is more likely an identifier than a number.
  const exponent = (): number => {
    const signed = first === 45 ? 1 : 0;
    const lead = signed ? second : first;
    const before = exponentAt - signed - 1;
    const tail = length - exponentAt - 1 - exponentSign;
    const plain = dots === 1 && dotAt < exponentAt && before > 0 && tail > 0 && first !== 43;
    return plain && !(lead === 48 && !zeroPoint(signed)) ? 2 : 7;
  };
  const stamp = (): number => {
    if (length === 10 && marks === datePattern) return 3;
    if (length === 16 && marks === minutePattern) return 4;
    if (length === 19 && marks === secondPattern) return 4;
    if (length > 20 && length <= 26 && dots === 1 && dotAt === 19 && marks === secondPattern)
      return 4;
    return 7;
  };

  const endRecord = () => {
    if (column === 0 && length === 0 && !wasQuoted) {
      blank += 1;
      irregular ??= `line ${records + blank} is blank`;
    } else {
      if (lineBytes + length === column && !wasQuoted)
        irregular ??= `record ${records + 1} has nothing but empty fields`;
      endField();
      if (column !== width)
        irregular ??= `record ${records + 1} has ${column} fields, not ${width}`;
      records += 1;
    }
    column = 0;
    wasQuoted = false;
    lineBytes = 0;
  };

  const feed = (chunk: Buffer, size: number) => {
    checkEncoding(chunk, size);
    for (let at = 0; at < size; at += 1) {
      const byte = chunk[at] as number;
      if (byte > 47 && byte < 58 && !returned && !closed) {
        const from = at;
        while (at + 1 < size && isDigit(chunk[at + 1] as number)) at += 1;
        if (length === 0) {
          first = byte;
          if (at > from) second = chunk[from + 1] as number;
        } else if (length === 1) second = byte;
        length += at - from + 1;
        continue;
      }
      if (strange && length > 5 && !returned && !closed) {
        // Nothing can make this field anything but text: on to where it ends.
        const from = at;
        if (quoted) while (at < size && (chunk[at] as number) > 34) at += 1;
        else
          while (at < size && (chunk[at] as number) > 34 && (chunk[at] as number) !== separator)
            at += 1;
        if (at > from) {
          others += at - from;
          length += at - from;
          at -= 1;
          continue;
        }
      }
      if (quoted) {
        if (byte === 34) {
          quoted = false;
          closed = true;
          continue;
        }
        if (byte === LF) lineBytes += 1;
      } else {
        if (returned) {
          returned = false;
          if (byte !== LF) irregular ??= `a line ends with CR alone near record ${records + 1}`;
        }
        if (byte === separator) {
          lineBytes += length + 1;
          endField();
          continue;
        }
        if (byte === LF) {
          endRecord();
          continue;
        }
        if (byte === CR) {
          returned = true;
          continue;
        }
        if (byte === 34) {
          if (closed) {
            // A doubled quote inside a quoted field.
            quoted = true;
            closed = false;
            other(byte);
            continue;
          }
          if (length === 0) {
            quoted = true;
            wasQuoted = true;
            continue;
          }
          irregular ??= `a quote stands inside an unquoted field of record ${records + 1}`;
        }
        if (closed) irregular ??= `something follows a closing quote in record ${records + 1}`;
      }
      other(byte);
      if (byte === 0) irregular ??= `a NUL byte stands in record ${records + 1}`;
    }
    if (lineBytes + length > longestLine) irregular ??= `record ${records + 1} is very long`;
  };

  const other = (byte: number) => {
    if (length === 0) first = byte;
    else if (length === 1) second = byte;
    others += 1;
    switch (byte) {
      case 46:
        dots += 1;
        dotAt = length;
        if (dots > 1) strange = true;
        break;
      case 45:
        if (length === 0) break;
        if (letters === exponentMark) {
          signExponent();
          break;
        }
        marks = marks * 32 + length;
        if (marks > 1e9) strange = true;
        break;
      case 58:
        marks = marks * 32 + length;
        if (marks > 1e9) strange = true;
        break;
      case 43:
        if (letters === exponentMark) signExponent();
        else if (length !== 0) strange = true;
        break;
      default:
        if ((byte === 84 || byte === 32) && length === 10 && letters === 0 && !strange) {
          marks = marks * 32 + length;
          letters = timeMark;
          break;
        }
        if (
          (byte === 69 || byte === 101) &&
          letters === 0 &&
          !strange &&
          length > 0 &&
          marks === 0
        ) {
          letters = exponentMark;
          exponentAt = length;
          exponentSign = 0;
          break;
        }
        if (!strange) letters = wordStart(letters, length);
        strange = true;
        letters = (letters * 31 + (byte | 32)) | 0;
    }
    length += 1;
  };

  const signExponent = () => {
    if (length === exponentAt + 1) exponentSign = 1;
    else strange = true;
  };

  // A word of true or false begins at the field's first byte; anything before it spoils the hash.
  const wordStart = (before: number, at: number) => (at === 0 && before === 0 ? 0 : 7);

  const checkEncoding = (chunk: Buffer, size: number) => {
    if (!valid) return;
    let end = size;
    while (end > 0 && (chunk[end - 1] as number) >= 0x80 && size - end < 4) end -= 1;
    const whole =
      carry.length === 0 ? chunk.subarray(0, end) : Buffer.concat([carry, chunk.subarray(0, end)]);
    if (!isUtf8(whole)) valid = false;
    carry = Buffer.from(chunk.subarray(end, size));
  };

  return {
    feed,
    stopped: () => irregular !== null || !valid,
    end: () => {
      if (carry.length > 0 && !isUtf8(carry)) valid = false;
      if (quoted) irregular ??= 'a quoted field never ends';
      if (returned) irregular ??= 'the last line ends with CR alone';
      if (column > 0 || length > 0 || wasQuoted) endRecord();
      return {
        records,
        regular: irregular === null && valid,
        irregularity: valid ? irregular : 'some bytes are not valid UTF-8',
        validUtf8: valid,
        columns: namedShapes(counts, width),
      };
    },
  };
}

const isDigit = (byte: number): boolean => byte > 47 && byte < 58;

const hash = (word: string) =>
  [...word].reduce((value, letter) => (value * 31 + letter.charCodeAt(0)) | 0, 0);
const trueHash = hash('true');
const falseHash = hash('false');
const exponentMark = 1_000_000_007;
const timeMark = 1_000_000_009;
const positions = (...places: number[]) => places.reduce((code, place) => code * 32 + place, 0);
const datePattern = positions(4, 7);
const minutePattern = positions(4, 7, 10, 13);
const secondPattern = positions(4, 7, 10, 13, 16);
