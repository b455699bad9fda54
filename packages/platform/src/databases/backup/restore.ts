import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { Log } from '../../log/log.ts';
import { withDiskFull } from '../../objects/failures.ts';
import { ensureControl, lockClass } from '../control.ts';
import { migrateClient } from '../migrate.ts';
import type { Place } from '../places.ts';
import { blobsIn, restoreBlobs } from './blobs.ts';
import { syncFolder, syncTree } from './durable.ts';
import { restoreFiles, storeFile } from './home-files.ts';
import { findKeys, type RestoredKeys } from './keys.ts';
import { loadDatabase } from './load.ts';
import { type Manifest, nameOf, readManifest } from './manifest.ts';
import {
  closeRestoreSites,
  mustBeHome,
  openRestoreSites,
  type RestoreSite,
} from './restore-sites.ts';
import { beginRestoring, endRestoring } from './restoring.ts';
import { plainText } from './tables.ts';

export interface RestoreOptions {
  /** One backup: the folder with its manifest. */
  readonly folder: string;
  readonly home: string;
  /** The configured root key; null when the home has its own. */
  readonly rootKey: string | null;
  /** A file with the root key, or a folder of keys; null: those in the backup or in the home. */
  readonly keys: string | null;
  readonly environment: Config['environment'];
  readonly log: Log;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((step: string) => void) | undefined;
}

/** What was brought back. */
export interface RestoreReport {
  /** The moment it is of. */
  readonly takenAt: string;
  /** Version of Insites that wrote the backup. */
  readonly insites: string;
  readonly databases: readonly {
    readonly databaseName: string;
    readonly tables: number;
    readonly rows: number;
    /** Migrations that came after the backup, applied now. */
    readonly migrations: number;
  }[];
  readonly objects: number;
  readonly objectBytes: number;
  /** Keys that the home had which was backed up, and this one does not. */
  readonly lackingKeys: readonly string[];
  readonly milliseconds: number;
}

/** A backup that fits a home, and the keys for it. */
export interface PreparedRestore {
  readonly options: RestoreOptions;
  readonly manifest: Manifest;
  /** Names the backup. */
  readonly backup: string;
  readonly keys: RestoredKeys;
}

/**
 * Looks whether a backup can be restored into a home, before anything is started there. Changes nothing.
 * @throws platform.backupDamaged, platform.restoreRefused
 */
export async function prepareRestore(options: RestoreOptions): Promise<PreparedRestore> {
  const { folder, home, rootKey, keys: given } = options;
  const manifest = await readManifest(folder);
  await mustBeHome(home);
  const keys = await findKeys(manifest, { folder, home, rootKey, given });
  return { options, manifest, backup: await nameOf(folder), keys };
}

/**
 * Brings a backup into empty databases and an empty home, compares everything with it, and brings
 * it up to date. All databases commit in a row in the end. A failure leaves them empty again; killed
 * at any point, no server starts on them until the same restore was run again.
 * @throws platform.restoreRefused, platform.backupDamaged, platform.diskFull, platform.migrationFailed
 */
export async function restore(
  places: readonly Place[],
  prepared: PreparedRestore,
): Promise<RestoreReport> {
  const began = performance.now();
  const { options, manifest, keys, backup } = prepared;
  const { home, log } = options;
  const sites = await openRestoreSites(places, manifest, { backup, home, log });
  try {
    const [main, ...others] = sites;
    const lastFirst = main ? [...others, main] : [];
    if (!main?.before?.loaded) await bringBack(sites, lastFirst, prepared);
    for (const { keeper } of lastFirst) await endRestoring(keeper);
    const databases = [];
    for (const site of sites) databases.push(await bringUpToDate(site, log));
    const { count, bytes } = manifest.objects;
    return {
      takenAt: manifest.takenAt,
      insites: manifest.insites,
      databases,
      objects: count,
      objectBytes: bytes,
      lackingKeys: keys.lacking,
      milliseconds: Math.round(performance.now() - began),
    };
  } finally {
    await closeRestoreSites(sites);
  }
}

/** Objects first, because rows name them; then all databases, `main` the last. */
async function bringBack(
  sites: readonly RestoreSite[],
  order: readonly RestoreSite[],
  prepared: PreparedRestore,
): Promise<void> {
  const { options, manifest, backup, keys } = prepared;
  const { folder, home } = options;
  let mayUndo = !sites.some(({ before }) => before?.loaded);
  try {
    for (const { keeper, before } of sites) {
      await ensureControl(keeper);
      if (!before) await beginRestoring(keeper, { backup, folder });
    }
    options.progress?.('Objects');
    await mkdir(join(home, 'objects'), { recursive: true, mode: 0o700 });
    await restoreBlobs(folder, manifest, blobsIn(home), options.signal);
    await restoreFiles(join(folder, 'home'), manifest.files, home);
    for (const { name, bytes } of keys.add) await addKey(home, name, bytes);
    await syncTree(join(home, 'objects'));
    const open = order.filter(({ before }) => !before?.loaded);
    for (const site of open) await load(site, prepared);
    mayUndo = false;
    for (const { loader } of open) await loader.query('COMMIT');
  } catch (thrown) {
    if (mayUndo) await undo(sites, prepared);
    throw withDiskFull(thrown);
  }
}

async function load(
  { loader, place, share }: RestoreSite,
  { options, manifest }: PreparedRestore,
): Promise<void> {
  const { folder, environment, signal } = options;
  options.progress?.(`Database ${place.databaseName}`);
  await loader.query(plainText);
  await loader.query('BEGIN');
  const from = { folder, lostUploads: manifest.lostUploads };
  await loadDatabase(loader, share, from, { environment, signal });
}

async function bringUpToDate(
  { place, share, keeper }: RestoreSite,
  log: Log,
): Promise<RestoreReport['databases'][number]> {
  await keeper.query('SELECT pg_advisory_unlock($1)', [lockClass]);
  return {
    databaseName: place.databaseName,
    tables: share.tables.length,
    rows: share.tables.reduce((sum, { rows }) => sum + rows, 0),
    migrations: await migrateClient(keeper, place.schemas, log),
  };
}

/** A draft of an earlier try that was cut off may stand there. */
async function addKey(home: string, name: string, bytes: Uint8Array): Promise<void> {
  const secrets = join(home, 'secrets');
  const draft = `${name}.new`;
  await rm(join(secrets, draft), { force: true });
  await storeFile(secrets, draft, bytes);
  await rename(join(secrets, draft), join(secrets, name));
  await syncFolder(secrets);
}

/** Takes away what was brought; databases that were made stay, empty. */
async function undo(
  sites: readonly RestoreSite[],
  { options: { home }, manifest, keys }: PreparedRestore,
): Promise<void> {
  for (const { loader } of sites) await loader.query('ROLLBACK').catch(() => undefined);
  const paths = [
    ...['kept', 'uploads'].map((folder) => join(home, 'objects', folder)),
    ...manifest.files.map(({ path }) => join(home, path)),
    ...keys.add.map(({ name }) => join(home, 'secrets', name)),
  ];
  for (const path of paths) await rm(path, { recursive: true, force: true });
  for (const { keeper } of sites.toReversed()) await endRestoring(keeper).catch(() => undefined);
}
