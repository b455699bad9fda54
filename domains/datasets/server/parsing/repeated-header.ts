import { closeSync, openSync, readSync } from 'node:fs';
import type { ScanInput, ScanResult } from './scan-result.ts';

const chunkBytes = 1 << 20;
const LF = 10;

/** A header among the rows leaves words in every column of numbers; where there is none, only a search tells. */
export function mayRepeat({ columns, records }: ScanResult): boolean {
  const numeric = columns.filter(({ integer, decimal }) => (integer + decimal) * 2 > records);
  return numeric.every(({ text }) => text > 0);
}

/** Whether the first line of the file comes again. */
export function repeatsHeader({ path, markBytes }: ScanInput): boolean {
  const descriptor = openSync(path, 'r');
  const chunk = Buffer.allocUnsafe(chunkBytes);
  try {
    const first = chunk.subarray(0, readSync(descriptor, chunk, 0, chunkBytes, markBytes));
    const end = first.indexOf(LF);
    if (end < 1 || end > 64 * 1024) return false;
    const line = Buffer.concat([Buffer.from([LF]), first.subarray(0, end + 1)]);
    for (let position = markBytes; ; position += chunkBytes - line.length) {
      const length = readSync(descriptor, chunk, 0, chunkBytes, position);
      if (chunk.subarray(0, length).includes(line)) return true;
      if (length < chunkBytes) return false;
    }
  } finally {
    closeSync(descriptor);
  }
}
