import type { BuiltDatabase } from '../../src/databases/recreate/index.ts';
import * as auth from './city/domains/auth/server/tables.ts';
import * as fileauth from './city/domains/fileauth/server/tables.ts';
import * as filestorage from './city/domains/filestorage/server/tables.ts';
import * as licenseauth from './city/domains/licenseauth/server/tables.ts';
import * as licensing from './city/domains/licensing/server/tables.ts';
import * as simplred from './city/domains/simplred/server/tables.ts';
import { type Exported, fillTables } from './rows.ts';

const tables: Readonly<Record<string, Exported>> = {
  auth,
  licenseauth,
  fileauth,
  filestorage,
  licensing,
  simplred,
};

/** How much of the city there is. */
export interface CitySize {
  /** Rows of every table. */
  readonly count: number;
  /** Whether there is the table of places. */
  readonly postgis: boolean;
}

/** Writes so many rows into every table that is there. */
export async function fillCity(
  databases: readonly Pick<BuiltDatabase, 'schemas' | 'database'>[],
  { count, postgis }: CitySize,
): Promise<void> {
  for (const { schemas, database } of databases)
    for (const { name } of schemas) {
      const { places, ...others } = { places: null, ...tables[name] };
      await fillTables(postgis ? { ...others, places } : others, database, count);
    }
}
