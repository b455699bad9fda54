import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import { createDatabase, temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolder, download, list, read } from '../contract/index.ts';
import {
  adminToken,
  codeOf,
  type House,
  member,
  openHouse,
  type Person,
  stranger,
} from './house.ts';
import { byHand, problemOf, random, send, sha256 } from './tus.ts';

let house: House;
let ann: Person;
let bob: Person;
let other: Person;
let home: string;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const [test, folder] = await Promise.all([createDatabase(), temporaryHome()]);
  home = folder.path;
  house = await openHouse({
    INSITES_HOME: home,
    INSITES_DATABASE_URL: test.url,
    INSITES_UPLOAD_MAX_MB: '8',
  });
  ends.push(house.close, test.drop, folder.remove);
  ann = await member(house.url, 'contributor');
  bob = await member(house.url, 'contributor');
  other = await stranger(house.url);
});
afterAll(async () => {
  for (const end of ends) await end();
});

const content = async (person: Person, id: string) =>
  Buffer.from(await (await person.client.call(download, { id })).arrayBuffer());
const blobs = async () =>
  (await readdir(join(home, 'objects'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name);

describe('an upload by tus', () => {
  it('becomes a file with the bytes that were sent', async () => {
    const bytes = random(3_000_000);
    const { fileId, versionId } = await send(house.url, ann.token, bytes, {
      filename: 'Straßen & Plätze.csv',
      visibility: 'organisation',
    });
    const file = await ann.client.call(read, { id: fileId });
    expect(file).toMatchObject({
      name: 'Straßen & Plätze.csv',
      visibility: 'organisation',
      owner: { id: ann.id, name: 'A contributor' },
      latest: {
        id: versionId,
        number: 1,
        bytes: 3_000_000,
        sha256: sha256(bytes),
        mediaType: 'text/csv',
      },
    });
    expect((await content(ann, fileId)).equals(bytes)).toBe(true);
  });

  it('of nothing becomes an empty file', async () => {
    const { fileId } = await send(house.url, ann.token, Buffer.alloc(0), { filename: 'empty.csv' });
    expect((await ann.client.call(read, { id: fileId })).latest.bytes).toBe(0);
    expect(await content(ann, fileId)).toHaveLength(0);
  });

  it('goes with its creation', async () => {
    const bytes = random(500_000);
    const became = await send(house.url, ann.token, bytes, {}, { uploadDataDuringCreation: true });
    expect((await content(ann, became.fileId)).equals(bytes)).toBe(true);
  });

  it('in many requests becomes one file', async () => {
    const bytes = random(1_000_001);
    const { fileId } = await send(house.url, ann.token, bytes, {}, { chunkSize: 150_000 });
    expect((await content(ann, fileId)).equals(bytes)).toBe(true);
  });

  it('that was cut off goes on where it stopped', async () => {
    const bytes = random(2_000_000);
    const hand = byHand(house.url, ann.token);
    const { url } = await hand.create(bytes.length);
    const controller = new AbortController();
    const half = new ReadableStream({
      start: (stream) => stream.enqueue(bytes.subarray(0, 900_000)),
    });
    const cut = { signal: controller.signal, duplex: 'half' } as RequestInit;
    const hanging = hand.patch(url, 0, half, cut).catch(() => 'cut');
    setTimeout(() => controller.abort(), 300);
    expect(await hanging).toBe('cut');
    const head = await hand.head(url);
    expect(head.headers.get('upload-offset')).toBe('900000');
    expect(head.headers.get('cache-control')).toBe('no-store');
    const uploadUrl = new URL(url, house.url).href;
    const { fileId } = await send(house.url, ann.token, bytes, {}, { uploadUrl });
    expect((await content(ann, fileId)).equals(bytes)).toBe(true);
  });

  it('is taken over by the request that comes later', async () => {
    const bytes = random(100_000);
    const hand = byHand(house.url, ann.token);
    const { url } = await hand.create(bytes.length);
    const half = new ReadableStream({
      start: (stream) => stream.enqueue(bytes.subarray(0, 60_000)),
    });
    const hanging = hand.patch(url, 0, half, { duplex: 'half' } as RequestInit).catch(() => 'over');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect((await hand.head(url)).headers.get('upload-offset')).toBe('60000');
    expect(await hanging).toBe('over');
    const rest = await hand.patch(url, 60_000, bytes.subarray(60_000));
    expect(rest.status).toBe(204);
    const id = rest.headers.get('insites-file') ?? '';
    expect((await content(ann, id)).equals(bytes)).toBe(true);
  });

  it('tells again what it became, when the last answer got lost', async () => {
    const bytes = random(1000);
    const hand = byHand(house.url, ann.token);
    const { url } = await hand.create(bytes.length, { filename: 'lost.bin' });
    const first = await hand.patch(url, 0, bytes);
    const ids = (response: Response) => [
      response.headers.get('insites-file'),
      response.headers.get('insites-version'),
    ];
    expect(ids(await hand.head(url))).toEqual(ids(first));
    expect(ids(await hand.patch(url, 1000, ''))).toEqual(ids(first));
    const { total } = await ann.client.call(list, { search: 'lost' });
    expect(total).toBe(1);
  });

  it('whose bytes all arrived before a crash is finished when its client asks', async () => {
    const bytes = random(1000);
    const hand = byHand(house.url, ann.token);
    const { url } = await hand.create(bytes.length, { filename: 'crashed.bin' });
    async function* all() {
      yield bytes;
    }
    await asSystem('a test', () =>
      house.objects.appendUpload(url.split('/').pop() ?? '', 0, all()),
    );
    const head = await hand.head(url);
    expect(head.headers.get('upload-offset')).toBe('1000');
    expect((await content(ann, head.headers.get('insites-file') ?? '')).equals(bytes)).toBe(true);
  });

  it('of a name that is taken gets a number', async () => {
    const names = [];
    for (let round = 0; round < 3; round += 1) {
      const { fileId } = await send(house.url, ann.token, random(10), { filename: 'Budget.CSV' });
      names.push((await ann.client.call(read, { id: fileId })).name);
    }
    expect(names).toEqual(['Budget.CSV', 'Budget (2).CSV', 'Budget (3).CSV']);
  });

  it('makes the next version of a file', async () => {
    const { fileId } = await send(house.url, ann.token, random(10), { filename: 'versions.bin' });
    const second = random(20);
    const became = await send(house.url, ann.token, second, { fileId, filename: 'renamed.bin' });
    expect(became.fileId).toBe(fileId);
    const file = await ann.client.call(read, { id: fileId });
    expect(file).toMatchObject({ name: 'versions.bin', versionCount: 2, latest: { number: 2 } });
    expect(file.versions.map(({ number, bytes }) => [number, bytes])).toEqual([
      [2, 20],
      [1, 10],
    ]);
    expect((await content(ann, fileId)).equals(second)).toBe(true);
    const old = await ann.client.call(download, { id: fileId, version: 1 });
    expect((await old.arrayBuffer()).byteLength).toBe(10);
  });

  it('goes into a folder', async () => {
    const folder = await ann.client.call(createFolder, { name: 'Uploads' });
    const { fileId } = await send(house.url, ann.token, random(10), { folderId: folder.id });
    const file = await ann.client.call(read, { id: fileId });
    expect(file.path).toEqual([{ id: folder.id, name: 'Uploads' }]);
  });

  it('given up leaves nothing', async () => {
    const hand = byHand(house.url, ann.token);
    const { url } = await hand.create(1_000_000);
    await hand.patch(url, 0, random(600_000));
    const id = url.split('/').pop() ?? '';
    expect((await blobs()).filter((name) => name.includes(id))).not.toEqual([]);
    expect((await hand.remove(url)).status).toBe(204);
    expect((await blobs()).filter((name) => name.includes(id))).toEqual([]);
    expect((await hand.head(url)).status).toBe(404);
  });

  it('whose time is over is given up by the clock', async () => {
    const hand = byHand(house.url, ann.token);
    const { url } = await hand.create(1000);
    await hand.patch(url, 0, random(600));
    const id = url.split('/').pop() ?? '';
    await house.database.execute(
      sql`UPDATE files.uploads SET expires_at = now() - interval '1 minute' WHERE id = ${id}`,
    );
    expect((await hand.head(url)).status).toBe(404);
    const tidy = house.files.jobs.find(({ name }) => name === 'files.tidy');
    const run = {
      id,
      input: {},
      signal: AbortSignal.timeout(1000),
      attempt: 0,
      progress: () => undefined,
    };
    expect(await asSystem('the job of the clock', () => tidy?.run(run))).toMatchObject({
      uploads: 1,
    });
    expect((await blobs()).filter((name) => name.includes(id))).toEqual([]);
  });

  it('says what the server speaks', async () => {
    const { status, headers } = await byHand(house.url, null).options();
    expect(status).toBe(204);
    expect(headers.get('tus-extension')).toBe('creation,creation-with-upload,termination');
    expect(headers.get('tus-max-size')).toBe(String(8 * 1024 * 1024));
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('an upload is refused', () => {
  it('to who is not signed in, and to viewers', async () => {
    expect((await byHand(house.url, null).create(10)).response.status).toBe(401);
    const viewer = await member(house.url, 'viewer');
    const { response } = await byHand(house.url, viewer.token).create(10);
    expect(response.status).toBe(403);
  });

  it('to everybody but the one who began it, as if it were not there', async () => {
    const { url } = await byHand(house.url, ann.token).create(1000);
    for (const token of [bob.token, other.token, adminToken]) {
      const hand = byHand(house.url, token);
      expect((await hand.head(url)).status).toBe(404);
      expect(await problemOf(await hand.patch(url, 0, random(10)))).toBe('files.uploadUnknown');
      expect(await problemOf(await hand.remove(url))).toBe('files.uploadUnknown');
    }
    expect((await byHand(house.url, ann.token).head(url)).headers.get('upload-offset')).toBe('0');
  });

  it('when it is larger than allowed, or than it was announced', async () => {
    const hand = byHand(house.url, ann.token);
    const { response } = await hand.create(9 * 1024 * 1024);
    expect(response.status).toBe(413);
    expect(await problemOf(response)).toBe('files.uploadTooLarge');
    const { url } = await hand.create(100);
    expect((await hand.patch(url, 0, random(101))).status).toBe(413);
    const stream = new Blob([random(101)]).stream();
    const chunked = await hand.patch(url, 0, stream, { duplex: 'half' } as RequestInit);
    expect(chunked.status).toBe(413);
    expect(Number((await hand.head(url)).headers.get('upload-offset'))).toBeLessThanOrEqual(100);
  });

  it('when its bytes do not follow on those that are there', async () => {
    const hand = byHand(house.url, ann.token);
    const { url } = await hand.create(100);
    const gap = await hand.patch(url, 50, random(10));
    expect([gap.status, await problemOf(gap)]).toEqual([409, 'platform.offsetWrong']);
  });

  it('without a usable name', async () => {
    const hand = byHand(house.url, ann.token);
    for (const filename of ['', '..', 'a/b.csv', 'x'.repeat(256)]) {
      const { response } = await hand.create(10, { filename });
      expect([response.status, await problemOf(response)]).toEqual([400, 'files.nameInvalid']);
    }
  });

  it('for a folder or file that is not there, or is another organisation’s', async () => {
    const filename = 'x.bin';
    const foreign = await other.client.call(createFolder, { name: 'Theirs' });
    const hand = byHand(house.url, ann.token);
    for (const folderId of [newId(), foreign.id, 'nonsense'])
      expect(await problemOf((await hand.create(1, { filename, folderId })).response)).toBe(
        'files.folderUnknown',
      );
    const { fileId } = await send(house.url, other.token, random(10));
    for (const unknown of [newId(), fileId])
      expect(await problemOf((await hand.create(1, { filename, fileId: unknown })).response)).toBe(
        'files.unknown',
      );
  });

  it('as a version of a file that one may read and not change', async () => {
    const shown = { filename: 'shown.bin', visibility: 'organisation' };
    const { fileId } = await send(house.url, ann.token, random(10), shown);
    const { response } = await byHand(house.url, bob.token).create(1, { filename: 'x', fileId });
    expect([response.status, await problemOf(response)]).toEqual([403, 'governance.refused']);
    expect(await codeOf(bob.client.call(read, { id: fileId }))).toBe('nothing');
  });

  it('when the plan has no room left', async () => {
    await house.database.execute(sql`
      INSERT INTO licensing.plans (organisation_id, name, storage_bytes) VALUES (${house.organisationId}, 'community', 1000)
      ON CONFLICT (organisation_id) DO UPDATE SET storage_bytes = 1000`);
    const { response } = await byHand(house.url, ann.token).create(2_000_000);
    expect(await problemOf(response)).toBe('licensing.storageFull');
    await house.database.execute(sql`UPDATE licensing.plans SET storage_bytes = NULL`);
  });
});
