import { join } from 'node:path';
import { checkBlobs } from './blobs.ts';
import { checkFiles } from './home-files.ts';
import { readManifest } from './manifest.ts';
import { checkTable } from './table-data.ts';

/** What a backup holds, every byte of which is as it was written. */
export interface VerifyReport {
  readonly takenAt: string;
  readonly insites: string;
  readonly tables: number;
  readonly rows: number;
  readonly objects: number;
  readonly objectBytes: number;
  /** Objects that were missing when it was made. */
  readonly missing: readonly string[];
  /** Whether the keys are in it. */
  readonly withKey: boolean;
}

/** Reads a backup and compares everything with its manifest. @throws platform.backupDamaged */
export async function verifyBackup(
  folder: string,
  progress: (step: string) => void = () => undefined,
): Promise<VerifyReport> {
  const manifest = await readManifest(folder);
  for (const { databaseName, tables } of manifest.databases) {
    progress(`Database ${databaseName}`);
    for (const table of tables) await checkTable(folder, table);
  }
  progress('Objects');
  await checkBlobs(folder, manifest);
  await checkFiles(join(folder, 'home'), manifest.files);
  await checkFiles(join(folder, 'keys'), manifest.keys);
  const tables = manifest.databases.flatMap((database) => database.tables);
  const { takenAt, insites, objects, missing, keys } = manifest;
  return {
    takenAt,
    insites,
    tables: tables.length,
    rows: tables.reduce((sum, { rows }) => sum + rows, 0),
    objects: objects.count,
    objectBytes: objects.bytes,
    missing,
    withKey: keys.length > 0,
  };
}
