import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { chown, mkdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { ProcessUser } from '../processes/unprivileged.ts';
import type { Places } from './session/settings.ts';

const run = promisify(execFile);

/** Streams that one session can write at the same time. */
export const pipesEach = 4;

/** Folders of the engine's processes, under `<home>/engine/<this process>`. Wiped at the end, and by the next start. */
export class EngineFolder {
  readonly path: string;
  #next = 1;

  constructor(home: string) {
    const all = resolve(home, 'engine');
    mkdirSync(all, { recursive: true });
    const host = hostname().replace(/[^\w-]/g, '_');
    for (const name of readdirSync(all))
      if (name.startsWith(`${host}.`) && !isAlive(Number(name.split('.')[1])))
        rmSync(join(all, name), { recursive: true, force: true });
    this.path = join(all, `${host}.${process.pid}.${Date.now().toString(36)}`);
    mkdirSync(this.path);
    // Workers may run as another user: they may pass through, not look around.
    for (const folder of [all, this.path]) chmodSync(folder, 0o711);
  }

  /** A folder with pipes and a spill folder for one worker. */
  async make(user: ProcessUser | null): Promise<Places & { readonly folder: string }> {
    const folder = join(this.path, String(this.#next++));
    const spill = join(folder, 'spill');
    const pipes = Array.from({ length: pipesEach }, (_, index) => join(folder, `pipe-${index}`));
    await mkdir(folder, { mode: 0o711 });
    await mkdir(spill, { mode: 0o700 });
    await run('mkfifo', ['-m', '600', ...pipes]);
    if (user) await Promise.all([spill, ...pipes].map((path) => chown(path, user.uid, user.gid)));
    return { folder, spill, pipes };
  }

  /** An empty private folder for our own work. */
  async scratch(): Promise<string> {
    const folder = join(this.path, String(this.#next++));
    await mkdir(folder, { mode: 0o700 });
    return folder;
  }

  async remove(): Promise<void> {
    await wipe(this.path);
  }
}

/** Removes a folder and all in it. */
export async function wipe(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
