import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Cell, StreamFormat } from './engine.ts';
import {
  bytesOf,
  childrenRunning,
  endless,
  errorOf,
  startTestEngine,
  until,
} from './engine-fixture.ts';

const test = startTestEngine();
let trees = '';
let many = '';
const rows = 150_000;

beforeAll(async () => {
  trees = await test.parquet(
    'trees',
    `SELECT range AS id, 'oak, "' || range || '"' AS name, range / 4 AS height,
       CASE WHEN range % 5 = 0 THEN NULL ELSE DATE '2020-01-01' + range::INTEGER END AS planted,
       range % 2 = 0 AS alive, (range * 1.25)::DECIMAL(20, 2) AS price,
       TIMESTAMPTZ '2020-01-01 00:00:00Z' + INTERVAL 1 SECOND * range AS seen,
       range::VARCHAR::BLOB AS raw, [range, 1] AS pair
     FROM range(5000)`,
  );
  many = await test.parquet(
    'many',
    `SELECT range AS id, 'name ' || range AS name FROM range(${rows})`,
  );
});
afterAll(() => test.stop());

const stream = (sql: string, format: StreamFormat, more: { escapeFormulas?: boolean } = {}) =>
  test.engine.stream(test.ask(sql, { trees, many }), { format, ...more });

/** Reads a file with our own session: what it says of the answer. */
async function readBack(bytes: Buffer, format: string): Promise<readonly Record<string, Cell>[]> {
  const path = join(test.folder, `answer.${format}`);
  writeFileSync(path, bytes);
  const session = await test.engine.trusted();
  try {
    return await session.run(`SELECT * EXCLUDE (raw, pair) FROM '${path}' ORDER BY id`);
  } finally {
    await session.close();
  }
}

describe('formats hold what the query answers', () => {
  const sql = 'SELECT * FROM trees';
  let expected: readonly Record<string, Cell>[] = [];
  beforeAll(async () => {
    expected = await readBack(readFileSync(trees), 'original.parquet');
  });

  it('parquet', async () => {
    expect(await readBack(await bytesOf(await stream(sql, 'parquet')), 'parquet')).toEqual(
      expected,
    );
  });

  it('csv', async () => {
    const bytes = await bytesOf(await stream(sql, 'csv'));
    expect(bytes.subarray(0, 60).toString()).toMatch(/^id,name,height,planted,alive,price,seen/);
    const back = await readBack(bytes, 'csv');
    expect(back.map(({ id, name, planted }) => [id, name, planted])).toEqual(
      expected.map(({ id, name, planted }) => [id, name, planted]),
    );
  });

  it('ndjson', async () => {
    const lines = (await bytesOf(await stream(sql, 'ndjson'))).toString().trim().split('\n');
    expect(lines).toHaveLength(5000);
    expect(JSON.parse(lines[4] ?? '')).toMatchObject({ id: 4, name: 'oak, "4"', height: 1 });
  });

  it('json', async () => {
    const list = JSON.parse((await bytesOf(await stream(sql, 'json'))).toString());
    expect(list).toHaveLength(5000);
    expect(list[4999]).toMatchObject({ id: 4999, planted: '2033-09-08', alive: false });
  });

  it('arrow', async () => {
    const table = tableFromIPC(await bytesOf(await stream(sql, 'arrow')));
    expect(table.numRows).toBe(5000);
    const types = table.schema.fields.map(({ name, type }) => `${name} ${type}`);
    expect(types).toMatchInlineSnapshot(`
      [
        "id Int64",
        "name Utf8",
        "height Float64",
        "planted Date32<DAY>",
        "alive Bool",
        "price Decimal[20e+2]",
        "seen Timestamp<MICROSECOND, UTC>",
        "raw Binary",
        "pair Utf8",
      ]
    `);
    const row = table.get(4)?.toJSON();
    expect(row).toMatchObject({ id: 4n, name: 'oak, "4"', height: 1, alive: true, pair: '[4, 1]' });
    expect(new TextDecoder().decode(row?.raw)).toBe('4');
    expect(String(row?.price)).toBe('500');
    expect(table.get(0)?.toJSON().planted).toBeNull();
    expect(new Date(table.get(4999)?.toJSON().planted).toISOString()).toMatch(/^2033-09-08/);
    expect(Number(table.get(60)?.toJSON().seen)).toBe(Date.UTC(2020, 0, 1, 0, 1));
  });

  it('arrow, with sums as whole numbers and what has no type there as text', async () => {
    const sql = `SELECT sum(id) AS total, TIME '10:00' AS time, TIMESTAMP_NS '2020-01-01 00:00:00.000000001' AS fine,
      TIMESTAMP_S '2020-01-01 00:00:00' AS coarse, 1::UTINYINT AS small, 1.5::FLOAT AS half FROM trees`;
    const table = tableFromIPC(await bytesOf(await stream(sql, 'arrow')));
    expect(table.schema.fields.map(({ type }) => String(type))).toEqual([
      'Decimal[38e0]',
      'Utf8',
      'Timestamp<NANOSECOND>',
      'Timestamp<MICROSECOND>',
      'Uint8',
      'Float32',
    ]);
    const row = table.get(0)?.toJSON();
    expect(String(row?.total)).toBe('12497500');
    expect(row).toMatchObject({ time: '10:00:00', small: 1, half: 1.5 });
  });

  it('arrow, in more than one batch', async () => {
    const table = tableFromIPC(
      await bytesOf(await stream('SELECT * FROM many ORDER BY id', 'arrow')),
    );
    expect(table.batches.length).toBeGreaterThan(2);
    expect(table.numRows).toBe(rows);
    expect(table.get(rows - 1)?.toJSON()).toEqual({
      id: BigInt(rows - 1),
      name: `name ${rows - 1}`,
    });
  });

  it('an answer without rows', async () => {
    const none = 'SELECT id, name FROM trees WHERE false';
    expect((await bytesOf(await stream(none, 'csv'))).toString()).toBe('id,name\n');
    expect((await bytesOf(await stream(none, 'ndjson'))).toString()).toBe('');
    expect(JSON.parse((await bytesOf(await stream(none, 'json'))).toString())).toEqual([]);
    expect(tableFromIPC(await bytesOf(await stream(none, 'arrow'))).numRows).toBe(0);
  });

  it('sends the rows in the order of the file, formulas escaped, when two threads write', async () => {
    const two = startTestEngine({ threads: 2 });
    const long = await test.parquet(
      'long',
      "SELECT range AS id, 'name ' || range AS name, 'k' || range % 7 AS kind FROM range(1_500_000)",
    );
    for (const format of ['csv', 'ndjson'] as const) {
      const sql = format === 'csv' ? 'SELECT * FROM long' : 'SELECT id FROM long';
      const answer = await two.engine.stream(two.ask(sql, { long }), {
        format,
        escapeFormulas: true,
      });
      const text = (await bytesOf(answer)).toString();
      const ids = text
        .trimEnd()
        .split('\n')
        .slice(format === 'csv' ? 1 : 0)
        .map((line) => Number(/\d+/.exec(line)?.[0]));
      expect(ids.length).toBe(1_500_000);
      expect(ids.findIndex((id, index) => id !== index)).toBe(-1);
    }
    await two.stop();
  });

  it('keeps the order and gives every column a name of its own', async () => {
    const csv = await bytesOf(
      await stream('SELECT id, -id AS id FROM many ORDER BY many.id DESC', 'csv', {
        escapeFormulas: true,
      }),
    );
    const lines = csv.toString().split('\n');
    expect(lines.slice(0, 3)).toEqual([
      'id,id_1',
      `${rows - 1},-${rows - 1}`,
      `${rows - 2},-${rows - 2}`,
    ]);
    expect(lines).toHaveLength(rows + 2);
  });
});

describe('formulas', () => {
  it.each(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])(
    'are escaped after %j',
    async (sign) => {
      const sql = `SELECT '${sign}cmd()' AS text, -5 AS number, 'a${sign}b' AS inside`;
      const csv = (await bytesOf(await stream(sql, 'csv', { escapeFormulas: true }))).toString();
      expect(csv.replaceAll('"', '')).toContain(`'${sign}cmd(),-5,a${sign}b`);
    },
  );

  it('are escaped in names of columns, unions and texts in lists do not hide them', async () => {
    const sql = `SELECT 1 AS "=HYPERLINK(1)", union_value(a := '=1+1') AS u, NULL::VARCHAR AS n, '' AS e`;
    const csv = (await bytesOf(await stream(sql, 'csv', { escapeFormulas: true }))).toString();
    expect(csv).toBe(`'=HYPERLINK(1),u,n,e\n1,'=1+1,,""\n`);
  });

  it('stay as they are when nobody asks', async () => {
    expect((await bytesOf(await stream("SELECT '=1' AS a", 'csv'))).toString()).toBe('a\n=1\n');
  });
});

describe('failing', () => {
  const late = "SELECT CASE WHEN id = 149000 THEN name ELSE '1' END::INTEGER AS x FROM many";
  it.each(['csv', 'json', 'ndjson', 'parquet', 'arrow'] as const)(
    'rejects before the first byte, without the data: %s',
    async (format) => {
      const error = await errorOf(stream(`${late} ORDER BY x`, format));
      expect(error.code).toBe('platform.queryInvalid');
      expect(error.message).not.toContain('149000');
    },
  );

  it('rejects what the gate refuses', async () => {
    await expect(stream("SELECT * FROM read_text('/etc/passwd')", 'csv')).rejects.toMatchObject({
      code: 'platform.queryRefused',
    });
  });

  it('rejects a query that gives nothing in time', async () => {
    const slow = test.engine.stream(test.ask(endless, {}, { timeout: 300 }), { format: 'csv' });
    await expect(slow).rejects.toMatchObject({ code: 'platform.queryTimedOut' });
  });

  it('breaks the stream when it fails later', async () => {
    const sql = `SELECT id, CASE WHEN id = 149000 THEN name ELSE '1' END::INTEGER AS x FROM many`;
    const answer = await stream(sql, 'ndjson').catch((thrown) => thrown);
    // Depending on how fast rows come the failure is before or after the first byte.
    const error = answer instanceof Error ? answer : await errorOf(bytesOf(answer));
    expect(error).toMatchObject({ code: 'platform.queryInvalid' });
  });

  it.runIf(process.platform === 'linux')(
    'breaks the stream when the process is killed',
    async () => {
      const answer = await stream('SELECT a.id, b.name FROM many a, many b', 'csv');
      const read = errorOf(bytesOf(answer));
      for (const pid of childrenRunning('session-worker')) process.kill(pid, 'SIGKILL');
      expect(await read).toMatchObject({ code: 'platform.engineCrashed' });
      // Those that waited for work were killed as well, and their end may be heard of later.
      const ask = test.ask('SELECT 1', { trees, many });
      await until(() =>
        test.engine.query(ask, { limit: 1 }).then(
          () => true,
          () => false,
        ),
      );
    },
  );
});

describe('back-pressure', () => {
  it('keeps the memory flat while nobody reads, and loses nothing', async () => {
    const answer = await stream(
      'SELECT a.id, b.name FROM many a, range(20) r, many b WHERE b.id = a.id',
      'csv',
    );
    await wait(300);
    const held = answer.readableLength;
    await wait(300);
    expect(answer.readableLength).toBe(held);
    expect(held).toBeLessThan(1024 * 1024);
    const lines = (await bytesOf(answer)).toString().split('\n').length - 2;
    expect(lines).toBe(rows * 20);
  });

  it('stops the query when the reader goes away', async () => {
    const answer = await stream('SELECT a.id, b.name FROM many a, many b', 'csv');
    answer.destroy();
    await until(async () => {
      const again = await test.engine.query(test.ask('SELECT 1', { trees, many }), { limit: 1 });
      return again.rows.length === 1;
    });
    // All pipes of the session come back: many more streams than it has pipes.
    for (let count = 0; count < 10; count++) {
      const next = await stream('SELECT a.id, b.name FROM many a, many b', 'parquet');
      next.destroy();
    }
    expect((await bytesOf(await stream('SELECT 1 AS a', 'csv'))).toString()).toBe('a\n1\n');
  });

  it('stops the query when the signal is aborted', async () => {
    const control = new AbortController();
    const answer = await test.engine.stream(
      test.ask('SELECT a.id, b.name FROM many a, many b', { many }),
      { format: 'csv', signal: control.signal },
    );
    setTimeout(() => control.abort(), 50);
    expect(await errorOf(bytesOf(answer))).toMatchObject({ code: 'platform.queryCancelled' });
  });
});
