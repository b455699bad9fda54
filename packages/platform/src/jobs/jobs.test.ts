import { setTimeout as sleep } from 'node:timers/promises';
import { errors, newId } from '@insites/kernel';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { platformTables } from '../databases/platform-tables.ts';
import { createLog } from '../log/log.ts';
import type { JobHandler, JobRun, Jobs } from './jobs.ts';
import { openJobs } from './queued-jobs.ts';

const log = createLog({ logLevel: 'silent' });
const reader = { organisationId: newId(), personId: newId() };
let test: TestDatabase;

beforeAll(async () => {
  test = await createDatabase([platformTables]);
});
afterAll(() => test.drop());

type Run = (run: JobRun<Record<string, unknown>>) => Promise<Record<string, unknown> | undefined>;

async function started(
  name: string,
  run: Run,
  options: Partial<JobHandler> & { readonly work?: boolean } = {},
): Promise<Jobs & AsyncDisposable> {
  const { work = true, ...rest } = options;
  const { database, url } = test;
  const jobs = openJobs({ database, url, log, work, alone: false });
  jobs.register({ name, run, ...rest } as JobHandler<never>);
  await jobs.start();
  return Object.assign(jobs, { [Symbol.asyncDispose]: () => jobs.close(0) });
}

function job(name: string, input: Record<string, unknown> = {}) {
  return { name, title: `Test of ${name}`, input, ...reader };
}

async function ended(jobs: Jobs, id: string) {
  const views = [];
  for await (const view of jobs.watch(id, reader, AbortSignal.timeout(15_000))) views.push(view);
  const last = views.at(-1);
  if (!last?.finishedAt) throw new Error(`The job has not ended: ${JSON.stringify(last)}`);
  return { last, views };
}

describe('jobs', () => {
  it('starts within 20 ms of the commit and keeps the result', async () => {
    let began = 0;
    await using jobs = await started('t.quick', async ({ input }) => {
      began = performance.now();
      return { doubled: Number(input.number) * 2 };
    });
    await ended(jobs, await jobs.send(job('t.quick', { number: 1 })));
    const waits = [];
    for (const number of [1, 2, 3, 4, 5]) {
      const id = await jobs.send(job('t.quick', { number }));
      const sent = performance.now();
      const { last } = await ended(jobs, id);
      expect(last).toMatchObject({ state: 'done', result: { doubled: number * 2 } });
      waits.push(began - sent);
    }
    expect(Math.min(...waits)).toBeLessThan(20);
  });

  it('sends nothing when the transaction rolls back', async () => {
    let runs = 0;
    await using jobs = await started('t.rollback', async () => {
      runs += 1;
      return undefined;
    });
    const lost = test.database.transaction(async (transaction) => {
      await jobs.send(job('t.rollback'), transaction);
      throw new Error('no');
    });
    await expect(lost).rejects.toThrow('no');
    await ended(jobs, await jobs.send(job('t.rollback')));
    expect(runs).toBe(1);
    expect((await jobs.list(reader, { limit: 10, offset: 0, search: 'rollback' })).total).toBe(1);
  });

  it('tells progress with rate and time left while it runs, at most each 200 ms', async () => {
    await using jobs = await started('t.progress', async ({ progress }) => {
      for (let done = 0; done <= 100; done += 1) {
        progress({ step: 'Counting', done, total: 200, unit: 'rows' });
        await sleep(10);
      }
      return undefined;
    });
    const { last, views } = await ended(jobs, await jobs.send(job('t.progress')));
    expect(last).toMatchObject({ done: 100, total: 200, unit: 'rows', step: 'Counting' });
    const moving = views.filter(({ state, rate }) => state === 'running' && rate);
    expect(moving.length).toBeGreaterThan(1);
    expect(moving.length).toBeLessThan(10);
    expect(moving.at(-1)?.rate).toBeGreaterThan(20);
    expect(moving.at(-1)?.secondsLeft).toBeGreaterThan(0);
  });

  it('tries again what may pass, ends at once what will not, and undoes it', async () => {
    const undone: string[] = [];
    const attempts: number[] = [];
    await using jobs = await started(
      't.retry',
      async ({ input, attempt }) => {
        if (input.how === 'invalid')
          throw errors.invalid('t.wrong', 'Wrong.', { hint: 'Right it.' });
        attempts.push(attempt);
        if (attempt === 0) throw errors.unavailable('t.away', 'Away.');
        return { attempt };
      },
      { failed: async (_, { code }) => void undone.push(code), tries: 2 },
    );
    const { last } = await ended(jobs, await jobs.send(job('t.retry')));
    expect(last).toMatchObject({ state: 'done', result: { attempt: 1 }, error: null });
    expect(attempts).toEqual([0, 1]);
    const wrong = await ended(jobs, await jobs.send(job('t.retry', { how: 'invalid' })));
    expect(wrong.last).toMatchObject({
      state: 'failed',
      error: { code: 't.wrong', message: 'Wrong.', hint: 'Right it.' },
    });
    expect(undone).toEqual(['t.wrong']);
  });

  it('is cancelled from another process, and undone before it says so', async () => {
    let stopped = false;
    let undone = false;
    const run: Run = async ({ signal }) => {
      await sleep(60_000, undefined, { signal }).catch(() => {
        stopped = true;
        throw signal.reason;
      });
      return undefined;
    };
    const failed = async () => {
      await sleep(100);
      undone = true;
    };
    await using worker = await started('t.cancel', run, { failed });
    await using other = await started('t.cancel', run, { failed, work: false });
    const id = await other.send(job('t.cancel'));
    for await (const { state } of other.watch(id, reader, AbortSignal.timeout(5_000)))
      if (state === 'running') break;
    expect(await other.cancel(id, reader)).toMatchObject({ state: 'cancelled', error: null });
    expect([stopped, undone]).toEqual([true, true]);
    await expect(worker.cancel(id, reader)).rejects.toMatchObject({ code: 'platform.jobEnded' });
  });

  it('is cancelled while it waits, without ever running', async () => {
    let runs = 0;
    let undone = 0;
    await using jobs = await started(
      't.waiting',
      async ({ signal }) => {
        runs += 1;
        await sleep(10_000, undefined, { signal });
        return undefined;
      },
      {
        failed: async () => {
          undone += 1;
        },
      },
    );
    const first = await jobs.send(job('t.waiting'));
    for await (const { state } of jobs.watch(first, reader, AbortSignal.timeout(5_000)))
      if (state === 'running') break;
    const second = await jobs.send(job('t.waiting'));
    expect((await jobs.cancel(second, reader)).state).toBe('cancelled');
    expect([runs, undone]).toEqual([1, 1]);
    expect((await jobs.cancel(first, reader)).state).toBe('cancelled');
  });

  it('goes from one to the next without a pause, however many came at once', async () => {
    await using jobs = await started('t.queue', async () => {
      await sleep(50);
      return undefined;
    });
    const ids = await Promise.all([1, 2, 3, 4, 5].map(() => jobs.send(job('t.queue'))));
    const ends = await Promise.all(ids.map((id) => ended(jobs, id)));
    expect(ends.map(({ last }) => last.state)).toEqual(Array(5).fill('done'));
  });

  it('runs as many at once as its handler allows', async () => {
    let now = 0;
    let most = 0;
    await using jobs = await started(
      't.many',
      async () => {
        most = Math.max(most, ++now);
        await sleep(150);
        now -= 1;
        return undefined;
      },
      { atOnce: 2 },
    );
    const ids = await Promise.all([1, 2, 3, 4].map(() => jobs.send(job('t.many'))));
    await Promise.all(ids.map((id) => ended(jobs, id)));
    expect(most).toBe(2);
  });

  it('puts back what runs when the server stops, for the next one to take', async () => {
    const first = await started('t.stop', async ({ signal }) => {
      await sleep(60_000, undefined, { signal });
      return undefined;
    });
    const id = await first.send(job('t.stop'));
    for await (const { state } of first.watch(id, reader, AbortSignal.timeout(5_000)))
      if (state === 'running') break;
    await first.close(0);
    await using second = await started('t.stop', async ({ attempt }) => ({ attempt }));
    expect((await ended(second, id)).last).toMatchObject({ state: 'done', result: { attempt: 0 } });
  });

  it('shows a job to nobody outside its organisation', async () => {
    await using jobs = await started('t.private', async () => undefined);
    const id = await jobs.send(job('t.private'));
    const stranger = { organisationId: newId(), personId: newId() };
    await expect(jobs.read(id, stranger)).rejects.toMatchObject({ code: 'platform.jobUnknown' });
    await expect(jobs.cancel(id, stranger)).rejects.toMatchObject({ code: 'platform.jobUnknown' });
    expect((await jobs.list(stranger, { limit: 10, offset: 0 })).total).toBe(0);
    expect((await jobs.read(id, reader)).id).toBe(id);
  });

  it('runs by the clock', async () => {
    let runs = 0;
    await using jobs = await started(
      't.clock',
      async () => {
        runs += 1;
        return undefined;
      },
      { schedule: '* * * * *' },
    );
    const { rows } = await test.database.execute(
      sql`SELECT cron, timezone FROM pgboss.schedule WHERE name = 't.clock'`,
    );
    expect(rows).toEqual([{ cron: '* * * * *', timezone: 'UTC' }]);
    await expect.poll(() => runs, { timeout: 18_000 }).toBeGreaterThan(0);
    expect((await jobs.list(reader, { limit: 10, offset: 0, search: 't.clock' })).total).toBe(0);
  });
});
