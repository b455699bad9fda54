import {
  buildSchemas,
  type Difference,
  findDrift,
  type Place,
  pendingMigrations,
  wantedMigrations,
  withClient,
} from '@insites/platform';
import type pg from 'pg';
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
    const all = [];
    for (const place of places)
      all.push(await withClient(place.url, log, (client) => checkOne(place, client)));
    return {
      items: all.flatMap(({ items }) => items),
      pending: all.flatMap(({ pending }) => pending),
    };
  });
}

async function checkOne({ databaseName, schemas }: Place, client: pg.Client): Promise<CheckReport> {
  const pending = await pendingMigrations(client, await wantedMigrations(schemas), schemas);
  const names = schemas.map(({ name }) => name);
  const drift =
    pending.length > 0
      ? []
      : await findDrift(client, (inside) => buildSchemas(inside, schemas), names);
  return {
    items: drift.map((difference) => ({ ...difference, database: databaseName })),
    pending: pending.map(({ schema, name }) => `${schema}/${name}`),
  };
}
