import { resolve } from 'node:path';
import {
  createLog,
  prepareRestore,
  type RestoreReport,
  readConfig,
  restore,
} from '@insites/platform';
import { atDatabases, type DatabaseOptions, makeMissing } from './at-databases.ts';

export interface RestoreDatabasesOptions extends DatabaseOptions {
  /** One backup. */
  readonly folder: string;
  /** A file with the root key, or a folder of keys; default: those in the backup or in the home. */
  readonly keys?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((step: string) => void) | undefined;
}

/**
 * Brings a backup into empty databases and an empty home, and up to date.
 * @throws platform.restoreRefused, platform.backupDamaged, platform.diskFull, platform.migrationFailed
 */
export async function restoreDatabases({
  folder,
  keys = undefined,
  signal,
  progress,
  ...at
}: RestoreDatabasesOptions): Promise<RestoreReport> {
  const config = readConfig(at.env ?? process.env, {
    INSITES_LOG_LEVEL: 'warn',
    ...at.overrides,
  });
  const prepared = await prepareRestore({
    folder: resolve(folder),
    home: config.home,
    rootKey: config.rootKey,
    keys: keys === undefined ? null : resolve(keys),
    environment: config.environment,
    log: createLog(config),
    signal,
    progress,
  });
  return await atDatabases(at, async (found) => {
    await makeMissing(found);
    return await restore(found.places, prepared);
  });
}
