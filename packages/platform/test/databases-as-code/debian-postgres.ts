import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryHome } from '@insites/testing';
import pg from 'pg';
import { accountFor } from '../../src/databases/embedded/account.ts';

/** A PostgreSQL for a test. */
export interface Cluster extends AsyncDisposable {
  readonly url: (database: string) => string;
}

/** Where Debian keeps the programs of the newest PostgreSQL that has postgis; null when none has. */
export function findPostgis(): string | null {
  const root = '/usr/lib/postgresql';
  const majors = existsSync(root) ? readdirSync(root).map(Number) : [];
  const major = majors
    .toSorted((a, b) => b - a)
    .find((number) => existsSync(`/usr/share/postgresql/${number}/extension/postgis.control`));
  return major === undefined ? null : join(root, String(major), 'bin');
}

/** Starts a cluster of its own from installed programs, in a temporary folder, not as root. */
export async function startDebianPostgres(programs: string): Promise<Cluster> {
  const home = await temporaryHome();
  const data = join(home.path, 'data');
  const account = await accountFor(data);
  await mkdir(data, { mode: 0o700 });
  const sockets = join(home.path, 'sockets');
  await mkdir(sockets);
  if (account.uid !== undefined)
    for (const folder of [data, sockets]) await chown(folder, account.uid, account.gid);
  const options = { ...account, cwd: '/', stdio: 'ignore', env: { LC_ALL: 'C' } } as const;
  const how = ['-D', data, '-U', 'city', '-E', 'UTF8', '--locale=C', '--auth=trust', '--no-sync'];
  const [code] = await once(spawn(join(programs, 'initdb'), how, options), 'exit');
  if (code !== 0) throw new Error(`initdb ended with ${code}`);
  const settings = ['listen_addresses=', `unix_socket_directories=${sockets}`, 'fsync=off'];
  const postgres = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    options,
  );
  const ended = once(postgres, 'exit');
  const url = (database: string) =>
    `postgres://city@localhost/${database}?host=${encodeURIComponent(sockets)}`;
  await untilAnswers(url('postgres'));
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      postgres.kill('SIGINT');
      await ended;
      await home.remove();
    },
  };
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 100; ; tries -= 1) {
    const client = new pg.Client(url);
    const failed = await client.connect().then(
      () => client.end(),
      (error: Error) => error,
    );
    if (!failed) return;
    if (tries === 0) throw failed;
    await sleep(50);
  }
}
