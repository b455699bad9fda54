import { constants } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import { syncFolder, syncTree } from './durable.ts';

const finished = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z$/;
const unfinished = `.unfinished-${hostname()}-`;

/** A backup while it is written: under a name that nobody takes for one. */
export interface BackupFolder {
  readonly path: string;
  /** An earlier backup beside it, whole; null when there is none. */
  readonly earlier: string | null;
  /** Makes all of it survive a power cut, then gives it its name. Answers with the path. */
  finish(takenAt: Date): Promise<string>;
  discard(): Promise<void>;
}

/** Begins a backup in a folder of backups. What was cut off here before is removed. */
export async function beginFolder(parent: string): Promise<BackupFolder> {
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await access(parent, constants.W_OK).catch((cause: unknown) => {
    throw errors.invalid('platform.backupRefused', `Nothing can be written to ${parent}.`, {
      cause,
    });
  });
  const names = await readdir(parent);
  for (const name of names)
    if (isLeftOver(name)) await rm(join(parent, name), { recursive: true, force: true });
  const last = names
    .filter((name) => finished.test(name))
    .toSorted()
    .at(-1);
  const path = join(parent, `${unfinished}${process.pid}`);
  await mkdir(path, { mode: 0o700 });
  return {
    path,
    earlier: last === undefined ? null : join(parent, last),
    async finish(takenAt) {
      const final = join(parent, takenAt.toISOString().replace(/[:.]/g, '-'));
      await syncTree(path);
      await rename(path, final);
      await syncFolder(parent);
      return final;
    },
    discard: () => rm(path, { recursive: true, force: true }),
  };
}

/** Of a process of this machine that lives no more, or that had our number before us. */
function isLeftOver(name: string): boolean {
  if (!name.startsWith(unfinished)) return false;
  const pid = Number(name.slice(unfinished.length));
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
