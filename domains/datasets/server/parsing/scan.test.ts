import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runInChild } from '@insites/platform';
import { runScript } from '@insites/testing';
import { afterAll, describe, expect, it } from 'vitest';
import type { ScanInput, ScanResult } from './scan-result.ts';

const scanModule = new URL('./scan.ts', import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'insites-scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The file as it will be, of which the first part is there. */
function growing(name: string, first: string, rest: string): ScanInput {
  const path = join(folder, name);
  writeFileSync(path, first);
  const bytes = first.length + rest.length;
  return { path, bytes, markBytes: 0, delimiter: ',', header: true, width: 2 };
}

describe('a file that is still being written', () => {
  it('is followed to its end', async () => {
    const rest = 'b,2\nc,3\n';
    const input = growing('growing.csv', 'name,amount\na,', `1\n${rest}`);
    const scanning = runInChild<ScanInput, ScanResult>(scanModule, input);
    await sleep(300);
    appendFileSync(input.path, '1\n');
    await sleep(50);
    appendFileSync(input.path, rest);
    expect(await scanning).toMatchObject({ records: 4, regular: true });
  });

  it.runIf(process.platform === 'linux')('is given up when who writes it was killed', async () => {
    const input = growing('forever.csv', 'name,amount\n', 'never,1\n');
    const pids = () => childrenReading(input.path);
    const script = runScript(`
      import { runInChild } from '@insites/platform';
      const input = ${JSON.stringify(input)};
      void runInChild(new URL(${JSON.stringify(scanModule.href)}), input);
      setTimeout(() => console.log('waiting'), 1500);
    `);
    await script.line();
    expect(pids().length).toBe(1);
    await script.kill();
    for (let tries = 0; pids().length > 0 && tries < 100; tries += 1) await sleep(20);
    expect(pids()).toEqual([]);
  });
});

/** Processes that have a file open, as Linux tells. */
function childrenReading(path: string): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const files = readdirSync(`/proc/${pid}/fd`);
      return files.some((file) => readlinkSync(`/proc/${pid}/fd/${file}`) === path);
    } catch {
      return false;
    }
  });
}
