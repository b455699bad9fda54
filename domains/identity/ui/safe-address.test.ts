import { expect, it } from 'vitest';
import { safeAddress } from './safe-address.ts';

it('keeps addresses of this app', () => {
  expect(safeAddress('/files?folder=1#top')).toBe('/files?folder=1#top');
});

it.each([
  '//evil.example',
  '/\\evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '',
  7,
  undefined,
])('does not follow %s', (next) => {
  expect(safeAddress(next)).toBe('/');
});
