import { hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import { makeKeyFile, readKeyFile } from '@insites/platform';

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
  const present = await readKeyFile(path);
  if (present) return present;
  if (rootKey)
    return new Uint8Array(
      hkdfSync('sha256', Buffer.from(rootKey, 'hex'), '', `insites ${name}`, 32),
    );
  if (!mayMake) return null;
  await makeKeyFile(path);
  return await readKeyFile(path);
}
