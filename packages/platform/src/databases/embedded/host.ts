import { type ChildProcess, spawn } from 'node:child_process';
import { chown, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { errors } from '@insites/kernel';
import { type Account, accountFor, closedTo } from './account.ts';
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts';
import { type Places, shortFolder } from './places.ts';

/** Where copies of the programs go when root's account for PostgreSQL cannot reach node_modules. */
const sharedFolder = '/var/lib/insites';

/** As whom, with which programs and through which folders PostgreSQL runs. */
export interface Host {
  readonly places: Places;
  readonly binaries: Binaries;
  readonly account: Account;
  /** Whether the account can reach the cluster by its path; else it is handed in open. */
  readonly direct: boolean;
}

/** Sees to it that PostgreSQL can run, also when we are root and it is somebody with fewer rights. */
export async function prepareHost(home: string, places: Places): Promise<Host> {
  const [account, found] = await Promise.all([accountFor(places.data), findBinaries()]);
  const closed = await closedTo(account, places.clusters);
  if (closed !== null && process.platform !== 'linux') throw unreachable(closed, places.clusters);
  const shielded = (await closedTo(account, dirname(found.postgres))) !== null;
  const binaries = shielded ? await copyBinaries(found, sharedFolder) : found;
  const socketFolder =
    (await closedTo(account, dirname(places.socketFolder))) === null
      ? places.socketFolder
      : join(await shortFolder(home), 'postgres');
  await mkdir(socketFolder, { recursive: true, mode: 0o700 });
  await own(socketFolder, account);
  return { places: { ...places, socketFolder }, binaries, account, direct: closed === null };
}

/** Gives a file or folder to the account. */
export async function own(path: string, account: Account): Promise<void> {
  if (account.uid !== undefined) await chown(path, account.uid, account.gid);
}

/** Of our environment PostgreSQL gets no secrets, only what finds programs and speaks plain English. */
const plainEnv = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Starts one of the programs as the account, in a session of its own: Ctrl-C in the terminal is for
 * us, the database goes last. `args` gets the names under which it finds the paths: where it cannot
 * go we open them and hand them over as open files, which Linux lets it enter.
 */
export async function launch(
  host: Host,
  program: keyof Binaries,
  paths: readonly string[],
  args: (names: readonly string[]) => readonly string[],
): Promise<ChildProcess & { readonly stderr: Readable }> {
  const handles = host.direct ? [] : await Promise.all(paths.map((path) => open(path, 'r')));
  const names = host.direct ? paths : paths.map((_, index) => `/proc/self/fd/${index + 3}`);
  try {
    return spawn(host.binaries[program], args(names), {
      ...host.account,
      cwd: '/',
      env: plainEnv,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe', ...handles.map(({ fd }) => fd)],
    }) as ChildProcess & { readonly stderr: Readable };
  } finally {
    await Promise.all(handles.map((handle) => handle.close()));
  }
}

function unreachable(at: string, folder: string) {
  return errors.unavailable(
    'platform.databaseUnusable',
    `Insites runs as root, so PostgreSQL runs as another user, and that user cannot enter ${at}, which leads to ${folder}.`,
    {
      hint: `Allow it (chmod o+x ${at}), start Insites as a plain user, or choose another folder (INSITES_HOME).`,
    },
  );
}
