import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import type { Client } from 'pg';
import type { Log } from '../../log/log.ts';
import type { BlobStore } from '../../objects/blob-store.ts';
import { withDiskFull } from '../../objects/failures.ts';
import { presentRootKey, rootKeyMark } from '../../objects/root-key.ts';
import { readApplied, readState } from '../control.ts';
import { connectTo, type Place } from '../places.ts';
import { backUpBlobs, blobsIn, type CopiedBlobs } from './blobs.ts';
import { type BackupFolder, beginFolder } from './folder.ts';
import { backUpFiles } from './home-files.ts';
import { backUpKeys, keysOf } from './keys.ts';
import { type BackedUpDatabase, backupFormat, writeManifest } from './manifest.ts';
import { openSites, type Snapshot, type SnapshotSite } from './snapshot.ts';
import { writeTable } from './table-data.ts';
import { plainText, readSequences, readTables } from './tables.ts';
import { wantedBlobs } from './wanted-blobs.ts';

export interface BackupOptions {
  /** Folder of backups; each gets a folder of its own in it, named by its moment. */
  readonly folder: string;
  readonly home: string;
  /** The configured root key; null when the home has its own. */
  readonly rootKey: string | null;
  /** Files and folders of the home, besides the object store's own, that belong to it. */
  readonly homeFiles: readonly string[];
  /** Put the keys into the backup: who has it can then read everything. */
  readonly withKey: boolean;
  /** Version of Insites. */
  readonly version: string;
  readonly log: Log;
  /** Where sealed bytes lie. Default: `objects/` of the home. */
  readonly blobs?: BlobStore;
  readonly signal?: AbortSignal | undefined;
  /** Told in words what is being done. */
  readonly progress?: ((step: string) => void) | undefined;
}

/** What a backup holds. */
export interface BackupReport {
  /** The backup. */
  readonly path: string;
  readonly takenAt: string;
  readonly databases: readonly {
    readonly databaseName: string;
    readonly tables: number;
    readonly rows: number;
  }[];
  readonly objects: number;
  /** Sealed bytes of all of them. */
  readonly objectBytes: number;
  /** Objects that an earlier backup had already. */
  readonly linked: number;
  /** Objects that the catalogue names and the store does not have. */
  readonly missing: readonly string[];
  readonly withKey: boolean;
  /** How long servers were kept waiting. */
  readonly pauseMilliseconds: number;
  readonly milliseconds: number;
}

/**
 * Copies all databases and the object store as they are at one moment, while servers run. They hold
 * still only until every database has its snapshot. The queue of jobs is not copied: it carries ids
 * of `platform.jobs`, from which the next start fills it again.
 * @throws platform.backupRefused, platform.backupBusy, platform.diskFull
 */
export async function backUp(
  places: readonly Place[],
  options: BackupOptions,
): Promise<BackupReport> {
  const began = performance.now();
  const { home, log, withKey } = options;
  if (isInside(options.folder, join(home, 'objects')))
    throw errors.invalid(
      'platform.backupRefused',
      'A backup cannot lie among the objects of the home.',
    );
  const sites = await openSites(places, log);
  let folder: BackupFolder | null = null;
  try {
    folder = await beginFolder(options.folder);
    // Before the snapshot: what they tell of the databases is then in it.
    const files = await backUpFiles(home, options.homeFiles, join(folder.path, 'home'));
    const snapshot = await sites.take();
    const { databases, blobs } = await copyAll(snapshot, folder, options);
    const keys = withKey ? await backUpKeys(options, join(folder.path, 'keys')) : [];
    const root = await presentRootKey(home, options.rootKey);
    const { objects, missing, lostUploads, linked } = blobs;
    await writeManifest(folder.path, {
      format: backupFormat,
      insites: options.version,
      takenAt: snapshot.takenAt.toISOString(),
      databases: [...databases],
      objects,
      missing,
      lostUploads,
      files,
      keys,
      keyNames: [...(await keysOf(home))],
      rootKeyMark: root && rootKeyMark(root),
    });
    options.signal?.throwIfAborted();
    return {
      path: await folder.finish(snapshot.takenAt),
      takenAt: snapshot.takenAt.toISOString(),
      databases: databases.map(({ databaseName, tables }) => ({
        databaseName,
        tables: tables.length,
        rows: tables.reduce((sum, { rows }) => sum + rows, 0),
      })),
      objects: objects.count,
      objectBytes: objects.bytes,
      linked,
      missing,
      withKey,
      pauseMilliseconds: Math.round(snapshot.pause),
      milliseconds: Math.round(performance.now() - began),
    };
  } catch (thrown) {
    await folder?.discard();
    throw withDiskFull(thrown);
  } finally {
    await sites.close();
  }
}

/** Tables and blobs at the same time: the one works PostgreSQL, the other the disk. */
async function copyAll(
  { sites }: Snapshot,
  { path, earlier }: BackupFolder,
  options: BackupOptions,
): Promise<{ readonly databases: readonly BackedUpDatabase[]; readonly blobs: CopiedBlobs }> {
  const stop = new AbortController();
  const signal = AbortSignal.any([stop.signal, ...(options.signal ? [options.signal] : [])]);
  const from = options.blobs ?? blobsIn(options.home);
  const [databases, blobs] = await bothOrNone(
    copyDatabases(sites, path, signal, options.progress),
    withCatalogue(sites[0], options.log, (catalogue) =>
      backUpBlobs(wantedBlobs(catalogue), { from, folder: path, earlier }, signal),
    ),
    () => stop.abort(),
  );
  return { databases, blobs };
}

async function copyDatabases(
  sites: readonly SnapshotSite[],
  folder: string,
  signal: AbortSignal,
  progress: BackupOptions['progress'],
): Promise<readonly BackedUpDatabase[]> {
  const databases: BackedUpDatabase[] = [];
  for (const site of sites) {
    progress?.(`Database ${site.place.databaseName}`);
    databases.push(await copyDatabase(site, folder, signal));
  }
  return databases;
}

async function copyDatabase(
  { place, reader }: SnapshotSite,
  folder: string,
  signal: AbortSignal,
): Promise<BackedUpDatabase> {
  const schemas = place.schemas.map(({ name }) => name);
  const { mark, generation, recreation, recreatedAt } = await readState(reader);
  const applied = (await readApplied(reader)).filter(({ schema }) => schemas.includes(schema));
  const tables: BackedUpDatabase['tables'] = [];
  for (const table of await readTables(reader, schemas)) {
    signal.throwIfAborted();
    const file = `databases/${place.name}/${table.schema}.${table.name}.copy.zst`;
    tables.push(await writeTable(reader, table, { folder, file, signal }));
  }
  return {
    route: place.name,
    databaseName: place.databaseName,
    mark,
    generation,
    recreation,
    recreatedAt: recreatedAt?.toISOString() ?? null,
    schemas,
    migrations: applied.map((one) => ({ ...one, appliedAt: one.appliedAt.toISOString() })),
    tables,
    sequences: await readSequences(reader, schemas),
  };
}

/** A second connection to `main` that sees the same moment. */
async function withCatalogue<T>(
  main: SnapshotSite | undefined,
  log: Log,
  work: (catalogue: Client) => Promise<T>,
): Promise<T> {
  if (!main) throw new Error('There is no main database.');
  const catalogue = await connectTo(main.place.url, log);
  try {
    await catalogue.query(plainText);
    await catalogue.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await catalogue.query(`SET TRANSACTION SNAPSHOT '${main.snapshot}'`);
    return await work(catalogue);
  } finally {
    await catalogue.end().catch(() => undefined);
  }
}

/** Both results; when one fails the other is stopped and waited for. */
async function bothOrNone<A, B>(
  first: Promise<A>,
  second: Promise<B>,
  stop: () => void,
): Promise<readonly [A, B]> {
  first.catch(stop);
  second.catch(stop);
  try {
    return await Promise.all([first, second]);
  } catch (thrown) {
    await Promise.allSettled([first, second]);
    throw thrown;
  }
}

function isInside(path: string, folder: string): boolean {
  return existsSync(folder) && `${path}/`.startsWith(`${folder}/`);
}
