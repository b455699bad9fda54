import { newId } from '@insites/kernel';
import { createDatabase, temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  createFolder,
  download,
  list,
  read,
  remove,
  removeFolder,
  update,
  updateFolder,
} from '../contract/index.ts';
import {
  adminToken,
  clientOf,
  codeOf,
  type House,
  member,
  openHouse,
  type Person,
  stranger,
} from './house.ts';
import { random, send, sha256 } from './tus.ts';

let house: House;
let ann: Person;
let bob: Person;
let other: Person;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  const [test, home] = await Promise.all([createDatabase(), temporaryHome()]);
  house = await openHouse({ INSITES_HOME: home.path, INSITES_DATABASE_URL: test.url });
  ends.push(house.close, test.drop, home.remove);
  ann = await member(house.url, 'contributor');
  bob = await member(house.url, 'contributor');
  other = await stranger(house.url);
});
afterAll(async () => {
  for (const end of ends) await end();
});

const add = async (filename: string, more: Record<string, string> = {}, bytes = random(10)) =>
  (await send(house.url, ann.token, bytes, { filename, visibility: 'organisation', ...more }))
    .fileId;
const visitor = () => clientOf(house.url);
const steward = () => clientOf(house.url, adminToken);

describe('a list', () => {
  it('shows folders before files, sorted and in pages', async () => {
    const folder = await ann.client.call(createFolder, { name: 'Sorted' });
    const folderId = folder.id;
    await ann.client.call(createFolder, { name: 'Zoo', parentId: folderId });
    for (const [name, size] of [
      ['b.csv', 30],
      ['A.csv', 20],
      ['c.csv', 10],
    ] as const)
      await add(name, { folderId }, random(size));
    const names = async (input: object) => {
      const { items, total, path } = await ann.client.call(list, { folderId, ...input });
      expect(total).toBe(4);
      expect(path).toEqual([{ id: folderId, name: 'Sorted' }]);
      return items.map(({ name }) => name);
    };
    expect(await names({})).toEqual(['Zoo', 'A.csv', 'b.csv', 'c.csv']);
    expect(await names({ sort: 'bytes' })).toEqual(['Zoo', 'c.csv', 'A.csv', 'b.csv']);
    expect(await names({ sort: 'updatedAt', descending: true })).toEqual([
      'Zoo',
      'c.csv',
      'A.csv',
      'b.csv',
    ]);
    expect(await names({ limit: 2, offset: 1 })).toEqual(['A.csv', 'b.csv']);
    expect(await names({ offset: 10 })).toEqual([]);
  });

  it('with a search looks into all folders, and takes signs as they are', async () => {
    const { id: folderId } = await ann.client.call(createFolder, { name: 'Deep' });
    await add('100% of_needles.csv', { folderId });
    await add('100 of needles.csv');
    const search = async (text: string) =>
      (await ann.client.call(list, { search: text })).items.map(({ name }) => name);
    expect(await search('OF_NEEDLES')).toEqual(['100% of_needles.csv']);
    expect(await search('100%')).toEqual(['100% of_needles.csv']);
    expect(await search('needles')).toHaveLength(2);
  });

  it('shows a private file to its owner and stewards, not to others', async () => {
    await add('diary.txt', { visibility: 'private' });
    const found = async (client: Person['client']) =>
      (await client.call(list, { search: 'diary' })).total;
    expect(await Promise.all([ann.client, steward(), bob.client, other.client].map(found))).toEqual(
      [1, 1, 0, 0],
    );
  });

  it('shows a visitor what is public, and no folder', async () => {
    await add('open data.csv', { visibility: 'public' });
    const { items, can } = await visitor().call(list, {});
    expect(items.map(({ name, kind }) => [name, kind])).toEqual([['open data.csv', 'file']]);
    expect(can).toEqual({ upload: false, createFolder: false });
  });
});

describe('a file', () => {
  it('is renamed, moved and shown to others by who may', async () => {
    const id = await add('before.csv', { visibility: 'private' });
    const { id: folderId } = await ann.client.call(createFolder, { name: 'Target' });
    expect(await codeOf(bob.client.call(read, { id }))).toBe('files.unknown');
    const changes = { id, name: 'after.csv', folderId, visibility: 'organisation' } as const;
    const changed = await ann.client.call(update, changes);
    expect(changed).toMatchObject({ name: 'after.csv', folderId, visibility: 'organisation' });
    const seen = await bob.client.call(read, { id });
    expect(seen.path.map(({ name }) => name)).toEqual(['Target']);
    expect(seen.can).toEqual({ update: false, addVersion: false, remove: false });
    expect(await codeOf(bob.client.call(update, { id, name: 'mine.csv' }))).toBe(
      'governance.refused',
    );
    expect(await codeOf(bob.client.call(remove, { id }))).toBe('governance.refused');
  });

  it('does not take a name that is taken, in any case', async () => {
    const [one] = [await add('taken one.csv'), await add('taken two.csv')];
    expect(await codeOf(ann.client.call(update, { id: one, name: 'TAKEN two.csv' }))).toBe(
      'files.nameTaken',
    );
    expect((await ann.client.call(update, { id: one, name: 'Taken One.csv' })).name).toBe(
      'Taken One.csv',
    );
    expect(await codeOf(ann.client.call(update, { id: one, folderId: newId() }))).toBe(
      'files.folderUnknown',
    );
  });

  it('is deleted with its versions, and its bytes go', async () => {
    const id = await add('to delete.csv');
    await send(house.url, ann.token, random(20), { filename: 'x', fileId: id });
    await ann.client.call(remove, { id });
    expect(await codeOf(ann.client.call(read, { id }))).toBe('files.unknown');
    const { rows } = await house.database.execute(
      sql`SELECT count(*)::int AS left FROM platform.objects o WHERE o.references > 0
          AND NOT EXISTS (SELECT FROM files.versions v WHERE v.object_id = o.id)`,
    );
    expect(rows).toEqual([{ left: 0 }]);
  });

  it('that something needs stays, with the reason', async () => {
    const id = await add('needed.csv');
    let reason: string | null = 'The dataset “Budget” is made from it.';
    house.files.guardRemoval(async (fileId) => (fileId === id ? reason : null));
    const refused = ann.client.call(remove, { id });
    await expect(refused).rejects.toMatchObject({
      code: 'files.inUse',
      message: expect.stringContaining('Budget'),
    });
    reason = null;
    await ann.client.call(remove, { id });
  });

  it('equal in content to another keeps its bytes when the other is deleted', async () => {
    const bytes = random(1000);
    const [one, two] = [await add('twin.bin', {}, bytes), await add('twin.bin', {}, bytes)];
    await ann.client.call(remove, { id: one });
    await house.objects.sweep({ olderThan: new Date(Date.now() + 60_000) });
    const back = await ann.client.call(download, { id: two });
    expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
  });
});

describe('folders', () => {
  const folder = (name: string, parentId: string | null = null) =>
    ann.client.call(createFolder, { name, parentId });

  it('do not lie inside themselves', async () => {
    const top = await folder('Top');
    const middle = await folder('Middle', top.id);
    const low = await folder('Low', middle.id);
    for (const parentId of [top.id, middle.id, low.id])
      expect(await codeOf(ann.client.call(updateFolder, { id: top.id, parentId }))).toBe(
        'files.folderInItself',
      );
    const moved = await ann.client.call(updateFolder, { id: low.id, parentId: null, name: 'High' });
    expect(moved).toMatchObject({ name: 'High', parentId: null });
  });

  it('moved into each other at once end as a tree', async () => {
    const [one, two] = [await folder('One'), await folder('Two')];
    const codes = await Promise.all([
      codeOf(ann.client.call(updateFolder, { id: one.id, parentId: two.id })),
      codeOf(ann.client.call(updateFolder, { id: two.id, parentId: one.id })),
    ]);
    expect(codes.sort()).toEqual(['files.folderInItself', 'nothing']);
  });

  it('and files share the names of a folder', async () => {
    const { id: folderId } = await folder('Names');
    await add('same', { folderId });
    expect(await codeOf(folder('SAME', folderId))).toBe('files.nameTaken');
    await folder('data.csv', folderId);
    const id = await add('data.csv', { folderId });
    expect((await ann.client.call(read, { id })).name).toBe('data (2).csv');
  });

  it('go only when they are empty, also of what one does not see', async () => {
    const { id: folderId } = await folder('Full');
    const id = await add('hidden.txt', { folderId, visibility: 'private' });
    expect(await codeOf(steward().call(removeFolder, { id: folderId }))).toBe(
      'files.folderNotEmpty',
    );
    await ann.client.call(remove, { id });
    await ann.client.call(removeFolder, { id: folderId });
    expect(await codeOf(ann.client.call(list, { folderId }))).toBe('files.folderUnknown');
  });
});

describe('another organisation', () => {
  it('neither reads nor changes nor learns of what is not public', async () => {
    const { id: folderId } = await ann.client.call(createFolder, { name: 'Ours' });
    for (const visibility of ['private', 'organisation']) {
      const id = await add('ours.csv', { folderId, visibility });
      for (const client of [other.client, visitor()]) {
        expect(await codeOf(client.call(read, { id }))).toBe('files.unknown');
        expect(await codeOf(client.call(download, { id }))).toBe('files.unknown');
      }
      expect(await codeOf(other.client.call(update, { id, name: 'theirs' }))).toBe('files.unknown');
      expect(await codeOf(other.client.call(remove, { id }))).toBe('files.unknown');
      expect((await other.client.call(list, { search: 'ours' })).total).toBe(0);
    }
    expect(await codeOf(other.client.call(list, { folderId }))).toBe('files.folderUnknown');
    expect(await codeOf(other.client.call(updateFolder, { id: folderId, name: 'x' }))).toBe(
      'files.folderUnknown',
    );
    expect(await codeOf(other.client.call(removeFolder, { id: folderId }))).toBe(
      'files.folderUnknown',
    );
  });

  it('reads what is public and cannot change it', async () => {
    const { id: folderId } = await ann.client.call(createFolder, { name: 'Inside' });
    const bytes = random(100);
    const id = await add('for all.bin', { folderId, visibility: 'public' }, bytes);
    for (const client of [other.client, visitor()]) {
      expect(await client.call(read, { id })).toMatchObject({
        folderId: null,
        path: [],
        can: { update: false },
      });
      const back = await client.call(download, { id });
      expect(Buffer.from(await back.arrayBuffer()).equals(bytes)).toBe(true);
    }
    expect(await codeOf(other.client.call(update, { id, name: 'theirs' }))).toBe(
      'governance.refused',
    );
  });

  it('may have a file of the same content without sharing its bytes', async () => {
    const bytes = random(100);
    await add('secret.bin', {}, bytes);
    await send(house.url, other.token, bytes);
    const { rows } = await house.database.execute(
      sql`SELECT count(*)::int AS objects FROM platform.objects WHERE sha256 = ${sha256(bytes)}`,
    );
    expect(rows).toEqual([{ objects: 2 }]);
  });
});

describe('a download', () => {
  const get = (id: string, headers: Record<string, string>) =>
    fetch(`${house.url}/api/v1/files/${id}/content`, {
      headers: { authorization: `Bearer ${ann.token}`, ...headers },
    });
  const bytes = random(700_000);
  let id: string;
  beforeAll(async () => {
    id = await add('größe "1".html', { filetype: 'text/html' }, bytes);
  });

  it('carries length, entity tag and name, and is nothing a browser would run', async () => {
    const response = await get(id, {});
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-length': '700000',
      'accept-ranges': 'bytes',
      etag: `"${sha256(bytes)}"`,
      'content-disposition': expect.stringContaining(
        "filename*=UTF-8''gr%C3%B6%C3%9Fe%20%221%22.html",
      ),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
  });

  it('gives ranges as they are asked for', async () => {
    for (const [range, start, end] of [
      ['bytes=0-0', 0, 0],
      ['bytes=262100-262200', 262_100, 262_200],
      ['bytes=699990-', 699_990, 699_999],
      ['bytes=-5', 699_995, 699_999],
      ['bytes=600000-9999999', 600_000, 699_999],
    ] as const) {
      const response = await get(id, { range });
      expect(response.status).toBe(206);
      expect(response.headers.get('content-range')).toBe(`bytes ${start}-${end}/700000`);
      const part = Buffer.from(await response.arrayBuffer());
      expect(part.equals(bytes.subarray(start, end + 1))).toBe(true);
    }
    expect((await get(id, { range: 'bytes=700000-' })).status).toBe(400);
    for (const whole of ['bytes=0-1,5-6', 'rows=1-2', 'bytes=9-3']) {
      const response = await get(id, { range: whole });
      expect(response.status).toBe(200);
      await response.body?.cancel();
    }
  });

  it('goes on only when the content is still the same', async () => {
    const etag = `"${sha256(bytes)}"`;
    const same = await get(id, { range: 'bytes=10-19', 'if-range': etag });
    expect(same.status).toBe(206);
    const changed = await get(id, { range: 'bytes=10-19', 'if-range': '"of another version"' });
    expect([changed.status, (await changed.arrayBuffer()).byteLength]).toEqual([200, 700_000]);
    expect((await get(id, { 'if-none-match': etag })).status).toBe(304);
  });

  it('is written into the log of the organisation', async () => {
    const openId = await add('logged.csv', { visibility: 'public' });
    await visitor().call(download, { id: openId });
    const { rows } = await house.database.execute(sql`
      SELECT organisation_id AS organisation, object_name AS name FROM audit.entries
      WHERE verb = 'files.download' AND object_id = ${openId}`);
    expect(rows).toEqual([{ organisation: house.organisationId, name: 'logged.csv' }]);
  });
});
