import { isUtf8 } from 'node:buffer';
import { type LegacyEncoding, legacyEncodingOf } from './legacy-encoding.ts';

/** How bytes become text. `reason` says how we know. */
export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | LegacyEncoding;
  /** How lines are read that are not in `name`; absent: there are none. */
  readonly strays?: LegacyEncoding;
  /** Bytes of the byte order mark, to be skipped. */
  readonly markBytes: number;
  readonly reason: string;
}

/** What the first bytes tell, before the whole file was seen. `binary` names why it is no text. */
export type HeadFinding =
  | { readonly kind: 'empty' }
  | { readonly kind: 'binary'; readonly reason: string }
  | { readonly kind: 'text'; readonly encoding: Encoding };

const signatures: readonly (readonly [string, readonly number[]])[] = [
  ['a ZIP archive or Office document', [0x50, 0x4b, 0x03, 0x04]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['an old Office document', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PNG picture', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG picture', [0xff, 0xd8, 0xff]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
  ['an ELF program', [0x7f, 0x45, 0x4c, 0x46]],
];

/** Looks at the first bytes (some 64 KiB) of a file. The name of the file has no say. */
export function examineHead(head: Buffer): HeadFinding {
  if (head.length === 0) return { kind: 'empty' };
  for (const [what, magic] of signatures)
    if (magic.every((byte, index) => head[index] === byte))
      return { kind: 'binary', reason: `its first bytes are those of ${what}` };
  const mark = byteOrderMark(head);
  if (mark) return { kind: 'text', encoding: mark };
  const wide = utf16WithoutMark(head);
  if (wide) return { kind: 'text', encoding: wide };
  const controls = countControls(head);
  if (controls / head.length > 0.01)
    return {
      kind: 'binary',
      reason: `${controls.toLocaleString('en')} of its first ${head.length.toLocaleString('en')} bytes are control characters`,
    };
  const valid = isUtf8(cutToCharacter(head));
  return { kind: 'text', encoding: valid ? utf8OrWindows(true) : legacyEncodingOf([head]) };
}

/** The encoding of text that is (or is not) valid UTF-8 from end to end. */
export function utf8OrWindows(valid: boolean): Encoding {
  return valid
    ? { name: 'utf-8', markBytes: 0, reason: 'every byte sequence is valid UTF-8' }
    : {
        name: 'windows-1252',
        markBytes: 0,
        reason: 'some bytes are not valid UTF-8, and there is no mark of UTF-16',
      };
}

/** The part of a buffer that ends with a whole UTF-8 character. */
export function cutToCharacter(bytes: Buffer): Buffer {
  let end = bytes.length;
  for (let back = 0; back < 4 && end > 0; back += 1) {
    const byte = bytes[end - 1] ?? 0;
    if (byte < 0x80) return bytes.subarray(0, end);
    end -= 1;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return bytes.subarray(0, bytes.length - end >= needed ? bytes.length : end);
    }
  }
  return bytes;
}

function byteOrderMark(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf)
    return { name: 'utf-8', markBytes: 3, reason: 'it begins with the UTF-8 byte order mark' };
  if (head[0] === 0xff && head[1] === 0xfe)
    return { name: 'utf-16le', markBytes: 2, reason: 'it begins with the UTF-16 byte order mark' };
  if (head[0] === 0xfe && head[1] === 0xff)
    return { name: 'utf-16be', markBytes: 2, reason: 'it begins with the UTF-16 byte order mark' };
  return null;
}

function utf16WithoutMark(head: Buffer): Encoding | null {
  if (!head.includes(0)) return null;
  const zeros = [0, 0];
  const length = head.length - (head.length % 2);
  for (let index = 0; index < length; index += 1)
    if (head[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = length / 2;
  if (half < 4) return null;
  const reason = 'nearly every second byte is zero, as in UTF-16';
  if (odd / half > 0.7 && even / half < 0.05) return { name: 'utf-16le', markBytes: 0, reason };
  if (even / half > 0.7 && odd / half < 0.05) return { name: 'utf-16be', markBytes: 0, reason };
  return null;
}

function countControls(bytes: Buffer): number {
  let count = 0;
  // An iterator takes ten times as long over half a megabyte.
  for (let index = 0; index < bytes.length; index += 1)
    if (isControl(bytes[index] as number)) count += 1;
  return count;
}

const isControl = (byte: number) =>
  byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12 && byte !== 27;
