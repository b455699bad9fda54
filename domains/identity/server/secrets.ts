import { createHash, randomBytes } from 'node:crypto';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** What tokens of service accounts begin with. */
export const servicePrefix = 'insv_';

/** A new API token: `ins_` (of a directory: `isd_`) and 256 random bits in base 62 (43 digits). */
export function newToken(prefix: 'ins_' | 'isd_' = 'ins_'): string {
  return `${prefix}${randomDigits()}`;
}

/** A new token of a service account: `insv_` and as many. */
export function newServiceToken(): string {
  return `${servicePrefix}${randomDigits()}`;
}

function randomDigits(): string {
  let rest = BigInt(`0x${randomBytes(32).toString('hex')}`);
  let text = '';
  for (let place = 0; place < 43; place += 1) {
    text = (digits[Number(rest % 62n)] ?? '') + text;
    rest /= 62n;
  }
  return text;
}

/** A new secret for a cookie or a link: 256 random bits in base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * What is stored of a secret. A plain hash is enough: nobody guesses 256 random bits, and looking a
 * hash up tells nothing of the secret by its timing.
 */
export function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
