import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { id, newId } from '../src/ids.ts';

describe('newId', () => {
  it('makes UUIDv7 that are strictly increasing, whatever the clock does', () => {
    const clock = fc.integer({ min: 0, max: 2 ** 47 });
    fc.assert(
      fc.property(fc.array(clock, { minLength: 2, maxLength: 50 }), (times) => {
        const ids = times.map((time) => newId(time));
        for (const made of ids) expect(id.safeParse(made).success).toBe(true);
        expect(ids).toEqual([...new Set(ids)].sort());
      }),
    );
  });

  it('stays increasing when a millisecond runs out of its 4,096 numbers', () => {
    const ids = Array.from({ length: 10_000 }, () => newId(1));
    expect(ids).toEqual([...new Set(ids)].sort());
  });
});

it('carries the time in its first 48 bits and the version and variant in their places', async () => {
  const { vi } = await import('vitest');
  vi.resetModules();
  const fresh = await import('../src/ids.ts');
  const made = fresh.newId(0x0123456789ab);
  expect(made).toMatch(/^01234567-89ab-7000-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
