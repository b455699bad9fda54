import { chmodSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorOf, startTestEngine } from './engine-fixture.ts';
import { EngineFolder } from './places.ts';
import { SessionProcess } from './session/session.ts';

const secret = 'TOP SECRET 4711';
const test = startTestEngine({ timeout: 5_000 });
const secretFile = join(test.folder, 'secret.csv');
const link = join(test.folder, 'link.csv');
let trees = '';
let requests = 0;
const web = createServer((_request, response) => {
  requests++;
  response.end(secret);
});
let address = '';

beforeAll(async () => {
  writeFileSync(secretFile, `a\n${secret}\n`);
  chmodSync(secretFile, 0o644);
  symlinkSync(secretFile, link);
  trees = await test.parquet('trees', "SELECT range AS id, 'oak ' || range AS name FROM range(10)");
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
});
afterAll(async () => {
  web.close();
  await test.stop();
});

/** Every file under the folder with size and time of change, but for the engine's own pipes. */
function files(): string[] {
  return readdirSync(test.folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/pipe-\d$|^engine/.test(name))
    .map(
      (name) =>
        `${name} ${statSync(join(test.folder, name)).size} ${statSync(join(test.folder, name)).mtimeMs}`,
    )
    .sort();
}

async function expectRefused(sql: string): Promise<void> {
  const before = files();
  const seen = requests;
  const error = await errorOf(test.engine.query(test.ask(sql, { trees }), { limit: 10 }));
  expect(error.code, error.message).toBe('platform.queryRefused');
  expect(error.message.length).toBeGreaterThan(20);
  expect(error.details.hint).toBeTruthy();
  expect(JSON.stringify([error.message, error.details])).not.toContain(secret);
  expect(files()).toEqual(before);
  expect(requests).toBe(seen);
}

const place = (text: string) =>
  text
    .replaceAll('SECRET', secretFile)
    .replaceAll('LINK', link)
    .replaceAll('FOLDER', test.folder)
    .replaceAll('WEB', address)
    .replaceAll('TREES', trees);

const escapes: Readonly<Record<string, readonly string[]>> = {
  'reads outside': [
    "SELECT * FROM read_csv('SECRET')",
    "SELECT * FROM READ_CSV('SECRET')",
    "SELECT * FROM read_csv_auto('SECRET')",
    "SELECT * FROM read_text('SECRET')",
    "SELECT * FROM read_blob('SECRET')",
    "SELECT * FROM read_json('SECRET')",
    "SELECT * FROM read_parquet('TREES')",
    "SELECT * FROM parquet_scan('TREES')",
    "SELECT * FROM parquet_metadata('TREES')",
    "SELECT * FROM sniff_csv('SECRET')",
    "SELECT * FROM glob('FOLDER/*')",
    "SELECT * FROM read_duckdb('SECRET')",
  ],
  'reads through ../': ["SELECT * FROM read_csv('TREES/../secret.csv')"],
  'reads through a symbolic link': ["SELECT * FROM read_text('LINK')"],
  'reads over http': ["SELECT * FROM read_csv('WEB/x.csv')", "FROM 'WEB/x.parquet'"],
  'quoted file names as tables': [
    "SELECT * FROM 'SECRET'",
    'SELECT * FROM "SECRET"',
    "FROM '/etc/passwd'",
    'SELECT * FROM "x.parquet"',
    'TABLE "SECRET"',
    'WITH t AS (SELECT 1) SELECT * FROM (WITH "SECRET" AS (SELECT 1) FROM "SECRET"), "SECRET"',
  ],
  'replacement scans': ["SELECT count(*) FROM 'FOLDER/*.csv'", "FROM 'TREES'"],
  'LOAD and INSTALL': ['LOAD httpfs', 'INSTALL httpfs', "LOAD 'SECRET'", 'FORCE INSTALL httpfs'],
  ATTACH: [
    "ATTACH 'FOLDER/x.db'",
    "ATTACH 'TREES' AS t (READ_ONLY)",
    'DETACH memory',
    'USE memory',
  ],
  'COPY TO a new file': ["COPY (SELECT 1) TO 'FOLDER/x.csv'", "COPY trees TO 'FOLDER/x.csv'"],
  'COPY TO the granted file': ["COPY (SELECT 1) TO 'TREES'"],
  'COPY TO another file': ["COPY (SELECT 1) TO 'SECRET'", "COPY trees FROM 'SECRET'"],
  EXPORT: ["EXPORT DATABASE 'FOLDER/export'", "IMPORT DATABASE 'FOLDER'"],
  'SET, RESET and PRAGMA': [
    'SET threads = 8',
    'SET GLOBAL enable_external_access = true',
    'RESET memory_limit',
    'PRAGMA threads = 8',
    'PRAGMA database_list',
    "PRAGMA enable_profiling = 'json'",
  ],
  'SET search_path': ["SET search_path = 'information_schema'", 'SET schema = main'],
  'SET VARIABLE': ['SET VARIABLE a = 1', "SELECT getvariable('a')"],
  'enable_logging and duckdb_logs': [
    'CALL enable_logging()',
    'SELECT * FROM enable_logging()',
    "CALL enable_logging(storage_path = 'FOLDER/log')",
    'SELECT * FROM duckdb_logs()',
    'SELECT * FROM duckdb_logs',
    'SELECT * FROM duckdb_logs_parsed()',
    'CALL truncate_duckdb_logs()',
  ],
  'checkpoint()': [
    'CHECKPOINT',
    'SELECT * FROM checkpoint()',
    'FORCE CHECKPOINT',
    'CALL checkpoint()',
  ],
  'CREATE, INSERT, DROP': [
    'CREATE TABLE x (a INTEGER)',
    'CREATE TEMP TABLE x AS SELECT 1',
    'CREATE VIEW v AS SELECT 1',
    'INSERT INTO trees VALUES (1)',
    'UPDATE trees SET id = 1',
    'DELETE FROM trees',
    'DROP VIEW trees',
    'ALTER VIEW trees RENAME TO t',
  ],
  'query() and query_table()': [
    "SELECT * FROM query('SELECT 1')",
    "FROM query_table('SECRET')",
    "FROM query_table(['trees'])",
  ],
  json_execute_serialized_sql: [
    "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))",
    "PRAGMA json_execute_serialized_sql('{}')",
    "SELECT json_serialize_sql('SELECT 1')",
    "SELECT json_deserialize_sql('{}')",
    "SELECT json_serialize_plan('SELECT 1')",
  ],
  duckdb_settings: [
    'SELECT * FROM duckdb_settings()',
    'SELECT * FROM DuckDB_Settings()',
    "SELECT current_setting('allowed_paths')",
    'SELECT * FROM duckdb_secrets()',
    'SELECT * FROM duckdb_views()',
    'SELECT * FROM duckdb_functions()',
    "SELECT * FROM pragma_table_info('trees')",
    "SELECT * FROM which_secret('x', 's3')",
  ],
  getenv: [
    "SELECT getenv('HOME')",
    "SELECT main.getenv('HOME')",
    "SELECT system.main.getenv('HOME')",
  ],
  write_log: [
    "SELECT write_log('x')",
    'SELECT WRITE_LOG(name) FROM trees',
    "SELECT main.write_log('x')",
  ],
  'sleep_ms and pg_sleep': ['SELECT sleep_ms(5000)', 'SELECT pg_sleep(5)'],
  'error()': ['SELECT error(name) FROM trees'],
  'multiple statements': [
    'SELECT 1; SELECT 2',
    "SELECT 1; COPY (SELECT 1) TO 'FOLDER/x.csv'",
    "SELECT 1 -- comment\r; SELECT * FROM read_text('SECRET')",
  ],
  'comments that end at a carriage return': [
    "SELECT 1 -- hidden\rFROM read_text('SECRET')",
    "SELECT 1 /* /* */ */ FROM read_text('SECRET')",
  ],
  PIVOT: [
    'PIVOT trees ON name USING count(*)',
    "SELECT * FROM (PIVOT trees ON name IN ('a') USING count(*))",
    'UNPIVOT trees ON id INTO NAME n VALUE v',
  ],
  'catalogue-qualified names': [
    'SELECT * FROM main.trees',
    'SELECT * FROM memory.main.trees',
    'SELECT * FROM information_schema.tables',
    'SELECT * FROM pg_catalog.pg_class',
    'SELECT * FROM system.information_schema.tables',
    'SELECT * FROM temp.trees',
  ],
  'IN-subquery into information_schema': [
    'SELECT * FROM trees WHERE name IN (SELECT table_name FROM information_schema.tables)',
    'SELECT (SELECT count(*) FROM information_schema.columns) FROM trees',
    'SELECT * FROM trees WHERE EXISTS (SELECT 1 FROM duckdb_tables)',
    'SELECT * FROM trees ORDER BY (SELECT count(*) FROM pg_tables)',
  ],
  'table functions in another case': [
    "SELECT * FROM Read_Text('SECRET')",
    `SELECT * FROM "READ_TEXT"('SECRET')`,
    "SELECT * FROM main.read_text('SECRET')",
    "SELECT * FROM trees, LATERAL (SELECT * FROM read_text('SECRET'))",
  ],
  macros: [
    'CREATE MACRO m() AS 1',
    "CREATE FUNCTION f() AS TABLE SELECT * FROM read_text('SECRET')",
    'SELECT * FROM histogram_values(trees, id)',
    'SELECT pg_get_viewdef(0)',
    "SELECT get_block_size('memory')",
  ],
  'PREPARE and EXECUTE': [
    "PREPARE p AS SELECT * FROM read_text('SECRET')",
    'EXECUTE p',
    'DEALLOCATE p',
    'SELECT ?',
  ],
  CALL: ['CALL pragma_version()', "CALL read_text('SECRET')"],
  'VACUUM, ANALYZE, EXPLAIN, transactions': [
    'VACUUM',
    'ANALYZE',
    'EXPLAIN SELECT 1',
    "EXPLAIN ANALYZE SELECT * FROM read_text('SECRET')",
    'BEGIN',
    'COMMIT',
  ],
  'DESCRIBE, SHOW and SUMMARIZE': [
    'DESCRIBE trees',
    "DESCRIBE SELECT * FROM read_csv('SECRET')",
    'SHOW TABLES',
    'SHOW ALL TABLES',
    "SUMMARIZE 'SECRET'",
    "SELECT * FROM (DESCRIBE 'SECRET')",
    'SELECT * FROM (SHOW TABLES)',
    "FROM (SUMMARIZE FROM read_csv('SECRET'))",
  ],
  'FROM-first syntax': ["FROM read_text('SECRET')", "FROM read_text('SECRET') SELECT content"],
  lambda: [
    "SELECT list_transform(['x'], lambda x : getenv(x))",
    "SELECT list_filter([1], lambda x : (SELECT count(*) FROM read_text('SECRET')) > 0)",
    "SELECT [write_log(x) FOR x IN ['a']]",
    "SELECT list_reduce(['a', 'b'], lambda a, b : error(a))",
  ],
  'COLUMNS(*) expressions': [
    'SELECT write_log(COLUMNS(*)::VARCHAR) FROM trees',
    "SELECT COLUMNS(c -> getenv(c) = '') FROM trees",
    'SELECT * REPLACE (write_log(name) AS name) FROM trees',
    'SELECT *COLUMNS(lambda c : sleep_ms(1)) FROM trees',
  ],
  'functions in every corner of a statement': [
    "SELECT 1 FROM trees ORDER BY getenv('A')",
    "SELECT 1 FROM trees GROUP BY getenv('A')",
    "SELECT 1 FROM trees LIMIT (SELECT length(content) FROM read_text('SECRET'))",
    "SELECT count(*) FILTER (WHERE write_log('a') IS NULL) FROM trees",
    "SELECT sum(id) OVER (PARTITION BY write_log('a')) FROM trees",
    "SELECT sum(id) OVER (ORDER BY write_log('a')) FROM trees",
    'SELECT lag(id, 1, sleep_ms(1)) OVER () FROM trees',
    "SELECT DISTINCT ON (write_log('a')) id FROM trees",
    "SELECT 1 FROM trees QUALIFY write_log('a') IS NULL",
    "SELECT 1 FROM trees a JOIN trees b ON write_log('a') IS NULL",
    "SELECT CASE WHEN true THEN write_log('a') END",
    'SELECT string_agg(name ORDER BY write_log(name)) FROM trees',
    "VALUES (write_log('a'))",
    "SELECT * FROM unnest([write_log('a')])",
    "SELECT TRY(write_log('a'))",
    "SELECT 'a' COLLATE nocase = write_log('a')",
    "SELECT write_log('a').x",
    "SELECT 1 UNION SELECT write_log('a')",
    'WITH RECURSIVE t AS (SELECT 1 x UNION ALL SELECT sleep_ms(x) FROM t) FROM t',
    "WITH t AS (SELECT write_log('a')) SELECT 1",
  ],
  'state of the session': [
    "SELECT nextval('s')",
    'SELECT setseed(0.5)',
    'SELECT current_query()',
    'SELECT txid_current()',
    'SELECT stats(id) FROM trees',
  ],
  'bytes of the engine': [
    "SELECT finalize('a'::BLOB)",
    "SELECT variant_bytes_to_variant('a'::BLOB, 'b'::BLOB)",
    'SELECT sum(id) EXPORT_STATE FROM trees',
    'SELECT x::TYPE FROM trees',
    "SELECT 'a'::main.mytype",
  ],
};

for (const [name, statements] of Object.entries(escapes))
  describe(name, () => {
    it.each(statements)('%s', (sql) => expectRefused(place(sql)));
  });

describe('behind the gate, the lock of a session', () => {
  const folder = new EngineFolder(test.folder);
  let session: SessionProcess;
  beforeAll(async () => {
    session = await SessionProcess.start(folder, { threads: 1, memoryMb: 256 }, null);
    await session.open([{ table: 'trees', parquet: trees, restriction: null }]);
  });
  afterAll(async () => {
    await session.end();
    await folder.remove();
  });

  it.each([
    "SELECT * FROM read_csv('SECRET')",
    "SELECT * FROM read_text('TREES/../secret.csv')",
    "SELECT * FROM read_text('LINK')",
    "SELECT * FROM sniff_csv('SECRET')",
    "SELECT * FROM read_csv('WEB/x.csv')",
    "SELECT * FROM glob('FOLDER/*')",
    "SELECT * FROM 'SECRET'",
  ])('refuses even without the gate: %s', async (sql) => {
    const seen = requests;
    const run = { id: '1', sql: place(sql), limit: 10, limitBytes: 1000 };
    await expect(session.child.call('query', run)).rejects.toThrow(/Permission Error|extension/);
    expect(requests).toBe(seen);
  });

  it('lets a session be opened once only', async () => {
    await expect(session.open([])).rejects.toThrow('not free');
  });
});

describe('rows that policy hides', () => {
  const restricted = () =>
    test.ask(
      'SELECT 1',
      {},
      {
        grants: [
          {
            table: 'trees',
            parquet: trees,
            restriction: { columns: ['id', 'name'], where: "name <> 'oak 7'" },
          },
        ],
      },
    );
  const rowsOf = async (sql: string) =>
    (await test.engine.query({ ...restricted(), sql }, { limit: 100 })).rows;

  it('are not there', async () => {
    expect(await rowsOf('SELECT count(*), max(id) FROM trees')).toEqual([[9, 9]]);
    expect(await rowsOf('SELECT * FROM trees WHERE id = 7')).toEqual([]);
  });

  it('do not meet the predicates of the asker', async () => {
    // On a view, a cast of the hidden row could run first and fail.
    const sql =
      'SELECT count(*) FROM trees WHERE CASE WHEN id = 7 THEN name::INTEGER > 0 ELSE true END';
    expect(await rowsOf(sql)).toEqual([[9]]);
  });

  it('are not behind a path that can still be read', async () => {
    const folder = new EngineFolder(test.folder);
    const session = await SessionProcess.start(folder, { threads: 1, memoryMb: 256 }, null);
    await session.open([
      { table: 'trees', parquet: trees, restriction: 'SELECT id FROM source WHERE id < 3' },
    ]);
    const run = {
      id: '1',
      sql: `SELECT * FROM read_parquet('${trees}')`,
      limit: 10,
      limitBytes: 1000,
    };
    await expect(session.child.call('query', run)).rejects.toThrow('Permission Error');
    await session.end();
    await folder.remove();
  });

  it('hide columns too', async () => {
    const query = restricted();
    const [grant] = query.grants;
    const narrow = [{ ...grant, restriction: { columns: ['id'], where: null } }];
    await expect(
      test.engine.query(
        { ...query, sql: 'SELECT name FROM trees', grants: narrow as typeof query.grants },
        { limit: 1 },
      ),
    ).rejects.toMatchObject({ code: 'platform.queryInvalid' });
  });

  it('cannot be widened by a policy that is more than a condition', async () => {
    const query = restricted();
    const where = 'true UNION ALL SELECT id, name FROM source';
    const wide = [
      { table: 'trees', parquet: trees, restriction: { columns: ['id', 'name'], where } },
    ];
    await expect(test.engine.query({ ...query, grants: wide }, { limit: 1 })).rejects.toMatchObject(
      {
        code: 'platform.queryRefused',
      },
    );
  });
});
