import { migrateClient, withClient } from '@insites/platform';
import { atDatabases, type DatabaseOptions, makeMissing } from './at-databases.ts';

/** What was brought up to date. */
export interface MigrateReport {
  readonly items: readonly {
    readonly database: string;
    readonly schemas: readonly string[];
    /** How many migrations were applied now. */
    readonly applied: number;
  }[];
}

/** Brings every database up to date; makes those that are not there. @throws platform.migrationFailed */
export async function migrateDatabases(options: DatabaseOptions = {}): Promise<MigrateReport> {
  return await atDatabases(options, async (at) => {
    await makeMissing(at);
    const items = [];
    for (const { url, databaseName, schemas } of at.places) {
      const applied = await withClient(url, at.log, (client) =>
        migrateClient(client, schemas, at.log),
      );
      items.push({ database: databaseName, schemas: schemas.map(({ name }) => name), applied });
    }
    return { items };
  });
}
