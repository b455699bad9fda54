import { readFileSync } from 'node:fs';
import { DuckDBInstance, type DuckDBType } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellOf } from './cells.ts';
import {
  childrenRunning,
  endless,
  errorOf,
  readText,
  startTestEngine,
  until,
} from './engine-fixture.ts';

const onLinux = process.platform === 'linux';
const test = startTestEngine({ memoryMb: 128 });
let trees = '';
beforeAll(async () => {
  trees = await test.parquet(
    'trees',
    "SELECT range AS id, range % 7 AS kind, 'oak ' || range AS name FROM range(5000)",
  );
});
afterAll(() => test.stop());

const query = (sql: string, limit = 100, signal?: AbortSignal) =>
  test.engine.query(test.ask(sql, { trees }), { limit, ...(signal ? { signal } : {}) });

describe('cells', () => {
  it.each([
    ['42', 42, 'INTEGER'],
    ['9007199254740991::BIGINT', 9007199254740991, 'BIGINT'],
    ['9007199254740993::BIGINT', '9007199254740993', 'BIGINT'],
    [
      '170141183460469231731687303715884105727::HUGEINT',
      '170141183460469231731687303715884105727',
      'HUGEINT',
    ],
    ['sum(2)', 2, 'HUGEINT'],
    ['1.50::DECIMAL(18, 2)', '1.50', 'DECIMAL(18,2)'],
    ['0.1::DOUBLE', 0.1, 'DOUBLE'],
    ["'nan'::DOUBLE", 'NaN', 'DOUBLE'],
    ["'-infinity'::DOUBLE", '-Infinity', 'DOUBLE'],
    ['true', true, 'BOOLEAN'],
    ['NULL::VARCHAR', null, 'VARCHAR'],
    ["'Zoë 🌳'", 'Zoë 🌳', 'VARCHAR'],
    ["DATE '2026-02-28'", '2026-02-28', 'DATE'],
    ["TIMESTAMP '2026-02-28 12:30:00.25'", '2026-02-28T12:30:00.25', 'TIMESTAMP'],
    ["TIMESTAMPTZ '2026-02-28 12:30:00+02'", '2026-02-28T10:30:00Z', 'TIMESTAMP WITH TIME ZONE'],
    ["TIME '12:30:00'", '12:30:00', 'TIME'],
    ["'\\xAB\\x00'::BLOB", 'ab00', 'BLOB'],
    [
      "'7ed2eaf0-0f6a-4a8e-9c3e-3f4d2a2f6a11'::UUID",
      '7ed2eaf0-0f6a-4a8e-9c3e-3f4d2a2f6a11',
      'UUID',
    ],
    ['[1, NULL, 3]', '[1,null,3]', 'INTEGER[]'],
    ["{'a': 1, 'b': 'x'}", '{"a":1,"b":"x"}', 'STRUCT(a INTEGER, b VARCHAR)'],
    [`'{"a": 1}'::JSON`, '{"a": 1}', 'JSON'],
  ])('%s', async (sql, cell, type) => {
    const answer = await query(`SELECT ${sql} AS x`);
    expect(answer.rows).toEqual([[cell]]);
    expect(answer.columns[0]).toMatchObject({ name: 'x' });
    expect(answer.columns[0]?.type.replaceAll('"', '')).toBe(type);
  });
});

describe('a small answer', () => {
  it('keeps the order, stops at the limit and says so', async () => {
    const answer = await query('SELECT id FROM trees ORDER BY id DESC', 3);
    expect(answer.rows).toEqual([[4999], [4998], [4997]]);
    expect(answer.truncated).toBe(true);
    expect((await query('SELECT id FROM trees LIMIT 3', 3)).truncated).toBe(false);
  });

  it('stops at the bytes and says so', async () => {
    const answer = await test.engine.query(
      test.ask("SELECT repeat('x', 1000) FROM trees", { trees }),
      { limit: 1000, limitBytes: 10_000 },
    );
    expect(answer.rows).toHaveLength(9);
    expect(answer.truncated).toBe(true);
  });

  it('has a name of its own for every column', async () => {
    const { columns } = await query('SELECT 1 AS a, 2 AS a, 3 AS A');
    expect(new Set(columns.map(({ name }) => name.toLowerCase())).size).toBe(3);
  });

  it('counts in the zone UTC whatever the machine says', async () => {
    const { rows } = await query("SELECT extract(hour FROM TIMESTAMPTZ '2026-01-01 00:00:00Z')");
    expect(rows).toEqual([[0]]);
  });
});

describe('the text the gate writes', () => {
  const bare = DuckDBInstance.create(':memory:').then(async (instance) => {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return connection;
  });
  it.each([
    'SELECT 1 - 2 - 3, 1 - (2 - 3), 2 ^ 3 ^ 2, -2 ^ 2, 7 // 2 * 2, 7 % 4 - 1',
    "SELECT NOT true AND false, NOT (true AND false), 1 = 1 IS NULL, 'a' || 'b' = 'ab'",
    'SELECT CASE WHEN 1 > 2 THEN 3 END IS NULL, 1 BETWEEN 0 AND 2 AND true, 1 IN (1, 2) = true',
    "SELECT 'a%b' LIKE 'a\\%b' ESCAPE '\\', 'ab' NOT LIKE 'a', 'x' SIMILAR TO '[xy]', 'A' ILIKE 'a'",
    'SELECT x, count(*) FROM (VALUES (1), (2), (1)) t(x) GROUP BY ROLLUP (x) ORDER BY x NULLS FIRST',
    '(SELECT 1 UNION ALL SELECT 2) EXCEPT SELECT 1 ORDER BY 1',
    'SELECT * FROM (SELECT 1 AS a UNION SELECT 2 ORDER BY a DESC LIMIT 1)',
    'SELECT sum(x) FILTER (WHERE x > 1), list(x ORDER BY x DESC), count(DISTINCT x) FROM (VALUES (1), (2), (2)) t(x)',
    'SELECT x, sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE CURRENT ROW) FROM range(5) t(x)',
    "SELECT INTERVAL '1 month 2 days' + DATE '2026-01-31', DATE '2026-03-31' - INTERVAL 1 MONTH, TIMESTAMP '2026-01-01 10:00' AT TIME ZONE 'America/New_York'",
    "SELECT [1, 2, 3][2:], {'a b': 1}['a b'], MAP {'x': [1]}['x'][1], list_transform([1, 2], lambda x, i : x * i)",
    'WITH RECURSIVE f(n, a, b) AS (SELECT 1, 0::BIGINT, 1::BIGINT UNION ALL SELECT n + 1, b, a + b FROM f WHERE n < 50) SELECT max(a) FROM f',
    'WITH a AS MATERIALIZED (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT * FROM a, b WHERE y > x',
    'SELECT a.x, b.y FROM (VALUES (1), (2)) a(x) LEFT JOIN (VALUES (2, 5)) b(x, y) USING (x) ORDER BY ALL',
    'SELECT t.x, l.y FROM range(3) t(x), LATERAL (SELECT t.x * 2 AS y) l ORDER BY t.x',
    'SELECT x FROM range(9) t(x) WHERE x > ALL (SELECT 3) AND x <> ANY (SELECT 5) AND EXISTS (SELECT 1 WHERE x < 8)',
    'SELECT DISTINCT ON (x % 2) x FROM range(6) t(x) ORDER BY x % 2, x DESC',
    'SELECT "weird ""name", \'it\'\'s\', E\'tab\\there\', $$dollar$$ FROM (SELECT 1 AS "weird ""name")',
    'SELECT 0.1 + 0.2, 1e-10, .5, 1_000_000, 0x1F, 123456789012345678901234567890::HUGEINT, 1.10::DECIMAL(5, 2) * 3',
    "SELECT COLUMNS(c -> c LIKE 'a%') + 1 FROM (SELECT 1 AS aa, 2 AS ab, 3 AS b)",
    'SELECT * EXCLUDE (b) REPLACE (a * 10 AS a) FROM (SELECT 1 AS a, 2 AS b, 3 AS c)',
    'SELECT grouping(x), x FROM (VALUES (1), (2)) t(x) GROUP BY GROUPING SETS ((x), ()) ORDER BY 1, 2',
    'SELECT quantile_cont(x, [0.25, 0.5]), mode(x % 3) FROM range(10) t(x)',
    'SELECT x FROM range(100) t(x) ORDER BY x DESC OFFSET 5 LIMIT 3',
    "SELECT CAST('12' AS INTEGER) + TRY_CAST('x' AS INTEGER) IS NULL, COALESCE(NULL, 2), NULLIF(1, 1), IF(true, 1, 2)",
    "SELECT extract(quarter FROM DATE '2026-05-01'), strftime(DATE '2026-05-01', '%d.%m.%Y'), date_trunc('week', DATE '2026-05-01')",
    "SELECT trim(BOTH 'x' FROM 'xax'), substring('abcdef' FROM 2 FOR 3), position('c' IN 'abc'), 'abc'[2]",
  ])('means what was asked: %s', async (sql) => {
    const reader = await (await bare).runAndReadAll(sql);
    const types = reader.columnTypes();
    const expected = reader
      .getRows()
      .map((row) => row.map((value, index) => cellOf(value, types[index] as DuckDBType)));
    const answer = await query(sql);
    expect(answer.rows).toEqual(expected);
  });
});

describe('errors of a query', () => {
  it('names what is wrong in the text', async () => {
    const error = await errorOf(query('SELECT heigth FROM trees'));
    expect(error).toMatchObject({ kind: 'invalid', code: 'platform.queryInvalid' });
    expect(error.message).toContain('heigth');
    expect(error.message).not.toContain('LINE');
  });

  it.each([
    'SELECT name::INTEGER FROM trees',
    "SELECT strptime(name, '%Y') FROM trees",
    'SELECT (kind + 250)::UTINYINT FROM trees',
    `SELECT json_extract('{"a": 1}', '$.' || name || '[') FROM trees`,
    `SELECT date_part(name, DATE '2026-01-01') FROM trees`,
    `SELECT timezone(name, TIMESTAMP '2026-01-01') FROM trees`,
    'SELECT printf(name || chr(37) || chr(121), 1) FROM trees',
    'SELECT from_json(name, \'{"a": "INTEGER"}\') FROM trees',
    "SELECT regexp_matches('x', name || '(') FROM trees",
  ])('does not quote the data: %s', async (sql) => {
    const error = await errorOf(query(sql));
    expect(error.code).toBe('platform.queryInvalid');
    expect(JSON.stringify([error.message, error.details])).not.toMatch(/oak|\b25\d\b/);
  });

  it('says when a query needs too much memory, and the session goes on', async () => {
    const error = await errorOf(
      query("SELECT length(string_agg(repeat(name, 100), '')) FROM trees, range(200)"),
    );
    expect(error).toMatchObject({ kind: 'tooLarge', code: 'platform.queryOutOfMemory' });
    expect((await query('SELECT count(*) FROM trees')).rows).toEqual([[5000]]);
  });
});

describe('stopping', () => {
  it('interrupts a query that takes too long', async () => {
    const begin = Date.now();
    const error = await errorOf(
      test.engine.query(test.ask(endless, {}, { timeout: 200 }), { limit: 1 }),
    );
    expect(error).toMatchObject({ kind: 'timedOut', code: 'platform.queryTimedOut' });
    expect(error.message).toContain('0.2 seconds');
    expect(Date.now() - begin).toBeLessThan(3_000);
  });

  it('interrupts a query nobody waits for', async () => {
    const control = new AbortController();
    setTimeout(() => control.abort(), 200);
    const error = await errorOf(query(endless, 1, control.signal));
    expect(error).toMatchObject({ kind: 'cancelled', code: 'platform.queryCancelled' });
  });

  it('does not begin a query that is aborted already', async () => {
    await expect(query(endless, 1, AbortSignal.abort())).rejects.toMatchObject({
      code: 'platform.queryCancelled',
    });
  });

  it.runIf(onLinux)(
    'says when the process is killed, and the next query gets a fresh one',
    async () => {
      await query('SELECT 1 FROM trees');
      const running = errorOf(query(endless));
      await new Promise((resolve) => setTimeout(resolve, 200));
      for (const pid of childrenRunning('session-worker')) process.kill(pid, 'SIGKILL');
      expect(await running).toMatchObject({ kind: 'unavailable', code: 'platform.engineCrashed' });
      expect((await query('SELECT count(*) FROM trees')).rows).toEqual([[5000]]);
    },
  );

  it.runIf(onLinux)('gets over the death of an idle session, a spare and the gate', async () => {
    await query('SELECT 1 FROM trees');
    for (const name of ['session-worker', 'gate-worker'])
      for (const pid of childrenRunning(name)) process.kill(pid, 'SIGKILL');
    await until(() => childrenRunning('gate-worker').length === 0);
    expect((await query('SELECT 2 FROM trees LIMIT 1')).rows).toEqual([[2]]);
  });
});

describe.runIf(onLinux)('the process of a session', () => {
  it('knows nothing of our environment and is nobody where it can be', async () => {
    process.env.INSITES_TEST_SECRET = 'hidden';
    await query('SELECT 3 FROM trees');
    const [pid] = childrenRunning('session-worker');
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    expect(environment).not.toContain('hidden');
    expect(environment).not.toContain('HOME=');
    const uid = /Uid:\s+(\d+)/.exec(readText(`/proc/${pid}/status`))?.[1];
    if (process.geteuid?.() === 0 && test.warnings.length === 0) expect(uid).toBe('65534');
    else expect(uid).toBe(String(process.geteuid?.()));
  });
});
