import { type JobView, watchJob } from '@insites/platform/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../contract/routes.ts';
import { pause } from './city.ts';
import { childrenOf, type House, postmasterOf, type Stock, startAlone, stockOf } from './house.ts';
import { codeOf } from './people.ts';

const linux = process.platform === 'linux';

/** About 10 MB whose import takes a second. */
function manyRows(rows: number): Buffer {
  const lines = ['id_number,place,amount,day'];
  for (let row = 0; row < rows; row += 1)
    lines.push(
      `${row},"Place ${row % 997}",${(row % 10_007) / 100},2024-01-${String((row % 28) + 1).padStart(2, '0')}`,
    );
  return Buffer.from(`${lines.join('\n')}\n`);
}

const large = manyRows(300_000);
const fine = 'city,people\nOakland,440646\nFresno,542107\n';

describe.runIf(linux)('an accident in the middle of an import', () => {
  let house: House;
  let before: Stock;

  beforeAll(async () => {
    house = await startAlone();
    // The raw file is there before, so that what an accident leaves can be told by counting.
    await house.city.import('fine.csv', fine);
    await house.city.import('large.csv', large);
    before = await stockOf(house);
  });
  afterAll(() => house.stop());
  afterEach(async () => {
    const next = await house.city.import('fine.csv', fine);
    expect(next.job.state).toBe('done');
    await house.city.fetch(`/api/v1/datasets/${next.datasetId}`, { method: 'DELETE' });
    await quiet();
    expect(await stockOf(house)).toEqual({
      ...before,
      importing: 0,
      pending: 0,
      scratch: [],
      processes: 0,
    });
  });

  const quiet = async () => {
    for (let tries = 0; tries < 50; tries += 1) {
      if (childrenOf(process.pid, /trusted-worker|run-in-child/).length === 0) return;
      await pause(100);
    }
  };
  const drop = (id: string) => house.city.fetch(`/api/v1/datasets/${id}`, { method: 'DELETE' });
  const step = async (id: string, wanted: RegExp) => {
    let last: JobView | null = null;
    for await (const job of house.city.client.call(watchJob, { id })) {
      if (wanted.test(job.step ?? '')) return;
      last = job;
    }
    throw new Error(`Ended before ${wanted}: ${JSON.stringify(last)}`);
  };

  it('an engine process killed once: the import is done again', async () => {
    const begun = await house.city.begin('large.csv', large);
    const killed = await killNext(/trusted-worker/);
    expect(killed).toBeGreaterThan(0);
    const job = await house.city.ended(begun.jobId);
    expect(job).toMatchObject({ state: 'done', error: null });
    const rows = await house.city.rows(begun.datasetId, { select: 'count(*) AS n' });
    expect(rows).toEqual([{ n: 300_000 }]);
    await drop(begun.datasetId);
  });

  it('an engine process killed each time: the import fails and says why', async () => {
    const begun = await house.city.begin('large.csv', large);
    let over = false;
    const ended = house.city.ended(begun.jobId).finally(() => {
      over = true;
    });
    while (!over) {
      for (const pid of childrenOf(process.pid, /trusted-worker/)) process.kill(pid, 'SIGKILL');
      await pause(20);
    }
    expect(await ended).toMatchObject({
      state: 'failed',
      error: { kind: 'unavailable', code: 'platform.engineCrashed' },
    });
    expect((await house.city.fetch(`/api/v1/datasets/${begun.datasetId}`)).status).toBe(404);
  }, 60_000);

  it('the process that counts the rows killed once: the import is done again', async () => {
    // Of a file with that name no copy is kept: it is scanned when it is imported, not before.
    const begun = await house.city.begin('large.data', large);
    await killNext(/run-in-child/);
    expect(await house.city.ended(begun.jobId)).toMatchObject({ state: 'done' });
    await drop(begun.datasetId);
  });

  it.for([/Fetching/, /Reading/, /Sealing/, /Looking/])('cancelled while %s', async (when) => {
    // Of a file with that name no copy is kept, so that it has to be fetched.
    const name = when.test('Fetching') ? 'large.data' : 'large.csv';
    const begun = await house.city.begin(name, large);
    await step(begun.jobId, when).catch(() => undefined);
    await house.city.fetch(`/api/v1/platform/jobs/${begun.jobId}/cancel`, { method: 'POST' });
    const job = await house.city.ended(begun.jobId);
    const { status } = await house.city.fetch(`/api/v1/datasets/${begun.datasetId}`);
    // What was whole when the word came stays whole; all else is gone.
    if (status === 200) {
      const rows = await house.city.rows(begun.datasetId, { select: 'count(*) AS n' });
      expect(rows).toEqual([{ n: 300_000 }]);
      await drop(begun.datasetId);
    } else expect({ state: job.state, status }).toEqual({ state: 'cancelled', status: 404 });
  });

  it('a second import into the dataset cancelled: the first version stays the latest', async () => {
    const first = await house.city.import('large.csv', fine);
    const { fileId } = await house.city.upload(`again-${first.name}.csv`, fine);
    const second = await house.city.begin('large.csv', large, { datasetId: first.datasetId });
    const third = house.city.client.call(importFile, { fileId, datasetId: first.datasetId });
    expect(await codeOf(third)).toBe('datasets.importing');
    await house.city.fetch(`/api/v1/platform/jobs/${second.jobId}/cancel`, { method: 'POST' });
    expect((await house.city.ended(second.jobId)).state).toBe('cancelled');
    expect(await house.city.rows(first.datasetId)).toHaveLength(2);
    const again = await house.city.import('large.csv', large, { datasetId: first.datasetId });
    expect(again.job.state).toBe('done');
    await drop(first.datasetId);
  });

  it('the dataset deleted while it is imported', async () => {
    const begun = await house.city.begin('large.data', large);
    await step(begun.jobId, /Reading/);
    const answer = await drop(begun.datasetId);
    const job = await house.city.ended(begun.jobId);
    expect([204, 409]).toContain(answer.status);
    if (answer.status === 204) expect(job.state).not.toBe('done');
    else await drop(begun.datasetId);
  });

  it('PostgreSQL frozen for 10 s: the import goes on afterwards', async () => {
    const begun = await house.city.begin('large.data', large);
    await step(begun.jobId, /Reading|Fetching/);
    const server = postmasterOf(house.home);
    const all = [server, ...childrenOf(server, /./)];
    for (const pid of all) process.kill(pid, 'SIGSTOP');
    const asked = Date.now();
    const query = house.city.fetch('/api/v1/datasets', { signal: AbortSignal.timeout(30_000) });
    await pause(10_000);
    for (const pid of all) process.kill(pid, 'SIGCONT');
    const answer = await query;
    expect([200, 503]).toContain(answer.status);
    if (answer.status === 503)
      expect(await answer.json()).toMatchObject({ code: 'platform.databaseGone' });
    expect(Date.now() - asked).toBeLessThan(25_000);
    expect(await house.city.ended(begun.jobId)).toMatchObject({ state: 'done' });
    await drop(begun.datasetId);
  }, 60_000);

  it('PostgreSQL killed: it comes back, and the import with it', async () => {
    const begun = await house.city.begin('large.data', large);
    await step(begun.jobId, /Reading|Fetching/);
    process.kill(postmasterOf(house.home), 'SIGKILL');
    const answer = await house.city.fetch('/api/v1/datasets');
    if (answer.status !== 200) {
      expect(answer.status).toBe(503);
      expect(await answer.json()).toMatchObject({ code: 'platform.databaseGone' });
    }
    const job = await patiently(() => house.city.ended(begun.jobId));
    expect(job).toMatchObject({ state: 'done' });
    await drop(begun.datasetId);
  }, 60_000);
});

/** Tries again while the server says that its database is away. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (const until = Date.now() + 40_000; ; )
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(200);
    }
}

/** Kills the next process of that kind as soon as it works. */
async function killNext(command: RegExp): Promise<number> {
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    const [pid] = childrenOf(process.pid, command);
    if (pid !== undefined) {
      await pause(100);
      process.kill(pid, 'SIGKILL');
      return pid;
    }
    await pause(5);
  }
  throw new Error(`No process ${command}`);
}
