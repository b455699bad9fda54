import { setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@insites/client';
import { me } from '@insites/identity/contract';
import { createDatabase, temporaryHome } from '@insites/testing';
import { afterEach, expect, it } from 'vitest';
import { type Served, serve } from '../process.ts';
import { ask } from './two-databases.ts';

const adminToken = 'ten-at-once-administrator-token-0123456789';
const running: Served[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map(({ end }) => end('SIGKILL')));
});

/** Ten engines that start at once take their time. */
async function untilReady(url: string): Promise<void> {
  for (let tries = 100; ; tries -= 1) {
    const response = await fetch(`${url}/readyz`);
    if (response.status === 200) return;
    if (tries === 0) throw new Error(`Not ready: ${await response.text()}`);
    await sleep(200);
  }
}

const migrations = (output: string) => output.split('"msg":"migration applied"').length - 1;

it('ten processes start against an empty database: one migrates, all run', async () => {
  // The other tests of a small machine go first.
  setPriority(10);
  await using home = await temporaryHome();
  await using database = await createDatabase();
  const settings = {
    INSITES_DATABASE_URL: database.url,
    INSITES_DATABASE_POOL: '4',
    INSITES_ADMIN_TOKEN: adminToken,
    INSITES_LOG_LEVEL: 'info',
    // The other role opens an engine besides, which has nothing to do with the database.
    INSITES_ROLES: 'web',
  };
  const starting = Array.from({ length: 10 }, () =>
    serve(settings, '--home', home.path).then((server) => {
      running.push(server);
      return server;
    }),
  );
  const servers = await Promise.all(starting);
  const applied = servers.map(({ output }) => migrations(output())).filter((many) => many > 0);
  const [recorded] = await ask(database, 'SELECT count(*)::int AS all FROM insites.migrations');
  expect(applied).toEqual([recorded?.all]);
  for (const { url, output } of servers) {
    await untilReady(url);
    expect(output()).not.toMatch(/"level":"(error|fatal)"/);
    const who = await createClient({ baseUrl: url, token: adminToken }).call(me, {});
    expect(who.role).toBe('admin');
  }
  const [people] = await ask(database, 'SELECT count(*)::int AS all FROM identity.people');
  expect(people?.all).toBe(1);
}, 300_000);
