import { createToken } from '@insites/identity/contract';
import type { RouteDefinition } from '@insites/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasets as contract } from '../contract/index.ts';
import { type City, cityAt, type Imported } from './city.ts';
import { type House, startHouse } from './house.ts';

const csv = 'street,trees\nOak Street,12\n';

let house: House;
let all: City;
let limited: City;
let mine: Imported;
let other: Imported;
let open: Imported;

beforeAll(async () => {
  house = await startHouse();
  all = house.city;
  mine = await all.import('mine.csv', csv, { name: 'mine' });
  other = await all.import('other.csv', csv, { name: 'other' });
  open = await all.import('open.csv', csv, { name: 'open', visibility: 'public' });
  const { token } = await all.client.call(createToken, {
    name: 'notebook',
    scopes: ['datasets:read', 'datasets:write'],
    datasets: [mine.datasetId],
  });
  limited = cityAt(house.server.url, token);
});
afterAll(() => house?.stop());

describe('a token for one data set', () => {
  it('reads it, by page, data, list and SQL', async () => {
    expect(await limited.rows('mine')).toEqual([{ street: 'Oak Street', trees: 12 }]);
    const { items, total, can } = await limited.client.call(contract.routes.list, {});
    expect([items.map(({ name }) => name), total, can.create]).toEqual([['mine'], 1, false]);
    const { tables } = await limited.client.call(contract.routes.schema, {});
    expect(tables.map(({ name }) => name)).toEqual(['mine']);
    const sql = 'select sum(trees) from mine';
    expect((await limited.client.call(contract.routes.query, { sql })).rows).toEqual([[12]]);
  });

  const named = Object.values(contract.routes as Record<string, RouteDefinition>).filter(
    ({ path }) => path.includes('{id}'),
  );
  const noRow = '0'.repeat(32);
  const bodies: Readonly<Record<string, object>> = {
    'datasets.previewFit': { other: 'open', on: [{ mine: 'street', theirs: 'street' }] },
    'datasets.addExpectation': { expectation: { kind: 'notNull', column: 'street' } },
    'datasets.changeExpectation': { state: 'dropped' },
    'datasets.release': { version: 1, reason: 'It is right.' },
    'datasets.discard': { version: 1, reason: 'It is wrong.' },
    'datasets.setDriftRules': { rules: null },
    'datasets.decidePair': { left: noRow, right: `1${noRow.slice(1)}`, same: true },
  };
  const somewhere = '01900000-0000-7000-8000-000000000000';
  it.each(named)('$name says of every other that it is not there', async (route) => {
    const { name: verb, method } = route;
    const path = route.path.replace(/\{(decision|expectation)Id\}/, somewhere);
    const content = JSON.stringify(bodies[verb] ?? {});
    for (const { datasetId, name } of [other, open])
      for (const ref of [datasetId, name]) {
        const ask = async (id: string) => {
          const init = ['PATCH', 'PUT', 'POST'].includes(method)
            ? { method, body: content, headers: { 'content-type': 'application/json' } }
            : { method };
          const answer = await limited.fetch(path.replace('{id}', id), init);
          const body = (await answer.json()) as { code: string; detail: string };
          return [answer.status, body.code, body.detail?.replaceAll(id, '')];
        };
        const none = ref.includes('-') ? somewhere : 'nowhere';
        expect(await ask(ref)).toEqual(await ask(none));
        expect((await ask(ref))[0]).toBe(404);
      }
  });

  it('does not reach another one by SQL, also beside its own', async () => {
    for (const sql of ['select * from other', 'select * from open', 'select * from mine, open'])
      await expect(limited.client.call(contract.routes.query, { sql })).rejects.toMatchObject({
        code: 'datasets.unknown',
      });
  });

  it('makes no new ones and reaches no files', async () => {
    await expect(limited.upload('new.csv', csv)).rejects.toThrow();
    const { fileId } = await all.upload('new.csv', csv);
    for (const body of [
      { fileId, name: 'new' },
      { fileId, datasetId: other.datasetId },
    ]) {
      const answer = await limited.fetch(contract.routes.import.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(answer.status).toBe(404);
    }
  });
});
