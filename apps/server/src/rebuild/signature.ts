import { createHmac, timingSafeEqual } from 'node:crypto';
import { errors } from '@insites/kernel';
import { signatureHeader, signedFor } from '@insites/platform/contract';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Answers with the signature, hexadecimal, when the header carries the one of this text; the comparison
 * takes as long for a nearly right one as for any other.
 * @throws platform.rebuildNotSigned
 */
export function checkSignature(
  secret: string,
  text: Uint8Array | string,
  headers: Headers,
): string {
  const due = createHmac('sha256', secret).update(text).digest();
  const [, hex = ''] = /^sha256=([0-9a-f]{64})$/i.exec(headerOf(headers, signatureHeader)) ?? [];
  const given = Buffer.from(hex, 'hex');
  if (given.length === due.length && timingSafeEqual(given, due)) return due.toString('hex');
  throw errors.notAllowed(
    'platform.rebuildNotSigned',
    hex === '' ? 'The request is not signed.' : 'The signature does not fit the request.',
    {
      hint: 'X-Hub-Signature-256 is sha256= and the HMAC-SHA-256 of the body, under the secret that both sides know.',
    },
  );
}

/** @throws platform.rebuildTooOld for a moment more than five minutes from now, to either side */
export function checkMoment(moment: string, now: Date): void {
  const away = Math.abs(now.getTime() - Date.parse(moment));
  if (away <= signedFor) return;
  throw errors.notAllowed(
    'platform.rebuildTooOld',
    Number.isNaN(away)
      ? 'The request does not tell when it was signed.'
      : `The request was signed at ${moment}; here it is ${now.toISOString()}.`,
    { hint: 'Sign it anew when it is sent. If it was: set the clocks of both machines.' },
  );
}

/** The one value of a header; empty without it. */
export function headerOf(headers: Headers, name: string): string {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() ?? '';
}
