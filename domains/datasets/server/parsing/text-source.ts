import { closeSync, openSync, readSync } from 'node:fs';
import type { Encoding } from './encoding.ts';

const chunkBytes = 1 << 20;

/** Bytes that are no UTF-8 where UTF-8 was expected. */
export class NotUtf8 extends Error {}

/** The text of a file, piece by piece, decoded. Characters cut by a piece's end come whole in the next. */
export function* readText(
  path: string,
  encoding: Pick<Encoding, 'name' | 'markBytes'>,
  progress: (bytes: number) => void = () => undefined,
): Generator<string> {
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
