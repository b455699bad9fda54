import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  childrenRunning,
  endless,
  errorOf,
  startTestEngine,
  type TestEngine,
  until,
} from './engine-fixture.ts';

const engines: TestEngine[] = [];
function start(...settings: Parameters<typeof startTestEngine>): TestEngine {
  const test = startTestEngine(...settings);
  engines.push(test);
  return test;
}
afterEach(async () => {
  await Promise.all(engines.splice(0).map((test) => test.stop()));
});

const sessions = () => childrenRunning('session-worker');
/** No spare, so that processes are sessions. */
const noSpare = { spareAfter: 60_000, firstSpareAfter: 60_000 };

describe.runIf(process.platform === 'linux')('sessions', () => {
  it('are used again for the same person, tenant, purpose and grants', async () => {
    const test = start({}, noSpare);
    await test.engine.query(test.ask('SELECT 1'), { limit: 1 });
    const before = sessions();
    await test.engine.query(test.ask('SELECT 2'), { limit: 1 });
    expect(sessions()).toEqual(before);
  });

  it('are never shared between tenants, people, purposes or grants', async () => {
    const test = start({ workers: 6 }, noSpare);
    const one = await test.parquet('one', 'SELECT 1 AS x');
    const two = await test.parquet('two', 'SELECT 2 AS x');
    const base = { tenant: 'a', person: 'p', purpose: 'u' };
    const run = (session: typeof base, parquet: string) =>
      test.engine.query(test.ask('SELECT x FROM t', { t: parquet }, { session }), { limit: 1 });
    const seen = new Set<number>();
    for (const [session, file] of [
      [base, one],
      [{ ...base, tenant: 'b' }, one],
      [{ ...base, person: 'q' }, one],
      [{ ...base, purpose: 'v' }, one],
      [base, two],
    ] as const) {
      const known = new Set(sessions());
      expect((await run(session, file)).rows).toEqual([[file === one ? 1 : 2]]);
      const fresh = sessions().filter((pid) => !known.has(pid));
      expect(fresh).toHaveLength(1);
      for (const pid of fresh) expect(seen.has(pid)).toBe(false);
      for (const pid of fresh) seen.add(pid);
    }
    expect(seen.size).toBe(5);
  });

  it('make room for one another, the longest unused first', async () => {
    const test = start({ workers: 2 }, noSpare);
    const as = (person: string) =>
      test.engine.query(
        test.ask('SELECT 1', {}, { session: { tenant: 't', person, purpose: 'x' } }),
        { limit: 1 },
      );
    await as('a');
    const [first] = sessions();
    await as('b');
    await as('c');
    await until(() => sessions().length === 2);
    expect(sessions()).not.toContain(first);
  });

  it('are closed when nobody asks, and after so many queries', async () => {
    const idle = start({}, { ...noSpare, idle: 50 });
    await idle.engine.query(idle.ask('SELECT 1'), { limit: 1 });
    await until(() => sessions().length === 0);

    const worn = start({}, { ...noSpare, queries: 2 });
    await worn.engine.query(worn.ask('SELECT 1'), { limit: 1 });
    await worn.engine.query(worn.ask('SELECT 1'), { limit: 1 });
    await until(() => sessions().length === 0);
    expect((await worn.engine.query(worn.ask('SELECT 1'), { limit: 1 })).rows).toEqual([[1]]);
  });

  it('say they are busy when all work and the wait is too long', async () => {
    const test = start({ workers: 1 }, { ...noSpare, patience: 2_000 });
    const control = new AbortController();
    const long = test.engine.query(test.ask(endless), { limit: 1, signal: control.signal });
    const stopped = errorOf(long);
    await wait(500);
    const session = { tenant: 'other', person: 'p', purpose: 'x' };
    const error = await errorOf(
      test.engine.query(test.ask('SELECT 1', {}, { session }), { limit: 1 }),
    );
    expect(error).toMatchObject({ kind: 'limited', code: 'platform.engineBusy' });
    expect(error.details.retryAfter).toBeGreaterThan(0);

    const waiting = test.engine.query(test.ask('SELECT 7', {}, { session }), { limit: 1 });
    control.abort();
    expect((await waiting).rows).toEqual([[7]]);
    await stopped;
  });

  it('leave a process for queries while others download slowly', async () => {
    const test = start({ workers: 2 }, { ...noSpare, patience: 300 });
    const as = (person: string) =>
      test.ask(
        "SELECT range, repeat('x', 100) AS t FROM range(1000000)",
        {},
        {
          session: { tenant: 't', person, purpose: 'x' },
        },
      );
    const slow = await test.engine.stream(as('a'), { format: 'csv' });
    await expect(test.engine.stream(as('b'), { format: 'csv' })).rejects.toMatchObject({
      code: 'platform.engineBusy',
    });
    const query = { ...as('b'), sql: 'SELECT 1' };
    expect((await test.engine.query(query, { limit: 1 })).rows).toEqual([[1]]);
    slow.destroy();
  });

  it('begin on a warm spare', async () => {
    const next = async (rules: Partial<typeof noSpare>, processes: number) => {
      const test = start({}, rules);
      await test.engine.query(test.ask('SELECT 1'), { limit: 1 });
      await until(() => sessions().length === processes);
      await wait(300);
      const begin = performance.now();
      const session = { tenant: 'x', person: 'y', purpose: 'z' };
      await test.engine.query(test.ask('SELECT 1', {}, { session }), { limit: 1 });
      const took = performance.now() - begin;
      await test.stop();
      return took;
    };
    const cold = await next(noSpare, 1);
    // About 20 ms on an idle machine; a process from nothing takes 200 and more.
    expect(await next({ spareAfter: 0 }, 2)).toBeLessThan(cold);
  });
});

describe('closing', () => {
  it('leaves no process, no pipe and no folder', async () => {
    const test = startTestEngine();
    const reading = await test.engine.stream(test.ask('SELECT range FROM range(100000000)'), {
      format: 'csv',
    });
    reading.on('error', () => {});
    const running = errorOf(test.engine.query(test.ask(endless), { limit: 1 }));
    const own = await test.engine.trusted();
    await wait(200);
    await test.engine.close();
    expect((await running).code).toMatch(/engineCrashed|shuttingDown/);
    await expect(own.run('SELECT 1')).rejects.toMatchObject({ code: 'platform.engineCrashed' });
    expect(readdirSync(join(test.folder, 'engine'))).toEqual([]);
    for (const name of ['session-worker', 'gate-worker', 'trusted-worker'])
      expect(childrenRunning(name)).toEqual([]);
    await expect(test.engine.check('SELECT 12345')).rejects.toMatchObject({
      code: 'platform.shuttingDown',
    });
    await test.stop();
    expect(existsSync(test.folder)).toBe(false);
  });
});
