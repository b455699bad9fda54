import { expect, it } from 'vitest';
import { detect } from '../../detect/detect.ts';
import { factsOf } from '../../detect/facts.ts';
import { measure } from '../measure.ts';
import { identifiers } from './identifiers.ts';
import { sets } from './report.ts';
import { filled } from './schema.ts';

const mended = [...sets['held-out'], ...sets.fourth, ...sets.fifth];

it.each([
  ['tables after which rules were mended', [...sets.tuning, ...sets['looked-at'], ...mended]],
  ['tables that no rule was made for', sets.sixth],
])('%s: what is claimed is right', (_, tables) => {
  const { precision, recall } = measure(filled(tables, 70_001));
  expect(precision).toBeGreaterThanOrEqual(0.97);
  expect(recall).toBeGreaterThanOrEqual(0.9);
});

it('identifiers stay text, but for names that say nothing', () => {
  const known = ['Star', 'MSLINK', 'artigo_matricial', 'URN'];
  const all = identifiers(Object.values(sets).flat(), 70_001);
  expect(all.columns).toBeGreaterThan(280);
  expect(all.numbers.filter((told) => !known.includes(told.split(':')[0] ?? ''))).toEqual([]);
  // Quantities that are kept as text by the way are numbered things, too: the revision number 3.
  expect(all.kept.length).toBeLessThanOrEqual(6);
});

const claim = (name: string, cells: readonly string[]) => detect(factsOf(name, cells)).best.type;
const cells = (count: number, cell: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => cell(index));

it('counts that are mostly 0 and 1 are no answers, and amounts below one are no money', () => {
  const counts = cells(300, (index) => (index % 29 === 0 ? String(index) : String(index % 2)));
  expect(claim('HPD', counts)).toBe('number');
  expect(
    claim(
      'grad_premium',
      cells(90, (index) => `0.${100 + index}`),
    ),
  ).toBe('number');
  expect(
    claim(
      'Cost',
      cells(90, (index) => (index % 9 === 0 ? `${index}.5` : '0')),
    ),
  ).toBe('money');
});

it('midnight of another zone is a date', () => {
  const day = (index: number) => `2023/0${(index % 9) + 1}/${10 + (index % 17)}`;
  expect(
    claim(
      'FROMDATE',
      cells(200, (index) => `${day(index)} 0${4 + (index % 2)}:00:00+00`),
    ),
  ).toBe('date');
  expect(
    claim(
      'REPORTED',
      cells(200, (index) => `${day(index)} 1${index % 9}:2${index % 7}:00+00`),
    ),
  ).toBe('datetime');
});
