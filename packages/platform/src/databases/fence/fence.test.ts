import { createDatabase, type TestDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../config/index.ts';
import { createLog } from '../../log/index.ts';
import { type Databases, openDatabases } from '../open.ts';
import { platformTables } from '../platform-tables.ts';
import { asRequest, asSystem, asTenant, requestIsOf } from './scope.ts';

const log = createLog({ logLevel: 'error' });
const [a, b] = [
  { organisationId: '00000000-0000-7000-8000-00000000000a', personId: null },
  { organisationId: '00000000-0000-7000-8000-00000000000b', personId: null },
];
let test: TestDatabase;
let databases: Databases;

beforeAll(async () => {
  test = await createDatabase();
  const config = readConfig({}, { INSITES_DATABASE_URL: test.url, INSITES_DATABASE_POOL: '2' });
  databases = await openDatabases(config, [platformTables], log);
  await databases.start();
});

afterAll(async () => {
  await databases.close();
  await test.drop();
});

const keys = () =>
  databases.main.database
    .execute<{ tenant: string }>(sql`SELECT tenant FROM "platform"."tenant_keys" ORDER BY 1`)
    .then(({ rows }) => rows.map(({ tenant }) => tenant));

const add = (tenant: string) =>
  databases.main.database.execute(
    sql`INSERT INTO "platform"."tenant_keys" (tenant, wrapped_key) VALUES (${tenant}, ''::bytea)`,
  );

describe('the fence', () => {
  it('shows a scope its own rows, the program all of them, and nobody none', async () => {
    for (const one of [a, b]) await asTenant(one, () => add(one.organisationId));
    expect(await asTenant(a, keys)).toEqual([a.organisationId]);
    expect(await asTenant(b, keys)).toEqual([b.organisationId]);
    expect(await asSystem('a test', keys)).toEqual([a.organisationId, b.organisationId]);
    expect(await keys()).toEqual([]);
    expect(await asTenant({ organisationId: null, personId: null }, keys)).toEqual([]);
  });

  it('refuses rows of another organisation', async () => {
    await expect(asTenant(a, () => add('another'))).rejects.toMatchObject({
      cause: { message: expect.stringContaining('row-level security') },
    });
  });

  it('holds for a request from the moment it is known who asks', async () => {
    await asRequest(async () => {
      expect(await keys()).toEqual([]);
      requestIsOf(a);
      expect(await keys()).toEqual([a.organisationId]);
      requestIsOf(b);
      expect(await keys()).toEqual([a.organisationId]);
    });
  });

  it('leaves nothing on a pooled connection, also after errors and cancelling', async () => {
    const { $client } = databases.main.database;
    const bad = () => $client.query('SELECT 1 / $1::int', [0]);
    await expect(asTenant(a, bad)).rejects.toThrow('division by zero');
    await expect(asSystem('a test', bad)).rejects.toThrow('division by zero');
    const sleeping = asTenant(a, () => $client.query('SELECT pg_sleep(20)'));
    sleeping.catch(() => undefined);
    const cancel = () =>
      $client.query(`SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE state = 'active'
        AND datname = current_database() AND query LIKE '%pg_sleep(20)' AND pid <> pg_backend_pid()`);
    while (!(await asSystem('a test', cancel)).rowCount);
    await expect(sleeping).rejects.toThrow('canceling statement');
    const seen = await Promise.all([keys(), keys(), keys(), keys()]);
    expect(seen).toEqual([[], [], [], []]);
    const { rows } = await $client.query(
      `SELECT current_user = session_user AS login, current_setting('insites.organisation') AS here`,
    );
    expect(rows).toEqual([{ login: false, here: '' }]);
  });

  it('follows the scope of each statement inside a transaction', async () => {
    await asTenant(a, () =>
      databases.main.database.transaction(async (transaction) => {
        const count = async () =>
          (await transaction.execute(sql`SELECT FROM "platform"."tenant_keys"`)).rowCount;
        expect(await count()).toBe(1);
        expect(await asSystem('a test', count)).toBe(2);
        expect(await count()).toBe(1);
        await transaction
          .transaction(async (inner) => {
            await inner.execute(sql`SELECT 1 / 0`);
          })
          .catch(() => undefined);
        expect(await count()).toBe(1);
      }),
    );
    expect(await keys()).toEqual([]);
  });

  it('does not believe the role of the application that it is the system', async () => {
    const { rows } = await asTenant(a, () =>
      databases.main.database.transaction(async (transaction) => {
        const said = sql`SELECT set_config('insites.system', 'on', true)`;
        return await transaction.execute(
          sql`WITH said AS MATERIALIZED (${said}) SELECT tenant FROM said, "platform"."tenant_keys"`,
        );
      }),
    );
    expect(rows).toEqual([{ tenant: a.organisationId }]);
  });

  it('reads texts of several statements and answers as if there were no fence', async () => {
    const { $client } = databases.main.database;
    const several = await asTenant(a, () =>
      $client.query('SELECT 1 AS one; SELECT tenant FROM "platform"."tenant_keys"'),
    );
    expect(several).toMatchObject([
      { rows: [{ one: 1 }] },
      { rows: [{ tenant: a.organisationId }] },
    ]);
    const empty = await asTenant(a, () => $client.query('SELECT 1 AS one WHERE false'));
    expect(empty).toMatchObject({ rowCount: 0, fields: [{ name: 'one' }] });
  });
});
