import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, open, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  backUpDatabases,
  restoreDatabases,
  verifyBackupFolder,
} from '../../src/databases/index.ts';
import { seed } from '../../src/fixtures/index.ts';
import { blobsOf, filesBelow, restoreInto, type TwoPlaces, twoPlaces } from './places.ts';

let place: TwoPlaces;
beforeAll(async () => {
  place = await twoPlaces();
  await seed({ env: {}, overrides: place.settings, fixture: 'sample-city' });
}, 60_000);
afterAll(async () => {
  await place?.[Symbol.asyncDispose]();
});

let made = 0;
async function newBackup(): Promise<string> {
  made += 1;
  const folder = join(place.folder, `backups-${made}`);
  return (await backUpDatabases({ env: {}, overrides: place.settings, folder, withKey: false }))
    .path;
}

/** Turns one bit of a file over. */
async function damage(path: string): Promise<void> {
  const { size } = await stat(path);
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  const at = Math.floor(size / 2);
  await file.read(byte, 0, 1, at);
  await file.write(Buffer.from([(byte[0] ?? 0) ^ 1]), 0, 1, at);
  await file.close();
}

/** What stands in a place: schemas of ours, tables of the control schema that tell of a restore, objects, keys. */
async function traces({ home, main, auth }: TwoPlaces): Promise<readonly string[]> {
  const found: string[] = [];
  for (const database of [main, auth]) {
    const { rows } = await database.execute<{ name: string }>(sql`
      SELECT nspname AS name FROM pg_namespace
        WHERE nspname IN ('platform', 'audit', 'identity', 'licensing', 'governance', 'files', 'datasets')
      UNION ALL SELECT 'insites.restoring' WHERE to_regclass('insites.restoring') IS NOT NULL`);
    found.push(...rows.map(({ name }) => name));
  }
  const files = await filesBelow(home);
  return [...found, ...files.filter((name) => !name.endsWith('postgres-password'))];
}

describe('a damaged backup', () => {
  const kinds: Readonly<Record<string, (folder: string) => Promise<void>>> = {
    'a bit of a table': (folder) =>
      damage(join(folder, 'databases/main/datasets.columns.copy.zst')),
    'the end of a table': async (folder) => {
      const path = join(folder, 'databases/auth/audit.entries.copy.zst');
      const file = await open(path, 'r+');
      await file.truncate((await file.stat()).size - 5);
      await file.close();
    },
    'a missing table': (folder) => rm(join(folder, 'databases/main/files.files.copy.zst')),
    'a bit of an object': async (folder) =>
      damage(join(folder, 'objects', (await blobsOf(folder))[1]?.key ?? '')),
    'a missing object': async (folder) =>
      rm(join(folder, 'objects', (await blobsOf(folder))[2]?.key ?? '')),
    'a line of the list of objects': (folder) =>
      appendFile(join(folder, 'objects.jsonl'), '{"key":"kept/a/b","bytes":0,"sha256":"0"}\n'),
    'a way out of the folder': (folder) =>
      writeFile(join(folder, 'objects.jsonl'), '{"key":"kept/../../x","bytes":0,"sha256":"0"}\n'),
    'a bit of the manifest': (folder) => damage(join(folder, 'manifest.json')),
  };
  for (const [what, harm] of Object.entries(kinds))
    it(`with ${what} is found out, and restoring it leaves nothing`, async () => {
      await using fresh = await twoPlaces();
      const folder = await newBackup();
      expect(await verifyBackupFolder(folder)).toMatchObject({ missing: [] });
      await harm(folder);
      const refusal = { code: 'platform.backupDamaged' };
      await expect(verifyBackupFolder(folder)).rejects.toMatchObject(refusal);
      await expect(restoreInto(fresh, folder, place)).rejects.toMatchObject(refusal);
      expect(await traces(fresh)).toEqual([]);
    }, 60_000);
});

describe('a restore', () => {
  const refused = {
    code: 'platform.restoreRefused',
    message: expect.stringContaining('Nothing was changed'),
  };

  it('is refused without the root key, and with another one', async () => {
    await using fresh = await twoPlaces();
    const folder = await newBackup();
    const at = { env: {}, overrides: fresh.settings, folder };
    await expect(restoreDatabases(at)).rejects.toMatchObject(refused);
    const keys = join(fresh.folder, 'other.key');
    await writeFile(keys, randomBytes(32).toString('hex'));
    await expect(restoreDatabases({ ...at, keys })).rejects.toMatchObject(refused);
    await writeFile(keys, 'not a key');
    await expect(restoreDatabases({ ...at, keys })).rejects.toMatchObject(refused);
    expect(await traces(fresh)).toEqual([]);
    // With the right one the same place takes it.
    await restoreInto(fresh, folder, place);
  }, 60_000);

  it('is refused where something is: in a database, among the objects, in the folder', async () => {
    const folder = await newBackup();
    const before = await traces(place);
    await expect(restoreInto(place, folder, place)).rejects.toMatchObject(refused);
    expect(await traces(place)).toEqual(before);

    await using objects = await twoPlaces();
    await mkdir(join(objects.home, 'objects/kept/somebody'), { recursive: true });
    await expect(restoreInto(objects, folder, place)).rejects.toMatchObject(refused);

    await using strange = await twoPlaces();
    await writeFile(join(strange.home, 'letter.txt'), 'dear');
    await expect(restoreInto(strange, folder, place)).rejects.toMatchObject(refused);
    expect(await traces(strange)).toEqual(['letter.txt']);

    await using half = await twoPlaces();
    await half.auth.execute(sql`CREATE SCHEMA identity`);
    await expect(restoreInto(half, folder, place)).rejects.toMatchObject(refused);
    expect(await traces(half)).toEqual(['identity']);
  }, 60_000);

  it('tells of a table that no migration makes', async () => {
    await place.main.execute(sql`CREATE TABLE files.by_hand (id int)`);
    try {
      await using fresh = await twoPlaces();
      const folder = await newBackup();
      await expect(restoreInto(fresh, folder, place)).rejects.toMatchObject({
        ...refused,
        message: expect.stringContaining('files.by_hand'),
      });
      expect(await traces(fresh)).toEqual([]);
    } finally {
      await place.main.execute(sql`DROP TABLE files.by_hand`);
    }
  }, 60_000);
});

it('makes nothing in a home where there is nothing to back up', async () => {
  await using fresh = await twoPlaces();
  const folder = join(fresh.folder, 'backups');
  const nothing = { code: 'platform.backupRefused' };
  const at = { env: {}, folder, withKey: false };
  await expect(backUpDatabases({ ...at, overrides: fresh.settings })).rejects.toMatchObject(
    nothing,
  );
  const { home } = fresh;
  await expect(backUpDatabases({ ...at, overrides: { INSITES_HOME: home } })).rejects.toMatchObject(
    nothing,
  );
  expect(await filesBelow(home)).toEqual([]);
  expect(await filesBelow(fresh.folder)).toEqual([]);
});
