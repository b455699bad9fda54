import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findRooms } from '@insites/platform';
import type { PgTable } from 'drizzle-orm/pg-core';

const fixture = fileURLToPath(
  new URL('../../packages/platform/test/databases-as-code/', import.meta.url),
);

/** What a tables.ts exports. */
export type Exported = Readonly<Record<string, unknown>>;

/** One schema of the fixture that the tests re-create too, without what needs postgis. */
export interface SixthPart {
  readonly schema: string;
  readonly database: 'authdb' | 'datadb';
  /** Folder of its migrations. */
  readonly migrations: string;
  readonly exported: Exported;
  /** Each after those it refers to. */
  readonly tables: readonly PgTable[];
}

/** How rows of the fixture are made; the same every time. */
export interface Rows {
  tablesOf(exported: Exported): readonly PgTable[];
  rowsOf(table: PgTable, count: number): readonly Record<string, unknown>[];
}

const layout = {
  authdb: ['auth', 'licenseauth', 'fileauth'],
  datadb: ['filestorage', 'licensing', 'simplred'],
} as const;

export async function readRows(): Promise<Rows> {
  return (await import(pathToFileURL(join(fixture, 'rows.ts')).href)) as Rows;
}

/** Copies the migrations into the folder, the first time, and reads the tables. */
export async function readSixSchemas(folder: string): Promise<readonly SixthPart[]> {
  const rooms = await findRooms(join(fixture, 'city'));
  const { tablesOf } = await readRows();
  const parts: SixthPart[] = [];
  for (const database of ['authdb', 'datadb'] as const)
    for (const schema of layout[database]) {
      const room = rooms.find(({ name }) => name === schema);
      if (!room) throw new Error(`There is no ${schema} in the fixture.`);
      const migrations = join(folder, 'migrations', schema, '/');
      if (!existsSync(migrations)) await copyWithoutPostgis(room.migrations, migrations);
      const all = (await import(pathToFileURL(room.tables).href)) as Exported;
      const { places: _, ...exported } = { places: null, ...all };
      parts.push({ schema, database, migrations, exported, tables: tablesOf(exported) });
    }
  return parts;
}

async function copyWithoutPostgis(from: string, to: string): Promise<void> {
  await cp(from, to, { recursive: true, filter: (path) => !path.includes('postgis') });
}
