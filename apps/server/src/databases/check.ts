import { type Difference, inspect, withClient } from '@insites/platform';
import { atDatabases, type DatabaseOptions } from './at-databases.ts';

/** A difference between what the migrations make and what a database has. */
export interface DriftItem extends Difference {
  readonly database: string;
}

export interface CheckReport {
  readonly items: readonly DriftItem[];
  /** Migrations that are not applied yet, as `schema/name`. */
  readonly pending: readonly string[];
}

/** Compares every live database with what its migrations would make of an empty one. Changes nothing. */
export async function checkDatabases(options: DatabaseOptions = {}): Promise<CheckReport> {
  return await atDatabases(options, async ({ places, log }) => {
    const items: DriftItem[] = [];
    const pending: string[] = [];
    for (const place of places) {
      const found = await withClient(place.url, log, (client) => inspect(place, client));
      const database = place.databaseName;
      items.push(...(found.drift ?? []).map((difference) => ({ ...difference, database })));
      pending.push(...found.pending.map(({ schema, name }) => `${schema}/${name}`));
    }
    return { items, pending };
  });
}
