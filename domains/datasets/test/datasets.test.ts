import { list as auditList } from '@insites/audit/contract';
import { createClient } from '@insites/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejected } from '../contract/repair-routes.ts';
import {
  data,
  list,
  listVersions,
  profile,
  query,
  read,
  remove,
  schema,
  update,
} from '../contract/routes.ts';
import { type City, cityAt, pause } from './city.ts';
import { childrenOf, type House, startHouse, stockOf } from './house.ts';
import { codeOf, member, stranger } from './people.ts';

let house: House;
let city: City;
let colleague: City;
let viewer: City;
let elsewhere: City;
let visitor: City;

beforeAll(async () => {
  house = await startHouse({ INSITES_QUERY_SECONDS: '3' });
  city = house.city;
  colleague = await member(house.server.url, house.token, 'contributor');
  viewer = await member(house.server.url, house.token, 'viewer');
  elsewhere = await stranger(house.server.url, house.token);
  visitor = {
    ...cityAt(house.server.url, ''),
    client: createClient({ baseUrl: house.server.url }),
  };
});
afterAll(() => house.stop());

const table = 'city,people\nOakland,440646\nFresno,542107\nDavis,66850\n';

describe('who sees a dataset', () => {
  it.for([
    ['private', ['datasets.unknown', 'datasets.unknown', 'datasets.unknown', 'datasets.unknown']],
    ['organisation', ['allowed', 'allowed', 'datasets.unknown', 'datasets.unknown']],
    ['public', ['allowed', 'allowed', 'allowed', 'allowed']],
  ] as const)('%s', async ([visibility, expected]) => {
    const { datasetId: id, name } = await city.import('people.csv', table, { visibility });
    const others = [colleague, viewer, elsewhere, visitor];
    const ways = [
      (who: City) => who.client.call(read, { id }),
      (who: City) => who.client.call(listVersions, { id }),
      (who: City) => who.client.call(profile, { id }),
      (who: City) => who.client.call(rejected, { id }),
      (who: City) => who.client.call(data, { id }),
      (who: City) => who.client.call(data, { id, format: 'parquet' }),
    ];
    for (const way of ways)
      expect(await Promise.all(others.map((who) => codeOf(way(who))))).toEqual(expected);
    const byName = await Promise.all(
      others.map((who) => codeOf(who.client.call(query, { sql: `SELECT * FROM ${name}` }))),
    );
    expect(byName).toEqual(expected);
    const listed = await Promise.all(
      others.map(async (who) => {
        const { items } = await who.client.call(list, { search: name });
        return items.some((item) => item.id === id) ? 'allowed' : 'datasets.unknown';
      }),
    );
    expect(listed).toEqual(expected);
    const completed = await Promise.all(
      others.map(async (who) => {
        const { tables } = await who.client.call(schema, {});
        return tables.some((each) => each.name === name) ? 'allowed' : 'datasets.unknown';
      }),
    );
    // Completion offers one's own and the public ones alike.
    expect(completed).toEqual(expected);
    for (const who of others) {
      expect(await codeOf(who.client.call(update, { id, title: 'Mine' }))).not.toBe('allowed');
      expect(await codeOf(who.client.call(remove, { id }))).not.toBe('allowed');
    }
  });

  it('a name belongs to an organisation: another may use it too, and each means its own', async () => {
    const mine = await city.import('people.csv', table, { name: 'shared_name' });
    const theirs = await elsewhere.import('people.csv', 'a\n1\n', { name: 'shared_name' });
    expect(theirs.datasetId).not.toBe(mine.datasetId);
    expect(await codeOf(city.import('people.csv', table, { name: 'shared_name' }))).toBe(
      'datasets.nameTaken',
    );
    const sql = 'SELECT count(*) AS n FROM shared_name';
    expect((await city.client.call(query, { sql })).rows).toEqual([[3]]);
    expect((await elsewhere.client.call(query, { sql })).rows).toEqual([[1]]);
  });
});

describe('the list', () => {
  it('searches, sorts and pages', async () => {
    for (const [title, rows] of [
      ['Zebra crossings', 3],
      ['Alder trees', 1],
      ['Maple trees', 2],
    ] as const) {
      const file = `n\n${Array.from({ length: rows }, (_, row) => row + 1).join('\n')}\n`;
      const { datasetId: id } = await city.import('trees.csv', file);
      await city.client.call(update, { id, title, description: 'listing test' });
    }
    const titles = async (input: object) =>
      (await city.client.call(list, { search: 'listing test', ...input })).items.map(
        ({ title }) => title,
      );
    expect(await titles({ sort: 'title', descending: false })).toEqual([
      'Alder trees',
      'Maple trees',
      'Zebra crossings',
    ]);
    expect(await titles({ sort: 'rows' })).toEqual([
      'Zebra crossings',
      'Maple trees',
      'Alder trees',
    ]);
    expect(await titles({ sort: 'title', descending: false, limit: 1, offset: 1 })).toEqual([
      'Maple trees',
    ]);
    const found = await city.client.call(list, { search: 'TREES', limit: 1 });
    expect(found.total).toBe(2);
    expect((await city.client.call(list, { search: '100%_' })).total).toBe(0);
  });
});

describe('changing', () => {
  it('renames, and refuses a name that is taken', async () => {
    const first = await city.import('people.csv', table);
    const second = await city.import('people.csv', table);
    expect(await codeOf(city.client.call(update, { id: first.datasetId, name: second.name }))).toBe(
      'datasets.nameTaken',
    );
    await city.client.call(update, { id: first.datasetId, name: 'renamed_people' });
    const answer = await city.client.call(query, { sql: 'SELECT count(*) FROM renamed_people' });
    expect(answer.rows).toEqual([[3]]);
    expect(await codeOf(city.client.call(read, { id: first.name }))).toBe('datasets.unknown');
  });

  it('keeps every version readable', async () => {
    const { datasetId: id } = await city.import('people.csv', table);
    await city.import('people.csv', 'city,people,state\nOakland,1,CA\n', { datasetId: id });
    const { items } = await city.client.call(listVersions, { id });
    expect(items.map(({ number, rows }) => [number, rows])).toEqual([
      [2, 1],
      [1, 3],
    ]);
    expect(await city.rows(id)).toEqual([{ city: 'Oakland', people: 1, state: 'CA' }]);
    expect(await city.rows(id, { version: '1' })).toHaveLength(3);
    expect(await codeOf(city.rows(id, { version: '3' }))).toMatchObject({
      message: expect.stringContaining('datasets.versionUnknown'),
    });
  });

  it('removes with all that belongs to it', async () => {
    const before = await stockOf(house);
    const file = `a,b\n${Array.from({ length: 50 }, (_, row) => `${row},only here`).join('\n')}\nbroken\n`;
    const { datasetId: id } = await city.import('gone.csv', file);
    await city.client.call(remove, { id });
    expect(await codeOf(city.client.call(read, { id }))).toBe('datasets.unknown');
    const after = await stockOf(house);
    // The raw file stays in the store: one object more.
    expect(after).toEqual({ ...before, objects: before.objects + 1, blobs: before.blobs + 1 });
  });
});

describe('rows by clauses', () => {
  let id: string;
  beforeAll(async () => {
    const rows = Array.from({ length: 1_000 }, (_, row) => `${row},k${row % 10},=1+${row}`);
    ({ datasetId: id } = await city.import('rows.csv', `n,kind,cell\n${rows.join('\n')}\n`));
  });

  it('select, where, order, limit, offset', async () => {
    const rows = await city.rows(id, {
      select: 'n * 2 AS double, kind',
      where: "kind = 'k3' AND n > 100",
      order: 'n DESC',
      limit: '2',
      offset: '1',
    });
    expect(rows).toEqual([
      { double: 1966, kind: 'k3' },
      { double: 1946, kind: 'k3' },
    ]);
    expect(await city.rows(id, { limit: '0' })).toEqual([]);
    expect(await city.rows(id, { where: 'false' })).toEqual([]);
  });

  it.for([
    ['where', '1 = 1; DROP TABLE x', /Invalid|Refused/],
    ['where', "n IN (SELECT n FROM read_csv('/etc/passwd'))", /Refused|Invalid/],
    ['where', 'n = 1) OR (SELECT true', /Invalid|Refused/],
    ['where', 'nothing_like_it > 1', /Invalid/],
    ['select', '* FROM other --', /Invalid|Refused/],
    ['select', "getenv('PATH')", /Refused|Invalid/],
    ['order', 'n; SELECT 1', /Invalid|Refused/],
    ['limit', '-1', /inputInvalid/],
  ] as const)('refuses %s=%s', async ([clause, text, code]) => {
    const answer = await city.fetch(
      `/api/v1/datasets/${id}/data?${new URLSearchParams({ [clause]: text })}`,
    );
    const problem = (await answer.json()) as { code: string; detail: string };
    expect([400, 403, 422]).toContain(answer.status);
    expect(problem.code).toMatch(code);
    expect(problem.detail).not.toContain('root:');
  });

  it('CSV gets a mark before what a spreadsheet would run, unless it is asked to keep it', async () => {
    const csv = async (formulas: string) =>
      await (
        await city.fetch(`/api/v1/datasets/${id}/data?format=csv&limit=1&formulas=${formulas}`)
      ).text();
    expect(await csv('escape')).toContain("'=1+0");
    expect(await csv('keep')).toMatch(/,=1\+0/);
  });
});

describe('SQL', () => {
  it('joins two datasets and says which versions it read', async () => {
    const people = await city.import('people.csv', table);
    const parks = await city.import('parks.csv', 'city,parks\nOakland,130\nDavis,40\n');
    const answer = await city.client.call(query, {
      sql: `SELECT p.city, people / parks AS each FROM ${people.name} p JOIN ${parks.name} USING (city) ORDER BY 1`,
    });
    expect(answer.rows).toEqual([
      ['Davis', 1671.25],
      ['Oakland', 440646 / 130],
    ]);
    expect(answer.datasets.map(({ name, version }) => [name, version]).sort()).toEqual(
      [
        [people.name, 1],
        [parks.name, 1],
      ].sort(),
    );
  });

  it('says when rows were left out', async () => {
    const { name } = await city.import('people.csv', table);
    const sql = `SELECT city FROM ${name} ORDER BY 1`;
    expect(await city.client.call(query, { sql, limit: 2 })).toMatchObject({
      rows: [['Davis'], ['Fresno']],
      truncated: true,
    });
    expect(await city.client.call(query, { sql, limit: 3 })).toMatchObject({ truncated: false });
  });

  const endless = 'SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b';

  it('is stopped after its time', async () => {
    const began = Date.now();
    expect(await codeOf(city.client.call(query, { sql: endless }))).toBe('platform.queryTimedOut');
    expect(Date.now() - began).toBeLessThan(8_000);
  });

  it('is stopped when nobody waits any more', { timeout: 20_000 }, async () => {
    const stop = new AbortController();
    const asked = codeOf(city.client.call(query, { sql: endless }, { signal: stop.signal }));
    await pause(700);
    stop.abort();
    await asked;
    await pause(500);
    const busy = await cpuOf(childrenOf(process.pid, /session-worker/));
    expect(busy).toBeLessThan(0.5);
  });
});

/** Cores that these processes keep busy together. */
async function cpuOf(pids: readonly number[]): Promise<number> {
  const { readFileSync } = await import('node:fs');
  const ticks = () =>
    pids.reduce((sum, pid) => {
      try {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
        return sum + Number(fields[11]) + Number(fields[12]);
      } catch {
        return sum;
      }
    }, 0);
  const before = ticks();
  await pause(1_000);
  return (ticks() - before) / 100;
}

describe('the audit log', () => {
  it('holds each read with version and purpose', async () => {
    const { datasetId: id, name } = await city.import('people.csv', table);
    await city.rows(id);
    await (await city.client.call(data, { id, format: 'csv' })).text();
    await city.client.call(query, { sql: `SELECT * FROM ${name}` });
    await city.client.call(profile, { id });
    await codeOf(elsewhere.client.call(data, { id }));
    await pause(300);
    const { items } = await city.client.call(auditList, { objectId: id, limit: 50 });
    const told = items.map(({ verb, purpose, outcome, version }) => ({
      verb,
      purpose,
      outcome,
      version,
    }));
    expect(told).toEqual(
      expect.arrayContaining([
        { verb: 'datasets.data', purpose: 'explore', outcome: 'allowed', version: '1' },
        { verb: 'datasets.data', purpose: 'export', outcome: 'allowed', version: '1' },
        {
          verb: 'datasets.query',
          purpose: 'query',
          outcome: 'allowed',
          version: expect.anything(),
        },
        { verb: 'datasets.profile', purpose: 'profile', outcome: 'allowed', version: '1' },
        expect.objectContaining({ verb: 'datasets.import', outcome: 'allowed' }),
      ]),
    );
  });

  it('holds which columns a statement or a clause touches, and never the statement', async () => {
    const people = await city.import('touched.csv', 'city,ssn,age\nAda,123-45-6789,7\n');
    const parks = await city.import('parks.csv', 'city,acres\nAda,3\n');
    const { datasetId: id } = people;
    const ask = (clauses: object) => city.client.call(data, { id, format: 'json', ...clauses });
    await (await ask({ select: 'city', where: 'age > 6', order: 'age' })).text();
    await city.client.call(query, { sql: `SELECT * EXCLUDE (ssn) FROM ${people.name}` });
    await city.client.call(query, {
      sql: `SELECT count(*) FROM ${people.name} JOIN ${parks.name} USING (city) WHERE ssn = '123-45-6789'`,
    });
    await pause(300);
    const { items } = await city.client.call(auditList, { objectId: id, limit: 50 });
    const columns = items
      .filter(({ verb }) => /\.(data|query)$/.test(verb))
      .map((item) => item.columns);
    expect(columns).toEqual([
      [`${people.name}.city`, `${people.name}.ssn`, `${parks.name}.city`],
      ['city', 'age'],
      ['city', 'age'],
    ]);
    expect(JSON.stringify(items)).not.toContain('123-45-6789');
  });
});
