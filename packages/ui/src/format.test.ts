import { describe, expect, it } from 'vitest';
import { formatAgo, formatBytes, formatDuration, formatNumber, formatShare } from './format.ts';

describe('numbers', () => {
  it('keeps whole numbers whole and cuts decimals', () => {
    expect(formatNumber(1_234_567)).toBe('1,234,567');
    expect(formatNumber(1.23456)).toBe('1.235');
  });
  it('does not round a trace away', () => {
    expect(formatShare(0.00001)).toBe('< 0.1%');
    expect(formatShare(0)).toBe('0%');
    expect(formatShare(0.5)).toBe('50%');
  });
});

describe('bytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1_000, '1 kB'],
    [1_230, '1.2 kB'],
    [999_999, '1 MB'],
    [48_211_345, '48 MB'],
    [2 * 1024 ** 3, '2.1 GB'],
    [5e15, '5,000 TB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('time', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [60, '1 min'],
    [200, '3 min 20 s'],
    [7_200, '2 h'],
    [7_500, '2 h 5 min'],
  ])('%d seconds are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
  it('says how long ago in the largest unit that fits', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(formatAgo('2026-11-22T11:59:58Z', now)).toBe('now');
    expect(formatAgo('2026-11-22T11:55:00Z', now)).toBe('5 minutes ago');
    expect(formatAgo('2026-11-21T11:00:00Z', now)).toBe('yesterday');
    expect(formatAgo('2024-11-20T12:00:00Z', now)).toBe('2 years ago');
  });
});
