import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { addExpectation, changeExpectation, checks, query, remove } from '../contract/index.ts';
import { type City, pause } from './city.ts';
import { type House, startHouse } from './house.ts';
import { codeOf, member } from './people.ts';
import { trees } from './trees.ts';

// Checks are made in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

let house: House;
let city: City;
let colleague: City;
let steward: City;

beforeAll(async () => {
  house = await startHouse();
  city = house.city;
  colleague = await member(house.server.url, house.token, 'contributor');
  steward = await member(house.server.url, house.token, 'steward');
});
afterAll(() => house?.stop());

/** Waits until the checks of a dataset speak of what is expected now. */
async function settled(id: string) {
  for (;;) {
    const found = await city.client.call(checks, { id });
    if (!found.checking && found.score !== null) return found;
    await pause(50);
  }
}

describe('expectations', () => {
  it('are suggested, accepted and checked; failing rows are split off and none is lost', async () => {
    const { datasetId: id, name } = await city.import('trees.csv', trees(300));
    const first = await city.client.call(checks, { id });
    expect(first.items).toEqual([]);
    expect(first.score?.total).toBeCloseTo(100, 6);
    const range = first.expectations.find(({ expectation }) => expectation.kind === 'range');
    const key = first.expectations.find(({ expectation }) => expectation.kind === 'unique');
    expect(range).toMatchObject({
      state: 'suggested',
      sentence: expect.stringContaining('height is'),
    });
    await city.client.call(changeExpectation, {
      id,
      expectationId: range?.id ?? '',
      expectation: { kind: 'range', column: 'height', least: 0, most: 90 },
      tolerance: { absolute: 5, relative: 0.001 },
    });
    await city.client.call(changeExpectation, {
      id,
      expectationId: key?.id ?? '',
      state: 'accepted',
    });
    const now = await settled(id);
    const expected =
      300 - Number((await city.rows(id, { select: 'count(*) FILTER (height <= 90) AS n' }))[0]?.n);
    expect(expected).toBeGreaterThan(5);
    expect(now.items.find(({ kind }) => kind === 'range')).toMatchObject({
      failing: expected,
      allowed: 5,
      passed: false,
    });
    expect(now.items.find(({ kind }) => kind === 'unique')).toMatchObject({
      failing: 0,
      passed: true,
    });
    expect(now.failingRows).toBe(expected);
    const validity = now.score?.parts.find(({ dimension }) => dimension === 'validity');
    expect(validity?.score).toBeCloseTo(100 * ((1 + (300 - expected) / 300) / 2), 6);
    const [passing, failing] = [
      await city.rows(id, { rows: 'passing' }),
      await city.rows(id, { rows: 'failing' }),
    ];
    expect([passing.length, failing.length]).toEqual([300 - expected, expected]);
    expect(failing[0]).toMatchObject({ insites_reason: 'height is not 0 to 90' });
    const ids = [...passing, ...failing].map((row) => row.id);
    expect(new Set(ids).size).toBe(300);
    const counted = await city.client.call(query, {
      sql: `SELECT (SELECT count(*) FROM ${name}__failing) AS bad, (SELECT count(*) FROM ${name}__passing) AS good, (SELECT count(*) FROM ${name}) AS whole`,
    });
    expect(counted.rows).toEqual([[expected, 300 - expected, 300]]);
    expect(await codeOf(colleague.client.call(query, { sql: `FROM ${name}__failing` }))).toBe(
      'datasets.unknown',
    );
    const parquet = await city.fetch(`/api/v1/datasets/${id}/data?format=parquet&rows=failing`);
    expect(
      Buffer.from(await parquet.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('PAR1');
    // A dropped one is checked no longer, and its rows pass again.
    await city.client.call(changeExpectation, {
      id,
      expectationId: range?.id ?? '',
      state: 'dropped',
    });
    expect((await settled(id)).failingRows).toBe(0);
    expect(await city.rows(id, { rows: 'failing' })).toEqual([]);
    await city.client.call(remove, { id });
  });

  it('are added by people, when they can be checked', async () => {
    const { datasetId: kinds } = await city.import('kinds.csv', 'name\noak\nelm\n', {
      visibility: 'private',
    });
    const { datasetId: id } = await colleague.import('trees.csv', trees(30));
    const add = (
      who: City,
      expectation: Parameters<typeof who.client.call<typeof addExpectation>>[1]['expectation'],
    ) => codeOf(who.client.call(addExpectation, { id, expectation }));
    expect(await add(colleague, { kind: 'notNull', column: 'gone' })).toBe(
      'datasets.expectationInvalid',
    );
    expect(await add(colleague, { kind: 'pattern', column: 'id', pattern: '(' })).toBe(
      'datasets.expectationInvalid',
    );
    const link = { kind: 'foreignKey', column: 'kind', dataset: kinds, to: 'name' } as const;
    // Whoever may not read the other dataset learns nothing of it.
    expect(await add(colleague, link)).toBe('datasets.unknown');
    expect(await add(steward, link)).toBe('allowed');
    for (;;) {
      const { items, checking } = await steward.client.call(checks, { id });
      if (checking) await pause(50);
      else {
        expect(items).toMatchObject([{ kind: 'foreignKey', failing: 10, passed: false }]);
        break;
      }
    }
    const viewer = await member(house.server.url, house.token, 'viewer');
    expect(await add(viewer, link)).toBe('identity.roleTooLow');
  });
});
