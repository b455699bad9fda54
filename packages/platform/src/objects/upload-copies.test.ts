import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryHome } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestStore, pieces, random, sha256, type TestStore } from '../../test/object-house.ts';
import { chunkBytes } from './frames.ts';
import { type ArrivingCopy, UploadCopies } from './upload-copies.ts';

let house: TestStore;
beforeAll(async () => {
  house = await openTestStore();
});
afterAll(() => house?.[Symbol.asyncDispose]());

const begin = async () => (await house.store.beginUpload('oakland')).id;
const filesBelow = async (folder: string) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
const copies = () => filesBelow(join(house.home, 'cache'));
const gone = async (check: () => Promise<boolean>) => {
  for (let tries = 0; tries < 100 && !(await check()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await check()).toBe(true);
};

describe('the copy of an upload', () => {
  it.each([0, 1, chunkBytes, 2 * chunkBytes + 77])(
    'of %i bytes is what was sent, for one reader, whom alone it is for',
    async (length) => {
      const bytes = random(length);
      const id = await begin();
      const middle = Math.floor(length / 3);
      const copyOf = length;
      await house.store.appendUpload(id, 0, pieces(bytes.subarray(0, middle)), { copyOf });
      const rest = bytes.subarray(middle);
      await house.store.appendUpload(id, middle, pieces(rest), { copyOf });
      const object = await house.store.finishUpload(id);
      const lease = house.store.takeCopy(object.id);
      const path = lease?.path ?? '';
      expect(sha256(await readFile(path))).toBe(sha256(bytes));
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect(path).toMatch(/\/cache\/\d+-[0-9a-f]{32}\/[0-9a-f]{32}$/);
      expect(house.store.takeCopy(object.id)).toBeNull();
      lease?.release();
      await gone(async () => !existsSync(path));
    },
  );

  it('is whole where the sender broke off and went on', async () => {
    const bytes = random(3 * chunkBytes + 9);
    const id = await begin();
    async function* broken() {
      yield bytes.subarray(0, chunkBytes + 100);
      throw new Error('gone');
    }
    const copyOf = bytes.length;
    await expect(house.store.appendUpload(id, 0, broken(), { copyOf })).rejects.toThrow('gone');
    const { offset } = await house.store.upload(id);
    await house.store.appendUpload(id, offset, pieces(bytes.subarray(offset)), { copyOf });
    const lease = house.store.takeCopy((await house.store.finishUpload(id)).id);
    expect(sha256(await readFile(lease?.path ?? ''))).toBe(sha256(bytes));
    lease?.release();
  });

  it('is not made unless asked for, nor of what came partly before a restart', async () => {
    const bytes = random(chunkBytes + 9);
    const plain = await begin();
    await house.store.appendUpload(plain, 0, pieces(bytes));
    expect(house.store.takeCopy((await house.store.finishUpload(plain)).id)).toBeNull();
    const other = random(chunkBytes + 9);
    const id = await begin();
    const copyOf = other.length;
    await house.store.appendUpload(id, 0, pieces(other.subarray(0, 500)), { copyOf });
    await house.again();
    await house.store.appendUpload(id, 500, pieces(other.subarray(500)), { copyOf });
    expect(house.store.takeCopy((await house.store.finishUpload(id)).id)).toBeNull();
  });

  it('is dropped when more came than was said, and the upload goes through', async () => {
    const bytes = random(2 * chunkBytes);
    const id = await begin();
    await house.store.appendUpload(id, 0, pieces(bytes), { copyOf: chunkBytes });
    const object = await house.store.finishUpload(id);
    expect(object.sha256).toBe(sha256(bytes));
    expect(house.store.takeCopy(object.id)).toBeNull();
  });

  it('goes with an upload that is given up, and with an object that is deleted', async () => {
    const copyOf = chunkBytes + 5;
    const [one, two] = [await begin(), await begin()];
    for (const id of [one, two])
      await house.store.appendUpload(id, 0, pieces(random(copyOf)), { copyOf });
    expect((await copies()).length).toBe(2);
    await house.store.cancelUpload(one);
    const object = await house.store.finishUpload(two);
    await house.store.cancelUpload(two);
    await gone(async () => (await copies()).length === 1);
    await house.store.sweep({ olderThan: new Date(Date.now() + 60_000) });
    expect(house.store.takeCopy(object.id)).toBeNull();
    expect(await copies()).toEqual([]);
  });

  it('has no room beyond what the cache may take', async () => {
    await house.again({ cacheBytes: 3 * chunkBytes });
    const copyOf = 2 * chunkBytes;
    const ids = [await begin(), await begin()];
    for (const id of ids) await house.store.appendUpload(id, 0, pieces(random(copyOf)), { copyOf });
    const leases = [];
    for (const id of ids)
      leases.push(house.store.takeCopy((await house.store.finishUpload(id)).id));
    expect(leases.map((lease) => lease !== null)).toEqual([true, false]);
    for (const lease of leases) lease?.release();
  });

  it('is told of when its beginning is there, has no hole while it grows, and says when it is gone', async () => {
    const bytes = random(8 * chunkBytes + 9);
    const told: ArrivingCopy[] = [];
    await house.again();
    house.store.watchCopies(2 * chunkBytes, (copy) => told.push(copy));
    const seen: boolean[] = [];
    async function* slowly() {
      for (let at = 0; at < bytes.length; at += chunkBytes / 2) {
        yield bytes.subarray(at, at + chunkBytes / 2);
        if (!told[0]) continue;
        const there = await readFile(told[0].path);
        seen.push(there.equals(bytes.subarray(0, there.length)));
      }
    }
    const id = await begin();
    await house.store.appendUpload(id, 0, slowly(), { copyOf: bytes.length });
    expect(told.map((copy) => copy.bytes)).toEqual([bytes.length]);
    expect(new Set(seen)).toEqual(new Set([true]));
    const lease = house.store.takeCopy((await house.store.finishUpload(id)).id);
    expect(lease?.path).toBe(told[0]?.path);
    expect(told[0]?.gone.aborted).toBe(false);
    lease?.release();
    expect(told[0]?.gone.aborted).toBe(true);
    const other = await begin();
    await house.store.appendUpload(other, 0, pieces(bytes), { copyOf: bytes.length });
    await house.store.cancelUpload(other);
    expect(told.map((copy) => copy.gone.aborted)).toEqual([true, true]);
  });

  it('is deleted when nobody takes it, and when nothing more comes', async () => {
    await using home = await temporaryHome();
    const short = await UploadCopies.open(home.path, 1e6, 300);
    for (const id of ['one', 'two']) {
      await short.begin(id, 10);
      await short.write(id, 0, random(10));
    }
    await short.became('one', { id: 'object', bytes: 10 });
    expect((await filesBelow(home.path)).length).toBe(2);
    await gone(async () => (await filesBelow(home.path)).length === 0);
    expect(short.take('object')).toBeNull();
    await short.close();
  });
});
