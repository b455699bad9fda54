import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDatabase, temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import type { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/index.ts';
import { createLog } from '../../log/log.ts';
import { ensureControl, markDatabase } from '../control.ts';
import type { OwnedSchema } from '../database.ts';
import { Epochs, Scope } from '../epochs.ts';
import { GatedClient } from '../gated-client.ts';
import { type Databases, openDatabases } from '../open.ts';
import { findPlaces, withClient } from '../places.ts';
import { readAside } from './aside.ts';
import { type RecreateOptions, recreate } from './recreate.ts';

const log = createLog({ logLevel: 'silent' });
const made = `CREATE SCHEMA "zoo";
--> statement-breakpoint
CREATE TABLE "zoo"."zoo" (name text PRIMARY KEY);
--> statement-breakpoint
CREATE TABLE "zoo"."food" (animal text);
`;
let schemas: readonly OwnedSchema[];
let url: string;
let databases: Databases;
let undo: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  const home = await temporaryHome();
  const test = await createDatabase();
  const folder = join(home.path, 'migrations');
  await mkdir(folder);
  await writeFile(join(folder, '0001_start.sql'), made);
  schemas = [{ name: 'zoo', migrations: pathToFileURL(`${folder}/`) }];
  url = test.url;
  // One connection: who asks second has to wait for it.
  const config = readConfig({}, { INSITES_DATABASE_URL: url, INSITES_DATABASE_POOL: '1' });
  databases = await openDatabases(config, schemas, log);
  await databases.start();
  await withClient(url, log, async (client) => {
    await ensureControl(client);
    await markDatabase(client, 'disposable');
  });
  undo = [() => databases.close(), () => test.drop(), () => home.remove()];
});

afterEach(async () => {
  for (const step of undo) await step();
});

async function again(options: Partial<RecreateOptions> = {}) {
  const config = readConfig({}, { INSITES_DATABASE_URL: url });
  const places = await findPlaces(config, schemas, log);
  return recreate(places.all, {
    environment: 'test',
    confirm: places.all.map(({ databaseName }) => databaseName),
    log,
    fill: async ([main]) => {
      await main?.database.execute(sql`INSERT INTO "zoo"."zoo" VALUES ('new')`);
    },
    grace: 0,
    ...options,
  });
}

async function add(name: string): Promise<void> {
  await databases.main.database.execute(sql`INSERT INTO "zoo"."zoo" VALUES (${name})`);
}

async function animals(): Promise<readonly unknown[]> {
  // A table called like its schema, so that its columns look like tables.
  const { rows } = await databases.main.database.execute(
    sql`SELECT "zoo"."name" FROM "zoo"."zoo" LEFT JOIN "zoo"."food" ON "food"."animal" = "zoo"."name" ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const left = () => withClient(url, log, readAside);

describe('a database at its start', () => {
  it('is refused when a column looks like a table', async () => {
    await withClient(url, log, (client) => client.query('ALTER TABLE zoo.zoo ADD food text'));
    const config = readConfig({}, { INSITES_DATABASE_URL: url });
    const second = await openDatabases(config, schemas, log);
    await expect(second.start()).rejects.toThrow(
      'The table zoo.zoo has a column called like the table zoo.food.',
    );
    await second.close();
  });
});

describe('a re-creation', () => {
  it('shows the new to what begins later and the old to what had begun', async () => {
    await add('old');
    const before = databases.scope();
    const report = await again();
    expect(report.databases).toMatchObject([{ generation: 1, schemas: ['zoo'], migrations: 1 }]);
    expect(await animals()).toEqual(['new']);
    expect(await before.run(animals)).toEqual(['old']);
    await before.run(() => add('late'));
    expect(await before.run(animals)).toEqual(['late', 'old']);
    expect(await animals()).toEqual(['new']);
    before.leave();
    expect(await before.run(animals)).toEqual(['new']);
  });

  it('shows the new to what is asked while it is swapped in', async () => {
    const epochs = new Epochs();
    epochs.know([{ schema: 'zoo', name: 'zoo' }]);
    const client: Client = new GatedClient({ connectionString: url, epochs });
    await client.connect();
    const before = new Scope([epochs]);
    epochs.close();
    const select = 'SELECT name FROM "zoo"."zoo"';
    const asked = client.query(select);
    const ofBefore = before.run(() => client.query(select));
    ofBefore.catch(() => undefined);
    epochs.open(1);
    expect((await asked).rows).toEqual([]);
    await expect(ofBefore).rejects.toThrow('"zoo_before_1.zoo" does not exist');
    await client.end();
  });

  it('lets a transaction end where it began', async () => {
    await databases.main.database.transaction(async (transaction) => {
      await transaction.execute(sql`INSERT INTO "zoo"."zoo" VALUES ('old')`);
      await again({ fill: async () => undefined });
      const { rows } = await transaction.execute(sql`SELECT name FROM "zoo"."zoo"`);
      expect(rows).toEqual([{ name: 'old' }]);
    });
    expect(await animals()).toEqual([]);
  });

  it('keeps who waits for a connection in the generation it asked from', async () => {
    await add('old');
    const before = databases.scope();
    let waiting: Promise<readonly unknown[]> | undefined;
    await databases.main.database.transaction(async () => {
      waiting = before.run(animals);
      await again();
    });
    expect(await waiting).toEqual(['old']);
    before.leave();
  });

  it('keeps the old schemas until nobody uses them', async () => {
    const before = databases.scope();
    await again();
    expect(await left()).toEqual([{ name: 'zoo_before_1', generation: 0 }]);
    await again();
    expect((await left()).map(({ name }) => name)).toContain('zoo_before_1');
    before.leave();
    await again({ grace: 5_000 });
    expect(await left()).toEqual([]);
  });

  it('changes nothing when the filling fails', async () => {
    await add('old');
    const filling = again({
      fill: async () => {
        throw new Error('no water');
      },
    });
    await expect(filling).rejects.toThrow('no water');
    expect(await animals()).toEqual(['old']);
    expect(await left()).toEqual([]);
    expect((await again()).databases[0]?.generation).toBe(1);
  });
});
