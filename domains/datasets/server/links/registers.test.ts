import { afterAll, describe, expect, it } from 'vitest';
import { measured, startSearching } from '../../test/searching.ts';
import { doubtsOf } from './doubts.ts';
import { madeUpRegister, type ShapeName } from './made-up/registers.ts';

const { search, close } = startSearching();
afterAll(close);

/** A seed that nothing was tried on. */
const seed = 4_711;

const registers: readonly (readonly [ShapeName, number, number, number, number])[] = [
  // Shape, rows, share of copies, least precision, least recall.
  ['drawn', 600, 0.5, 0.9, 0.85],
  ['born', 600, 0.1, 0.9, 0.85],
  ['firms', 500, 0.1, 0.95, 0.95],
  ['households', 600, 0.1, 0.9, 0.85],
  ['dependent', 600, 0.1, 0.9, 0.85],
  ['figures', 600, 0.5, 0.9, 0.5],
  // E-mails made of names, months of one site: far from everything is sure.
  ['bornOnGrid', 400, 0.5, 0.7, 0.6],
  ['inspections', 600, 0.1, 0.85, 0.4],
];

describe('values on small regular grids', () => {
  it.each(registers)(
    'do not mislead a search: %s, %i rows, %d copies',
    { timeout: 60_000 },
    async (shape, rows, copies, leastPrecision, leastRecall) => {
      const { truth, ...table } = madeUpRegister(shape, { rows, copies, slips: 2, seed });
      const { groups } = await search(table);
      const { precision, recall } = measured(groups, truth);
      expect({ precision, recall }).toEqual({
        precision: expect.toSatisfy((value: number) => value >= leastPrecision),
        recall: expect.toSatisfy((value: number) => value >= leastRecall),
      });
    },
  );

  it.each([
    'lattice',
    'bornOnGrid',
    'firms',
    'numbered',
    'households',
    'inspections',
    'figures',
    'dependent',
  ] as const)(
    'make nothing one where there is nothing twice: %s',
    {
      timeout: 60_000,
    },
    async (shape) => {
      const { rows, columns } = madeUpRegister(shape, { rows: 400, copies: 0, slips: 0, seed });
      const { found } = await search({ rows, columns });
      expect(found.groups).toBeLessThanOrEqual(1);
    },
  );

  it('are told where they leave nothing to tell things apart by', {
    timeout: 60_000,
  }, async () => {
    const size = { rows: 600, copies: 0.1, slips: 2, seed };
    const { rows, columns, truth } = madeUpRegister('lattice', size);
    const { found, groups } = await search({ rows, columns });
    expect(measured(groups, truth).precision).toBeGreaterThan(0.9);
    expect(doubtsOf(found)).toMatchObject([{ kind: 'weak', column: null }]);
  });

  it('are told where a crowd agrees in all but one column', { timeout: 60_000 }, async () => {
    const size = { rows: 600, copies: 0.1, slips: 2, seed };
    const { rows, columns } = madeUpRegister('inspections', size);
    const { found } = await search({ rows, columns });
    expect(doubtsOf(found)).toMatchObject([{ kind: 'crowd', column: 'inspected_on' }]);
    expect(doubtsOf(found)[0]?.pairs).toBeGreaterThan(1_000);
  });
});
