import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from '@insites/cli/program';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  backUpDatabases,
  migrateDatabases,
  verifyBackupFolder,
} from '../../src/databases/index.ts';
import { seed } from '../../src/fixtures/index.ts';
import { blobsOf, hashesOf, restoreInto, type TwoPlaces, twoPlaces } from './places.ts';

let place: TwoPlaces;
let backup: string;
/** How long a backup takes here, in milliseconds. */
let length: number;

beforeAll(async () => {
  place = await twoPlaces();
  await seed({ env: {}, overrides: place.settings, fixture: 'sample-city', scale: 2_000 });
  length = await timed(() => ended(run(place, 'backup', backupsOf(place))));
  backup = await newestOf(place);
}, 120_000);
afterAll(async () => {
  await place?.[Symbol.asyncDispose]();
});

const backupsOf = ({ folder }: TwoPlaces) => join(folder, 'backups');
const keysOf = ({ home }: TwoPlaces) => ['--with-key', join(home, 'secrets')];

async function newestOf(from: TwoPlaces): Promise<string> {
  const names = (await readdir(backupsOf(from))).filter((name) => /^\d/.test(name)).toSorted();
  return join(backupsOf(from), names.at(-1) ?? '');
}

function run({ settings }: TwoPlaces, verb: string, ...words: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, 'db', verb, ...words], {
    env: { PATH: process.env.PATH ?? '', ...settings },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function ended(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
}

/** Resolves when the program has said something. */
function heard(child: ChildProcess, what: RegExp): Promise<void> {
  let said = '';
  return new Promise((resolve) => {
    child.stderr?.on('data', (piece: Buffer) => {
      said += String(piece);
      if (what.test(said)) resolve();
    });
  });
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  expect(await work()).toBe(0);
  return performance.now() - began;
}

/** Moments over the length of something, the same each run. */
const moments = (length: number, count: number) =>
  Array.from({ length: count }, (_, index) => (length * (index + 1)) / (count + 0.5));

it('a backup that is killed is never taken for one, and the next one clears up', async () => {
  for (const moment of moments(length, 5)) {
    const child = run(place, 'backup', backupsOf(place));
    const over = ended(child);
    await sleep(moment);
    child.kill('SIGKILL');
    await over;
    for (const name of await readdir(backupsOf(place)))
      if (!name.startsWith('.unfinished-')) await verifyBackupFolder(join(backupsOf(place), name));
  }
  const { path } = await backUpDatabases({
    env: {},
    overrides: place.settings,
    folder: backupsOf(place),
    withKey: false,
  });
  expect((await readdir(backupsOf(place))).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(await hashesOf(path)).toEqual(await hashesOf(backup));
}, 120_000);

it('a restore that is killed leaves nothing, or what no server starts on until it is run again', async () => {
  const seen = { nothing: 0, named: 0, whole: 0 };
  for (const said of ['Objects', 'Database test_', 'Database test_.*\nDatabase test_'])
    for (const moment of [0, 60, 180]) {
      await using fresh = await twoPlaces();
      const child = run(fresh, 'restore', backup, ...keysOf(place));
      const over = ended(child);
      await Promise.race([heard(child, new RegExp(said)), over]);
      await sleep(moment);
      child.kill('SIGKILL');
      await over;
      seen[await stateOf(fresh)] += 1;
    }
  if (process.env.INSITES_SHOW) console.log(seen);
  expect(seen.named).toBeGreaterThan(3);
}, 240_000);

it('a restore that was killed while it wrote a key is finished by the next', async () => {
  await using fresh = await twoPlaces();
  const secrets = join(fresh.home, 'secrets');
  const child = run(fresh, 'restore', backup, ...keysOf(place));
  const over = ended(child);
  await heard(child, /Objects/);
  child.kill('SIGKILL');
  await over;
  // A key gets its name when all of it is written: what is half there is a draft.
  const name = 'audit-log.key';
  await mkdir(secrets, { recursive: true });
  await rm(join(secrets, name), { force: true });
  await writeFile(join(secrets, `${name}.new`), 'half of it');
  expect(await stateOf(fresh)).toBe('named');
  expect(await readFile(join(secrets, name))).toEqual(
    await readFile(join(place.home, 'secrets', name)),
  );
  expect(await readdir(secrets)).not.toContain(`${name}.new`);
}, 60_000);

it('a restore that is killed between its last steps is finished by the next', async () => {
  for (const notes of [1, 2] as const) {
    await using fresh = await twoPlaces();
    await killedBeforeEnd(fresh, notes);
    expect(await stateOf(fresh)).toBe('named');
  }
  await using fresh = await twoPlaces();
  await killedBeforeEnd(fresh, 2);
  // As it is between the two commits: people are there, the rest is not.
  const schemas = 'platform, licensing, governance, files, datasets';
  await fresh.main.execute(sql.raw(`DROP SCHEMA ${schemas} CASCADE`));
  await fresh.main.execute(sql`DELETE FROM insites.migrations`);
  await fresh.main.execute(sql`UPDATE insites.restoring SET loaded = false`);
  expect(await stateOf(fresh)).toBe('named');
}, 120_000);

/**
 * Kills a restore when all is loaded and the first of the two notes is about to go. PostgreSQL ends
 * the statement under way without its client, so that one note is left; or it is ended too.
 */
async function killedBeforeEnd({ auth, ...fresh }: TwoPlaces, notes: 1 | 2): Promise<void> {
  const child = run({ auth, ...fresh }, 'restore', backup, ...keysOf(place));
  const over = ended(child);
  while (!(await isMarked(auth))) await sleep(10);
  await auth.transaction(async (transaction) => {
    // The note cannot go while somebody reads it.
    await transaction.execute(sql`SELECT FROM insites.restoring`);
    let waiting: number | undefined;
    for (; waiting === undefined; await sleep(20)) {
      const { rows } = await auth.execute<{ pid: number }>(
        sql`SELECT pid FROM pg_locks WHERE NOT granted AND relation = 'insites.restoring'::regclass`,
      );
      waiting = rows[0]?.pid;
    }
    child.kill('SIGKILL');
    await over;
    if (notes === 2) await auth.execute(sql`SELECT pg_terminate_backend(${waiting}, 5000)`);
  });
  for (let left = 2; left !== notes; await sleep(20))
    left = (await Promise.all([fresh.main, auth].map(isMarked))).filter((each) => each).length;
}

/** What a killed restore left; all but the whole is made whole by running it again. */
async function stateOf(fresh: TwoPlaces): Promise<'nothing' | 'named' | 'whole'> {
  const marks = await Promise.all([fresh.main, fresh.auth].map(isMarked));
  const filled = await Promise.all([
    isThere(fresh.main, 'files.files'),
    isThere(fresh.auth, 'identity.people'),
  ]);
  if (marks.includes(true))
    await expect(migrateDatabases({ env: {}, overrides: fresh.settings })).rejects.toMatchObject({
      code: 'platform.restoreUnfinished',
    });
  else expect(filled[0]).toBe(filled[1]);
  const isWhole = !marks.includes(true) && filled.every((each) => each);
  if (!isWhole) await restoreInto(fresh, backup, place);
  const { path } = await backUpDatabases({
    env: {},
    overrides: fresh.settings,
    folder: backupsOf(fresh),
    withKey: false,
  });
  expect(await hashesOf(path)).toEqual(await hashesOf(backup));
  expect(await blobsOf(path)).toEqual(await blobsOf(backup));
  return isWhole ? 'whole' : marks.includes(true) ? 'named' : 'nothing';
}

const isMarked = (database: TwoPlaces['main']) => isThere(database, 'insites.restoring');

async function isThere(database: TwoPlaces['main'], table: string): Promise<boolean> {
  const { rows } = await database.execute<{ there: boolean }>(
    sql`SELECT to_regclass(${table}) IS NOT NULL AS there`,
  );
  return rows[0]?.there ?? false;
}
