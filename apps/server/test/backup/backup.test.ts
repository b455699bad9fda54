import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@insites/client';
import { download, list as listFiles, read as readFile } from '@insites/files/contract';
import { createLog, openObjectStore, readConfig } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, it } from 'vitest';
import { backUpDatabases, checkDatabases, verifyBackupFolder } from '../../src/databases/index.ts';
import { seed } from '../../src/fixtures/index.ts';
import { type Served, serve } from '../process.ts';
import {
  adminToken,
  blobsOf,
  filesBelow,
  hashesOf,
  restoreInto,
  type TwoPlaces,
  twoPlaces,
} from './places.ts';
import { faultsIn, progressIn, write } from './writers.ts';

const people = 4;
let server: Served | null = null;
afterEach(async () => {
  await server?.end('SIGKILL');
  server = null;
});

const backUp = ({ settings, folder }: TwoPlaces, withKey = false) =>
  backUpDatabases({ env: {}, overrides: settings, folder: join(folder, 'backups'), withKey });

describe('a backup', () => {
  it('is of one moment of both databases and the objects, while people write', async () => {
    await using place = await twoPlaces();
    server = await serve(place.settings);
    const client = createClient({ baseUrl: server.url, token: adminToken });
    const stop = new AbortController();
    const writing = write(client, people, place.folder, stop.signal);
    const backups = [];
    for (let time = 0; time < 4; time += 1) {
      await sleep(400);
      backups.push(await backUp(place));
    }
    stop.abort();
    const { steps, failures, slowest } = await writing;
    if (process.env.INSITES_SHOW)
      console.log({ steps, slowest, pauses: backups.map((each) => each.pauseMilliseconds) });
    expect(failures).toEqual([]);
    expect(steps).toBeGreaterThan(people * 4);
    for (const { path, missing, pauseMilliseconds } of backups) {
      expect(missing).toEqual([]);
      expect(pauseMilliseconds).toBeLessThan(1_500);
      await using fresh = await twoPlaces();
      await restoreInto(fresh, path, place);
      expect(await faultsIn(fresh)).toEqual([]);
      const { tokens, folders, told } = await progressIn(fresh);
      expect(tokens.size).toBeLessThanOrEqual(people);
      for (const [person, step] of tokens) {
        // A step begins when all of the one before was there.
        expect([step, step - 1]).toContain(folders.get(person) ?? 0);
        expect([step, step - 1]).toContain(told.get(person) ?? 0);
        expect(told.get(person) ?? 0).toBeLessThanOrEqual(folders.get(person) ?? 0);
      }
      const { rows } = await fresh.main.execute<{ id: string }>(
        sql`SELECT id FROM platform.objects`,
      );
      const blobs = await blobsOf(path);
      const without = rows.filter(({ id }) => !blobs.some(({ key }) => key.endsWith(id)));
      expect(without).toEqual([]);
    }
  }, 120_000);

  it('comes back the same: every table, every object, and a server that answers', async () => {
    await using place = await twoPlaces();
    await using fresh = await twoPlaces();
    const at = { env: {}, overrides: place.settings };
    await seed({ ...at, fixture: 'sample-city', scale: 300, seed: '1' });
    const first = await backUp(place);
    const { objects, lackingKeys } = await restoreInto(fresh, first.path, place);
    expect({ objects, lackingKeys }).toEqual({ objects: first.objects, lackingKeys: [] });
    const second = await backUp(fresh);
    expect(await hashesOf(second.path)).toEqual(await hashesOf(first.path));
    expect(await blobsOf(second.path)).toEqual(await blobsOf(first.path));
    expect(await checkDatabases({ env: {}, overrides: fresh.settings })).toEqual({
      items: [],
      pending: [],
    });
    expect(await wrongObjects(fresh)).toEqual([]);

    server = await serve(fresh.settings);
    const client = createClient({ baseUrl: server.url, token: adminToken });
    const { items } = await client.call(listFiles, { search: 'csv' });
    expect(items.length).toBeGreaterThan(2);
    for (const { id } of items) {
      const { latest } = await client.call(readFile, { id });
      const bytes = await (await client.call(download, { id })).bytes();
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(latest.sha256);
    }
  }, 120_000);

  it('brings an upload back that is under way, and it goes on where it stood', async () => {
    await using place = await twoPlaces();
    await using fresh = await twoPlaces();
    await seed({ env: {}, overrides: place.settings, fixture: 'minimal' });
    const content = Buffer.alloc(700_000, 'forty-two ');
    const store = await storeOf(place);
    const { id } = await store.beginUpload('city');
    await store.appendUpload(id, 0, pieces(content.subarray(0, 600_000)));
    await store.close();
    const { path } = await backUp(place);
    await restoreInto(fresh, path, place);
    const again = await storeOf(fresh);
    expect(await again.upload(id)).toMatchObject({ offset: 600_000 });
    await again.appendUpload(id, 600_000, pieces(content.subarray(600_000)));
    const { sha256 } = await again.finishUpload(id);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    await again.close();
  }, 60_000);

  it('does not copy what the backup before it has, and stands when that one is gone', async () => {
    await using place = await twoPlaces();
    await seed({ env: {}, overrides: place.settings, fixture: 'sample-city' });
    const first = await backUp(place);
    const second = await backUp(place);
    expect(second.linked).toBe(first.objects);
    expect(await hashesOf(second.path)).toEqual(await hashesOf(first.path));
    await rm(first.path, { recursive: true });
    expect(await verifyBackupFolder(second.path)).toMatchObject({ objects: first.objects });
  }, 60_000);

  it('has the keys only when it is told to', async () => {
    await using place = await twoPlaces();
    await seed({ env: {}, overrides: place.settings, fixture: 'minimal' });
    const without = await backUp(place);
    expect((await filesBelow(without.path)).filter((name) => name.endsWith('.key'))).toEqual([]);
    const { path } = await backUp(place, true);
    expect(await readdir(join(path, 'keys'))).toContain('root.key');
  }, 60_000);
});

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
}

function storeOf({ home, main, settings }: TwoPlaces) {
  const config = readConfig({}, settings);
  return openObjectStore({
    config,
    log: createLog(config),
    database: main,
    home,
  });
}

/** Objects whose content is not what the catalogue says. */
async function wrongObjects(place: TwoPlaces): Promise<readonly string[]> {
  const store = await storeOf(place);
  try {
    const { rows } = await place.main.execute<{ id: string; sha256: string }>(
      sql`SELECT id, sha256 FROM platform.objects`,
    );
    expect(rows.length).toBeGreaterThan(0);
    const wrong = [];
    for (const { id, sha256 } of rows) {
      const hash = createHash('sha256');
      for await (const piece of await store.open(id)) hash.update(piece);
      if (hash.digest('hex') !== sha256) wrong.push(id);
    }
    return wrong;
  } finally {
    await store.close();
  }
}
