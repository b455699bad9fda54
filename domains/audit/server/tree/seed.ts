import { hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errors } from '@insites/kernel';

/** Where secrets are kept. */
export interface SecretPlace {
  readonly home: string;
  /** The configured root key, 64 hexadecimal digits; null when the home has its own. */
  readonly rootKey: string | null;
}

/**
 * The 32-byte seed of a signing key: `secrets/<name>.key` of the home (64 hexadecimal digits, mode
 * 0600) when there is one; derived from the configured root key, so that all processes sign alike;
 * else made once. Null when it would have to be made and may not be.
 */
export async function seedOf(
  { home, rootKey }: SecretPlace,
  name: string,
  mayMake: boolean,
): Promise<Uint8Array | null> {
  const path = join(home, 'secrets', `${name}.key`);
  const present = await readSeed(path);
  if (present) return present;
  if (rootKey)
    return new Uint8Array(
      hkdfSync('sha256', Buffer.from(rootKey, 'hex'), '', `insites ${name}`, 32),
    );
  if (!mayMake) return null;
  await makeSeed(path);
  return await readSeed(path);
}

async function readSeed(path: string): Promise<Uint8Array | null> {
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
async function makeSeed(path: string): Promise<void> {
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
