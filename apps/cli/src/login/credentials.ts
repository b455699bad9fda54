import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

type Environment = Readonly<Record<string, string | undefined>>;

/** What `insites login` keeps of one server. */
export interface Login {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

type Logins = Readonly<Record<string, Login>>;

/** The file of logins: of this person only (mode 0600). INSITES_CONFIG_DIR, else as XDG says. */
export function loginFile(env: Environment): string {
  const folder =
    env.INSITES_CONFIG_DIR ||
    join(env.XDG_CONFIG_HOME || join(env.HOME || homedir(), '.config'), 'insites');
  return join(folder, 'logins.json');
}

export async function readLogin(url: string, env: Environment): Promise<Login | null> {
  return (await readAll(loginFile(env)))[url] ?? null;
}

/**
 * Changes what is kept of a server; null forgets it. One process at a time: a refresh token that two
 * use is taken for stolen, and all that came of it ends.
 */
export async function changeLogin(
  url: string,
  env: Environment,
  change: (present: Login | null) => Promise<Login | null>,
): Promise<Login | null> {
  const file = loginFile(env);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const unlock = await lock(`${file}.lock`);
  try {
    const all = await readAll(file);
    const next = await change(all[url] ?? null);
    const { [url]: _, ...others } = all;
    await write(file, next ? { ...others, [url]: next } : others);
    return next;
  } finally {
    await unlock();
  }
}

async function readAll(file: string): Promise<Logins> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Logins;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

async function write(file: string, logins: Logins): Promise<void> {
  const draft = `${file}.${process.pid}`;
  const handle = await open(draft, 'w', 0o600);
  try {
    await handle.chmod(0o600);
    await handle.writeFile(`${JSON.stringify(logins, null, 2)}\n`);
  } finally {
    await handle.close();
  }
  await rename(draft, file);
}

/** A lock older than this is of a process that was killed. */
const abandonedAfter = 30_000;

async function lock(path: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await (await open(path, 'wx', 0o600)).close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const since = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    );
    if (Date.now() - since > abandonedAfter) await rm(path, { force: true });
    else await pause(50);
  }
}
