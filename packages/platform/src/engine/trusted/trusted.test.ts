import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { childrenRunning, endless, errorOf, startTestEngine, until } from '../engine-fixture.ts';

const test = startTestEngine();
afterAll(() => test.stop());

describe('a session of our own', () => {
  it('runs statements in order and answers with the rows of the last', async () => {
    const session = await test.engine.trusted();
    const rows = await session.run(
      'CREATE TABLE t AS SELECT range AS id FROM range(10); SELECT count(*) AS n, max(id)::DECIMAL(5, 1) AS top FROM t',
    );
    expect(rows).toEqual([{ n: 10, top: '9.0' }]);
    expect(await session.run('SELECT id FROM t WHERE id > $1 ORDER BY 1', [7])).toEqual([
      { id: 8 },
      { id: 9 },
    ]);
    await session.close();
  });

  it('tells how far it is, and runs two at the same time in two processes', async () => {
    const control = new AbortController();
    const session = await test.engine.trusted({ signal: control.signal });
    const running = errorOf(session.run(endless));
    await until(async () => (await session.progress()) !== null);
    expect(await session.progress()).toBeLessThan(1);
    control.abort();
    expect(await running).toMatchObject({ kind: 'cancelled', code: 'platform.queryCancelled' });
    await session.close();
  });

  it('ends with the words of the engine as cause', async () => {
    const session = await test.engine.trusted();
    const error = await errorOf(session.run("SELECT 'x'::INTEGER"));
    expect(error.code).toBe('platform.queryInvalid');
    expect(String(error.details.cause)).toContain('Could not convert');
    await session.close();
  });

  it.runIf(existsSync('/dev/full'))('says when the disk is full', async () => {
    const session = await test.engine.trusted();
    const copy = "COPY (FROM range(1000000)) TO '/dev/full' (FORMAT csv, USE_TMP_FILE false)";
    expect(await errorOf(session.run(copy))).toMatchObject({
      kind: 'unavailable',
      code: 'platform.diskFull',
    });
    await session.close();
  });

  it('says when memory is too small and when the process dies', async () => {
    const session = await test.engine.trusted({ memoryMb: 32 });
    await session.run("SET temp_directory = ''");
    const small = await errorOf(
      session.run("SELECT list(repeat('x', 1000) || range) AS all_of_it FROM range(1000000)"),
    );
    expect(small.code).toBe('platform.queryOutOfMemory');
    const running = errorOf(session.run(endless));
    for (const pid of childrenRunning('trusted-worker')) process.kill(pid, 'SIGKILL');
    if (process.platform === 'linux')
      expect(await running).toMatchObject({ code: 'platform.engineCrashed' });
    await session.close();
  });

  it('that waited is taken, goes on waiting for nobody when killed, and the next waits after the work', async () => {
    const kept = startTestEngine();
    try {
      kept.engine.keepReady();
      const waiting = () => childrenRunning('processes/waiting');
      await until(() => waiting().length === 2);
      const first = await kept.engine.trusted();
      await until(() => waiting().length === 1);
      expect(childrenRunning('trusted-worker').length).toBe(1);
      expect(await first.run('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await first.close();
      await until(() => waiting().length === 2);
      for (const pid of waiting()) process.kill(pid, 'SIGKILL');
      await until(() => waiting().length === 0);
      const second = await kept.engine.trusted();
      expect(await second.run('SELECT 2 AS two')).toEqual([{ two: 2 }]);
      await second.close();
      await until(() => waiting().length > 0);
    } finally {
      await kept.stop();
    }
    expect(childrenRunning('processes/waiting')).toEqual([]);
  });

  it('leaves no process and no folder', async () => {
    const session = await test.engine.trusted();
    await session.close();
    expect(childrenRunning('trusted-worker')).toEqual([]);
    const [own] = readdirSync(join(test.folder, 'engine'));
    const left = readdirSync(join(test.folder, 'engine', own ?? ''), { recursive: true });
    expect(left.filter((name) => !/^\d+(\/(spill|pipe-\d))?$/.test(String(name)))).toEqual([]);
  });

  it('is not begun for somebody who has left', async () => {
    await expect(test.engine.trusted({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'platform.queryCancelled',
    });
  });
});
