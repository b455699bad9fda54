import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { xorshift } from './city-file.ts';

/** Writes a file without repetition and answers with its SHA-256. */
export async function writeBigFile(path: string, bytes: number): Promise<string> {
  const block = new Uint32Array(1 << 20);
  const random = xorshift(7);
  for (let at = 0; at < block.length; at += 1) block[at] = random();
  const piece = Buffer.from(block.buffer);
  const hash = createHash('sha256');
  const file = await open(path, 'w');
  try {
    for (let written = 0; written < bytes; ) {
      block[0] = written / piece.length;
      const part = piece.subarray(0, bytes - written);
      hash.update(part);
      await file.write(part);
      written += part.length;
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}
