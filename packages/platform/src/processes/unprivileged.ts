import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Whom a process runs as. */
export interface ProcessUser {
  readonly uid: number;
  readonly gid: number;
}

const nobody: ProcessUser = { uid: 65534, gid: 65534 };

/**
 * The user `nobody`, when this process may become somebody else (root on Linux) and `nobody` can read
 * every one of `paths`; else null, which means: run as we are.
 */
export function unprivileged(paths: readonly string[]): ProcessUser | null {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return null;
  return paths.every(readableByAll) ? nobody : null;
}

/** Whether any user of the machine can read the file or enter the folder, all the way down. */
export function readableByAll(path: string): boolean {
  const full = resolve(path);
  try {
    const state = statSync(full);
    if ((state.mode & (state.isDirectory() ? 0o001 : 0o004)) === 0) return false;
  } catch {
    return false;
  }
  return full === dirname(full) || enterable(dirname(full));
}

function enterable(folder: string): boolean {
  try {
    if ((statSync(folder).mode & 0o001) === 0) return false;
  } catch {
    return false;
  }
  return folder === dirname(folder) || enterable(dirname(folder));
}
