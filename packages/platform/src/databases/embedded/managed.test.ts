import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runScript, temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../config/index.ts';
import { createLog } from '../../log/log.ts';
import { asDatabaseError } from '../errors.ts';
import { type OpenDatabase, openDatabase } from '../open.ts';
import { copyBinaries } from './binaries.ts';

const log = createLog({ logLevel: 'silent' });

async function open(home: string): Promise<OpenDatabase & AsyncDisposable> {
  const opened = await openDatabase(readConfig({}, { INSITES_HOME: home }), log);
  return Object.assign(opened, { [Symbol.asyncDispose]: () => opened.close() });
}

async function postmasterOf(home: string): Promise<number> {
  const lines = await readFile(join(home, 'postgres/18/postmaster.pid'), 'utf8');
  return Number.parseInt(lines, 10);
}

/** A server on the home in a process of its own. */
const server = (home: string) =>
  runScript(`
    import { readConfig } from '${import.meta.resolve('../../config/index.ts')}';
    import { createLog } from '${import.meta.resolve('../../log/log.ts')}';
    import { openDatabase } from '${import.meta.resolve('../open.ts')}';
    const config = readConfig({}, { INSITES_HOME: ${JSON.stringify(home)} });
    await openDatabase(config, createLog({ logLevel: 'error' }));
    console.log('ready');
  `);

describe('the managed PostgreSQL', () => {
  it('is made once, keeps what it knows, and starts again in well under a second', async () => {
    await using home = await temporaryHome();
    const first = await open(home.path);
    await first.database.execute(sql`CREATE TABLE kept AS SELECT 42 AS answer`);
    await first.close();
    const times = [];
    for (let restart = 0; restart < 2; restart += 1) {
      const began = performance.now();
      const opened = await open(home.path);
      times.push(performance.now() - began);
      await opened.close();
    }
    expect(Math.min(...times)).toBeLessThan(1000);
    await using again = await open(home.path);
    const { rows } = await again.database.execute(sql`SELECT answer FROM kept`);
    expect(rows).toEqual([{ answer: 42 }]);
  });

  it('makes a whole cluster after a crash in the middle of making it', async () => {
    await using home = await temporaryHome();
    await mkdir(join(home.path, 'postgres/18.new/base'), { recursive: true });
    await writeFile(join(home.path, 'postgres/18.new/PG_VERSION'), '18\n');
    await using opened = await open(home.path);
    expect((await opened.database.execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
  });

  it('refuses a second server on one home', async () => {
    await using home = await temporaryHome();
    await using _first = await open(home.path);
    await expect(open(home.path)).rejects.toMatchObject({ code: 'platform.homeInUse' });
  });

  it('takes over from a server that was killed', async () => {
    await using home = await temporaryHome();
    await using killed = server(home.path);
    await killed.line();
    const orphan = await postmasterOf(home.path);
    await killed.kill();
    expect(() => process.kill(orphan, 0)).not.toThrow();
    await using opened = await open(home.path);
    expect(await postmasterOf(home.path)).not.toBe(orphan);
    expect((await opened.database.execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
  });

  it('is not fooled by a pid file whose number is now another process', async () => {
    await using home = await temporaryHome();
    await (await open(home.path)).close();
    const pidFile = join(home.path, 'postgres/18/postmaster.pid');
    await writeFile(pidFile, `${process.ppid}\n${join(home.path, 'postgres/18')}\n`);
    await using opened = await open(home.path);
    expect((await opened.database.execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
  });

  it('comes back by itself when it is killed, with work under way ending in a clear error', async () => {
    await using home = await temporaryHome();
    await using opened = await open(home.path);
    const inTransaction = opened.database.transaction((transaction) =>
      transaction.execute(sql`SELECT pg_sleep(20)`),
    );
    const failed = inTransaction.catch((error: unknown) => error);
    await sleep(200);
    process.kill(await postmasterOf(home.path), 'SIGKILL');
    expect(asDatabaseError(await failed)).toMatchObject({
      kind: 'unavailable',
      code: 'platform.databaseGone',
    });
    const ask = () => opened.database.execute(sql`SELECT 1 AS one`).then(({ rows }) => rows);
    await expect.poll(() => ask().catch(() => null), { timeout: 10_000 }).toEqual([{ one: 1 }]);
  });

  it('works in a home whose path is longer than a socket address may be', async () => {
    await using home = await temporaryHome();
    await using opened = await open(join(home.path, 'a-long-name-'.repeat(10)));
    expect((await opened.database.execute(sql`SELECT 1 AS one`)).rows).toEqual([{ one: 1 }]);
  });

  it.runIf(process.getuid?.() === 0)('works for root in a folder closed to others', async () => {
    await using home = await temporaryHome();
    await mkdir(join(home.path, 'closed'), { mode: 0o700 });
    const inside = join(home.path, 'closed/home');
    for (const expected of [0, 1]) {
      await using opened = await open(inside);
      const { database } = opened;
      await database.execute(sql`CREATE TABLE IF NOT EXISTS seen (at timestamptz)`);
      const { rows } = await database.execute(sql`SELECT count(*)::int AS seen FROM seen`);
      expect(rows).toEqual([{ seen: expected }]);
      await database.execute(sql`INSERT INTO seen VALUES (now())`);
    }
    expect((await stat(join(home.path, 'closed'))).mode & 0o777).toBe(0o700);
  });

  it('copies its programs once where they can be reached', async () => {
    await using home = await temporaryHome();
    const lies = (name: string) => join(home.path, 'package/native/bin', name);
    await mkdir(lies(''), { recursive: true });
    await writeFile(lies('postgres'), 'program', { mode: 0o755 });
    await writeFile(lies('initdb'), 'program', { mode: 0o755 });
    const programs = { postgres: lies('postgres'), initdb: lies('initdb') };
    const copied = await copyBinaries(programs, join(home.path, 'shared'));
    expect((await stat(copied.postgres)).mode & 0o111).toBe(0o111);
    expect(await copyBinaries(programs, join(home.path, 'shared'))).toEqual(copied);
  });
});

describe('another PostgreSQL', () => {
  it('that cannot be reached is an error that names it, without the password', async () => {
    const url = 'postgres://someone:geheim@127.0.0.1:1/city';
    const opening = openDatabase(readConfig({}, { INSITES_DATABASE_URL: url }), log);
    const error = await opening.catch((thrown: Error) => thrown);
    expect(error).toMatchObject({ code: 'platform.databaseGone' });
    expect(String(error)).toContain('127.0.0.1:1/city');
    expect(String(error)).not.toContain('geheim');
  });
});
