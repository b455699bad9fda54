import { spawn } from 'node:child_process';
import { open, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@insites/kernel';
import fc from 'fast-check';
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
import { chunkBytes, overhead } from './frames.ts';

let house: TestStore;
beforeAll(async () => {
  house = await openTestStore();
});
afterAll(() => house?.[Symbol.asyncDispose]());

const begin = async () => (await house.store.beginUpload('oakland')).id;
const offset = async (id: string) => (await house.store.upload(id)).offset;
const blobOf = (id: string) => join(house.home, 'objects', 'uploads', id);
const append = (id: string, at: number, ...parts: Uint8Array[]) =>
  house.store.appendUpload(id, at, pieces(...parts));

describe('an upload', () => {
  it('in any pieces, with restarts between, becomes the content that was sent', async () => {
    const length = fc.constantFrom(0, 1, 100, chunkBytes, 2 * chunkBytes, 2 * chunkBytes + 5);
    const cuts = fc.array(
      fc.record({ share: fc.double({ min: 0, max: 1, noNaN: true }), restart: fc.boolean() }),
      { maxLength: 4 },
    );
    await fc.assert(
      fc.asyncProperty(length, cuts, async (total, where) => {
        const bytes = random(total);
        const id = await begin();
        const edges = where.map((cut) => ({ ...cut, at: Math.floor(cut.share * total) }));
        edges.sort((a, b) => a.at - b.at);
        let from = 0;
        for (const { at, restart } of [...edges, { at: total, restart: false }]) {
          expect(await append(id, from, bytes.subarray(from, at))).toBe(at);
          from = at;
          if (restart) await house.again();
          expect(await offset(id)).toBe(at);
        }
        const object = await house.store.finishUpload(id);
        expect(object).toMatchObject({ bytes: total, sha256: sha256(bytes) });
        expect((await read(await house.store.open(object.id))).equals(bytes)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('refuses bytes for another place', async () => {
    const id = await begin();
    await append(id, 0, random(10));
    expect(await codeOf(append(id, 5, random(10)))).toBe('platform.offsetWrong');
    expect(await offset(id)).toBe(10);
    expect(await codeOf(append(newId(), 0))).toBe('platform.uploadUnknown');
  });

  it('keeps what arrived before the sender broke off', async () => {
    const id = await begin();
    const bytes = random(chunkBytes + 77);
    async function* broken() {
      yield bytes;
      throw new Error('gone');
    }
    await expect(house.store.appendUpload(id, 0, broken())).rejects.toThrow('gone');
    expect(await offset(id)).toBe(bytes.length);
    await house.again();
    expect(await offset(id)).toBe(bytes.length);
    const { sha256: digest } = await house.store.finishUpload(id);
    expect(digest).toBe(sha256(bytes));
  });

  it('goes back to the last whole frame when the process died within one', async () => {
    const id = await begin();
    const bytes = random(3 * chunkBytes + 5);
    await append(id, 0, bytes);
    await truncate(blobOf(id), 2 * (chunkBytes + overhead) + 1000);
    await house.again();
    expect(await offset(id)).toBe(2 * chunkBytes);
    await append(id, 2 * chunkBytes, bytes.subarray(2 * chunkBytes));
    expect((await house.store.finishUpload(id)).sha256).toBe(sha256(bytes));
  });

  it('never goes back behind what it has told, wherever the process is killed', async () => {
    const id = await begin();
    const bytes = random(3 * chunkBytes);
    await append(id, 0, bytes.subarray(0, 100));
    const tail = await readFile(`${blobOf(id)}.tail`);
    await append(id, 100, bytes.subarray(100));
    // A kill before the tail is replaced leaves the old one, and as many frames as were written.
    for (const frames of [2.5, 2, 1.1, 0.9, 0]) {
      await truncate(blobOf(id), Math.floor(frames * (chunkBytes + overhead)));
      await writeFile(`${blobOf(id)}.tail`, tail);
      await house.again();
      expect(await offset(id)).toBe(Math.floor(frames) * chunkBytes || 100);
    }
    await append(id, 100, bytes.subarray(100));
    expect((await house.store.finishUpload(id)).sha256).toBe(sha256(bytes));
  });

  it('a frame that was damaged before is found before more is taken', async () => {
    const id = await begin();
    const bytes = random(3 * chunkBytes);
    await append(id, 0, bytes);
    const handle = await open(blobOf(id), 'r+');
    await handle.write(Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), 0, 8, 2000);
    await handle.close();
    await house.again();
    expect(await codeOf(append(id, 3 * chunkBytes))).toBe('platform.objectDamaged');
    expect(await offset(id)).toBe(0);
    await append(id, 0, bytes);
    expect((await house.store.finishUpload(id)).sha256).toBe(sha256(bytes));
  });

  it('can be finished again when the answer got lost, until it is forgotten', async () => {
    const id = await begin();
    await append(id, 0, random(500));
    const first = await house.store.finishUpload(id);
    await house.again();
    expect(await house.store.finishUpload(id)).toEqual(first);
    expect(await offset(id)).toBe(500);
    await house.store.sweep({ olderThan: new Date(Date.now() + 60_000) });
    expect((await read(await house.store.open(first.id))).length).toBe(500);
    await house.store.cancelUpload(id);
    expect(await codeOf(house.store.finishUpload(id))).toBe('platform.uploadUnknown');
    expect((await read(await house.store.open(first.id))).length).toBe(500);
  });

  it('of a content that is there already becomes that object, and leaves no second blob', async () => {
    const bytes = random(1000);
    const object = await house.store.put('oakland', pieces(bytes));
    const id = await begin();
    await append(id, 0, bytes);
    expect((await house.store.finishUpload(id)).id).toBe(object.id);
    const all = await readdir(join(house.home, 'objects'), { recursive: true });
    expect(all.some((name) => name.includes(id))).toBe(false);
  });

  it('given up leaves nothing', async () => {
    const id = await begin();
    await append(id, 0, random(chunkBytes + 5));
    await house.store.cancelUpload(id);
    const all = await readdir(join(house.home, 'objects'), { recursive: true });
    expect(all.some((name) => name.includes(id))).toBe(false);
    expect(await codeOf(house.store.upload(id))).toBe('platform.uploadUnknown');
  });

  it('is not readable on the disk while it is under way', async () => {
    const id = await begin();
    await append(id, 0, Buffer.from('social security number '.repeat(30_000)));
    for (const name of [blobOf(id), `${blobOf(id)}.tail`])
      expect((await readFile(name)).includes('security')).toBe(false);
    const tail = await readFile(`${blobOf(id)}.tail`);
    await writeFile(`${blobOf(id)}.tail`, tail.fill(7, 40, 60));
    await house.again();
    expect(await codeOf(house.store.upload(id))).toBe('platform.objectDamaged');
  });
});

const mount = process.platform === 'linux' && process.getuid?.() === 0;

describe.skipIf(!mount)('on a full disk (needs root, to mount a small one)', () => {
  const run = (command: string, ...rest: string[]) =>
    new Promise<number>((resolve) => spawn(command, rest).on('exit', (code) => resolve(code ?? 1)));

  it('put and upload say so, keep nothing half, and work again when there is room', async () => {
    const outer = await openTestStore();
    await using _ = outer;
    const home = join(outer.home, 'small');
    await run('mkdir', home);
    expect(await run('mount', '-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', home)).toBe(0);
    try {
      const inner = await openTestStore({ home });
      await using small = inner;
      const large = Array.from({ length: 20 }, () => random(chunkBytes));
      expect(await codeOf(small.store.put('oakland', pieces(...large)))).toBe('platform.diskFull');
      const left = await readdir(join(home, 'objects', 'incoming'));
      expect(left).toEqual([]);

      const { id } = await small.store.beginUpload('oakland');
      expect(await codeOf(small.store.appendUpload(id, 0, pieces(...large)))).toBe(
        'platform.diskFull',
      );
      const { offset: stands } = await small.store.upload(id);
      expect(stands % chunkBytes).toBe(0);
      await small.store.cancelUpload(id);

      const object = await small.store.put('oakland', pieces(random(2_000_000)));
      expect(await codeOf(small.store.cached(object.id))).toBe('platform.diskFull');
      expect((await read(await small.store.open(object.id))).length).toBe(2_000_000);
    } finally {
      await run('umount', '-l', home);
    }
  });
});
