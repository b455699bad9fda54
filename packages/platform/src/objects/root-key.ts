import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '@insites/kernel';

/**
 * The key all others hang on: the configured one, else `secrets/root.key` of the home (64
 * hexadecimal digits, mode 0600), made at the first start. When keys hang on it already
 * (`mayMake` false) a missing file is an error: a new key would open nothing.
 */
export async function rootKey(
  home: string,
  configured: string | null,
  mayMake: () => Promise<boolean>,
): Promise<Uint8Array> {
  const present = await presentRootKey(home, configured);
  if (present) return present;
  const path = join(home, 'secrets', 'root.key');
  if (!(await mayMake()))
    throw errors.invalid('platform.configInvalid', `The root key ${path} is missing.`, {
      hint: 'Bring it back from your backup, or give it as INSITES_ROOT_KEY.',
    });
  await makeKey(path);
  const made = await readKey(path);
  if (!made) throw new Error(`${path} vanished while it was made`);
  return made;
}

/** The configured key, else the one in the home; null when there is none yet. */
export async function presentRootKey(
  home: string,
  configured: string | null,
): Promise<Uint8Array | null> {
  return configured
    ? Buffer.from(configured, 'hex')
    : await readKey(join(home, 'secrets', 'root.key'));
}

/** Tells root keys apart and nothing else of them (HKDF, RFC 5869): 32 hexadecimal digits. */
export function rootKeyMark(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'insites root key mark', 16)).toString('hex');
}

/** A key out of a file of 64 hexadecimal digits; null when there is no file. */
export async function readKey(path: string): Promise<Uint8Array | null> {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  if (!/^[0-9a-f]{64}$/.test(text))
    throw errors.invalid('platform.configInvalid', `${path} does not hold 64 hexadecimal digits.`, {
      hint: 'Bring it back from your backup.',
    });
  return Buffer.from(text, 'hex');
}

/** Two processes may start at once: the first link wins, and the other one reads it. */
async function makeKey(path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(32).toString('hex')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
