import { describe, expect, it } from 'vitest';
import { saidByNames } from './code-names.ts';
import { decideType } from './column-type.ts';
import { shapesOf } from './value-shape.ts';

/** Each value so many times, one after the other. */
const times = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([value, count]) => Array.from({ length: count }, () => value));
const typed = (counts: Readonly<Record<string, number>>, name = 'quill') =>
  decideType(name, shapesOf(times(counts))).type;
/** Values with counts that are smooth, from `first` on. */
const smooth = (first: number, counts: readonly number[], step = 1) =>
  Object.fromEntries(counts.map((count, at) => [first + at * step, count]));

const smoothCounts = (length: number) =>
  Array.from({ length }, (_, at) => 20 + 10 * Math.min(at, length - at));

describe('small whole numbers whose name says nothing', () => {
  it('are codes where numbers are left out between others that come again and again', () => {
    expect(typed({ 101: 60, 102: 20, 110: 90, 201: 15, 300: 70, 911: 40 })).toBe('VARCHAR');
    expect(typed({ 11: 40, 21: 60, 22: 8, 31: 12, 32: 30, 41: 25 })).toBe('VARCHAR');
    expect(decideType('quill', shapesOf(times({ 1: 100, 3: 200, 4: 40 }))).why).toMatch(/gaps/);
    expect(typed({ 101: 60, 102: 20, 110: 90, 201: 15, 300: 70, 911: 40 }, 'population')).toBe(
      'BIGINT',
    );
  });

  it('are codes where frequent ones stand between rare ones', () => {
    expect(typed({ 0: 9, 1: 126, 2: 3, 3: 2, 4: 5, 5: 2, 6: 4, 7: 100, 8: 14, 9: 120 })).toBe(
      'VARCHAR',
    );
  });

  it('are codes where 9, 99 or a minus mark what is unknown among few', () => {
    expect(typed({ 0: 240, 1: 150, 9: 6 })).toBe('VARCHAR');
    expect(typed({ 1: 240, 2: 90, 3: 30, 99: 6 })).toBe('VARCHAR');
    expect(typed({ '-3': 30, 15: 20, 21: 60, 40: 90, 51: 12 })).toBe('VARCHAR');
    // Ages, of which some are not known, stay numbers.
    expect(typed({ ...smooth(0, Array(80).fill(9)), 998: 12, 999: 20 })).toBe('BIGINT');
  });

  it('are numbers where they are counts, with few that are far above', () => {
    expect(typed({ 0: 300, 1: 80, 2: 12, 3: 3, 7: 1, 12: 1 })).toBe('BIGINT');
    expect(typed(smooth(1, [30, 100, 130, 105, 21, 3]))).toBe('BIGINT');
    expect(typed(smooth(1, [57, 28, 11, 3, 1]))).toBe('BIGINT');
    expect(typed({ 1: 12, 2: 256, 3: 27, 4: 76, 5: 9, 6: 20 })).toBe('BIGINT');
  });

  it('are numbers where they are preferred ones, rounded ones, years or many', () => {
    expect(typed({ 25: 23, 30: 39, 35: 66, 45: 87, 55: 99, 70: 30 })).toBe('BIGINT');
    expect(typed({ 6: 102, 8: 91, 12: 97, 16: 51, 24: 59 })).toBe('BIGINT');
    expect(typed({ 12: 20, 24: 30, 36: 60, 60: 90, 120: 10, 180: 40 })).toBe('BIGINT');
    expect(typed({ 1961: 40, 1975: 60, 2003: 50, 2019: 30 })).toBe('BIGINT');
    // Minutes, as people say them.
    const minutes = Object.fromEntries(
      Array.from({ length: 60 }, (_, minute) => [minute, minute % 5 === 0 ? 24 : 3]),
    );
    expect(typed(minutes)).toBe('BIGINT');
    expect(typed(smooth(1, Array(300).fill(4), 3))).toBe('BIGINT');
  });

  it('are numbers where they leave others out for a reason', () => {
    // Squares of years at work.
    const squares = Object.fromEntries(smoothCounts(14).map((count, at) => [at ** 2, count]));
    expect(typed(squares)).toBe('BIGINT');
    // Years of schooling, with degrees.
    expect(typed({ 5: 40, 8: 30, 10: 92, 12: 468, 13: 246, 14: 9, 16: 157, 17: 132 })).toBe(
      'BIGINT',
    );
    // Answers from 1 to 10, of which 1, 5 and 10 are liked.
    expect(
      typed({ 1: 858, 2: 114, 3: 126, 4: 97, 5: 362, 6: 87, 7: 82, 8: 95, 9: 48, 10: 88 }),
    ).toBe('BIGINT');
    // Days out of fourteen: mostly none, then few, then all.
    expect(
      typed({ 0: 1515, ...smooth(1, [87, 67, 54, 33, 31, 14, 27, 10, 5, 12, 3, 9, 5, 136]) }),
    ).toBe('BIGINT');
    // Counted from zero on, and unknown now and then.
    expect(typed({ ...smooth(0, [300, 160, 80, 41, 22, 9]), 99: 12 })).toBe('BIGINT');
  });

  it('are numbers where they are scores with a hump or sizes with a tail', () => {
    const hump = (at: number) => Math.round(60 * Math.exp(-(((at - 15) / 6) ** 2)));
    const scores = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [320 + at * 9 + (at % 3), 3 + hump(at)]),
    );
    expect(typed(scores)).toBe('BIGINT');
    const sizes = Object.fromEntries(
      Array.from({ length: 24 }, (_, at) => [Math.round(1.3 ** at) + at, 10 + ((at * 7) % 5) * 20]),
    );
    expect(typed(sizes)).toBe('BIGINT');
  });

  it('are codes beside a column whose name is theirs with “name” behind it', () => {
    expect(saidByNames(['LGT_COND', 'LGT_CONDNAME', 'quadrille'])).toEqual([
      'thing',
      'nothing',
      'nothing',
    ]);
  });
});
