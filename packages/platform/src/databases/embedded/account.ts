import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { errors } from '@insites/kernel';

/** The system account PostgreSQL runs as. Empty: as we do. PostgreSQL refuses to run as root. */
export type Account =
  | { readonly uid: number; readonly gid: number }
  | { readonly uid?: never; readonly gid?: never };

/** Whose the cluster is or will be: we ourselves, or, when we are root, its owner or `postgres`. */
export async function accountFor(dataFolder: string): Promise<Account> {
  const me = process.getuid?.();
  const owner = await stat(dataFolder).catch(() => null);
  if (me === undefined) return {};
  if (me !== 0) {
    if (owner && owner.uid !== me) throw foreign(dataFolder);
    return {};
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await lookUp('postgres')) ?? (await create('postgres'));
}

/**
 * The folder on the way that the account cannot enter; null when it can go all the way. Only a
 * question for root, whose own folders are often closed to others.
 */
export async function closedTo(account: Account, folder: string): Promise<string | null> {
  if (account.uid === undefined) return null;
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return at;
    if (dirname(at) === at) return null;
  }
}

async function lookUp(name: string): Promise<Account | null> {
  const lines = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const entry = lines.split('\n').find((line) => line.startsWith(`${name}:`));
  if (!entry) return null;
  const [, , uid, gid] = entry.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function create(name: string): Promise<Account> {
  const run = promisify(execFile);
  const shell = ['--shell', '/usr/sbin/nologin'];
  const full = ['--system', '--user-group', '--no-create-home', ...shell, name];
  await run('useradd', full)
    .catch(() => run('adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', name]))
    .catch(() => undefined);
  const account = await lookUp(name);
  if (account) return account;
  throw errors.unavailable(
    'platform.databaseUnusable',
    'PostgreSQL does not run as root, and no account named "postgres" could be made for it.',
    { hint: 'Start Insites as a plain user, or set INSITES_DATABASE_URL to your own PostgreSQL.' },
  );
}

function foreign(folder: string) {
  return errors.unavailable(
    'platform.databaseUnusable',
    `The database in ${folder} belongs to another user of this machine.`,
    { hint: 'Start Insites as the user who made it, or set INSITES_HOME to another folder.' },
  );
}
