import { errors } from '@insites/kernel';
import { presentRootKey } from '../objects/root-key.ts';
import { derive, unwrap, wrap } from '../objects/wrapping.ts';

/**
 * Keeps small secrets in the database so that who reads the database alone cannot read them:
 * AES-256-GCM under a key of its own, derived from the root key (HKDF, RFC 5869).
 */
export interface Sealing {
  /** `use` says what and whose it is (`provider-secret 0192…`); it opens under the same words only. */
  seal(use: string, secret: string): Uint8Array;
  /** @throws platform.sealBroken when key, use or bytes do not fit. */
  open(use: string, sealed: Uint8Array): string;
}

/** Seals under a root key of 256 bits. */
export function sealingUnder(rootKey: Uint8Array): Sealing {
  const key = derive(rootKey, 'sealed secrets');
  return {
    seal: (use, secret) => wrap(key, use, Buffer.from(secret, 'utf8')),
    open: (use, sealed) => {
      const opened = unwrap(key, use, sealed);
      if (!opened)
        throw errors.internal('platform.sealBroken', 'A secret that is kept here cannot be read.', {
          hint: 'The root key is another one than when it was kept. Bring back secrets/root.key.',
        });
      return Buffer.from(opened).toString('utf8');
    },
  };
}

/** Seals under the root key of a home, which the object store has found or made. */
export async function openSealing(home: string, configured: string | null): Promise<Sealing> {
  const root = await presentRootKey(home, configured);
  if (!root) throw new Error('There is no root key yet');
  return sealingUnder(root);
}
