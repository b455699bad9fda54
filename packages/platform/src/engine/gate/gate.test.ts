import { afterAll, describe, expect, it } from 'vitest';
import { errorOf, startTestEngine } from '../engine-fixture.ts';
import { touched } from './columns.ts';
import { Gate } from './gate.ts';

const { engine, stop } = startTestEngine();
const gate = new Gate(null);
afterAll(async () => {
  await gate.close();
  await stop();
});

const tablesOf = async (sql: string) => (await engine.check(sql)).tables;

describe('tables of a statement', () => {
  const statements: readonly (readonly [string, readonly string[]])[] = [
    ['SELECT 1', []],
    ['FROM trees', ['trees']],
    ['SELECT * FROM trees JOIN Parks USING (id)', ['trees', 'Parks']],
    ['SELECT * FROM trees t, TREES u', ['trees']],
    ['SELECT (SELECT max(x) FROM a) + 1 FROM b WHERE y IN (SELECT y FROM c)', ['a', 'b', 'c']],
    ['SELECT 1 FROM a UNION ALL SELECT 2 FROM b ORDER BY 1', ['a', 'b']],
    ['SELECT * FROM a, LATERAL (SELECT * FROM b WHERE b.x = a.x) q', ['a', 'b']],
    ['WITH t AS (SELECT * FROM a) SELECT * FROM t', ['a']],
    ['WITH t AS (SELECT 1), u AS (SELECT * FROM t) SELECT * FROM U', []],
    ['WITH RECURSIVE t AS (SELECT 1 x UNION ALL SELECT x + 1 FROM t WHERE x < 9) FROM t', []],
    ['SELECT * FROM range(3), generate_series(1, 2), unnest([1, 2])', []],
  ];
  it.each(statements)('%s', async (sql, tables) => {
    const found = [...(await tablesOf(sql))].sort();
    expect(found).toEqual([...tables].sort());
  });

  it('counts a name as a table where the common table expression of that name is not in sight', async () => {
    expect(await tablesOf('SELECT * FROM (WITH t AS (SELECT 1) FROM t), t')).toEqual(['t']);
    expect(await tablesOf('WITH t AS (SELECT * FROM t) SELECT 1')).toEqual(['t']);
    expect(await tablesOf('WITH a AS (FROM b), b AS (SELECT 1) FROM a')).toEqual(['b']);
    expect(await tablesOf('SELECT (WITH t AS (SELECT 1) SELECT 1 FROM t) FROM t')).toEqual(['t']);
  });
});

describe('columns of a statement', () => {
  const columns = ['id', 'Name', 'ssn', 'year'];
  it.each([
    ['SELECT name FROM t WHERE ssn IS NULL ORDER BY YEAR', ['Name', 'ssn', 'year']],
    ['SELECT count(*) FROM t', []],
    ['SELECT 1 FROM t GROUP BY id HAVING max("Name") > \'a\'', ['id', 'Name']],
    ['FROM t', columns],
    ['SELECT t.* FROM t', columns],
    ['SELECT * EXCLUDE (ssn) FROM t', ['id', 'Name', 'year']],
    ['SELECT * EXCLUDE (SSN) FROM t WHERE ssn = 1', columns],
    [
      'SELECT * EXCLUDE (ssn, id) FROM t UNION ALL SELECT * EXCLUDE (ssn) FROM t',
      ['id', 'Name', 'year'],
    ],
    ['SELECT * EXCLUDE (t.ssn) FROM t JOIN u USING (id)', columns],
    ["SELECT COLUMNS('^n') FROM t", columns],
    ['SELECT t FROM t', columns],
    ['SELECT u FROM t AS u', columns],
    ['SELECT to_json(t) FROM t', columns],
    ['SELECT a FROM t AS u(a, b)', columns],
    ['SELECT #1 FROM t', columns],
    ['SELECT 1 FROM t NATURAL JOIN u', columns],
    ['SELECT 1 FROM t JOIN u USING (id)', ['id']],
    ['SELECT (SELECT max(v.year) FROM t v) FROM u', ['year']],
    ['WITH c(x) AS (SELECT ssn FROM t) SELECT x FROM c', ['ssn']],
    [
      'SELECT row_number() OVER (PARTITION BY id) FROM t QUALIFY last_value(year) OVER () = 1',
      ['id', 'year'],
    ],
    ['SELECT [x FOR x IN [ssn]], CASE WHEN id THEN 1 END FROM t', ['id', 'ssn']],
  ])('%s', async (sql, expected) => {
    expect(touched(columns, (await engine.check(sql)).columns)).toEqual(expected);
  });
});

describe('what the gate lets through', () => {
  it.each([
    'SELECT list_transform([1, 2], lambda x : x + 1), [x * 2 FOR x IN [1, 2] IF x > 1]',
    "SELECT COLUMNS('^a'), * EXCLUDE (b) REPLACE (c + 1 AS c) RENAME (d AS e) FROM t",
    'SELECT g, sum(x) FILTER (WHERE y > 0) FROM t GROUP BY ROLLUP (g) HAVING count(*) > 1 ORDER BY ALL',
    'SELECT row_number() OVER (PARTITION BY a ORDER BY b ROWS 2 PRECEDING) n FROM t QUALIFY n = 1',
    "SELECT x::DECIMAL(10, 2), TRY_CAST(y AS DATE), CAST(z AS STRUCT(a INTEGER[])), w::JSON ->> '$.a' FROM t",
    "SELECT CASE a WHEN 1 THEN 'x' ELSE NULL END, a BETWEEN 1 AND 2, b IN (1, 2), NOT c, d IS NULL FROM t",
    "SELECT date_trunc('month', d), d + INTERVAL 1 DAY, extract(year FROM d), current_date FROM t",
    "SELECT {'a': 1}.a, MAP {'k': 1}['k'], [1, 2, 3][1:2], 'ab' || 'c' FROM t",
    'SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC NULLS LAST LIMIT 10 OFFSET 5',
    'SELECT * FROM a ASOF JOIN b ON a.t >= b.t LEFT JOIN c USING (x) NATURAL JOIN d',
    'SELECT median(x), quantile_cont(x, 0.9), regr_slope(y, x), approx_count_distinct(z) FROM t',
    'SELECT * FROM t USING SAMPLE 10%',
    'VALUES (1, 2), (3, 4)',
    "SELECT $$it's$$, 'a''b', E'\\n', 9223372036854775807, 1e300, 123456789012345678901234567890",
  ])('%s', async (sql) => {
    await expect(engine.check(sql)).resolves.toBeDefined();
  });

  it('writes a text that passes again and stays the same', async () => {
    const once = await gate.check("select a, 'it''s' from t where b > 1.5 order by 2 limit 3");
    const twice = await gate.check(once.sql);
    expect(twice.sql).toBe(once.sql);
  });
});

describe('what the gate says', () => {
  it.each([
    ['', 'platform.queryInvalid', /empty/],
    ['SELEC 1', 'platform.queryInvalid', /syntax error/],
    ['SELECT 1; SELECT 2', 'platform.queryRefused', /more than one statement/],
    ['SELECT $1', 'platform.queryRefused', /parameters/],
    ['SELECT 1e999', 'platform.queryRefused', /too large/],
    ['SELECT 1 \0', 'platform.queryRefused', /NUL/],
    ['PIVOT t ON x USING sum(y)', 'platform.queryRefused', /only SELECT/],
    ['SELECT * FROM (PIVOT t ON x IN (1, 2) USING sum(y))', 'platform.queryRefused', /PIVOT/],
    ['SELECT x::VARIANT FROM t', 'platform.queryRefused', /type "VARIANT"/],
    ['SELECT a.upper() FROM t', 'platform.queryRefused', /upper.*prefix/],
  ])('%s', async (sql, code, message) => {
    const error = await errorOf(engine.check(sql));
    expect(error).toMatchObject({ code });
    expect(error.message).toMatch(message);
    expect(error.details.hint).toBeTruthy();
  });

  it('refuses a statement of endless length', async () => {
    const error = await errorOf(engine.check(`SELECT ${'1 + '.repeat(100_000)} 1`));
    expect(error).toMatchObject({ code: 'platform.queryRefused' });
    expect(error.message).toMatch(/longer than/);
  });

  it('survives a statement that is nested too deep for the parser', async () => {
    const deep = `SELECT ${'('.repeat(50_000)}1${')'.repeat(50_000)}`;
    const error = await errorOf(engine.check(deep));
    expect(error.code).toMatch(/platform\.query(Refused|Invalid)/);
    expect(await tablesOf('SELECT * FROM t WHERE after = 1')).toEqual(['t']);
  });
});

describe('the list of functions', () => {
  it('was read through for this version of the engine', async () => {
    const functions = await gate.functions();
    // Another number means another engine: read what came, deny what reaches out, then change it.
    expect(functions.length).toMatchInlineSnapshot(`706`);
  });

  it('holds nothing that reads, writes, waits, or tells about the session', async () => {
    const functions = await gate.functions();
    const suspicious = functions.filter((name) =>
      /read|write|log_|sleep|env|setting|query|sql|file|glob|variable|secret|current_(?!date|local)|pg_|duckdb|attach|copy|load/.test(
        name,
      ),
    );
    expect(suspicious).toMatchInlineSnapshot(`
      [
        "formatreadabledecimalsize",
        "formatreadablesize",
        "get_current_time",
        "get_current_timestamp",
        "parse_filename",
        "pg_size_pretty",
      ]
    `);
  });
});

describe('a read built from clauses', () => {
  it('becomes one SELECT', async () => {
    const { sql, columns } = await engine.build({
      table: 'Street "trees"',
      select: 'kind, sum(height) AS total, 9007199254740993 AS big, 1.50 AS price',
      where: "year = 2025 OR name = 'O''Hara'",
      order: 'total DESC, kind',
      limit: 10,
      offset: 20,
    });
    expect(sql).toBe(
      `SELECT kind, sum(height) AS total, 9007199254740993 AS big, 1.50 AS price FROM "Street ""trees""" ` +
        `WHERE (("year" = 2025) OR ("name" = 'O''Hara')) ORDER BY total DESC, kind LIMIT 10 OFFSET 20`,
    );
    expect(touched(['height', 'name', 'owner'], columns)).toEqual(['height', 'name']);
  });

  it('takes the whole table when nothing is said, and blank clauses as nothing', async () => {
    expect((await engine.build({ table: 't' })).sql).toBe('SELECT * FROM t');
    const blank = await engine.build({ table: 't', where: ' ', order: '', offset: 5 });
    expect(blank.sql).toBe('SELECT * FROM t OFFSET 5');
  });

  it.each([
    [{ select: '1 FROM secrets' }],
    [{ select: 'DISTINCT a' }],
    [{ select: 'a FROM t WHERE true' }],
    [{ where: 'true GROUP BY a' }],
    [{ where: 'true ORDER BY a' }],
    [{ where: 'true LIMIT 1' }],
    [{ where: 'true UNION ALL SELECT 2' }],
    [{ where: 'true; SELECT 2' }],
    [{ where: 'true QUALIFY true' }],
    [{ where: 'true USING SAMPLE 1%' }],
    [{ order: 'a LIMIT 5' }],
    [{ order: 'a; SELECT 1' }],
    [{ limit: -1 }],
    [{ offset: 1.5 }],
  ])('refuses a clause that is more than its clause: %j', async (clauses) => {
    const error = await errorOf(engine.build({ table: 't', ...clauses }));
    expect(error).toMatchObject({ code: 'platform.queryRefused', kind: 'notAllowed' });
    expect(error.message).toContain(`"${Object.keys(clauses)[0]}"`);
  });

  it.each([[{ where: 'a) OR (b' }], [{ where: 'a = 1) --' }], [{ select: 'a) FROM (SELECT 1' }]])(
    'does not read a clause with brackets that close ours: %j',
    async (clauses) => {
      await expect(engine.build({ table: 't', ...clauses })).rejects.toMatchObject({
        code: 'platform.queryInvalid',
      });
    },
  );

  it.each([
    [{ where: "getenv('HOME') = ''" }],
    [{ where: "a IN (SELECT content FROM read_text('/etc/passwd'))" }],
    [{ select: "write_log('x')" }],
    [{ order: "(SELECT 1 FROM glob('*'))" }],
  ])('refuses functions in clauses as everywhere: %j', async (clauses) => {
    await expect(engine.build({ table: 't', ...clauses })).rejects.toMatchObject({
      code: 'platform.queryRefused',
    });
  });
});
