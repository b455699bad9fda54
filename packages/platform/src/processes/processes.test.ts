import { fork } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { childrenRunning, until } from '../engine/engine-fixture.ts';
import { openChildren } from './children.ts';
import { runInChild } from './run-in-child.ts';
import { readableByAll } from './unprivileged.ts';

const works = new URL('./test/works.ts', import.meta.url);
const run = (task: string, options: Parameters<typeof runInChild>[2] = {}) =>
  runInChild(works, { task, number: 21n }, options);

describe('work in a child process', () => {
  it('copies input, progress and output', async () => {
    const seen: unknown[] = [];
    const output = await run('double', { onProgress: (state) => seen.push(state) });
    expect(output).toEqual({ doubled: 42n, bytes: new Uint8Array([1, 2]) });
    expect(seen).toEqual([{ done: 1 }]);
    expect(childrenRunning('run-in-child')).toEqual([]);
  });

  it('passes on errors of ours as they are', async () => {
    await expect(run('refuse')).rejects.toMatchObject({
      name: 'InsitesError',
      kind: 'invalid',
      code: 'platform.inputInvalid',
      message: 'Line 3 is broken.',
      details: { hint: 'Mend it.' },
    });
    await expect(run('throw')).rejects.toThrow('unforeseen');
  });

  it('says when the process crashed', async () => {
    await expect(run('crash')).rejects.toMatchObject({ code: 'platform.engineCrashed' });
  });

  it('says when its memory is full', async () => {
    await expect(run('fill', { memoryMb: 32 })).rejects.toMatchObject({
      code: 'platform.queryOutOfMemory',
    });
  });

  it('ends at once when aborted', async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 100);
    await expect(run('wait', { signal: control.signal })).rejects.toMatchObject({
      kind: 'cancelled',
      code: 'platform.queryCancelled',
    });
    expect(childrenRunning('run-in-child')).toEqual([]);
    await expect(run('wait', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'cancelled',
    });
  });
});

describe('children that wait', () => {
  it('are taken one at a time, work as those begun at once, and leave none behind', async () => {
    const children = openChildren();
    const waiting = () => childrenRunning('processes/waiting').length;
    const work = (task: string, options = {}) =>
      children.run(works, { task, number: 21n }, options);
    await work('double');
    expect(waiting()).toBe(0);
    children.keepReady(0);
    await until(() => waiting() === 1);
    const control = new AbortController();
    const [output, stopped] = [work('double'), work('wait', { signal: control.signal })];
    expect(await output).toMatchObject({ doubled: 42n });
    expect(childrenRunning('run-in-child').length).toBe(1);
    control.abort();
    await expect(stopped).rejects.toMatchObject({ code: 'platform.queryCancelled' });
    await until(() => waiting() === 1);
    await children.close();
    expect([waiting(), childrenRunning('run-in-child').length]).toEqual([0, 0]);
  });
});

describe('children of a killed parent', () => {
  it('end by themselves', async () => {
    const parent = fork(fileURLToPath(new URL('./test/parent.ts', import.meta.url)), [], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const { folder, pids } = await new Promise<{ folder: string; pids: number[] }>((resolve) =>
      parent.once('message', (message) => resolve(message as { folder: string; pids: number[] })),
    );
    expect(pids.length).toBeGreaterThan(1);
    expect(pids.every(isAlive)).toBe(true);
    parent.kill('SIGKILL');
    await until(() => !pids.some(isAlive));
    rmSync(folder, { recursive: true });
  });
});

describe('whether anybody can read a path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'insites-readable-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('looks at the file and at every folder above it', () => {
    const inner = join(folder, 'inner');
    mkdirSync(inner, { mode: 0o711 });
    writeFileSync(join(inner, 'file'), '');
    chmodSync(join(inner, 'file'), 0o644);
    expect(readableByAll(join(inner, 'file'))).toBe(false);
    chmodSync(folder, 0o711);
    expect(readableByAll(join(inner, 'file'))).toBe(true);
    chmodSync(join(inner, 'file'), 0o600);
    expect(readableByAll(join(inner, 'file'))).toBe(false);
    expect(readableByAll(join(inner, 'missing'))).toBe(false);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
