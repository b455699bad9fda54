import { describe, expect, it } from 'vitest';
import { detect } from '../detect/detect.ts';
import { factsOf } from '../detect/facts.ts';
import { clusters } from './cluster.ts';
import { damerauLevenshtein, jaroWinkler } from './distance.ts';
import { proposeSteps } from './propose.ts';

const propose = (name: string, cells: readonly string[]) => {
  const facts = factsOf(name, cells);
  return proposeSteps(facts, detect(facts), { year: 2026, country: 'US' });
};
const times = (count: number, cell: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => cell(index));

describe('proposed steps', () => {
  it('count what they change and what they cannot read', () => {
    const cells = [
      ...times(60, (index) => `${(index % 12) + 1}/${(index % 28) + 1}/2024`),
      '14/14/2024',
      'soon',
      'later',
    ];
    const [step] = propose('sale date', cells);
    expect(step).toMatchObject({
      action: { kind: 'date', order: 'month-first' },
      cells: 60,
      unread: 3,
      unreadExamples: ['14/14/2024', 'soon', 'later'],
    });
    expect(step?.examples[0]?.after).toMatch(/^2024-\d\d-\d\d$/);
  });

  it('are unsure of an order that no value tells', () => {
    const [step] = propose(
      'date',
      times(60, (index) => `0${(index % 9) + 1}/0${(index % 7) + 1}/2024`),
    );
    expect(step?.confidence).toBeLessThan(0.8);
  });

  it('leave addresses and provinces of other countries as they are', () => {
    const streets = [
      '12 rue de la Paix',
      '3 North Lane',
      'Calle Mayor 5',
      'Bahnhofstr. 7',
      'Via Roma 2',
    ];
    expect(
      propose(
        'adresse',
        times(40, (index) => `${streets[index % 5]} ${index}`),
      ),
    ).toEqual([]);
    const provinces = ['Монтана', 'Montana', 'Видин', 'Враца', 'Плевен'];
    expect(
      propose(
        'област',
        times(40, (index) => provinces[index % 5] ?? ''),
      ),
    ).toEqual([]);
  });

  it('write one part of a country in one way', () => {
    const written = ['Bayern', 'BY', 'Hessen', 'Sachsen', 'HE', 'Berlin'];
    const [step] = propose(
      'Bundesland',
      times(60, (index) => written[index % 6] ?? ''),
    );
    expect(step).toMatchObject({
      action: { kind: 'state', country: 'DE' },
      cells: 60,
      unread: 0,
    });
    expect(step?.examples).toContainEqual({ before: 'Bayern', after: 'DE-BY', count: 10 });
  });

  it('are none where there is nothing to change', () => {
    expect(
      propose(
        'state',
        times(40, (index) => ['CA', 'OR', 'NV'][index % 3] ?? ''),
      ),
    ).toEqual([]);
    expect(
      propose(
        'date',
        times(40, (index) => `2024-01-${10 + (index % 20)}`),
      ),
    ).toEqual([]);
    expect(
      propose(
        'population',
        times(40, (index) => String(index * 31)),
      ),
    ).toEqual([]);
  });

  it('tell a sign of percent that is decoration from one that changes the scale', () => {
    const scale = (marked: (index: number) => string) =>
      propose(
        'abv',
        times(100, (index) => (index % 3 === 0 ? marked(index) : `0.0${40 + (index % 40)}`)),
      )[0]?.action;
    expect(scale((index) => `0.0${40 + (index % 40)}%`)).toMatchObject({
      kind: 'percentage',
      scale: 'keep',
    });
    expect(scale((index) => `${4 + (index % 4)}.5%`)).toMatchObject({
      kind: 'percentage',
      scale: 'divide',
    });
  });

  it('keep what may be an answer apart from what is surely missing', () => {
    const steps = propose(
      'damage',
      times(90, (index) => ['None', 'Minor', 'Major damage', '#N/A'][index % 4] ?? ''),
    );
    const missing = steps.filter(({ action }) => action.kind === 'missing');
    expect(missing.map(({ confidence }) => confidence >= 0.9)).toEqual(
      expect.arrayContaining([true, false]),
    );
  });
});

describe('spellings of one thing', () => {
  const of = (...values: readonly (readonly [string, number])[]) =>
    values.map(([value, count]) => ({ value, count }));

  it('become the most frequent one', () => {
    const found = clusters(
      of(['St. Paul', 9], ['st paul', 2], ['ST PAUL', 1], ['Duluth', 4]),
      'case and punctuation',
    );
    expect(found).toEqual([{ canonical: 'St. Paul', others: of(['st paul', 2], ['ST PAUL', 1]) }]);
    expect(
      clusters(of(['Parks and Recreation', 5], ['Recreation & Parks', 1]), 'order of words'),
    ).toHaveLength(1);
    expect(clusters(of(['Sacramento', 50], ['Sacremento', 2]), 'slips of the pen')).toHaveLength(1);
  });

  it('stay apart when their digits differ, or both are frequent', () => {
    expect(clusters(of(['District 12', 50], ['District 13', 2]), 'slips of the pen')).toEqual([]);
    expect(clusters(of(['Austin TX', 50], ['Boston TX', 40]), 'slips of the pen')).toEqual([]);
    expect(clusters(of(['Zone 12', 50], ['Zone 21', 2]), 'letters')).toEqual([]);
  });

  it('are compared as the literature has it', () => {
    expect(damerauLevenshtein('ca', 'abc', 3)).toBe(3);
    expect(damerauLevenshtein('oakland', 'oakalnd', 2)).toBe(1);
    expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4);
    expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4);
  });
});
