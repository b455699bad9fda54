import { randomBytes } from 'node:crypto';

const digits = 'abcdefghijklmnopqrstuvwxyz234567';
const howMany = 10;

/** Ten new recovery codes, each of 128 random bits in base32, in groups to read aloud. */
export function newRecoveryCodes(): readonly string[] {
  return Array.from({ length: howMany }, () => grouped(base32(randomBytes(16))));
}

/** A recovery code as it was made, however it was typed; null when it cannot be one. */
export function readRecoveryCode(typed: string): string | null {
  const text = typed
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('8', 'b');
  return /^[a-z2-7]{26}$/.test(text) ? grouped(text) : null;
}

function base32(bytes: Uint8Array): string {
  let rest = BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
  let text = '';
  for (let place = 0; place < 26; place += 1) {
    text = (digits[Number(rest % 32n)] ?? '') + text;
    rest /= 32n;
  }
  return text;
}

function grouped(text: string): string {
  return text.match(/.{1,5}/g)?.join('-') ?? text;
}
