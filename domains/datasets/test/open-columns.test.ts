import { profile, proposals, standardise } from '@insites/datasets/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

const call = () => house.city.client;

async function standardised(id: string, from: number) {
  const begun = await call().call(standardise, { id, from });
  expect(await house.city.ended(begun.jobId)).toMatchObject({ state: 'done', error: null });
}

describe('whole numbers of which nothing tells what they are', () => {
  const table = (from: number, last = '9') =>
    `place,tl,visits\n${Array.from({ length: 24 }, (_, row) => `P${from + row},${row < 23 ? ((row + from) % 3) + 1 : last},${row * 17}`).join('\n')}\n`;
  const typesOf = async (id: string) =>
    (await call().call(profile, { id })).columns.map(({ type }) => type);

  it('stay text until a person says that they count something, in this file and the next', async () => {
    const { datasetId: id } = await house.city.import('open.csv', table(1));
    expect(await typesOf(id)).toEqual(['VARCHAR', 'VARCHAR', 'BIGINT']);
    const { columns } = await call().call(profile, { id });
    expect(columns.map(({ meaning }) => meaning?.open ?? false)).toEqual([false, true, false]);
    expect(['number', 'measure']).not.toContain(columns[1]?.meaning?.best.type);
    const { steps } = await call().call(proposals, { id });
    expect(steps).toMatchObject([
      {
        action: { kind: 'type', column: 'tl', as: 'number' },
        confidence: 0.4,
        sentence: '“tl” counts or measures something, so it becomes numbers.',
        done: false,
      },
    ]);
    // However little sureness is enough, that answers no question.
    await standardised(id, 0);
    expect(await typesOf(id)).toEqual(['VARCHAR', 'VARCHAR', 'BIGINT']);
    const actions = steps.map(({ action }) => action);
    const { jobId } = await call().call(standardise, { id, actions });
    await house.city.ended(jobId);
    expect(await typesOf(id)).toEqual(['VARCHAR', 'BIGINT', 'BIGINT']);
    const next = await house.city.import('next.csv', table(2), { datasetId: id });
    expect(next.job).toMatchObject({ state: 'done', result: { held: false } });
    expect(await typesOf(id)).toEqual(['VARCHAR', 'BIGINT', 'BIGINT']);
  });

  it('stay text when what stands for “missing” is gone', async () => {
    const { datasetId: id } = await house.city.import('gaps.csv', table(1, 'N/A'));
    await standardised(id, 0.9);
    const { columns } = await call().call(profile, { id });
    expect(columns[1]).toMatchObject({ type: 'VARCHAR', missing: 1 });
  });
});
