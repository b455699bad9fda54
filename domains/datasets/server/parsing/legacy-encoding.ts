import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Encoding } from './encoding.ts';

/** Encodings of one byte a character, the likeliest first. */
export const legacyEncodings = [
  'windows-1252',
  'macintosh',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1257',
  'koi8-r',
] as const;
export type LegacyEncoding = (typeof legacyEncodings)[number];

const linesAtMost = 400;
const pieceBytes = 1 << 20;
const bytesAtMost = 64 * pieceBytes;

/**
 * How bytes that are no UTF-8 are to be read. Where nearly all other characters beyond ASCII are good UTF-8, the
 * text is UTF-8 with strange lines in it; else the encoding in which its words look most like words.
 */
export function legacyEncodingOf(pieces: Iterable<Buffer>): Encoding {
  const { lines, good, bad } = gather(pieces);
  const best = bestFor(lines.filter((line) => !isUtf8(line)));
  if (good >= 20 && good >= bad * 10)
    return {
      name: 'utf-8',
      markBytes: 0,
      strays: best.name,
      reason: `nearly every byte sequence is valid UTF-8; lines with others are read as ${best.name}`,
    };
  return {
    name: best.name,
    markBytes: 0,
    reason: `some bytes are not valid UTF-8, and its letters make words in ${best.name}`,
  };
}

/** The pieces of a file, as far as is looked. */
export function* piecesOf(path: string): Generator<Buffer> {
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(pieceBytes);
  try {
    for (let position = 0; position < bytesAtMost; ) {
      const length = readSync(descriptor, chunk, 0, pieceBytes, position);
      if (length === 0) break;
      position += length;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Lines with bytes beyond ASCII, and how many of them are good UTF-8. */
function gather(pieces: Iterable<Buffer>): { lines: Buffer[]; good: number; bad: number } {
  const lines: Buffer[] = [];
  let [good, bad] = [0, 0];
  for (const piece of pieces) {
    for (const line of highLines(piece)) {
      const valid = isUtf8(line);
      if (valid) good += 1;
      else bad += 1;
      if (lines.length < (valid ? linesAtMost : linesAtMost * 2)) lines.push(Buffer.from(line));
    }
    if (lines.length >= linesAtMost && bad > 0) break;
  }
  return { lines, good, bad };
}

function* highLines(piece: Buffer): Generator<Buffer> {
  let start = 0;
  let high = false;
  for (let at = 0; at <= piece.length; at += 1) {
    const byte = at < piece.length ? (piece[at] as number) : 10;
    if (byte >= 0x80) high = true;
    if (byte !== 10 && byte !== 13 && at - start < 4_000) continue;
    if (high) yield piece.subarray(start, at);
    start = at + 1;
    high = false;
  }
}

/** The encoding in which lines look most like words. */
export function bestFor(lines: readonly Buffer[]): {
  readonly name: LegacyEncoding;
  readonly score: number;
} {
  let best: { name: LegacyEncoding; score: number } = { name: 'windows-1252', score: -Infinity };
  for (const [index, name] of legacyEncodings.entries()) {
    const decoder = new TextDecoder(name);
    let [sum, count] = [0, 0];
    for (const line of lines) {
      const text = decoder.decode(line);
      for (let at = 0; at < text.length; at += 1)
        if (text.charCodeAt(at) >= 0x80) {
          sum += worthOf(text, at);
          count += 1;
        }
    }
    const score = count === 0 ? 0 : sum / count - (index === 0 ? 0 : index === 1 ? 0.1 : 0.15);
    if (score > best.score) best = { name, score };
  }
  return best;
}

const western = /[éèêëàâäáãåçñóòôöõúùûüíìîïßøæœÉÈÀÄÅÇÑÓÖÕÚÜÍØÆŒÁÂÊÔ]/;
const eastern = /[ąćęłśźżńóčďěňřšťůýžőűăâîșțľĺŕđĄĆĘŁŚŹŻČĎĚŇŘŠŤŮÝŽŐŰĂȘȚĽğışİĞŞāēģīķļņūėįų]/;
const script = (char: string) =>
  /\p{Script=Cyrillic}/u.test(char)
    ? 2
    : /\p{Script=Greek}/u.test(char)
      ? 3
      : /\p{L}/u.test(char)
        ? 1
        : 0;

/** How well a character beyond ASCII fits where it stands, about -3 to 1.5. */
function worthOf(text: string, at: number): number {
  const char = text.charAt(at);
  const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)];
  if (/[\u0080-\u009f\ufffd]/.test(char)) return -3;
  const kind = script(char);
  if (kind > 0) return letterWorth(char, before, after, kind);
  // Signs do not stand inside of words.
  const inside = /\p{L}/u.test(after) && /[€£¥°²³±½¼¾§©®¿¡ºª¶¤¦¬¯´¨¸]/.test(char);
  if (inside && (char !== '¿' || /\p{L}/u.test(before)) && char !== '¡') return -1.5;
  if (char === '\u00a0') return 0.2;
  if (char === '‘' && isQuoted(text, at)) return 1.2;
  if (char === '’') return apostropheWorth(text, at, before, after);
  if (/[“‘„«]/.test(char)) return /[\s(\x22,;]|^$/.test(before) && /\S/.test(after) ? 0.6 : -0.5;
  if (/[”»]/.test(char)) return /[\p{L}\p{P}\d]/u.test(before) ? 0.5 : -0.5;
  if (/[–—]/.test(char)) return /[\s\d\p{L}]/u.test(before) ? 0.5 : 0;
  if (/[°²³]/.test(char)) return /[\d\p{L}\s]/u.test(before) ? 0.6 : 0;
  if (/[€£¥]/.test(char)) return /\d|\s/.test(after) || /\d|\s/.test(before) ? 0.6 : -0.3;
  if (/[…•·§©®™±½¼¾µ¿¡ºª№×]/.test(char)) return 0.2;
  return -1;
}

function letterWorth(char: string, before: string, after: string, kind: number): number {
  const [left, right] = [script(before), script(after)];
  if (kind > 1) {
    if ((left === 1 && /[a-z]/i.test(before)) || (right === 1 && /[a-z]/i.test(after))) return -2;
    const alone = left !== kind && right !== kind;
    const falls = isUpper(char) && isLower(before);
    return (alone ? -0.5 : 0.9) - (falls ? 2 : 0);
  }
  if (left > 1 || right > 1) return -2;
  // In Latin script few letters beyond ASCII stand side by side.
  const beside = [before, after].filter((one) => one > '\u007f' && script(one) === 1).length;
  const common = -0.9 * beside + (western.test(char) ? 0.5 : eastern.test(char) ? 0.25 : -0.6);
  if (left === 0 && right === 0) return common - 0.5;
  if (isUpper(char) && isLower(before)) return -2;
  // No word begins with a small letter and goes on with a capital.
  if (left === 0 && isLower(char) && right === 1 && isUpper(after)) return -1.5;
  if (isLower(char) && isUpper(before) && isUpper(after)) return -1.5;
  return 0.6 + common;
}

/** A quote opens before a word here, and closes again nearby. */
function isQuoted(text: string, at: number): boolean {
  return /^.?‘[\p{L}\p{N}(][^‘]{0,60}[\p{L}\p{N}.!?)]’(?!\p{L})/u.test(
    text.slice(Math.max(0, at - 1), at + 66),
  );
}

/** The apostrophe of an English word is likelier than a word with one strange letter. */
function apostropheWorth(text: string, at: number, before: string, after: string): number {
  if (!/[\p{L}\p{N}]/u.test(before)) return 0;
  if (/^(?:s|t|d|m|re|ve|ll)(?!\p{L})/iu.test(text.slice(at + 1, at + 4))) return 1.4;
  return /\p{L}/u.test(after) ? 0.8 : 1.05;
}

const isUpper = (char: string) => char !== char.toLowerCase();
const isLower = (char: string) => char !== char.toUpperCase();
