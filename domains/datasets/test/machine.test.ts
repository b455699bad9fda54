import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, temporaryHome } from '@insites/testing';
import { describe, expect, it } from 'vitest';
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
  it.for(['Fetching', 'Reading', 'Sealing', 'Looking'])(
    'while %s: after the restart the import goes on by itself',
    { timeout: 90_000 },
    async (when) => {
      await using home = await temporaryHome();
      const large = manyRows(600_000);
      const first = await serveProgram(home.path, token);
      // Of a file with that name no copy is kept, so that it has to be fetched.
      const name = when === 'Fetching' ? 'large.data' : 'large.csv';
      const begun = await first.city.begin(name, large);
      await reached(first.city, begun.jobId, when);
      await first.kill();
      {
        await using second = await serveProgram(home.path, token);
        const job = await second.city.ended(begun.jobId);
        expect(job).toMatchObject({ state: 'done', error: null });
        const rows = await second.city.rows(begun.datasetId, {
          select: 'count(*) AS n, max(visits) AS last',
        });
        expect(rows).toEqual([{ n: 600_000, last: 599_999 }]);
        await second.city.import('fine.csv', fine);
      }
      const alone = await startAlone({}, { home: home.path, token });
      try {
        const stock = await stockOf(alone);
        expect(stock).toMatchObject({ datasets: 2, versions: 2, importing: 0, pending: 0 });
        // Blobs of the killed process are swept when they are an hour old.
        expect(stock.blobs - stock.objects).toBeLessThanOrEqual(1);
        expect(stock.scratch).toEqual([]);
        expect(await filesBelow(join(home.path, 'cache'))).toEqual([]);
      } finally {
        await alone.stop();
      }
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
        const begun = await house.city.begin('large.csv', large);
        const before = await stockOf({ ...house, home: disk.path });
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
          datasets: before.datasets - 1,
          versions: before.versions - 1,
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
      for (let time = 0; time < 40; time += 1) {
        fill(filler);
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

describe('a line of 1 GB', () => {
  it('is refused without being held in memory', { timeout: 180_000 }, async () => {
    await using home = await temporaryHome();
    await using database = await createDatabase();
    await using program = await serveProgram(home.path, token, {
      INSITES_DATABASE_URL: database.url,
    });
    const { city } = program;
    await city.import('fine.csv', fine);
    for (const [name, head, piece] of [
      ['one-line.csv', 'a,b\n', 'x'.repeat(1 << 20)],
      ['quoted.csv', 'a,b\n1,"', 'word, word, word'.repeat(1 << 16)],
      ['fields.csv', 'a,b\n', '1,'.repeat(1 << 19)],
      ['one-line.json', '[{"a":"', 'x'.repeat(1 << 20)],
      ['one-line.ndjson', '{"a":1}\n{"a":"', 'x'.repeat(1 << 20)],
    ] as const) {
      const rest = program.memory();
      let peak = rest;
      const watching = setInterval(() => {
        peak = Math.max(peak, program.memory());
      }, 50);
      const started = Date.now();
      const length = head.length + 1024 * piece.length;
      const begun = await city.begin(name, repeated(head, piece, 1024), { length });
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
      expect(peak - rest).toBeLessThan(300);
      expect((await city.import('fine.csv', fine)).job.state).toBe('done');
    }
  });
});

/** Appends zeros until the disk is full. */
function fill(path: string): void {
  try {
    execFileSync('dd', ['if=/dev/zero', `of=${path}`, 'bs=64k', 'oflag=append', 'conv=notrunc'], {
      stdio: 'ignore',
    });
  } catch {
    // Full, as wished.
  }
}

async function* repeated(head: string, piece: string, times: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(piece);
  yield Buffer.from(head);
  for (let time = 0; time < times; time += 1) yield new Uint8Array(bytes);
}

async function reached(city: City, jobId: string, step: string): Promise<void> {
  for (;;) {
    const answer = await city.fetch(`/api/v1/platform/jobs/${jobId}`);
    const job = (await answer.json()) as { step: string | null; state: string };
    if (job.step?.startsWith(step) || !['running', 'waiting'].includes(job.state)) return;
    await pause(5);
  }
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
