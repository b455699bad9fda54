import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { errors } from '@insites/kernel';
import { makeKeyFile, readKeyFile } from './key-file.ts';

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
  await makeKeyFile(path);
  const made = await readKeyFile(path);
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
    : await readKeyFile(join(home, 'secrets', 'root.key'));
}

/** Tells root keys apart and nothing else of them (HKDF, RFC 5869): 32 hexadecimal digits. */
export function rootKeyMark(key: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', key, '', 'insites root key mark', 16)).toString('hex');
}
