import { describe, expect, it } from 'vitest';
import { besides, mayBeCodes } from './code-evidence.ts';
import { decideTypes, openQuestion } from './column-type.ts';
import { shapesOf } from './value-shape.ts';

/** Decides a table of columns by their names. */
function decided(table: Readonly<Record<string, readonly (number | string)[]>>) {
  const names = Object.keys(table);
  const shapes = Object.values(table).map((cells) => shapesOf(cells.map(String)));
  const decisions = decideTypes(names, shapes);
  return Object.fromEntries(
    names.map((name, at) => {
      const { type = '', why = '' } = decisions[at] ?? {};
      return [name, why === openQuestion ? 'asked' : type];
    }),
  );
}

const rows = Array.from({ length: 40 }, (_, row) => row);
const places = rows.map((row) => `place ${row}`);
/** Votes of a party in each place: of the same size as those of others, in no order. */
const votes = (of: number) =>
  rows.map((row) => 300 + ((row * 37 + of * 53) % 101) * ((row * of) % 7));

describe('whole numbers whose name says nothing', () => {
  it('are numbers where they are like those of many columns beside them', () => {
    const table = {
      place: places,
      lab: votes(3),
      con: votes(4),
      lib: votes(5),
    };
    expect(decided(table)).toEqual({
      place: 'VARCHAR',
      lab: 'BIGINT',
      con: 'BIGINT',
      lib: 'BIGINT',
    });
  });

  it('are asked about where few come again and again, or one in every row', () => {
    const kind = rows.map((row) => ((row * 7) % 3) + 2);
    expect(decided({ place: places, tvia: kind, quar: rows.map(() => 11) })).toEqual({
      place: 'VARCHAR',
      tvia: 'asked',
      quar: 'asked',
    });
  });

  it('are years, counts of nothing or answers where they are nothing else', () => {
    const table = {
      place: places,
      ejercicio: rows.map((row) => 2_010 + (row % 3)),
      sdlp: rows.map(() => 0),
      alive: rows.map((row) => row % 2),
    };
    expect(decided(table)).toMatchObject({ ejercicio: 'BIGINT', sdlp: 'BIGINT', alive: 'BIGINT' });
  });

  it('are quantities below zero, and where a single letter names a variable', () => {
    const wave = rows.map((row) => ((row * 7) % 3) + 20);
    const below = wave.map((number, row) => (row === 5 ? -12 : number));
    expect(decided({ place: places, tvia: wave })).toMatchObject({ tvia: 'asked' });
    expect(decided({ place: places, tvia: below, n: wave })).toMatchObject({
      tvia: 'BIGINT',
      n: 'BIGINT',
    });
  });

  it('are asked about where a column has no name, but not its decimals', () => {
    const table = { column_1: places, column_2: votes(7), column_3: votes(11).map((n) => n / 4) };
    expect(decided(table)).toEqual({ column_1: 'VARCHAR', column_2: 'asked', column_3: 'DOUBLE' });
  });

  it('are numbers in a series of years', () => {
    const table = { place: places, 'pop 2001': votes(7), 'pop 2002': votes(11) };
    const kinds = rows.map((row) => ((row * 7) % 3) + 20);
    const series = {
      place: places,
      'on 1.1.2001': kinds,
      'on 1.1.2002': kinds,
      'on 1.1.2003': kinds,
    };
    expect(decided(table)).toMatchObject({ 'pop 2001': 'BIGINT' });
    expect(Object.values(decided(series)).slice(1)).toEqual(['BIGINT', 'BIGINT', 'BIGINT']);
  });
});

it('a column that is empty parts no block, one of words and one of codes do', () => {
  const column = (name: string, isNumber: boolean | null, median: number | null = 5) => ({
    name,
    isNumber,
    median,
  });
  const blocks = besides([
    column('a', true),
    column('b', null, null),
    column('c', true),
    column('d', false, null),
    column('e', true),
  ]);
  expect([0, 2, 4].map((at) => blocks[at]?.block)).toEqual([2, 2, 1]);
  expect([0, 2, 4].map((at) => blocks[at]?.typical)).toEqual([5, 5, null]);
  expect(mayBeCodes([], { isNameless: true, place: 0, block: 1, typical: null })).toBe(false);
  const many = besides([3, 1, 9, 4].map((median) => column('n', true, median)));
  expect(many.map(({ typical }) => typical)).toEqual([4, 4, 3, 3]);
});
