import { randomBytes } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followed } from './followed.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insites-followed-'));
});
afterAll(() => rm(folder, { recursive: true }));

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const all = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const copies: Buffer[] = [];
  for await (const piece of pieces) copies.push(Buffer.from(piece));
  return Buffer.concat(copies);
};

describe('a file that is followed while it is written', () => {
  it('is read to its end, whenever it appears and however it grows', async () => {
    const path = join(folder, 'grows');
    const parts = [700_000, 1, 0, 300_000, 5].map((length) => randomBytes(length));
    const { promise, resolve } = Promise.withResolvers<void>();
    const reading = all(followed(path, promise));
    for (const part of parts) {
      await pause(15);
      await appendFile(path, part);
    }
    resolve();
    expect((await reading).equals(Buffer.concat(parts))).toBe(true);
  });

  it('that was whole before is read too, and an empty one has nothing', async () => {
    const path = join(folder, 'whole');
    await writeFile(path, 'all of it');
    expect((await all(followed(path, Promise.resolve()))).toString()).toBe('all of it');
    await writeFile(path, '');
    expect((await all(followed(path, Promise.resolve()))).length).toBe(0);
  });

  it('fails as its writer does, even when all that was written has been read', async () => {
    const path = join(folder, 'fails');
    await writeFile(path, 'a part of it');
    const { promise, reject } = Promise.withResolvers<void>();
    const reading = all(followed(path, promise));
    reading.catch(() => undefined);
    await pause(30);
    reject(new Error('the disk is full'));
    await expect(reading).rejects.toThrow('the disk is full');
  });

  it('that never was is an error', async () => {
    const reading = all(followed(join(folder, 'never'), Promise.resolve()));
    await expect(reading).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
