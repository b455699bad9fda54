import { join } from 'node:path';
import { createClient } from '@insites/client';
import { data, list as listDatasets, query } from '@insites/datasets/contract';
import { list as listFiles } from '@insites/files/contract';
import { me } from '@insites/identity/contract';
import { createDatabase, temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { checkDatabases, restoreDatabases } from '../../src/databases/index.ts';
import { startServer } from '../../src/index.ts';
import { releaseBackup, twoPlaces } from './places.ts';
import { faultsIn } from './writers.ts';

/** The API token of the administrator in the backups of releases; nothing else was ever protected by it. */
const releaseToken = 'release-0-1-0-administrator-token-for-tests';

it('brings the one database of release 0.1.0 into two, and up to date', async () => {
  await using place = await twoPlaces();
  const folder = await releaseBackup('0.1.0', join(place.folder, 'releases'));
  await restoreDatabases({ env: {}, overrides: place.settings, folder });
  expect(await checkDatabases({ env: {}, overrides: place.settings })).toEqual({
    items: [],
    pending: [],
  });
  expect(await faultsIn(place)).toEqual([]);
  const people = await place.auth.execute(sql`SELECT name FROM identity.people`);
  expect(people.rows).toEqual([{ name: 'Administrator' }]);
}, 60_000);

it('brings the data of release 0.1.0 up to date', async () => {
  await using home = await temporaryHome();
  await using test = await createDatabase();
  const overrides = {
    INSITES_HOME: `${home.path}/home`,
    INSITES_PORT: '0',
    INSITES_DATABASE_URL: test.url,
    INSITES_LOG_LEVEL: 'error',
  };
  const folder = await releaseBackup('0.1.0', `${home.path}/releases`);
  const { databases, objects, insites } = await restoreDatabases({ env: {}, overrides, folder });
  expect({ insites, objects, rows: databases[0]?.rows }).toEqual({
    insites: '0.1.0',
    objects: 2,
    rows: 27,
  });
  expect(databases[0]?.migrations).toBeGreaterThan(0);
  expect(await checkDatabases({ env: {}, overrides })).toEqual({ items: [], pending: [] });

  const server = await startServer({ env: {}, overrides });
  try {
    const client = createClient({ baseUrl: server.url, token: releaseToken });
    expect(await client.call(me, {})).toMatchObject({ role: 'admin' });
    const { items } = await client.call(listDatasets, {});
    expect(items).toMatchObject([{ name: 'trees', title: 'Street trees', latest: { rows: 5 } }]);
    const sum = await client.call(query, { sql: 'select sum(height_m) as h from trees' });
    expect(sum.rows).toEqual([[73.5]]);
    const csv = await client.call(data, { id: items[0]?.id ?? '', format: 'csv' });
    expect(await csv.text()).toContain('Platanus × hispanica,1987-10-09,18.7,Station Road');
    const files = await client.call(listFiles, {});
    expect(files.items.map(({ name }) => name)).toEqual(['trees.csv']);
  } finally {
    await server.close();
  }
}, 60_000);
