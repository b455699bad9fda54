import {
  buildSchemas,
  type DatabaseMark,
  findDrift,
  hasControl,
  type Place,
  pendingMigrations,
  readApplied,
  readAside,
  readState,
  wantedMigrations,
  withClient,
} from '@insites/platform';
import type pg from 'pg';
import { atDatabases, type DatabaseOptions } from './at-databases.ts';

/** One schema in one database. */
export interface SchemaStatus {
  readonly database: string;
  readonly schema: string;
  readonly applied: number;
  readonly pending: number;
  /** Differences between the migrations and what is there; null while some are pending. */
  readonly drift: number | null;
  /** Tables and indexes, bytes. */
  readonly bytes: number;
}

export interface DatabaseStatus {
  readonly database: string;
  /** `main`, or a name of INSITES_DATABASES. */
  readonly route: string;
  readonly mark: DatabaseMark | 'unmarked';
  readonly generation: number;
  readonly recreatedAt: string | null;
  /** Schemas that an earlier re-creation has left to be dropped. */
  readonly leftOver: readonly string[];
}

export interface StatusReport {
  readonly items: readonly SchemaStatus[];
  readonly databases: readonly DatabaseStatus[];
  /** What somebody should look at; empty = nothing. */
  readonly warnings: readonly string[];
}

/** Each database and schema: what is applied, what is pending, what differs, how large it is. Changes nothing. */
export async function databaseStatus(options: DatabaseOptions = {}): Promise<StatusReport> {
  return await atDatabases(options, async ({ places, log }) => {
    const all = [];
    for (const place of places)
      all.push(await withClient(place.url, log, (client) => statusOf(place, client)));
    const recreations = new Set(all.map(({ recreation }) => recreation));
    return {
      items: all.flatMap(({ schemas }) => schemas),
      databases: all.map(({ database }) => database),
      warnings:
        recreations.size > 1
          ? [
              'The databases stem from different re-creations: one was cut off. Re-create them again.',
            ]
          : [],
    };
  });
}

async function statusOf(place: Place, client: pg.Client) {
  const { name, databaseName, schemas } = place;
  const state = await readState(client);
  const pending = await pendingMigrations(client, await wantedMigrations(schemas), schemas);
  const applied = await readApplied(client);
  const names = schemas.map((schema) => schema.name);
  const drift =
    pending.length > 0 || !(await hasControl(client))
      ? null
      : await findDrift(client, (inside) => buildSchemas(inside, schemas), names);
  const sizes = await sizesOf(client, names);
  return {
    recreation: state.recreation,
    database: {
      database: databaseName,
      route: name,
      mark: state.mark ?? 'unmarked',
      generation: state.generation,
      recreatedAt: state.recreatedAt?.toISOString() ?? null,
      leftOver: (await readAside(client)).map((aside) => aside.name),
    } satisfies DatabaseStatus,
    schemas: names.map((schema): SchemaStatus => {
      const of = (list: readonly { readonly schema: string }[]) =>
        list.filter((one) => one.schema === schema).length;
      return {
        database: databaseName,
        schema,
        applied: of(applied),
        pending: of(pending),
        drift: drift === null ? null : drift.filter((one) => one.schema === schema).length,
        bytes: sizes.get(schema) ?? 0,
      };
    }),
  };
}

async function sizesOf(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ schema: string; bytes: string }>(
    `SELECT nspname AS schema, sum(pg_total_relation_size(c.oid)) AS bytes
       FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE relkind IN ('r', 'm') AND nspname = ANY ($1) GROUP BY nspname`,
    [schemas],
  );
  return new Map(rows.map(({ schema, bytes }) => [schema, Number(bytes)]));
}
