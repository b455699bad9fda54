import { list as auditList } from '@insites/audit/contract';
import { changeSettings, proposals, read, settings } from '@insites/datasets/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from './house.ts';
import { codeOf, member, stranger } from './people.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house?.stop());

/** Dates written month first: a step that is sure. */
const visits = `visit,seen\n${Array.from({ length: 60 }, (_, row) => `${row},${(row % 12) + 1}/${13 + (row % 15)}/2024`).join('\n')}\n`;

describe('the threshold of an organisation', { timeout: 90_000 }, () => {
  it('is taken by new datasets whose import says nothing, and by those only', async () => {
    const { client } = house.city;
    const before = await house.city.import('visits.csv', visits);
    expect(await client.call(settings, {})).toEqual({
      standardiseFrom: null,
      can: { update: true },
    });
    const steward = await member(house.server.url, house.token, 'steward');
    await steward.client.call(changeSettings, { standardiseFrom: 0.75 });
    const silent = await house.city.import('visits.csv', visits);
    expect(await client.call(read, { id: silent.datasetId })).toMatchObject({
      standardiseFrom: 0.75,
      latest: { number: 2, standardised: { from: 1, steps: 1 } },
    });
    const own = await house.city.import('visits.csv', visits, { standardiseFrom: 1 });
    expect(await client.call(proposals, { id: own.datasetId })).toMatchObject({
      standardiseFrom: 1,
    });
    expect(await client.call(read, { id: before.datasetId })).toMatchObject({
      standardiseFrom: null,
      latest: { number: 1 },
    });
  });

  it('is set by stewards and administrators, is theirs alone, and stands in the log', async () => {
    const { url } = house.server;
    const contributor = await member(url, house.token, 'contributor');
    const change = { standardiseFrom: 0.5 };
    expect(await codeOf(contributor.client.call(changeSettings, change))).not.toBe('allowed');
    expect(await contributor.client.call(settings, {})).toEqual({
      standardiseFrom: 0.75,
      can: { update: false },
    });
    const elsewhere = await stranger(url, house.token);
    expect(await elsewhere.client.call(settings, {})).toMatchObject({ standardiseFrom: null });
    await house.city.client.call(changeSettings, { standardiseFrom: null });
    const { items } = await house.city.client.call(auditList, { limit: 20 });
    expect(items.find(({ verb }) => verb === 'datasets.changeSettings')).toMatchObject({
      objectKind: 'organisation',
      details: { from: '0.75', to: null },
    });
  });
});
