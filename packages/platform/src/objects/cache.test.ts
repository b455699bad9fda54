import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, pieces, random, type TestStore } from '../../test/object-house.ts';

let house: TestStore;
beforeAll(async () => {
  house = await openTestStore({ cacheBytes: 2500 });
});
afterAll(() => house?.[Symbol.asyncDispose]());

const put = async (bytes: Uint8Array) => (await house.store.put('oakland', pieces(bytes))).id;
const cachedFiles = async () => {
  const folder = join(house.home, 'cache');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).length;
};
const root = process.getuid?.() === 0;

describe('decrypted copies', () => {
  it('callers at the same time share one, which nobody can write to or find by chance', async () => {
    const bytes = random(1000);
    const id = await put(bytes);
    const leases = await Promise.all([1, 2, 3].map(() => house.store.cached(id)));
    const [path] = new Set(leases.map((lease) => lease.path));
    expect(new Set(leases.map((lease) => lease.path)).size).toBe(1);
    expect((await readFile(path ?? '')).equals(bytes)).toBe(true);
    expect((await stat(path ?? '')).mode & 0o777).toBe(root ? 0o444 : 0o400);
    expect((await stat(join(path ?? '', '..'))).mode & 0o777).toBe(root ? 0o711 : 0o700);
    expect(path).toMatch(/\/\d+-[0-9a-f]{32}\/[0-9a-f]{32}$/);
    for (const lease of leases) lease.release();
  });

  it('go out least recently used first, and never while somebody has them', async () => {
    const [one, two, three] = [
      await put(random(1000)),
      await put(random(1001)),
      await put(random(1002)),
    ];
    const held = await house.store.cached(one);
    const second = await house.store.cached(two);
    second.release();
    const third = await house.store.cached(three);
    expect(existsSync(held.path)).toBe(true);
    expect(existsSync(second.path)).toBe(false);
    expect(existsSync(third.path)).toBe(true);
    held.release();
    held.release();
    third.release();
    const again = await house.store.cached(two);
    expect(existsSync(held.path)).toBe(false);
    expect(existsSync(third.path)).toBe(true);
    again.release();
  });

  it('larger than the limit are made all the same, and go when they are given back', async () => {
    const lease = await house.store.cached(await put(random(9000)));
    expect((await stat(lease.path)).size).toBe(9000);
    lease.release();
    await expect.poll(() => existsSync(lease.path)).toBe(false);
  });

  it('are gone after a close, and after a crash at the next start', async () => {
    const lease = await house.store.cached(await put(random(100)));
    const left = join(house.home, 'cache', `${2 ** 22 + 1}-${'0'.repeat(32)}`);
    await mkdir(left);
    await writeFile(join(left, 'secret'), 'of a process that is dead');
    await house.again({ cacheBytes: 2500 });
    expect(existsSync(lease.path)).toBe(false);
    expect(existsSync(left)).toBe(false);
    expect(await cachedFiles()).toBe(0);
  });
});

describe('scratch', () => {
  it('is a folder of its own that goes with all that is in it', async () => {
    const [one, two] = await Promise.all([house.store.scratch(), house.store.scratch()]);
    expect(one.path).not.toBe(two.path);
    expect((await stat(one.path)).mode & 0o777).toBe(0o700);
    await writeFile(join(one.path, 'part.parquet'), 'x');
    one.release();
    expect(existsSync(one.path)).toBe(false);
    expect(existsSync(two.path)).toBe(true);
    await house.again();
    expect(existsSync(two.path)).toBe(false);
  });
});
