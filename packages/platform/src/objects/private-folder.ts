import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';

const nobody = 65_534;
const weAreRoot = process.getuid?.() === 0;

/**
 * A folder of this process below `parent`, named by its process id and chance. What processes left
 * that live no more is deleted. Ours alone (0700); when we are root, 0711 with names nobody can
 * guess, because engine workers then run as nobody and open files by their full path. `parent` must
 * not be shared between machines.
 */
export async function privateFolder(parent: string): Promise<string> {
  const mode = weAreRoot ? 0o711 : 0o700;
  await mkdir(parent, { recursive: true, mode });
  await chmod(parent, mode);
  for (const name of await readdir(parent)) {
    const left = join(parent, name);
    if (!inUse(left)) await rm(left, { recursive: true, force: true });
  }
  const folder = join(parent, `${process.pid}-${unguessable()}`);
  ours.add(folder);
  await mkdir(folder, { mode });
  await chmod(folder, mode);
  return folder;
}

/** 128 random bits as a file name. */
export const unguessable = () => randomBytes(16).toString('hex');

/** Whom engine workers run as, when it is not us. */
export const workerUser: number | null = weAreRoot ? nobody : null;

/** Deletes such a folder with all that is in it. */
export async function removePrivateFolder(folder: string): Promise<void> {
  ours.delete(folder);
  await rm(folder, { recursive: true, force: true });
}

const ours = new Set<string>();

function inUse(folder: string): boolean {
  const pid = Number(basename(folder).split('-')[0]);
  // A process before us may have had our number; in a container it is always 1.
  if (pid === process.pid) return ours.has(folder);
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
