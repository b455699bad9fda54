import { expect, it } from 'vitest';
import { detect } from '../../detect/detect.ts';
import { factsOf } from '../../detect/facts.ts';
import { measure } from '../measure.ts';
import { identifiers } from './identifiers.ts';
import { sets } from './report.ts';
import { filled } from './schema.ts';

const { tuning, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth, thirteenth } = sets;

it.each([
  ['first', 0.97, 0.97, [...tuning, ...sets['looked-at'], ...sets['held-out']]],
  ['fourth and fifth', 0.99, 0.98, [...sets.fourth, ...sets.fifth]],
  ['sixth', 0.99, 0.99, sixth],
  ['seventh', 0.99, 0.99, seventh],
  ['eighth', 0.99, 0.99, eighth],
  ['ninth', 0.99, 0.98, ninth],
  ['tenth', 0.97, 0.97, tenth],
  ['eleventh', 0.99, 0.99, eleventh],
  // Codebooks whose names say nothing: what is claimed is right, much is left open.
  ['twelfth', 0.92, 0.72, twelfth],
  ['thirteenth', 0.88, 0.62, thirteenth],
])('%s: what is claimed is right', (_, leastPrecision, leastRecall, tables) => {
  const { precision, recall } = measure(filled(tables, 70_001));
  expect(precision).toBeGreaterThanOrEqual(leastPrecision);
  expect(recall).toBeGreaterThanOrEqual(leastRecall);
});

it('identifiers stay text', () => {
  const codebooks = new Set([twelfth, thirteenth]);
  const others = Object.values(sets).filter((set) => !codebooks.has(set));
  const all = identifiers(others.flat(), 70_001);
  expect(all.columns).toBeGreaterThan(500);
  expect(all.numbers).toEqual([]);
  // Quantities that are kept as text: numbered things, and those of which neither name nor numbers tell what they are.
  expect(all.kept.length).toBeLessThanOrEqual(37);
});

it.each([
  ['twelfth', 4, 55, twelfth],
  ['thirteenth', 4, 36, thirteenth],
])('%s: most codes of codebooks stay text by their values alone', (_, most, columns, tables) => {
  const found = identifiers(tables, 70_001);
  expect(found.columns).toBe(columns);
  expect(found.numbers.length).toBeLessThanOrEqual(most);
  // Of the measures: the exposure number and `VEH` by their names, the owned units as places, the lowest grade; of the
  // others nothing tells what they are.
  const named =
    /^(EXP_NO|VEH|tract_owner_occupied_units|GSLO|thru|POVPIP|JWMNP|TRAFFIC_LANES_ON_028A):/;
  expect(found.kept.filter((told) => !named.test(told))).toEqual([]);
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
