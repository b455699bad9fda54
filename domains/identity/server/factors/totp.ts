import { generateSecret, generateURI, verifySync } from 'otplib';

/** Seconds a code is shown, and how far the clock of a phone may be off. */
const period = 30;

/** A new secret for an app: 160 random bits, in base32 (RFC 4226 §4 R6). */
export function newSharedSecret(): string {
  return generateSecret({ length: 20 });
}

/** What an app reads from a QR code: who, where, and the secret. */
export function authenticatorAddress(secret: string, email: string, issuer: string): string {
  return generateURI({ issuer, label: email, secret });
}

/**
 * The time step a code belongs to: the present one, the one before or the one after (RFC 6238 §5.2).
 * Null when it is none of theirs.
 */
export function stepOf(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(now.getTime() / 1000);
  const result = verifySync({ secret, token: code, epoch, epochTolerance: period });
  return result.valid && 'timeStep' in result ? result.timeStep : null;
}
