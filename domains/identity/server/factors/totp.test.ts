import { sealingUnder } from '@insites/platform';
import { describe, expect, it } from 'vitest';
import { newRecoveryCodes, readRecoveryCode } from './recovery-codes.ts';
import { openSecret, sealSecret } from './sealed-secret.ts';
import { authenticatorAddress, newSharedSecret, stepOf } from './totp.ts';

/** "12345678901234567890" of RFC 6238 appendix B, in base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
/** Appendix B, SHA-1: seconds and the last six of the eight digits. */
const vectors = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
] as const;
const at = (seconds: number) => new Date(seconds * 1000);

describe('the secret of an app', () => {
  const context = { sealing: sealingUnder(Buffer.alloc(32, 1)) };

  it('is kept sealed, for its person only', () => {
    const kept = sealSecret('a', 'JBSWY3DPEHPK3PXP', context);
    expect(kept).not.toContain('JBSWY3DPEHPK3PXP');
    expect(openSecret('a', kept, context)).toBe('JBSWY3DPEHPK3PXP');
    expect(() => openSecret('b', kept, context)).toThrow('cannot be read');
  });

  it('that was kept before goes on working', () => {
    expect(openSecret('a', 'JBSWY3DPEHPK3PXP', context)).toBe('JBSWY3DPEHPK3PXP');
  });
});

describe('a code by time', () => {
  it.each(vectors)('is the one of RFC 6238 at %i s', (seconds, code) => {
    expect(stepOf(secret, code, at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('fits one step before and one after, and no further', () => {
    const [seconds, code] = vectors[3];
    const step = Math.floor(seconds / 30);
    const fits = [-61, -31, -30, 0, 29, 30, 59, 60].map((off) => {
      const now = at(step * 30 + off);
      return stepOf(secret, code, now) === step;
    });
    expect(fits).toEqual([false, false, true, true, true, true, true, false]);
  });

  it.each(['', '12345', '1234567', 'abcdef', '２８７０８２', '28708 '])('is not “%s”', (code) => {
    expect(stepOf(secret, code, at(59))).toBeNull();
  });

  it('comes from a secret of 160 bits that an app can read', () => {
    const own = newSharedSecret();
    expect(own).toMatch(/^[A-Z2-7]{32}$/);
    expect(newSharedSecret()).not.toBe(own);
    const address = new URL(authenticatorAddress(own, 'ada@city.example', 'Insites city.example'));
    expect(`${address.protocol}//${address.host}`).toBe('otpauth://totp');
    expect(address.searchParams.get('secret')).toBe(own);
    expect(address.searchParams.get('issuer')).toBe('Insites city.example');
  });
});

describe('recovery codes', () => {
  it('are ten different ones of 128 bits', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[a-z2-7]{5}(-[a-z2-7]{5}){4}-[a-z2-7]$/);
  });

  it('are read however they are typed', () => {
    const [code = ''] = newRecoveryCodes();
    expect(readRecoveryCode(code)).toBe(code);
    expect(readRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `)).toBe(code);
    expect(readRecoveryCode('123456')).toBeNull();
    expect(readRecoveryCode(`${code}a`)).toBeNull();
  });
});
