import { join } from 'node:path';
import { importFile, read } from '@insites/datasets/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause } from './city.ts';
import { childrenOf, filesBelow, type House, startHouse } from './house.ts';

const rows = 120_000;
const large = Buffer.from(
  `visits,place\n${Array.from({ length: rows }, (_, row) => `${row},"Place ${row % 997}"`).join('\n')}\n`,
);

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

const copies = () => filesBelow(join(house.home, 'cache'));
const imported = async (fileId: string, name: string) => {
  const begun = await house.city.client.call(importFile, { fileId, name });
  expect(await house.city.ended(begun.jobId)).toMatchObject({ state: 'done', error: null });
  return begun.datasetId;
};
const scanners = () => childrenOf(process.pid, /run-in-child/).length;
const until = async (check: () => boolean) => {
  for (let tries = 0; tries < 250 && !check(); tries += 1) await pause(20);
  expect(check()).toBe(true);
};
const areGone = async (some: readonly string[]) => {
  const left = async () => (await copies()).filter((copy) => some.includes(copy));
  for (let tries = 0; tries < 50 && (await left()).length > 0; tries += 1) await pause(20);
  expect(await left()).toEqual([]);
};

describe('a table that has just arrived', () => {
  it('is read from the copy that was kept of it, which is gone when it is imported', async () => {
    const { fileId } = await house.city.upload('just-arrived.csv', large);
    const kept = await copies();
    expect(kept.length).toBe(1);
    const datasetId = await imported(fileId, 'just_arrived');
    await areGone(kept);
    const select = 'count(*) AS n, max(visits) AS last';
    expect(await house.city.rows(datasetId, { select })).toEqual([{ n: rows, last: rows - 1 }]);
  });

  it('is fetched from the store when it is imported again', async () => {
    const { fileId } = await house.city.upload('arrived-before.csv', large);
    const first = await imported(fileId, 'arrived_first');
    const second = await imported(fileId, 'arrived_again');
    const select = 'count(*) AS n, sum(visits) AS total';
    const answers = [first, second].map((id) => house.city.rows(id, { select }));
    const [one, two] = await Promise.all(answers);
    expect(one).toEqual(two);
  });

  it('leaves no copy when it is no table by its name, or small', async () => {
    const before = await copies();
    await house.city.upload('map.bin', large);
    await house.city.upload('small.csv', 'a,b\n1,2\n');
    expect(await copies()).toEqual(before);
  });

  it.runIf(process.platform === 'linux')(
    'is scanned while it arrives, to its last row',
    async () => {
      const ragged = Buffer.concat([large, Buffer.from('1,2,3\n')]);
      const half = 800_000;
      const before = await copies();
      let scanned = false;
      async function* slowly() {
        yield ragged.subarray(0, half);
        await until(() => scanners() === 1);
        scanned = true;
        yield ragged.subarray(half);
      }
      const { fileId } = await house.city.upload('slowly.csv', slowly(), ragged.length);
      expect(scanned).toBe(true);
      const kept = (await copies()).filter((copy) => !before.includes(copy));
      const datasetId = await imported(fileId, 'slowly');
      const { latest } = await house.city.client.call(read, { id: datasetId });
      expect(latest?.conservation).toMatchObject({
        records: rows + 2,
        loaded: rows,
        rejected: 1,
        holds: true,
      });
      await areGone(kept);
      await until(() => scanners() === 0);
    },
  );
});
