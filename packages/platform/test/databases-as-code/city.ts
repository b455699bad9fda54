import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {} from '@insites/testing';
import type pg from 'pg';
import { inject } from 'vitest';
import { hashCatalogue } from '../../src/databases/catalogue/catalogue.ts';
import { readCatalogue } from '../../src/databases/catalogue/read.ts';
import type { OwnedSchema } from '../../src/databases/database.ts';
import { createMissing, type Place, renamed, withClient } from '../../src/databases/places.ts';
import { createLog } from '../../src/log/log.ts';
import { findPostgis, startDebianPostgres } from './debian-postgres.ts';

/** Folder of the fixture: `domains/<schema>/server/{tables.ts,migrations}`. */
export const cityRoot = join(import.meta.dirname, 'city');
export const quiet = createLog({ logLevel: 'error' });

/** Six schemas in two databases. */
const layout = {
  authdb: ['auth', 'licenseauth', 'fileauth'],
  datadb: ['filestorage', 'licensing', 'simplred'],
} as const;

/** The two databases, empty and marked as disposable. */
export interface CityDatabases extends AsyncDisposable {
  readonly places: readonly Place[];
  /** Whether there is postgis, and so the table of places. */
  readonly postgis: boolean;
}

/** In PostgreSQL with postgis where Debian's is installed, else in the run's own without the geometry. */
export async function openCity(
  { postgis: wanted }: { readonly postgis: boolean } = { postgis: true },
): Promise<CityDatabases> {
  const programs = wanted ? findPostgis() : null;
  if (programs) {
    const cluster = await startDebianPostgres(programs);
    const places = await makePlaces(cluster.url, '', schemaOf);
    return { places, postgis: true, [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose]() };
  }
  const base = inject('postgresUrl');
  const folder = await mkdtemp(join(tmpdir(), 'insites-city-'));
  const without = await leaveOutPostgis(folder);
  const suffix = `_${process.pid}_${Date.now()}`;
  const places = await makePlaces((name) => renamed(base, name), suffix, without);
  return {
    places,
    postgis: false,
    [Symbol.asyncDispose]: async () => {
      await withClient(renamed(base, 'postgres'), quiet, async (client) => {
        for (const { databaseName } of places)
          await client.query(`DROP DATABASE ${databaseName} WITH (FORCE)`);
      });
      await rm(folder, { recursive: true });
    },
  };
}

async function makePlaces(
  url: (database: string) => string,
  suffix: string,
  owned: (name: string) => OwnedSchema,
): Promise<readonly Place[]> {
  const places = Object.entries(layout).map(([name, schemas]) => ({
    name: name === 'authdb' ? 'main' : name,
    url: url(name + suffix),
    databaseName: name + suffix,
    schemas: schemas.map(owned),
  }));
  for (const { databaseName } of places)
    await createMissing(url, databaseName, { environment: 'test' }, quiet);
  return places;
}

function schemaOf(name: string): OwnedSchema {
  const folder = join(cityRoot, 'domains', name, 'server/migrations/');
  return { name, migrations: pathToFileURL(folder) };
}

async function leaveOutPostgis(folder: string): Promise<(name: string) => OwnedSchema> {
  const copy = join(folder, 'filestorage/');
  await cp(join(cityRoot, 'domains/filestorage/server/migrations'), copy, { recursive: true });
  for (const name of await readdir(copy)) if (name.includes('postgis')) await rm(join(copy, name));
  return (name) =>
    name === 'filestorage' ? { name, migrations: pathToFileURL(copy) } : schemaOf(name);
}

/** What a database is, as pg_catalog tells it, and how much is in it. */
export interface Look {
  /** Of everything in its schemas. */
  readonly catalogue: string;
  /** `schema.table` to rows. */
  readonly rows: Readonly<Record<string, number>>;
  /** Every schema but PostgreSQL's own. */
  readonly schemas: readonly string[];
  /** Indexes that are not valid, of all schemas. */
  readonly invalid: readonly string[];
}

/** Looks at every database, through connections of its own. */
export async function lookAt(places: readonly Place[]): Promise<readonly Look[]> {
  return Promise.all(
    places.map((place) => withClient(place.url, quiet, (client) => lookAtOne(place, client))),
  );
}

async function lookAtOne({ schemas }: Place, client: pg.Client): Promise<Look> {
  const names = schemas.map(({ name }) => name);
  const all = await client.query<{ name: string }>(
    `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' ORDER BY 1`,
  );
  const invalid = await client.query<{ name: string }>(
    `SELECT indexrelid::regclass::text AS name FROM pg_index
       WHERE NOT (indisvalid AND indisready AND indislive)`,
  );
  return {
    catalogue: hashCatalogue(await readCatalogue(client, names)),
    rows: await countRows(client, names),
    schemas: all.rows.map(({ name }) => name),
    invalid: invalid.rows.map(({ name }) => name),
  };
}

async function countRows(client: pg.Client, schemas: readonly string[]) {
  const { rows: found } = await client.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE relkind = 'r' AND nspname = ANY ($1) ORDER BY 1`,
    [schemas],
  );
  const counts: Record<string, number> = {};
  for (const { name } of found) {
    const { rows } = await client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name}`,
    );
    counts[name] = rows[0]?.count ?? 0;
  }
  return counts;
}
