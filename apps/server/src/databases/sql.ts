import { pendingMigrations, wantedMigrations, withClient } from '@insites/platform';
import { atDatabases, type DatabaseOptions } from './at-databases.ts';

/** What `migrate` would run in one database. */
export interface SqlItem {
  readonly database: string;
  /** `schema/NNNN_title.sql`. */
  readonly migration: string;
  readonly statements: readonly string[];
}

/** The SQL that would run, in its order; of every migration, or of those not applied yet. Changes nothing. */
export async function migrationSql({
  everything = false,
  ...options
}: DatabaseOptions & { readonly everything?: boolean } = {}): Promise<{
  readonly items: readonly SqlItem[];
}> {
  return await atDatabases(options, async ({ places, log }) => {
    const items: SqlItem[] = [];
    for (const { url, databaseName, schemas } of places) {
      const wanted = await wantedMigrations(schemas);
      const chosen = everything
        ? wanted
        : await withClient(url, log, (client) => pendingMigrations(client, wanted, schemas));
      for (const { schema, name, statements } of chosen)
        items.push({ database: databaseName, migration: `${schema}/${name}`, statements });
    }
    return { items };
  });
}
