import { describe, expect, it } from 'vitest';
import { decideType } from './column-type.ts';
import { shapesOf } from './value-shape.ts';

/** The type of a column with 1 so many times, with 2 so many times, and so on. */
const typed = (counts: readonly number[], name = 'quill') =>
  decideType(
    name,
    shapesOf(counts.flatMap((count, at) => Array.from({ length: count }, () => String(at + 1)))),
  );

describe('all numbers from 1 to a last one', () => {
  it('are codes or answers where they break off', () => {
    expect(typed([1770, 230]).type).toBe('VARCHAR');
    expect(typed([21, 92, 155, 144]).type).toBe('VARCHAR');
    expect(typed([26, 63, 19, 20]).why).toMatch(/If they count something, say so/);
  });

  it('are counted where they peter out, where most are even, and where they are few', () => {
    expect(typed([57, 28, 11, 3, 1]).type).toBe('BIGINT');
    expect(typed([900, 30]).type).toBe('BIGINT');
    expect(typed([12, 256, 27, 76, 9, 20]).type).toBe('BIGINT');
    expect(typed([6, 9, 8]).type).toBe('BIGINT');
  });

  it('are counted where the name says so, or that they stand in an order', () => {
    for (const name of ['bedrooms', 'score', 'bldg_seq', 'visit order', 'n'])
      expect([name, typed([200, 180, 150, 160], name).type]).toEqual([name, 'BIGINT']);
  });

  it('beyond one digit would lose their order as text', () => {
    expect(typed([9, 4, 7, 15, 10, 5, 10, 9, 7, 8, 8, 9].map((share) => share * 10)).type).toBe(
      'BIGINT',
    );
  });
});
