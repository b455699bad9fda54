import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { InsitesError } from '@insites/kernel';
import { createLog, withClient } from '@insites/platform';
import { type TemporaryHome, temporaryHome } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  backUpDatabases,
  checkDatabases,
  recreateDatabases,
  restoreDatabases,
} from '../../src/databases/index.ts';
import { seed } from '../../src/fixtures/index.ts';
import { startServer } from '../../src/server.ts';

/** Databases of a login that owns them and nothing more, as a city's administrator hands them out. */
const log = createLog({ logLevel: 'silent' });
const login = `owner_${randomBytes(4).toString('hex')}`;
const names = [`${login}_one`, `${login}_two`] as const;
const adminToken = 'plain-owners-administrator-token-0123456789';
let homes: readonly TemporaryHome[];

const ask = (statement: string, name = 'postgres', as?: string) => {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  if (as) [url.username, url.password] = [as, 'plain'];
  return withClient(url.href, log, (client) => client.query(statement));
};

const settings = (at: 0 | 1) => {
  const url = new URL(inject('postgresUrl'));
  [url.username, url.password, url.pathname] = [login, 'plain', `/${names[at]}`];
  return {
    INSITES_HOME: homes[at]?.path ?? '',
    INSITES_PORT: '0',
    INSITES_DATABASE_URL: url.href,
    INSITES_ADMIN_TOKEN: adminToken,
    INSITES_ENVIRONMENT: 'test',
    INSITES_LOG_LEVEL: 'silent',
  };
};

beforeAll(async () => {
  homes = [await temporaryHome(), await temporaryHome()];
  await ask(`CREATE ROLE ${login} LOGIN PASSWORD 'plain' NOSUPERUSER NOCREATEROLE NOCREATEDB`);
  for (const name of names) await ask(`CREATE DATABASE ${name} OWNER ${login}`);
});
afterAll(async () => {
  for (const name of names) {
    await ask(`DROP DATABASE ${name} WITH (FORCE)`);
    await ask(`DROP ROLE IF EXISTS ${name}_app`);
  }
  await ask(`DROP ROLE ${login}`);
  for (const home of homes) await home.remove();
});

const serve = async (at: 0 | 1) => startServer({ env: {}, overrides: settings(at) });

describe('with a login that may make no roles', () => {
  it('no server starts without the fence, and the error says what to run', async () => {
    for (const at of [0, 1] as const) {
      const refused = await serve(at).then(
        () => null,
        (thrown: InsitesError) => thrown,
      );
      expect(refused).toMatchObject({ code: 'platform.fenceMissing' });
      const [, sql = ''] =
        /run: (CREATE ROLE .*?; GRANT .*?;)/.exec(refused?.details.hint ?? '') ?? [];
      await ask(sql);
    }
  });

  it('the whole program works behind the fence, and its owner sees nothing by chance', async () => {
    const server = await serve(0);
    const me = await fetch(`${server.url}/api/v1/identity/people`, {
      headers: { authorization: `Bearer ${adminToken}` },
    });
    expect(await me.json()).toMatchObject({ total: 1 });
    await server.close();
    const env = {};
    await seed({ env, overrides: settings(0), fixture: 'city', scale: 200 });
    expect(await checkDatabases({ env, overrides: settings(0) })).toMatchObject({ items: [] });
    const count = async (before = '') => {
      const answer = await ask(
        `${before}SELECT count(*)::int AS n FROM identity.people`,
        names[0],
        login,
      );
      return [answer].flat().at(-1)?.rows[0].n;
    };
    expect(await count(`SET insites.system = ''; `)).toBe(0);
    expect(await count()).toBeGreaterThan(5);
  }, 120_000);

  it('a backup is whole and comes back, and databases are made anew', async () => {
    const { path, databases } = await backUpDatabases({
      env: {},
      overrides: settings(0),
      folder: join(homes[0]?.path ?? '', 'backups'),
      withKey: true,
    });
    expect(databases[0]?.rows).toBeGreaterThan(50);
    const restored = await restoreDatabases({ env: {}, overrides: settings(1), folder: path });
    expect(restored.databases[0]?.rows).toBe(databases[0]?.rows);
    expect(await checkDatabases({ env: {}, overrides: settings(1) })).toMatchObject({ items: [] });
    await ask(`UPDATE insites.state SET mark = 'disposable'`, names[0], login);
    const made = await recreateDatabases({
      env: {},
      overrides: settings(0),
      confirm: [names[0]],
      fixture: 'city',
      scale: 200,
    });
    expect(made.fixture).not.toBeNull();
    expect(await checkDatabases({ env: {}, overrides: settings(0) })).toMatchObject({ items: [] });
  }, 120_000);

  it('a backup is refused when policies could hide rows', async () => {
    await ask('DROP POLICY system ON files.files', names[0], login);
    await expect(
      backUpDatabases({
        env: {},
        overrides: settings(0),
        folder: join(homes[0]?.path ?? '', 'backups'),
        withKey: true,
      }),
    ).rejects.toMatchObject({ code: 'platform.backupRefused' });
  });
});
