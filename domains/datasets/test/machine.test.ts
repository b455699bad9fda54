import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchJob } from '@insites/platform/contract';
import { createDatabase, type TemporaryHome, temporaryHome } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { City } from './city.ts';
import { pause } from './city.ts';
import { filesBelow, startAlone, startHouse, stockOf } from './house.ts';
import { serveProgram } from './program.ts';

const token = 'test-token-of-more-than-thirty-two-letters';
const fine = 'city,people\nOakland,440646\nFresno,542107\n';

function manyRows(rows: number): Buffer {
  const lines = ['visits,place,amount'];
  for (let row = 0; row < rows; row += 1)
    lines.push(`${row},"Place ${(row * 7919) % 99_991}",${((row * 7919) % 1_000_003) / 100}`);
  return Buffer.from(`${lines.join('\n')}\n`);
}

describe('the server killed with -9 while it imports', () => {
  const large = manyRows(300_000);
  let home: TemporaryHome;
  let kills = 0;
  beforeAll(async () => {
    home = await temporaryHome();
  });
  afterAll(() => home.remove());

  it.for(['Fetching', 'Reading', 'Sealing', 'Looking'])(
    'while %s: after the restart the import goes on by itself',
    { timeout: 90_000 },
    async (when) => {
      const first = await serveProgram(home.path, token);
      // Of a file with that name no copy is kept, so that it has to be fetched.
      const name = when === 'Fetching' ? 'large.data' : 'large.csv';
      const begun = await first.city.begin(name, large);
      await reached(first.city, begun.jobId, when);
      await first.kill();
      kills += 1;
      const again = await startAlone({}, { home: home.path, token });
      try {
        const job = await again.city.ended(begun.jobId);
        expect(job).toMatchObject({ state: 'done', error: null });
        const rows = await again.city.rows(begun.datasetId, {
          select: 'count(*) AS n, max(visits) AS last',
        });
        expect(rows).toEqual([{ n: 300_000, last: 299_999 }]);
        await again.city.import('fine.csv', fine);
        const stock = await stockOf(again);
        const [datasets, versions] = [2 * kills, 2 * kills];
        expect(stock).toMatchObject({ datasets, versions, importing: 0, pending: 0 });
        // Blobs of the killed process are swept when they are an hour old.
        expect(stock.blobs - stock.objects).toBeLessThanOrEqual(kills);
        expect(stock.scratch).toEqual([]);
      } finally {
        await again.stop();
      }
      expect(await filesBelow(join(home.path, 'cache'))).toEqual([]);
    },
  );
});

describe.runIf(mayMount())('a disk that is full', () => {
  it('the store is on it: the import fails with the cause, leaves nothing, and works with room again', {
    timeout: 120_000,
  }, async () => {
    const disk = await smallDisk('60m');
    try {
      const house = await startHouse({ INSITES_HOME: disk.path, INSITES_LOG_LEVEL: 'silent' });
      try {
        await house.city.import('fine.csv', fine);
        const large = manyRows(1_000_000);
        // Its raw bytes take 24 of 60 MB; the copy that is read, and the rows, do not fit beside them.
        // Counted before it begins: what it seals on its way would be counted, too.
        const before = await stockOf({ ...house, home: disk.path });
        const begun = await house.city.begin('large.csv', large);
        const filler = join(disk.path, 'filler');
        // It may meet the full disk itself, when the import was quick to take its share.
        spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1M', 'count=22'], { stdio: 'ignore' });
        const job = await house.city.ended(begun.jobId, 90_000);
        expect(job).toMatchObject({
          state: 'failed',
          error: { kind: 'unavailable', code: 'platform.diskFull' },
        });
        expect(job.error?.message).toMatch(/disk is full/i);
        const after = await stockOf({ ...house, home: disk.path });
        expect(after).toEqual({
          ...before,
          // Its raw file stays.
          objects: before.objects + 1,
          blobs: before.blobs + 1,
          importing: 0,
          scratch: [],
          processes: 0,
        });
        const refused = await house.city.upload('again.csv', manyRows(1_500_000)).catch(String);
        expect(refused).toMatch(/platform\.diskFull/);
        await rm(filler);
        const again = await house.city.import('large.csv', manyRows(200_000));
        expect(again.job).toMatchObject({ state: 'done', error: null });
      } finally {
        await house.stop();
      }
    } finally {
      await disk.remove();
    }
  });

  it('PostgreSQL is on it too: the server stays up, says so, and works with room again', {
    timeout: 120_000,
  }, async () => {
    const disk = await smallDisk('220m');
    try {
      await using program = await serveProgram(disk.path, token, { INSITES_LOG_LEVEL: 'silent' });
      const { city } = program;
      await city.import('fine.csv', fine);
      const filler = join(disk.path, 'filler');
      const begun = await city.begin('large.csv', manyRows(1_000_000));
      // What the import gives back is filled too, until nothing is left.
      for (let time = 0, full = 0; time < 40 && full < 10; time += 1) {
        full = fill(filler) === 0 ? full + 1 : 0;
        await pause(200);
      }
      const said = await city.fetch('/healthz');
      expect(said.status).toBeLessThan(504);
      const refused = await city.upload('more.csv', manyRows(100_000)).catch(String);
      expect(refused).toMatch(/platform\.(diskFull|databaseGone)/);
      await rm(filler);
      const job = await eventually(() => city.ended(begun.jobId, 60_000));
      if (job.state === 'failed') expect(job.error?.code).toMatch(/diskFull|databaseGone/);
      const again = await eventually(() => city.import('large.csv', manyRows(100_000)));
      expect(again.job).toMatchObject({ state: 'done', error: null });
    } finally {
      await disk.remove();
    }
  });
});

describe('a line of 1 GB, and of 256 MB in every other form', () => {
  it('is refused without being held in memory', { timeout: 180_000 }, async () => {
    await using home = await temporaryHome();
    await using database = await createDatabase();
    await using program = await serveProgram(home.path, token, {
      INSITES_DATABASE_URL: database.url,
    });
    const { city } = program;
    await city.import('fine.csv', fine);
    for (const [name, head, piece, times] of [
      ['one-line.csv', 'a,b\n', 'x'.repeat(1 << 20), 1024],
      ['quoted.csv', 'a,b\n1,"', 'word, word, word'.repeat(1 << 16), 256],
      ['fields.csv', 'a,b\n', '1,'.repeat(1 << 19), 256],
      ['one-line.json', '[{"a":"', 'x'.repeat(1 << 20), 256],
      ['one-line.ndjson', '{"a":1}\n{"a":"', 'x'.repeat(1 << 20), 256],
    ] as const) {
      const rest = program.memory();
      let peak = rest;
      const watching = setInterval(() => {
        peak = Math.max(peak, program.memory());
      }, 50);
      const started = Date.now();
      const length = head.length + times * piece.length;
      const begun = await city.begin(name, repeated(head, piece, times), { length });
      const uploaded = Date.now();
      const job = await city.ended(begun.jobId, 120_000);
      clearInterval(watching);
      console.info(
        `${name}: ${Math.round(length / 1e6)} MB up ${uploaded - started} ms, told after ${Date.now() - uploaded} ms, memory +${Math.round(peak - rest)} MiB: ${job.error?.code} ${job.error?.message}`,
      );
      expect(job).toMatchObject({
        state: 'failed',
        error: { kind: 'invalid', code: 'datasets.lineTooLong' },
      });
      // Held, it would be its length at least.
      expect(peak - rest).toBeLessThan(Math.min(300, times * 0.6));
      expect((await city.import('fine.csv', fine)).job.state).toBe('done');
    }
  });
});

/** Appends zeros until the disk is full; answers with how many. */
function fill(path: string): number {
  const bytes = () => statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  const before = bytes();
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${path}`, 'bs=64k', 'oflag=append', 'conv=notrunc'], {
      stdio: 'ignore',
    });
  } catch {
    // Full, as wished.
  }
  return bytes() - before;
}

async function* repeated(head: string, piece: string, times: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(piece);
  yield Buffer.from(head);
  for (let time = 0; time < times; time += 1) yield new Uint8Array(bytes);
}

/** Waits until the job is at the step, or over. */
async function reached({ client }: City, id: string, step: string): Promise<void> {
  for await (const job of client.call(watchJob, { id })) if (job.step?.startsWith(step)) return;
}

async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + 40_000; ; )
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(500);
    }
}

/** A disk of its own in memory; only root may make one, and not everywhere. */
async function smallDisk(size: string) {
  const path = await mkdtemp(join(tmpdir(), 'insites-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0711`, 'tmpfs', path]);
  await chmod(path, 0o711);
  const remove = async () => {
    execFileSync('umount', ['-l', path]);
    await rm(path, { recursive: true, force: true });
  };
  return { path, remove };
}

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/bin/mount')) {
    console.info('Skipped: the tests of a full disk need root on Linux, to make a small disk.');
    return false;
  }
  const path = join(tmpdir(), `insites-mount-${process.pid}`);
  try {
    execFileSync('mkdir', ['-p', path]);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', path], { stdio: 'ignore' });
    execFileSync('umount', [path]);
    return true;
  } catch {
    console.info('Skipped: the tests of a full disk may not mount a small disk here.');
    return false;
  } finally {
    execFileSync('rmdir', [path]);
  }
}
