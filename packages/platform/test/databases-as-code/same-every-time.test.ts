import { drizzle } from 'drizzle-orm/node-postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  compareCatalogues,
  findDrift,
  readCatalogue,
} from '../../src/databases/catalogue/index.ts';
import type { Database } from '../../src/databases/database.ts';
import { generate } from '../../src/databases/generate/index.ts';
import { buildSchemas, migrateClient } from '../../src/databases/migrate.ts';
import { type Place, withClient } from '../../src/databases/places.ts';
import { recreate } from '../../src/databases/recreate/index.ts';
import { type CityDatabases, cityRoot, type Look, lookAt, openCity, quiet } from './city.ts';
import { fillCity } from './fill.ts';

const times = 20;
const count = 50;
let city: CityDatabases;
let first: readonly Look[];

beforeAll(async () => {
  city = await openCity();
  if (!city.postgis)
    console.log('No postgis is installed (Debian: postgresql-15-postgis-3): without geometry.');
  for (const { url, schemas } of city.places)
    await withClient(url, quiet, async (client) => {
      await migrateClient(client, schemas, quiet);
      const database = drizzle({ client }) as unknown as Database;
      await fillCity([{ schemas, database }], { count, postgis: city.postgis });
    });
  first = await lookAt(city.places);
});
afterAll(() => city[Symbol.asyncDispose]());

function recreateCity() {
  return recreate(city.places, {
    environment: 'test',
    confirm: city.places.map(({ databaseName }) => databaseName),
    log: quiet,
    fill: (databases) => fillCity(databases, { count, postgis: city.postgis }),
  });
}

describe('six schemas in two databases', () => {
  it('are what their tables.ts files say', async () => {
    expect(await generate({ root: cityRoot, check: true })).toEqual({ changes: [] });
  });

  it(`are the same after each of ${times} re-creations, index by index`, async () => {
    expect(first.flatMap(({ invalid }) => invalid)).toEqual([]);
    for (let time = 1; time <= times; time += 1) {
      const report = await recreateCity();
      expect(report.databases.map(({ generation }) => generation)).toEqual([time, time]);
      expect(await lookAt(city.places), `re-creation ${time}`).toEqual(first);
    }
  }, 300_000);

  it('hold two tables of one name apart', async () => {
    await withClient(authdb().url, quiet, async (client) => {
      await client.query('UPDATE licenseauth.people SET name = $1 WHERE number = 1', ['only here']);
      const { rows } = await client.query(
        `SELECT (SELECT count(*)::int FROM auth.people WHERE name = 'only here') AS auth,
                (SELECT count(*)::int FROM licenseauth.people WHERE name = 'only here') AS licenseauth`,
      );
      expect(rows).toEqual([{ auth: 0, licenseauth: 1 }]);
    });
  });

  it('have indexes that answer: trigrams, trees and geometry', async () => {
    const asked = [
      [authdb(), `SELECT 1 FROM auth.people WHERE name LIKE '%ame 1%'`, 'people_name_trgm'],
      [
        authdb(),
        `SELECT 1 FROM auth.teams WHERE path <@ 'city.district_1'::extensions.ltree`,
        'teams_path',
      ],
      ...(city.postgis
        ? ([
            [
              datadb(),
              'SELECT 1 FROM filestorage.places WHERE location && ST_MakeEnvelope(13, 52, 14, 53, 4326)',
              'places_location',
            ],
          ] as const)
        : []),
    ] as const;
    for (const [{ url }, question, index] of asked)
      await withClient(url, quiet, async (client) => {
        await client.query('SET enable_seqscan = off');
        const { rows } = await client.query<Record<string, string>>(`EXPLAIN ${question}`);
        expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain(index);
        expect((await client.query(question)).rowCount).toBeGreaterThan(0);
      });
  });

  it('are what their migrations make, by the comparison that `db check` makes', async () => {
    for (const { url, schemas } of city.places) {
      const names = schemas.map(({ name }) => name);
      const build = (client: Parameters<typeof buildSchemas>[0]) => buildSchemas(client, schemas);
      expect(await withClient(url, quiet, (client) => findDrift(client, build, names))).toEqual([]);
    }
  });

  it('come back with an extension that somebody put into one of them', async () => {
    await withClient(authdb().url, quiet, (client) =>
      client.query('CREATE EXTENSION citext WITH SCHEMA fileauth'),
    );
    await recreateCity();
    const names = authdb().schemas.map(({ name }) => name);
    const catalogue = await withClient(authdb().url, quiet, (client) =>
      readCatalogue(client, names),
    );
    expect(catalogue.objects.find(({ name }) => name === 'citext')?.facts).toMatchObject({
      schema: 'extensions',
    });
    const without = { objects: catalogue.objects.filter(({ name }) => name !== 'citext') };
    await withClient(authdb().url, quiet, (client) => client.query('DROP EXTENSION citext'));
    const again = await withClient(authdb().url, quiet, (client) => readCatalogue(client, names));
    expect(compareCatalogues(without, again)).toEqual([]);
    expect(await lookAt(city.places)).toEqual(first);
  });
});

const authdb = () => city.places[0] as Place;
const datadb = () => city.places[1] as Place;
