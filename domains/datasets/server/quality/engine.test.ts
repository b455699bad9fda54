import { join } from 'node:path';
import { newId } from '@insites/kernel';
import type { TrustedSession } from '@insites/platform';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ColumnProfile,
  driftRules,
  type Expectation,
  type ListedExpectation,
} from '../../contract/index.ts';
import { type TrustedHouse, trustedHouse } from '../../test/trusted-house.ts';
import { kindOfType, profileColumns } from '../profiling/profile.ts';
import { allowedRows, type Checked, check } from './check.ts';
import type { ColumnFacts } from './column-facts.ts';
import { distanceBetween } from './compare.ts';
import { findDrift } from './drift.ts';
import { factsOfColumns } from './facts.ts';
import { partToParquet } from './queries.ts';

let house: TrustedHouse;
let session: TrustedSession;
let folder: string;
let parquet: TrustedHouse['parquet'];

beforeAll(async () => {
  house = await trustedHouse();
  ({ session, folder, parquet } = house);
});
afterAll(() => house?.close());

interface Looked {
  readonly path: string;
  readonly rows: number;
  readonly facts: ColumnFacts[];
}

async function look(select: string): Promise<Looked> {
  const path = await parquet(select);
  const described = await session.run(`DESCRIBE SELECT * FROM '${path}'`);
  const rows = described.map((row, position) => ({
    position,
    versionId: '',
    name: String(row.column_name),
    source: String(row.column_name),
    type: String(row.column_type),
    why: '',
    profile: null as ColumnProfile | null,
  }));
  expect(rows.every(({ type }) => kindOfType(type) !== 'other')).toBe(true);
  const facts = await factsOfColumns(session, path, await profileColumns(session, path, rows));
  const [counted] = await session.run(`SELECT count(*) AS n FROM '${path}'`);
  return { path, rows: Number(counted?.n), facts };
}

function accepted(expectation: Expectation, absolute = 0, relative = 0): ListedExpectation {
  return {
    id: newId(),
    state: 'accepted',
    origin: 'person',
    expectation,
    tolerance: { absolute, relative },
    confidence: null,
    why: '',
  };
}

async function checked(items: readonly ListedExpectation[], version: Looked, more = {}) {
  const given: Checked = {
    parquet: version.path,
    rows: version.rows,
    at: new Date('2026-03-11T00:00:00Z'),
    rowsBefore: null,
    columns: version.facts,
    ...more,
  };
  return await check(items, given, { session, folder, openOther: async () => null });
}

describe('facts of columns', () => {
  it('are exact over all rows', async () => {
    const { facts } = await look(
      `SELECT i AS id, CASE WHEN i % 2 = 0 THEN 'on' ELSE 'off' END AS state, 'A-' || (100 + i) AS code,
              CASE WHEN i = 3 THEN NULL ELSE i / 4.0 END AS part, DATE '2026-01-01' + i::INTEGER AS day, 7 - i AS down
       FROM range(8) t(i)`,
    );
    const of = (name: string) => facts.find((column) => column.name === name);
    expect(of('id')).toMatchObject({ unique: true, rising: true, falling: false, missing: 0 });
    expect(of('down')).toMatchObject({ unique: true, rising: false, falling: true });
    expect(of('state')).toMatchObject({
      values: ['off', 'on'],
      shapes: ['aaa', 'aa'],
      unique: null,
    });
    expect(of('code')).toMatchObject({ unique: true, shapes: ['A-999'] });
    expect(of('part')).toMatchObject({ missing: 1, unique: null, rising: null });
    expect(of('day')).toMatchObject({ least: '2026-01-01', most: '2026-01-08', rising: true });
  });
});

describe('a check', () => {
  const table = `SELECT * FROM (VALUES
      (1, 'a', 10.0, 'open', DATE '2026-03-01'), (2, 'b', -5.0, 'open', DATE '2026-03-02'),
      (2, 'c', 20.0, 'shut', DATE '2026-03-01'), (4, NULL, 500.0, 'open', DATE '2026-03-04'),
      (5, 'E', NULL, NULL, DATE '2026-03-05')) t(id, letter, amount, state, day)`;

  it('finds the rows that fail each, with examples', async () => {
    const version = await look(table);
    const items = [
      accepted({ kind: 'notNull', column: 'letter' }),
      accepted({ kind: 'unique', columns: ['id'] }),
      accepted({ kind: 'unique', columns: ['id', 'letter'] }),
      accepted({ kind: 'range', column: 'amount', least: 0, most: 100 }),
      accepted({ kind: 'pattern', column: 'letter', pattern: '[a-z]' }),
      accepted({ kind: 'set', column: 'state', values: ['open', "sh'ut"] }),
      accepted({ kind: 'monotone', column: 'day', direction: 'rising', strictly: false }),
      accepted({ kind: 'range', column: 'day', least: '2026-03-02', most: null }),
    ];
    const { results, failingRows, failing } = await checked(items, version);
    expect(results.map((result) => result.failing)).toEqual([1, 2, 0, 2, 1, 1, 1, 2]);
    expect(results.map(({ examples }) => examples.map(({ row }) => row))).toEqual([
      [4],
      [2, 3],
      [],
      [2, 4],
      [5],
      [3],
      [3],
      [1, 3],
    ]);
    expect(results[3]?.examples.map(({ value }) => value)).toEqual(['-5.0', '500.0']);
    expect(failingRows).toBe(5);
    const rows = await session.run(`SELECT * FROM '${failing}' ORDER BY insites_row`);
    expect(rows).toHaveLength(5);
    expect(rows[1]).toEqual({
      insites_row: 1,
      insites_reason: 'id occurs again; amount is not 0 to 100',
    });
  });

  it('splits off the failing rows and loses none', async () => {
    const version = await look(table);
    const items = [accepted({ kind: 'range', column: 'amount', least: 0, most: 100 })];
    const { failing } = await checked(items, version);
    const [bad, good] = [join(folder, 'bad.parquet'), join(folder, 'good.parquet')];
    await session.run(partToParquet('failing', version.path, failing, bad).text);
    await session.run(partToParquet('passing', version.path, failing, good).text);
    const [sum] = await session.run(
      `SELECT count(*) AS n FROM (SELECT * EXCLUDE (insites_row, insites_reason) FROM '${bad}' UNION ALL FROM '${good}')`,
    );
    expect(sum?.n).toBe(5);
    const [differing] = await session.run(
      `SELECT count(*) AS n FROM ((SELECT * EXCLUDE (insites_row, insites_reason) FROM '${bad}' UNION ALL FROM '${good}') EXCEPT ALL FROM '${version.path}')`,
    );
    expect(differing?.n).toBe(0);
    const reasons = await session.run(`SELECT insites_row, insites_reason FROM '${bad}'`);
    expect(reasons.map(({ insites_row }) => insites_row)).toEqual([2, 4]);
    const none = join(folder, 'none.parquet');
    await session.run(partToParquet('failing', version.path, null, none).text);
    const empty = await session.run(`SELECT * FROM '${none}'`);
    expect(empty).toEqual([]);
  });

  it('lets pass what tolerance allows, to the row', async () => {
    expect(allowedRows(3_000, 0, 0.001)).toBe(3);
    expect(allowedRows(2_999, 0, 0.001)).toBe(2);
    expect(allowedRows(10, 5, 0.1)).toBe(5);
    const version = await look(
      `SELECT CASE WHEN i < 3 THEN NULL ELSE i END AS v FROM range(3000) t(i)`,
    );
    const results: unknown[] = [];
    for (const [absolute, relative] of [
      [3, 0],
      [2, 0],
      [0, 0.001],
      [0, 0.0009],
    ] as const) {
      const one = accepted({ kind: 'notNull', column: 'v' }, absolute, relative);
      results.push((await checked([one], version)).results[0]?.passed);
    }
    expect(results).toEqual([true, false, true, false]);
  });

  it('tells of whole versions, and of what cannot be checked without losing the others', async () => {
    const version = await look(table);
    const items = [
      accepted({ kind: 'rowCount', least: 6, most: null, change: null }, 1),
      accepted({ kind: 'rowCount', least: null, most: null, change: { least: -0.1, most: 0.1 } }),
      accepted({ kind: 'freshness', column: 'day', days: 5 }, 1),
      accepted({ kind: 'freshness', column: 'day', days: 5 }),
      accepted({ kind: 'notNull', column: 'gone' }),
      accepted({ kind: 'pattern', column: 'letter', pattern: '(' }),
      accepted({ kind: 'foreignKey', column: 'id', dataset: newId(), to: 'id' }),
      accepted({ kind: 'notNull', column: 'letter' }),
    ];
    const { results } = await checked(items, version, { rowsBefore: 10 });
    expect(results.map(({ passed }) => passed)).toEqual([
      true,
      false,
      true,
      false,
      null,
      null,
      null,
      false,
    ]);
  });

  it('follows a link to another dataset', async () => {
    const version = await look(table);
    const other = await parquet(`SELECT * FROM (VALUES ('open'), (NULL)) t(name)`);
    const item = accepted({ kind: 'foreignKey', column: 'state', dataset: newId(), to: 'name' });
    const given = {
      parquet: version.path,
      rows: 5,
      at: new Date(),
      rowsBefore: null,
      columns: version.facts,
    };
    const { results } = await check([item], given, {
      session,
      folder,
      openOther: async () => other,
    });
    expect(results[0]).toMatchObject({ failing: 1, examples: [{ row: 3, value: 'shut' }] });
  });
});

describe('the distance of two samples', () => {
  it.each([
    // By hand: after 3 of the first, none of the second.
    ['1, 2, 3', '4, 5, 6', 1],
    ['1, 2, 3, 4', '1, 2, 3, 4', 0],
    // F: 1/4 2/4 3/4 1 at 1 2 3 4; G: 1/3 at 3, 2/3 at 4, 1 at 5. Largest at 2: 1/2.
    ['1, 2, 3, 4', '3, 4, 5', 0.5],
    // With ties: F(1) = 2/3, G(1) = 1/4.
    ['1, 1, 2', '1, 2, 2, 2', 2 / 3 - 1 / 4],
  ])('(%s) and (%s): %f', async (one, other, expected) => {
    const list = (values: string) => parquet(`SELECT unnest([${values}])::DOUBLE AS v`);
    const before = { parquet: await list(one), column: 'v' };
    const after = { parquet: await list(other), column: 'v' };
    const { distance, n, m } = await distanceBetween(before, after, session);
    expect(distance).toBeCloseTo(expected, 12);
    expect([n, m]).toEqual([one.split(',').length, other.split(',').length]);
  });
});

describe('drift', () => {
  const rules = driftRules.parse({});
  const base = (more = '') =>
    `SELECT i AS id, 'code ' || (i % 7) AS kind, (i * 37 % 1000) / 10.0 AS height, 'Street ' || (i % 90) AS street ${more} FROM range(1000) t(i)`;

  async function drifted(before: string, after: string, items: ListedExpectation[] = []) {
    const [one, two] = [await look(before), await look(after)];
    const { results } = await checked(items, two);
    const side = (version: number, { path, rows, facts }: Looked) => ({
      version,
      parquet: path,
      rows,
      columns: facts,
    });
    return await findDrift(side(1, one), side(2, two), rules, { items, results }, session);
  }

  it('is nothing in the next rows of the same kind', async () => {
    const next = base().replace('range(1000)', 'range(1000, 2100)');
    const { held, findings } = await drifted(base(), next);
    expect(findings).toEqual([]);
    expect(held).toBe(false);
  });

  it('names renamed, gone and added columns, and proposes the old name', async () => {
    const after = `SELECT id, kind, height AS height_ft, DATE '2026-01-01' AS seen FROM (${base()})`;
    const { held, findings, patch } = await drifted(base(), after);
    expect(held).toBe(true);
    expect(findings.map(({ what, column, stops }) => [what, column, stops])).toEqual([
      ['renamed', 'height_ft', true],
      ['gone', 'street', true],
      ['added', 'seen', false],
    ]);
    expect(patch.rename).toEqual({ height_ft: 'height' });
  });

  it('names a change of kind and proposes the old one', async () => {
    const after = `SELECT id, kind, CASE WHEN id = 5 THEN 'n/a' ELSE height::VARCHAR END AS height, street FROM (${base()})`;
    const { held, findings, patch } = await drifted(base(), after);
    expect(held).toBe(true);
    expect(findings[0]).toMatchObject({ what: 'type', column: 'height', stops: true });
    expect(findings[0]?.sentence).toContain('999 of 1,000');
    expect(patch.types).toMatchObject({ height: expect.stringMatching(/DOUBLE|DECIMAL/) });
  });

  it('tells another unit from another distribution', async () => {
    const feet = `SELECT id, kind, height / 0.3048 AS height, street FROM (${base()})`;
    const other = `SELECT id, kind, 40 + height / 4 AS height, street FROM (${base()})`;
    const unit = await drifted(base(), feet);
    expect(unit.findings).toMatchObject([{ what: 'unit', column: 'height', stops: true }]);
    expect(unit.patch.scale.height).toBeCloseTo(0.3048, 6);
    const spread = await drifted(base(), other);
    expect(spread.findings).toMatchObject([
      { what: 'distribution', column: 'height', stops: true },
    ]);
    expect(spread.patch.scale).toEqual({});
    const shown = spread.findings[0]?.distributions;
    expect(shown?.before.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(shown?.after.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it('sees shares of values, what is missing and how many rows there are', async () => {
    const kinds = `SELECT id, CASE WHEN id % 2 = 0 THEN 'code 1' ELSE kind END AS kind, height, street FROM (${base()})`;
    expect((await drifted(base(), kinds)).findings).toMatchObject([
      { what: 'distribution', column: 'kind', stops: true, ks: null },
    ]);
    const holes = `SELECT id, kind, CASE WHEN id % 3 > 0 THEN height END AS height, street FROM (${base()})`;
    expect((await drifted(base(), holes)).findings).toMatchObject([
      { what: 'missing', column: 'height', stops: true },
    ]);
    const few = `FROM (${base()}) WHERE id < 340`;
    expect((await drifted(base(), few)).findings).toMatchObject([{ what: 'rows', stops: true }]);
  });

  it('proposes wider bounds for expectations that the new version does not meet', async () => {
    const item = accepted({ kind: 'range', column: 'height', least: 0, most: 99.9 });
    const after = `SELECT id, kind, CASE WHEN id = 1 THEN 120 ELSE height END AS height, street FROM (${base()})`;
    const { patch, patchSentences } = await drifted(base(), after, [item]);
    expect(patch.expectations).toEqual([
      { id: item.id, expectation: { ...item.expectation, most: 120 } },
    ]);
    expect(patchSentences).toEqual(['Expect from now on: height is 0 to 120.']);
  });
});
