import { cp, mkdir, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createDatabase,
  type TemporaryHome,
  type TestDatabase,
  temporaryHome,
} from '@insites/testing';
import { restoreDatabases } from '../../src/databases/index.ts';

export const adminToken = 'backups-administrator-token-0123456789abcdef';

/** A home and two databases: people and the audit log in one, the rest in the other. */
export interface TwoPlaces extends AsyncDisposable {
  readonly home: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly main: TestDatabase['database'];
  readonly auth: TestDatabase['database'];
  /** A folder of the test's own. */
  readonly folder: string;
}

export async function twoPlaces(): Promise<TwoPlaces> {
  const all: [TemporaryHome, TemporaryHome, TestDatabase, TestDatabase] = await Promise.all([
    temporaryHome(),
    temporaryHome(),
    createDatabase(),
    createDatabase(),
  ]);
  const [home, folder, main, auth] = all;
  return {
    home: home.path,
    folder: folder.path,
    main: main.database,
    auth: auth.database,
    settings: {
      INSITES_HOME: home.path,
      INSITES_PORT: '0',
      INSITES_DATABASE_URL: main.url,
      INSITES_DATABASES: `auth=${auth.url}`,
      INSITES_DATABASE_ROUTES: 'identity=auth,audit=auth',
      INSITES_ADMIN_TOKEN: adminToken,
      INSITES_ENVIRONMENT: 'test',
      INSITES_LOG_LEVEL: 'error',
      INSITES_REQUESTS_PER_MINUTE: '1000000',
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([main.drop(), auth.drop(), home.remove(), folder.remove()]);
    },
  };
}

/** What a manifest tells that tests look at. */
export interface ToldBackup {
  readonly databases: readonly {
    readonly databaseName: string;
    readonly tables: readonly { schema: string; name: string; rows: number; sha256: string }[];
  }[];
}

export async function manifestOf(folder: string): Promise<ToldBackup> {
  return JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as ToldBackup;
}

/** `schema.table` → rows and hash of every table. */
export async function hashesOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const { databases } = await manifestOf(folder);
  return new Map(
    databases.flatMap(({ tables }) =>
      tables.map(({ schema, name, rows, sha256 }) => [`${schema}.${name}`, `${rows} ${sha256}`]),
    ),
  );
}

/** Keys and hashes of the sealed objects in a backup. */
export async function blobsOf(folder: string): Promise<readonly { key: string; sha256: string }[]> {
  const text = await readFile(join(folder, 'objects.jsonl'), 'utf8');
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}

/** Every file below a folder, sorted. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

/** Restores a backup into a place, with the key of the home it is of. */
export async function restoreInto(place: TwoPlaces, folder: string, from: TwoPlaces) {
  return await restoreDatabases({
    env: {},
    overrides: place.settings,
    folder,
    keys: join(from.home, 'secrets'),
  });
}

/** The backup of an earlier release as it came. Its manifest is kept as text, so that nobody formats it. */
export async function releaseBackup(release: string, into: string): Promise<string> {
  const folder = join(into, release);
  await mkdir(into, { recursive: true });
  await cp(join(import.meta.dirname, 'releases', release), folder, { recursive: true });
  await rename(join(folder, 'manifest.txt'), join(folder, 'manifest.json'));
  return folder;
}
