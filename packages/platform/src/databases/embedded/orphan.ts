import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../log/log.ts';

/**
 * Ends the PostgreSQL that a killed server left running on this cluster, and removes the pid file
 * of one that is gone. Call it only while holding the home's lock.
 */
export async function endOrphan(data: string, log: Log): Promise<void> {
  const pidFile = join(data, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (!(pid > 0)) return;
  if (!(await isPostgres(pid, data))) {
    // PostgreSQL itself would believe any process of that number, e.g. in a new container.
    await rm(pidFile, { force: true });
    return;
  }
  log.warn({ pid }, 'a database of an earlier server still runs; stopping it');
  signal(pid, 'SIGINT');
  if (await ended(pid, data, 10_000)) return;
  signal(pid, 'SIGQUIT');
  if (await ended(pid, data, 5_000)) return;
  signal(pid, 'SIGKILL');
  await ended(pid, data, 5_000);
}

async function ended(pid: number, data: string, patience: number): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until; await sleep(20))
    if (!(await isPostgres(pid, data))) return true;
  return false;
}

/** A postmaster works inside its data folder; where the system does not tell, it is believed. */
async function isPostgres(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  const folder = await readlink(`/proc/${pid}/cwd`).catch(() => null);
  return folder === (await realpath(data));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself.
  }
}
