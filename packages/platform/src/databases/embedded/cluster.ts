import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { errors } from '@insites/kernel';
import { majorVersion } from './binaries.ts';
import { type Host, launch, own } from './host.ts';
import type { Places } from './places.ts';

/** The role that owns everything in the managed cluster. */
export const owner = 'insites';

/** Makes the cluster if there is none and answers with the owner's password. */
export async function ensureCluster(host: Host): Promise<string> {
  const { places } = host;
  if (await exists(join(places.data, 'PG_VERSION'))) return readPassword(places);
  await refuseOtherVersions(places.clusters);
  const password = (await readText(places.passwordFile)) ?? (await makePassword(places));
  await initialise(host, password);
  return password;
}

/** Beside its place and renamed when whole: a crash leaves only rubbish that the next start sweeps. */
async function initialise(host: Host, password: string): Promise<void> {
  const { clusters, data } = host.places;
  const fresh = `${data}.new`;
  const passwordFile = join(clusters, 'password.new');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writePrivate(passwordFile, password);
  await own(fresh, host.account);
  await own(passwordFile, host.account);
  try {
    await runInitdb(host, fresh, passwordFile);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(fresh, data);
  await syncFolder(clusters);
}

async function runInitdb(host: Host, folder: string, passwordFile: string): Promise<void> {
  const child = await launch(host, 'initdb', [folder, passwordFile], ([data, password]) => [
    `--pgdata=${data}`,
    `--pwfile=${password}`,
    `--username=${owner}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // Code point order, Unicode upper and lower case, the same on every machine.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
  ]);
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const failed = await new Promise<unknown>((resolve) => {
    child.once('error', resolve);
    child.once('close', (code) => resolve(code === 0 ? null : `it ended with code ${code}`));
  });
  if (failed === null) return;
  throw unusable(
    `The database could not be created in ${folder}: ${said.join('').trim() || failed}`,
    failed,
  );
}

async function makePassword({ passwordFile }: Places): Promise<string> {
  const password = randomBytes(32).toString('base64url');
  await writePrivate(passwordFile, password);
  await syncFolder(dirname(passwordFile));
  return password;
}

async function readPassword({ passwordFile, data }: Places): Promise<string> {
  const password = await readText(passwordFile);
  if (password) return password;
  throw unusable(
    `The database in ${data} is there, but its password file ${passwordFile} is not.`,
    undefined,
    'Restore the folder secrets from the same backup as the database.',
  );
}

async function refuseOtherVersions(clusters: string): Promise<void> {
  const others = (await readdir(clusters)).filter((name) => /^\d+$/.test(name));
  const other = others.find((name) => name !== majorVersion);
  if (other === undefined) return;
  throw unusable(
    `The database in ${join(clusters, other)} was made by PostgreSQL ${other}; this Insites brings ${majorVersion}.`,
    undefined,
    'Move it over with pg_dump and pg_restore, or go back to the earlier Insites.',
  );
}

async function writePrivate(path: string, text: string): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function readText(path: string): Promise<string | null> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.trim() || null;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The managed database cannot be used, and why. */
export function unusable(
  message: string,
  cause?: unknown,
  hint = 'See the log for what PostgreSQL said.',
) {
  return errors.unavailable('platform.databaseUnusable', message, { hint, cause });
}
