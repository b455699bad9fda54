import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@insites/client';
import { list } from '@insites/datasets/contract';
import { createDatabase, temporaryHome } from '@insites/testing';
import { afterEach, expect, it } from 'vitest';
import { markDatabases, recreateDatabases } from '../src/databases/index.ts';
import { type Served, serve } from './process.ts';
import { live } from './recreate-clients.ts';

const adminToken = 'recreation-administrator-token-0123456789';
const people = 50;
const times = 3;
let server: Served | null = null;

afterEach(async () => {
  await server?.end('SIGKILL');
});

it('re-creates the databases while fifty people read and write, and nobody notices', async () => {
  await using home = await temporaryHome();
  await using test = await createDatabase();
  const overrides = {
    INSITES_HOME: home.path,
    INSITES_DATABASE_URL: test.url,
    INSITES_ENVIRONMENT: 'test',
    INSITES_ADMIN_TOKEN: adminToken,
    INSITES_REQUESTS_PER_MINUTE: '1000000',
    INSITES_LOG_LEVEL: 'warn',
  };
  const confirm = [new URL(test.url).pathname.slice(1)];
  const again = () => recreateDatabases({ overrides, confirm, fixture: 'sample-city' });
  await markDatabases({ overrides, mark: 'disposable', confirm });
  await again();
  server = await serve(overrides);
  const client = createClient({ baseUrl: server.url, token: adminToken });
  const { items } = await client.call(list, {});
  const rows = new Map(items.map(({ name, latest }) => [name, latest?.rows ?? 0]));
  expect([...rows.keys()].sort()).toEqual([
    'adopted_budget',
    'airport_birdstrikes',
    'metro_unemployment',
  ]);

  const stop = new AbortController();
  const living = live(client, people, rows, stop.signal);
  const generations = [];
  for (let time = 0; time < times; time += 1) {
    await sleep(500);
    const { databases, pauseMilliseconds } = await again();
    generations.push(databases[0]?.generation);
    if (process.env.INSITES_SHOW) console.log({ pauseMilliseconds });
  }
  stop.abort();
  const { wrong, right, gone, took } = await living;
  if (process.env.INSITES_SHOW) console.log({ right, gone, slowest: Math.max(...took) });
  expect(wrong).toEqual([]);
  expect(generations).toEqual([2, 3, 4]);
  // Somebody may have written just before a swap, once each.
  expect(gone).toBeLessThanOrEqual(people * times);
  expect(right).toBeGreaterThan(people);
  expect(server.output()).not.toMatch(/"level":(50|60)|\berror\b/i);
}, 120_000);
