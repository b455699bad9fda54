import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errors } from '@insites/kernel';
import {
  type BackupReport,
  backUp,
  readConfig,
  type VerifyReport,
  verifyBackup,
} from '@insites/platform';
import { version } from '../domains.ts';
import { atDatabases, type DatabaseOptions } from './at-databases.ts';

/** What a home keeps besides databases, objects and keys: the audit log's witness, and that the sample city was there. */
const homeFiles = ['objects/witness', 'sample-city'];

export interface BackUpDatabasesOptions extends DatabaseOptions {
  /** Folder of backups. */
  readonly folder: string;
  /** Put the keys into the backup. */
  readonly withKey: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((step: string) => void) | undefined;
}

/**
 * Copies all databases and the object store as they are at one moment, also while servers run on them.
 * @throws platform.backupRefused, platform.backupBusy, platform.diskFull
 */
export async function backUpDatabases({
  folder,
  withKey,
  signal,
  progress,
  ...at
}: BackUpDatabasesOptions): Promise<BackupReport> {
  mustHaveDatabase(at);
  return await atDatabases(at, ({ config, log, places }) =>
    backUp(places, {
      folder: resolve(folder),
      home: config.home,
      rootKey: config.rootKey,
      homeFiles,
      withKey,
      version,
      log,
      signal,
      progress,
    }),
  );
}

/** Reads a backup and compares everything with what was written. @throws platform.backupDamaged */
export async function verifyBackupFolder(
  folder: string,
  progress?: (step: string) => void,
): Promise<VerifyReport> {
  return await verifyBackup(resolve(folder), progress);
}

/** Nothing is made in a home where nothing is. */
function mustHaveDatabase({ env = process.env, overrides = {} }: DatabaseOptions): void {
  const { home, database } = readConfig(env, overrides);
  if (database.url !== null || existsSync(join(home, 'postgres'))) return;
  throw errors.conflict('platform.backupRefused', `There is nothing of Insites in ${home}.`, {
    hint: 'Give its home: --home DIR (INSITES_HOME), or its database: INSITES_DATABASE_URL.',
  });
}
