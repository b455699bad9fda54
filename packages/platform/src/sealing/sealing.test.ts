import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealingUnder } from './sealing.ts';

const root = randomBytes(32);
const sealing = sealingUnder(root);

describe('a sealed secret', () => {
  it('opens under the same words and root key only', () => {
    const sealed = sealing.seal('provider-secret 1', 'a password of a client');
    expect(sealingUnder(root).open('provider-secret 1', sealed)).toBe('a password of a client');
    const broken = { code: 'platform.sealBroken' };
    expect(() => sealing.open('provider-secret 2', sealed)).toThrow(
      expect.objectContaining(broken),
    );
    expect(() => sealingUnder(randomBytes(32)).open('provider-secret 1', sealed)).toThrow(
      expect.objectContaining(broken),
    );
  });

  it('does not show, is another one each time, and notices a changed bit', () => {
    const [one, two] = [sealing.seal('x', 'secret'), sealing.seal('x', 'secret')];
    expect(Buffer.from(one).includes('secret')).toBe(false);
    expect(Buffer.compare(one, two)).not.toBe(0);
    for (const [place, value] of one.entries()) {
      const changed = Uint8Array.from(one);
      changed[place] = value ^ 1;
      expect(() => sealing.open('x', changed)).toThrow('cannot be read');
    }
  });
});
