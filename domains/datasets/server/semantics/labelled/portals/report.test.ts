import { expect, it } from 'vitest';
import { detect } from '../../detect/detect.ts';
import { factsOf } from '../../detect/facts.ts';
import { measure } from '../measure.ts';
import { identifiers } from './identifiers.ts';
import { sets } from './report.ts';
import { filled } from './schema.ts';

const { tuning, sixth, seventh, eighth, ninth, tenth, eleventh } = sets;

it.each([
  ['first', 0.97, 0.97, [...tuning, ...sets['looked-at'], ...sets['held-out']]],
  ['fourth and fifth', 0.99, 0.98, [...sets.fourth, ...sets.fifth]],
  ['sixth', 0.99, 0.99, sixth],
  ['seventh', 0.99, 0.99, seventh],
  ['eighth', 0.99, 0.99, eighth],
  ['ninth', 0.99, 0.98, ninth],
  ['tenth', 0.97, 0.97, tenth],
  ['eleventh', 0.99, 0.99, eleventh],
])('%s: what is claimed is right', (_, leastPrecision, leastRecall, tables) => {
  const { precision, recall } = measure(filled(tables, 70_001));
  expect(precision).toBeGreaterThanOrEqual(leastPrecision);
  expect(recall).toBeGreaterThanOrEqual(leastRecall);
});

it('identifiers stay text, but for names that say nothing', () => {
  const all = identifiers(Object.values(sets).flat(), 70_001);
  expect(all.columns).toBeGreaterThan(500);
  // The badge of a police officer, the seat in a car.
  expect(all.numbers.filter((told) => !/^(Star|place):/.test(told))).toEqual([]);
  // Quantities that are kept as text by the way are numbered things, too: the revision number 3.
  expect(all.kept.length).toBeLessThanOrEqual(7);
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
