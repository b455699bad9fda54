import { describe, expect, it } from 'vitest';
import { type RecipeStep, standardRecipe } from '../../../contract/recipe-step.ts';
import { measureRepairs } from '../labelled/repairs.ts';
import { replay } from './replay.ts';
import { sentenceOf } from './sentence.ts';

const step = (action: RecipeStep['action'], cells: number, unread = 0): RecipeStep => ({
  action,
  why: 'The dates can be read in one way only.',
  confidence: 0.96,
  cells,
  unread,
  examples: [],
  unreadExamples: [],
});

describe('a recipe', () => {
  it('is plain data that its schema reads back', () => {
    const recipe = { version: 1 as const, steps: [step({ kind: 'state', column: 'State' }, 3)] };
    expect(standardRecipe.parse(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(
      standardRecipe.safeParse({
        version: 1,
        steps: [{ ...recipe.steps[0], action: { kind: 'guess', column: 'a' } }],
      }).success,
    ).toBe(false);
  });

  it('says what it does', () => {
    const dates = step(
      { kind: 'date', column: 'sale date', order: 'month-first', century: 2036, serial: 'none' },
      1_204,
      3,
    );
    const written = (before: string) => ({
      ...dates,
      examples: [{ before, after: '2024-05-03', count: 1 }],
    });
    const rest = '1,204 cells change. 3 cells could not be read and stay as they are.';
    expect(sentenceOf(written('5/3/2024'))).toBe(
      `Dates in “sale date” were written month first; they become ISO 8601. ${rest}`,
    );
    expect(sentenceOf(written('3 May 2024'))).toBe(`Dates in “sale date” become ISO 8601. ${rest}`);
    expect(sentenceOf(step({ kind: 'missing', column: 'ibu', values: ['N/A', '-'] }, 1))).toBe(
      '“N/A” and “-” in “ibu” mean “missing”. 1 cell changes.',
    );
  });

  it('moves a state from behind a city only where there is none, or the same', () => {
    const actions = [{ kind: 'city', column: 'city', state: 'state' }] as const;
    const on = (city: string, state: string | null) => replay(actions, { city, state });
    expect(on('Portland OR', null)).toEqual({
      row: { city: 'Portland', state: 'OR' },
      changed: 2,
      unread: 0,
    });
    expect(on('Portland OR', 'OR')).toMatchObject({ row: { city: 'Portland', state: 'OR' } });
    expect(on('Portland OR', 'ME')).toMatchObject({
      row: { city: 'Portland OR', state: 'ME' },
      unread: 1,
    });
    expect(on('Bend', null)).toMatchObject({ changed: 0 });
  });
});

describe('a dirty table', () => {
  it('is repaired without damage to what was right', () => {
    const columns = ['name', 'ounces', 'abv', 'ibu', 'city', 'state'];
    const towns = [
      ['Bend', 'OR'],
      ['Gary', 'IN'],
      ['Reno', 'NV'],
      ['Boise', 'ID'],
      ['Salem', 'OR'],
    ] as const;
    const clean = Array.from({ length: 200 }, (_, index) => {
      const [city, state] = towns[index % 5] ?? towns[0];
      return [
        `Ale  ${index}`,
        String(12 + (index % 3) * 4),
        `0.0${40 + (index % 40)}`,
        index % 3 === 0 ? '' : String(10 + (index % 80)),
        city,
        state,
      ];
    });
    const dirty = clean.map(
      ([name = '', ounces = '', abv = '', ibu = '', city = '', state = ''], index) => [
        name,
        `${ounces}.0 ${['oz', 'oz.', 'ounce', 'OZ.'][index % 4]}`,
        index % 4 === 0 ? `${abv}%` : abv,
        ibu === '' ? 'N/A' : ibu,
        index % 20 === 0 ? `${city} ${state}` : city,
        index % 20 === 0 ? '' : state,
      ],
    );
    const result = measureRepairs(columns, dirty, clean);
    expect(result.damaged).toBe(0);
    expect(result.f1).toBeGreaterThan(0.95);
  });
});
