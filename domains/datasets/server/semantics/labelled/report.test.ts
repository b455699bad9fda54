import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { measure } from './measure.ts';
import { repairsOf, table } from './report.ts';

it('gives precision and recall of each type, and what went wrong', () => {
  const cells = Array.from({ length: 20 }, (_, index) => `a${index}@b.org`);
  const columns = [
    { name: 'mail', types: ['email'], cells },
    { name: 'other', types: ['phone'], cells },
  ] as const;
  const outcome = measure(columns);
  expect(outcome).toMatchObject({ precision: 0.5, recall: 0.5 });
  expect(table(outcome)).toContain('wrong: other: phone, taken for email');
});

it('holds repairs of a folder against its clean version', () => {
  const folder = mkdtempSync(join(tmpdir(), 'insites-repairs-'));
  const rows = (size: string) =>
    `size\n${Array.from({ length: 30 }, (_, index) => `${index + 1}${size}`).join('\n')}\n`;
  writeFileSync(join(folder, 'dirty.csv'), rows(' kg'));
  writeFileSync(join(folder, 'clean.csv'), rows(''));
  expect(repairsOf(folder)).toMatchObject({ errors: 30, repaired: 30, damaged: 0, f1: 1 });
  rmSync(folder, { recursive: true });
});
