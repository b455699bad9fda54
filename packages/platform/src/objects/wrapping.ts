import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Seals a key under another: 12-byte nonce, ciphertext, 16-byte tag (AES-256-GCM). `use` is authenticated. */
export function wrap(under: Uint8Array, use: string, secret: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', under, nonce);
  cipher.setAAD(Buffer.from(use));
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
}

/** The wrapped key, or null when key, use or bytes do not fit. */
export function unwrap(under: Uint8Array, use: string, wrapped: Uint8Array): Uint8Array | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', under, wrapped.subarray(0, 12), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(use));
    decipher.setAuthTag(wrapped.subarray(-16));
    return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()]);
  } catch {
    return null;
  }
}

/** A key for one use, derived from a tenant's key (HKDF, RFC 5869). */
export function derive(key: Uint8Array, use: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), `insites ${use}`, 32));
}

/** The name of a content inside its tenant, lower-case hexadecimal. */
export function addressOf(addressKey: Uint8Array, sha256: string): string {
  return createHmac('sha256', addressKey).update(sha256, 'hex').digest('hex');
}
