import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fits, previewFit } from '../contract/fits.ts';
import { type House, startHouse } from './house.ts';
import { type MadeUpCity, madeUpCity } from './made-up-city.ts';
import { madeUpCounty } from './made-up-county.ts';
import { scoreOf } from './planted.ts';

let house: House;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

async function measured(made: MadeUpCity) {
  const { city } = house;
  const begun: { readonly jobId: string; readonly datasetId: string }[] = [];
  for (const { name, csv } of made.tables)
    begun.push(await city.begin(`${name}.csv`, csv, { name, visibility: 'organisation' }));
  for (const { jobId } of begun) expect((await city.ended(jobId, 180_000)).error).toBeNull();
  const answers = new Map<string, Awaited<ReturnType<typeof ask>>>();
  const ask = (id: string) => city.client.call(fits, { id, limit: 100 });
  for (const { name } of made.tables) answers.set(name, await ask(name));
  const joins = new Map([...answers].map(([name, answer]) => [name, answer.joins]));
  return { score: scoreOf(made, joins), answers };
}

describe('joins that were planted among datasets', () => {
  it('of a city are told first', { timeout: 300_000 }, async () => {
    const { score, answers } = await measured(madeUpCity(11));
    expect(score.wrong).toEqual([]);
    expect(score.precisionAt1).toBe(1);
    expect(score.recallAt3).toBe(1);
    const [union] = answers.get('permits')?.unions ?? [];
    expect(union).toMatchObject({ dataset: { name: 'permits_2023' }, share: 1, sameKeys: 0 });
    for (const name of ['survey', 'meters', 'budget', 'wells'])
      expect(answers.get(name)).toMatchObject({ joins: [], unions: [] });
  });

  it('of a county, under names that say nothing, are told first', {
    timeout: 300_000,
  }, async () => {
    const { score, answers } = await measured(madeUpCounty(5));
    // 20,000 values and 15,000: of both only samples are known.
    const [estimated] = answers.get('tax_bills')?.joins ?? [];
    const on = [{ mine: 'acct', theirs: 'account' }];
    const { mine } = await house.city.client.call(previewFit, {
      id: 'tax_bills',
      other: 'tax_rolls',
      on,
    });
    expect(estimated?.estimated).toBe(true);
    const share = mine.matchedValues / mine.values;
    expect(Math.abs((estimated?.mineInTheirs ?? 0) - share)).toBeLessThan(0.04);
    expect(score.precisionAt1).toBeGreaterThanOrEqual(0.95);
    expect(score.recallAt3).toBeGreaterThanOrEqual(0.95);
    expect(score.wrong.length).toBeLessThanOrEqual(1);
  });
});
