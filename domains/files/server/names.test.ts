import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkedName, freeName, mediaTypeOf, nameKey } from './names.ts';

describe('names', () => {
  it('that differ in case or in how an accent is written are the same name', () => {
    expect(nameKey('Straße.CSV')).toBe(nameKey('straße.csv'));
    expect(nameKey('Cafe\u0301')).toBe(nameKey('Caf\u00e9'));
    expect(checkedName('  Cafe\u0301 ')).toBe('Caf\u00e9');
  });

  it('that are taken get the lowest free number before their ending', () => {
    const taken = new Set(['budget.csv', 'budget (2).csv', 'readme', '.env']);
    const free = (name: string) => freeName(name, (key) => taken.has(key));
    expect(free('Budget.csv')).toBe('Budget (3).csv');
    expect(free('README')).toBe('README (2)');
    expect(free('.env')).toBe('.env (2)');
    expect(free('other.csv')).toBe('other.csv');
  });

  it('stay free and within 255 characters, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 255 }), fc.nat(30), (name, many) => {
        const taken = new Set<string>();
        for (let round = 0; round <= many; round += 1) {
          const next = freeName(name, (key) => taken.has(key));
          expect(taken.has(nameKey(next))).toBe(false);
          expect(next.length).toBeLessThanOrEqual(255);
          taken.add(nameKey(next));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('tell the media type when nobody else does', () => {
    expect(mediaTypeOf('a.CSV', '')).toBe('text/csv');
    expect(mediaTypeOf('a.csv', 'Application/VND.ms-excel')).toBe('application/vnd.ms-excel');
    expect(mediaTypeOf('a.csv', 'text/html\r\nset-cookie: x')).toBe('text/csv');
    expect(mediaTypeOf('a', null)).toBe('application/octet-stream');
  });
});
