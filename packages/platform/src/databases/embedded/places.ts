import { createHash } from 'node:crypto';
import { chmod, mkdir, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import { majorVersion } from './binaries.ts';

/** Folders and files of the managed PostgreSQL below a home. */
export interface Places {
  /** Holds one cluster a major version. */
  readonly clusters: string;
  readonly data: string;
  readonly passwordFile: string;
  /** Our lock's socket. */
  readonly lock: string;
  /** PostgreSQL's own socket lies here. */
  readonly socketFolder: string;
}

// The kernel takes 108 bytes for a socket's address (104 on macOS), the closing zero included.
const longestSocket = 103;

/** Makes the folders. Others may pass through the home (PostgreSQL may run as another user), not read it. */
export async function preparePlaces(home: string): Promise<Places> {
  await mkdir(home, { recursive: true, mode: 0o711 });
  const { mode } = await stat(home);
  if (process.getuid?.() === 0 && (mode & 0o011) !== 0o011) await chmod(home, mode | 0o011);
  const clusters = join(home, 'postgres');
  const secrets = join(home, 'secrets');
  const run = await runFolder(home);
  await mkdir(clusters, { recursive: true, mode: 0o711 });
  await mkdir(secrets, { recursive: true, mode: 0o700 });
  return {
    clusters,
    data: join(clusters, majorVersion),
    passwordFile: join(secrets, 'postgres-password'),
    lock: join(run, 'server.sock'),
    socketFolder: join(run, 'postgres'),
  };
}

/** Where a server that uses this home may keep its things; makes nothing. */
export function knownPlaces(home: string): {
  readonly passwordFile: string;
  readonly socketFolders: readonly string[];
} {
  return {
    passwordFile: join(home, 'secrets', 'postgres-password'),
    socketFolders: [join(home, 'run'), shortName(home)].map((run) => join(run, 'postgres')),
  };
}

async function runFolder(home: string): Promise<string> {
  const wished = join(home, 'run');
  if (tooLong(wished)) return shortFolder(home);
  await mkdir(wished, { recursive: true, mode: 0o711 });
  return wished;
}

function tooLong(folder: string): boolean {
  return Buffer.byteLength(join(folder, 'postgres', '.s.PGSQL.5432')) > longestSocket;
}

/** A folder with a short name that everybody can reach, for one home's sockets. */
export async function shortFolder(home: string): Promise<string> {
  const short = shortName(home);
  await mkdir(short, { recursive: true, mode: 0o711 });
  // Anybody can write to the temporary folder: what stands there must be ours.
  if ((await stat(short)).uid !== (process.getuid?.() ?? 0)) throw notOurs(short);
  return short;
}

/** Removes what `shortFolder` made, if it did and nobody uses it. */
export async function removeShortFolder(home: string): Promise<void> {
  for (const folder of [join(shortName(home), 'postgres'), shortName(home)])
    await rmdir(folder).catch(() => undefined);
}

function shortName(home: string): string {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  return join(tmpdir(), `insites-${process.getuid?.() ?? 0}-${name}`);
}

function notOurs(folder: string) {
  return errors.unavailable('platform.databaseUnusable', `${folder} belongs to another user.`, {
    hint: 'Choose a shorter path for INSITES_HOME, so that its sockets fit inside.',
  });
}
