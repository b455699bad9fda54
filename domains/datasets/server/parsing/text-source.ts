import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import type { Encoding } from './encoding.ts';

const chunkBytes = 1 << 20;

/** Bytes that are no UTF-8 where UTF-8 was expected. */
export class NotUtf8 extends Error {}

/** The text of a file, piece by piece, decoded. Characters cut by a piece's end come whole in the next. */
export function* readText(
  path: string,
  encoding: Pick<Encoding, 'name' | 'markBytes' | 'strays'>,
  progress: (bytes: number) => void = () => undefined,
): Generator<string> {
  if (encoding.strays !== undefined) {
    yield* readMixed(path, encoding.strays, encoding.markBytes, progress);
    return;
  }
  const decoder = new TextDecoder(encoding.name, { ignoreBOM: true, fatal: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode();
    } catch {
      throw new NotUtf8();
    }
  };
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let position = encoding.markBytes;
  try {
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunkBytes, position);
      if (length === 0) break;
      position += length;
      yield decode(chunk.subarray(0, length));
      progress(position);
    }
    const rest = decode();
    if (rest !== '') yield rest;
  } finally {
    closeSync(descriptor);
  }
}

/** UTF-8 in which some lines are in another encoding: each is read for itself. */
function* readMixed(
  path: string,
  strays: NonNullable<Encoding['strays']>,
  markBytes: number,
  progress: (bytes: number) => void,
): Generator<string> {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  const other = new TextDecoder(strays);
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  let rest = Buffer.alloc(0);
  let position = markBytes;
  const decode = (bytes: Buffer): string => {
    if (isUtf8(bytes)) return utf8.decode(bytes);
    let text = '';
    for (let start = 0; start < bytes.length; ) {
      const found = bytes.indexOf(10, start);
      const end = found === -1 ? bytes.length : found + 1;
      const line = bytes.subarray(start, end);
      text += isUtf8(line) ? utf8.decode(line) : other.decode(line);
      start = end;
    }
    return text;
  };
  try {
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunkBytes, position);
      if (length === 0) break;
      position += length;
      const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
      const end = bytes.lastIndexOf(10) + 1;
      rest = Buffer.from(bytes.subarray(end));
      if (end > 0) yield decode(bytes.subarray(0, end));
      progress(position);
    }
    if (rest.length > 0) yield decode(rest);
  } finally {
    closeSync(descriptor);
  }
}
