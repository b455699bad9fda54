import { createDatabase, type TestDatabase } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../config/index.ts';
import { createLog } from '../log/index.ts';
import { asSystem } from './fence/index.ts';
import { type Databases, openDatabases } from './open.ts';
import { platformTables } from './platform-tables.ts';
import { Preparations } from './preparations.ts';

describe('what a connection keeps by name', () => {
  it('names a statement when it comes again, and plans it apart for each key', () => {
    const all = new Preparations();
    expect(all.of('SELECT $1', 'tenant')).toBeNull();
    const first = all.of('SELECT $1', 'tenant');
    expect(first).toMatchObject({ known: false });
    expect(all.of('SELECT $1', 'tenant')).toBe(first);
    expect(all.of('SELECT $1', 'system')).toBeNull();
    expect(all.of('SELECT $1', 'system')?.name).not.toBe(first?.name);
    for (const text of ['x'.repeat(20_000), 'SELECT 1 WHERE $1 ILIKE $2', 'SELECT $1 ~ $2'])
      for (let times = 0; times < 3; times += 1) expect(all.of(text, 'tenant')).toBeNull();
  });

  it('gives up what was not asked for longest', () => {
    const all = new Preparations();
    const name = (text: string) => {
      all.of(text, '');
      return all.of(text, '')?.name;
    };
    const first = name('0');
    const kept = name('kept');
    for (let at = 1; at < 100; at += 1) {
      name(String(at));
      all.of('kept', '');
    }
    expect(all.takeLeft()).toEqual([first]);
    expect(all.takeLeft()).toEqual([]);
    expect(all.of('kept', '')?.name).toBe(kept);
    expect(all.of('0', '')).toBeNull();
  });
});

describe('a connection', () => {
  let test: TestDatabase;
  let databases: Databases;
  const query = (text: string, values?: unknown[]) =>
    asSystem('a test', () => databases.main.database.$client.query(text, values));
  const kept = async () =>
    (await query(`SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%marker%'`))
      .rows.length;

  beforeAll(async () => {
    test = await createDatabase();
    const config = readConfig({}, { INSITES_DATABASE_URL: test.url, INSITES_DATABASE_POOL: '1' });
    databases = await openDatabases(config, [platformTables], createLog({ logLevel: 'error' }));
    await databases.start();
    await query('CREATE TABLE public.things (a int)');
    await query('INSERT INTO public.things VALUES (1)');
  });

  afterAll(async () => {
    await databases.close();
    await test.drop();
  });

  it('reads a statement once that comes again', async () => {
    const ask = () => query('SELECT $1::int + 1 AS marker', [1]);
    for (let times = 0; times < 4; times += 1) expect((await ask()).rows).toEqual([{ marker: 2 }]);
    expect(await kept()).toBe(1);
  });

  it('tells the same error each time, and goes on', async () => {
    for (let times = 0; times < 4; times += 1) {
      await expect(query('SELECT marker_unknown FROM things WHERE a = $1', [1])).rejects.toThrow(
        'column "marker_unknown" does not exist',
      );
      await expect(query('SELECT 1 / $1::int AS marker', [0])).rejects.toThrow('division by zero');
    }
    expect((await query('SELECT 1 / $1::int AS marker', [1])).rows).toEqual([{ marker: 1 }]);
  });

  it('reads it anew when its table has other columns than before', async () => {
    const ask = () => query('SELECT * FROM public.things WHERE a = $1', [1]);
    for (let times = 0; times < 3; times += 1) expect((await ask()).rows).toEqual([{ a: 1 }]);
    await query('ALTER TABLE public.things ADD COLUMN b int DEFAULT 2');
    for (let times = 0; times < 3; times += 1) expect((await ask()).rows).toEqual([{ a: 1, b: 2 }]);
  });

  it('gives up plans on the server, too', async () => {
    for (let at = 0; at < 120; at += 1)
      for (let times = 0; times < 2; times += 1)
        await query(`SELECT $1::int AS marker, ${at} AS at`, [1]);
    await query('SELECT $1::int AS other', [1]);
    const { rows } = await query('SELECT name FROM pg_prepared_statements');
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.length).toBeLessThan(105);
  });
});
