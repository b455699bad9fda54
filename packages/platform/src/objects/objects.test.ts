import { readdir, readFile, readlink, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@insites/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  codeOf,
  openTestStore,
  pieces,
  random,
  read,
  sha256,
  type TestStore,
} from '../../test/object-house.ts';
import { chunkBytes } from './frames.ts';

let house: TestStore;
beforeAll(async () => {
  house = await openTestStore();
});
afterAll(() => house?.[Symbol.asyncDispose]());

const put = (bytes: Uint8Array, tenant = 'oakland') => house.store.put(tenant, pieces(bytes));
const keep = (id: string) =>
  house.test.database.transaction((transaction) => house.store.keep(transaction, id));
const drop = (id: string) =>
  house.test.database.transaction((transaction) => house.store.drop(transaction, id));
const later = () => new Date(Date.now() + 60_000);

async function blobs(): Promise<string[]> {
  const entries = await readdir(join(house.home, 'objects'), {
    recursive: true,
    withFileTypes: true,
  });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function blobOf(id: string): Promise<string> {
  const path = (await blobs()).find((name) => name.endsWith(id));
  if (!path) throw new Error(`no blob of ${id}`);
  return path;
}

describe('put and open', () => {
  it('gives back what was put, with its length and SHA-256', async () => {
    for (const length of [0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes + 7]) {
      const bytes = random(length);
      const object = await put(bytes);
      expect(object).toMatchObject({ bytes: length, sha256: sha256(bytes), tenant: 'oakland' });
      expect((await read(await house.store.open(object.id))).equals(bytes)).toBe(true);
    }
  });

  it('gives back a range, across frames too', async () => {
    const bytes = random(2 * chunkBytes + 100);
    const { id } = await put(bytes);
    for (const [start, end] of [
      [0, 0],
      [chunkBytes - 3, chunkBytes + 3],
      [2 * chunkBytes, 2 * chunkBytes + 99],
    ] as const) {
      const part = await read(await house.store.open(id, { start, end }));
      expect(part.equals(bytes.subarray(start, end + 1))).toBe(true);
    }
    expect(await codeOf(house.store.open(id, { start: 5, end: bytes.length }))).toBe(
      'platform.inputInvalid',
    );
  });

  it('leaves nothing readable on the disk, nor in a name', async () => {
    const bytes = Buffer.from('Fire Department, $160,000,000. '.repeat(1000));
    const { id, sha256: digest } = await put(bytes);
    const path = await blobOf(id);
    expect((await readFile(path)).includes('Fire Department')).toBe(false);
    expect(path).not.toContain(digest);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('stores an equal content of a tenant once, and of two tenants twice', async () => {
    const bytes = random(1000);
    const before = (await blobs()).length;
    const objects = await Promise.all([put(bytes), put(bytes), put(bytes)]);
    expect(new Set(objects.map(({ id }) => id)).size).toBe(1);
    expect(await blobs()).toHaveLength(before + 1);
    const other = await put(bytes, 'alameda');
    expect(other.id).not.toBe(objects[0]?.id);
    expect(await blobs()).toHaveLength(before + 2);
    expect((await read(await house.store.open(objects[0]?.id ?? ''))).equals(bytes)).toBe(true);
  });

  it('a content that breaks off leaves nothing', async () => {
    const before = await blobs();
    async function* broken() {
      yield random(chunkBytes * 2);
      throw new Error('the line went dead');
    }
    await expect(house.store.put('oakland', broken())).rejects.toThrow('the line went dead');
    expect(await blobs()).toEqual(before);
  });

  it('stops at the signal, also while it waits for bytes', async () => {
    const before = await blobs();
    async function* endless() {
      yield random(10);
      await new Promise(() => undefined);
    }
    const signal = AbortSignal.timeout(50);
    await expect(house.store.put('oakland', endless(), { signal })).rejects.toThrow(/timeout/);
    expect(await blobs()).toEqual(before);
  });

  it('a flipped byte on the disk is told, not given out', async () => {
    const bytes = random(2 * chunkBytes);
    const { id } = await put(bytes);
    const path = await blobOf(id);
    const blob = await readFile(path);
    const at = blob.length - 1000;
    blob[at] = (blob[at] ?? 0) ^ 1;
    await writeFile(path, blob);
    expect(await codeOf(house.store.open(id).then(read))).toBe('platform.objectDamaged');
    expect(await codeOf(house.store.cached(id))).toBe('platform.objectDamaged');
    await writeFile(path, blob.subarray(0, 500));
    expect(await codeOf(house.store.open(id).then(read))).toBe('platform.objectDamaged');
  });

  it('a stream nobody reads leaves no file open', async () => {
    const { id } = await put(random(100));
    const path = await blobOf(id);
    const streams = await Promise.all([1, 2, 3].map(() => house.store.open(id)));
    for (const stream of streams) stream.destroy();
    const handles = await readdir('/proc/self/fd').catch(() => []);
    const targets = await Promise.all(
      handles.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')),
    );
    expect(targets).not.toContain(path);
  });

  it('two blobs put in each other’s place are told', async () => {
    const [one, two] = await Promise.all([put(random(500)), put(random(500))]);
    const [a, b] = await Promise.all([blobOf(one.id), blobOf(two.id)]);
    const [left, right] = await Promise.all([readFile(a), readFile(b)]);
    await writeFile(a, right);
    await writeFile(b, left);
    expect(await codeOf(house.store.open(one.id).then(read))).toBe('platform.objectDamaged');
    expect(await codeOf(house.store.open(two.id).then(read))).toBe('platform.objectDamaged');
  });

  it('what is not there is missing', async () => {
    expect(await codeOf(house.store.open(newId()))).toBe('platform.objectMissing');
    expect(await codeOf(keep(newId()))).toBe('platform.objectMissing');
  });
});

describe('keep, drop and sweep', () => {
  it('deletes what nobody kept and spares what somebody keeps', async () => {
    const [kept, pending] = await Promise.all([put(random(100)), put(random(100))]);
    await keep(kept.id);
    expect(await house.store.sweep()).toBe(0);
    await house.store.sweep({ olderThan: later() });
    expect(await read(await house.store.open(kept.id))).toHaveLength(100);
    expect(await codeOf(house.store.open(pending.id))).toBe('platform.objectMissing');
    expect((await blobs()).some((path) => path.endsWith(pending.id))).toBe(false);
  });

  it('deletes only when the last reference is dropped', async () => {
    const { id } = await put(random(100));
    await keep(id);
    await keep(id);
    await drop(id);
    await house.store.sweep({ olderThan: later() });
    expect(await read(await house.store.open(id))).toHaveLength(100);
    await drop(id);
    await house.store.sweep({ olderThan: later() });
    expect(await codeOf(house.store.open(id))).toBe('platform.objectMissing');
    expect(await codeOf(drop(id))).toBe('platform.objectMissing');
  });

  it('a transaction that fails keeps nothing', async () => {
    const { id } = await put(random(100));
    const failing = house.test.database.transaction(async (transaction) => {
      await house.store.keep(transaction, id);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await house.store.sweep({ olderThan: later() });
    expect(await codeOf(house.store.open(id))).toBe('platform.objectMissing');
  });

  it('deletes blobs no row names', async () => {
    const { id } = await put(random(100));
    await keep(id);
    const orphan = (await blobOf(id)).replace(id, newId());
    await writeFile(orphan, 'left behind by a crash');
    const half = join(house.home, 'objects', 'incoming', newId());
    await writeFile(half, 'half');
    await house.store.sweep({ olderThan: later() });
    expect(await blobs()).toEqual(expect.arrayContaining([orphan, half]));
    const twoHoursAgo = Date.now() / 1000 - 7200;
    for (const path of [orphan, half, await blobOf(id)])
      await utimes(path, twoHoursAgo, twoHoursAgo);
    expect(await house.store.sweep({ olderThan: later() })).toBe(2);
    expect(await blobs()).not.toContain(orphan);
    expect(await read(await house.store.open(id))).toHaveLength(100);
  });

  it('puts and sweeps at once never lose a blob that a row names', async () => {
    const contents = [random(50), random(50)];
    let busy = true;
    const sweeping = (async () => {
      while (busy) await house.store.sweep({ olderThan: later() });
    })();
    sweeping.catch(() => undefined);
    for (let round = 0; round < 40; round += 1) {
      const bytes = contents[round % 2] ?? random(1);
      const { id } = await put(bytes);
      const kept = await codeOf(keep(id));
      if (kept === 'nothing') {
        expect((await read(await house.store.open(id))).equals(bytes)).toBe(true);
        await drop(id);
      } else expect(kept).toBe('platform.objectMissing');
    }
    busy = false;
    await sweeping;
  });
});

describe('keys', () => {
  it('the root key is made once, for the owner’s eyes only', async () => {
    const path = join(house.home, 'secrets', 'root.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const { id } = await put(random(10));
    const before = await readFile(path, 'utf8');
    const store = await house.again();
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await read(await store.open(id))).toHaveLength(10);
  });

  it('another root key is refused at the start, not at the first read', async () => {
    await put(random(10));
    expect(await codeOf(house.again({ rootKey: 'ab'.repeat(32) }))).toBe('platform.configInvalid');
    await house.again();
  });

  it('a lost root key is not silently replaced', async () => {
    const path = join(house.home, 'secrets', 'root.key');
    const key = await readFile(path);
    await rm(path);
    expect(await codeOf(house.again())).toBe('platform.configInvalid');
    await writeFile(path, key);
    await house.again();
  });
});
