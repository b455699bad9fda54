import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashCatalogue, readCatalogue } from '../../src/databases/catalogue/index.ts';
import { readApplied } from '../../src/databases/control.ts';
import {
  applyInside,
  fenceSchemas,
  migrateClient,
  wantedMigrations,
} from '../../src/databases/migrate.ts';
import { type Place, withClient } from '../../src/databases/places.ts';
import { recreate } from '../../src/databases/recreate/index.ts';
import { type CityDatabases, type Look, lookAt, openCity, quiet } from './city.ts';
import { fillCity } from './fill.ts';
import { openWorkers, untilQuiet, type Worker } from './killing.ts';

const kills = 25;
const count = 30;
let city: CityDatabases;
let places: readonly Place[];
let folder: string;

beforeAll(async () => {
  city = await openCity({ postgis: false });
  folder = await mkdtemp(join(tmpdir(), 'insites-kill-'));
  places = await Promise.all(city.places.map(withApart));
});
afterAll(async () => {
  await city[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Licensing gets a migration that PostgreSQL does not allow in a transaction. */
async function withApart(place: Place): Promise<Place> {
  const schemas = place.schemas.map(async (schema) => {
    if (schema.name !== 'licensing') return schema;
    const copy = join(folder, 'licensing/');
    await cp(fileURLToPath(schema.migrations), copy, { recursive: true });
    const index = (column: string) =>
      `CREATE INDEX CONCURRENTLY "${column}_apart" ON "licensing"."invoices" ("${column}")`;
    await writeFile(
      join(copy, '0002_apart.sql'),
      `${index('amount')}\n--> statement-breakpoint\n${index('created_at')}`,
    );
    return { ...schema, migrations: pathToFileURL(copy) };
  });
  return { ...place, schemas: await Promise.all(schemas) };
}

/** How long it takes when nobody interrupts it; the first one may find everything cold. */
async function measure(next: () => Promise<Worker>, before: () => Promise<unknown>) {
  const times: number[] = [];
  for (let time = 0; time < 2; time += 1) {
    await before();
    await using worker = await next();
    worker.begin();
    times.push(await worker.finish());
  }
  return Math.min(...times);
}

describe('kill -9', () => {
  it(`at ${kills} points of a re-creation leaves the old or the new one, and the next run finishes`, async () => {
    await using workers = openWorkers({ verb: 'recreate', places, count }, folder);
    await recreateHere();
    const fresh = await lookAt(places);
    await ageByHand();
    const aged = await lookAt(places);
    const length = await measure(() => workers.next(), ageByHand);
    await ageByHand();
    const seen = { done: 0, old: 0, new: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      const delay = Math.random() * length * 1.05;
      await using worker = await workers.next();
      worker.begin();
      await sleep(delay);
      if (await worker.kill()) seen.done += 1;
      await untilQuiet(places);
      const found = await lookAt(places);
      for (const [at, look] of found.entries())
        seen[judge(look, aged[at], fresh[at], `${delay} of ${length} ms`)] += 1;
      await recreateHere();
      expect(await lookAt(places), `after ${delay} of ${length} ms`).toEqual(fresh);
      expect(await recreations()).toHaveLength(1);
      await ageByHand();
    }
    // Else it was not killed in the midst of anything.
    expect(seen.done, JSON.stringify(seen)).toBeLessThan(kills - 5);
    expect(seen.old, JSON.stringify(seen)).toBeGreaterThan(5);
  }, 300_000);

  it(`at ${kills} points of migrations leaves whole migrations, and the next run finishes`, async () => {
    await using workers = openWorkers({ verb: 'migrate', places, count }, folder);
    const steps = await Promise.all(places.map(stepsOf));
    await empty();
    await migrateHere();
    const whole = await lookAt(places);
    const length = await measure(() => workers.next(), empty);
    const seen = { done: 0, none: 0, some: 0, all: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      await empty();
      const delay = Math.random() * length * 1.05;
      await using worker = await workers.next();
      worker.begin();
      await sleep(delay);
      if (await worker.kill()) seen.done += 1;
      await untilQuiet(places);
      for (const [at, place] of places.entries()) {
        const { applied, catalogue } = await withClient(place.url, quiet, (it) => step(it, place));
        expect(catalogue, `${applied} applied, ${delay} of ${length} ms`).toBe(
          steps[at]?.[applied],
        );
        const most = (steps[at]?.length ?? 0) - 1;
        seen[applied === 0 ? 'none' : applied < most ? 'some' : 'all'] += 1;
      }
      await migrateHere();
      expect(await lookAt(places), `after ${delay} of ${length} ms`).toEqual(whole);
    }
    expect(seen.done, JSON.stringify(seen)).toBeLessThan(kills - 5);
    expect(seen.some, JSON.stringify(seen)).toBeGreaterThan(0);
  }, 300_000);

  it('while an index is built CONCURRENTLY leaves an invalid one, and the next run builds it', async () => {
    await using workers = openWorkers({ verb: 'migrate', places, count }, folder);
    await empty();
    await migrateHere();
    const whole = await lookAt(places);
    const data = places[1] as Place;
    await withClient(data.url, quiet, async (client) => {
      await client.query('DROP INDEX licensing.amount_apart');
      await client.query(`DELETE FROM insites.migrations WHERE name = '0002_apart.sql'`);
      // The build waits for who writes.
      await client.query('BEGIN; LOCK TABLE licensing.invoices IN ROW EXCLUSIVE MODE');
      await using worker = await workers.next();
      worker.begin();
      await untilBuilding(data, true);
      await worker.kill();
      await withClient(data.url, quiet, (other) =>
        other.query('SELECT pg_terminate_backend(pid) FROM pg_stat_progress_create_index'),
      );
      await untilBuilding(data, false);
      await client.query('COMMIT');
    });
    const [, { invalid } = { invalid: [] }] = await lookAt(places);
    expect(invalid).toEqual(['licensing.amount_apart']);
    await migrateHere();
    expect(await lookAt(places)).toEqual(whole);
  }, 120_000);
});

function judge(
  look: Look,
  old: Look | undefined,
  fresh: Look | undefined,
  when: string,
): 'old' | 'new' {
  if (look.schemas.includes(aside(look))) {
    const schemas = look.schemas.filter((name) => !name.includes('_before_'));
    expect({ ...look, schemas }, when).toEqual(fresh);
    return 'new';
  }
  if (look.catalogue === fresh?.catalogue) expect(look, when).toEqual(fresh);
  else expect(look, when).toEqual(old);
  return look.catalogue === fresh?.catalogue ? 'new' : 'old';
}

const aside = ({ schemas }: Look) => schemas.find((name) => name.includes('_before_')) ?? '-';

async function recreateHere(): Promise<void> {
  await recreate(places, {
    environment: 'test',
    confirm: places.map(({ databaseName }) => databaseName),
    log: quiet,
    fill: (databases) => fillCity(databases, { count, postgis: false }),
  });
}

/** What a re-creation takes away: more rows, a table that somebody made. */
function ageByHand(): Promise<unknown> {
  return atEach(async (client, { schemas }) => {
    for (const { name } of schemas)
      await client.query(
        `CREATE TABLE IF NOT EXISTS ${name}.by_hand (id integer);
         DELETE FROM ${name}.events WHERE id > ${count};
         INSERT INTO ${name}.events (details) SELECT '{}' FROM generate_series(1, 5)`,
      );
  });
}

function migrateHere(): Promise<unknown> {
  return atEach((client, { schemas }) => migrateClient(client, schemas, quiet));
}

/** Back to databases in which nothing ever was but their mark. */
function empty(): Promise<unknown> {
  return atEach(async (client, { schemas }) => {
    const all = [...schemas.map(({ name }) => name), 'extensions', 'insites'];
    await client.query(`SET client_min_messages = error`);
    await client.query(all.map((name) => `DROP SCHEMA IF EXISTS ${name} CASCADE`).join(';'));
  });
}

async function untilBuilding({ url }: Place, wanted: boolean): Promise<void> {
  await withClient(url, quiet, async (client) => {
    const isBuilding = async () =>
      (await client.query('SELECT FROM pg_stat_progress_create_index')).rowCount !== 0;
    while ((await isBuilding()) !== wanted) await sleep(5);
  });
}

async function recreations(): Promise<readonly string[]> {
  const all: string[] = [];
  await atEach(async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'SELECT recreation AS id FROM insites.state',
    );
    all.push(...rows.map(({ id }) => id));
  });
  return [...new Set(all)];
}

async function atEach(work: (client: pg.Client, place: Place) => Promise<unknown>): Promise<void> {
  for (const place of places) await withClient(place.url, quiet, (client) => work(client, place));
}

/** The catalogue after none, one, two … migrations. */
async function stepsOf(place: Place): Promise<readonly string[]> {
  return await withClient(place.url, quiet, async (client) => {
    const steps: string[] = [];
    await client.query('BEGIN');
    const names = [...place.schemas.map(({ name }) => name), 'extensions', 'insites'];
    await client.query(names.map((name) => `DROP SCHEMA IF EXISTS ${name} CASCADE`).join(';'));
    steps.push((await step(client, place)).catalogue);
    for (const migration of await wantedMigrations(place.schemas)) {
      await applyInside(client, [migration], async () => undefined);
      await fenceSchemas(client, [migration.schema]);
      steps.push((await step(client, place)).catalogue);
    }
    await client.query('ROLLBACK');
    return steps;
  });
}

/** How many migrations are recorded, and the catalogue but for indexes that are built apart. */
async function step(client: pg.Client, { schemas }: Place) {
  const { objects } = await readCatalogue(
    client,
    schemas.map(({ name }) => name),
  );
  const together = objects.filter(({ kind, name }) => !(kind === 'index' && /_apart$/.test(name)));
  return {
    applied: (await readApplied(client)).length,
    catalogue: hashCatalogue({ objects: together }),
  };
}
