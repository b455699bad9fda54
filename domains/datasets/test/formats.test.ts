import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { parquetOf, temporaryHome } from '@insites/testing';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, startHouse } from './house.ts';

// Values that formats like to spoil: quotes, line ends, long numbers, days before 1970, rows of nothing.
const source = `
SELECT n,
  CASE n % 5 WHEN 0 THEN NULL WHEN 1 THEN 'say "hi", ok' WHEN 2 THEN 'two' || chr(10) || 'lines' WHEN 3 THEN 'żółw 🐢' ELSE '=cmd' END AS words,
  CASE WHEN n % 7 = 0 THEN NULL ELSE 9007199254740993 + n END AS large,
  (n / 8)::DOUBLE - 100 AS ratio,
  CASE WHEN n % 3 = 0 THEN NULL ELSE DATE '1955-01-01' + n::INTEGER END AS day,
  TIMESTAMP '1969-12-31 23:59:58.5' + to_seconds(n) AS moment,
  n % 2 = 0 AS even
FROM range(5000) t(n)`;

// One spelling for all formats to be compared in.
const spelled = (table: string) => `
SELECT n::VARCHAR AS n, words, large::VARCHAR AS large, ratio::DOUBLE::VARCHAR AS ratio,
  day::DATE::VARCHAR AS day, epoch_ms(moment::TIMESTAMP)::VARCHAR AS moment, even::BOOLEAN::VARCHAR AS even
FROM ${table} ORDER BY n::BIGINT`;

type Spelled = Readonly<Record<string, string | null>>;

let house: House;
let id: string;
let wanted: readonly Spelled[];

beforeAll(async () => {
  house = await startHouse();
  const begun = await house.city.import('source.parquet', await parquetOf(source));
  expect(begun.job.error).toBeNull();
  id = begun.datasetId;
  wanted = await ask(spelled(`(${source})`));
});
afterAll(() => house.stop());

async function ask(sql: string): Promise<readonly Spelled[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowObjects() as Spelled[];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function download(query: string): Promise<Buffer> {
  const answer = await house.city.fetch(`/api/v1/datasets/${id}/data?${query}`);
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

async function readBack(bytes: Buffer, name: string, reader: (path: string) => string) {
  await using home = await temporaryHome();
  const path = join(home.path, name);
  await writeFile(path, bytes);
  return await ask(spelled(reader(path)));
}

describe('every value comes back as it was', () => {
  it('Parquet, the stored file and one made for the asking', async () => {
    for (const query of ['format=parquet', 'format=parquet&where=true']) {
      const bytes = await download(query);
      expect(await readBack(bytes, 'a.parquet', (path) => `read_parquet('${path}')`)).toEqual(
        wanted,
      );
    }
  });

  it('CSV', async () => {
    const bytes = await download('format=csv&formulas=keep');
    const columns =
      "{n: 'VARCHAR', words: 'VARCHAR', large: 'VARCHAR', ratio: 'VARCHAR', day: 'VARCHAR', moment: 'VARCHAR', even: 'VARCHAR'}";
    const read = (path: string) =>
      `read_csv('${path}', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = ${columns})`;
    expect(await readBack(bytes, 'a.csv', read)).toEqual(wanted);
  });

  it.for(['json', 'ndjson'])('%s', async (format) => {
    const bytes = await download(`format=${format}`);
    const columns =
      "{n: 'BIGINT', words: 'VARCHAR', large: 'BIGINT', ratio: 'DOUBLE', day: 'DATE', moment: 'TIMESTAMP', even: 'BOOLEAN'}";
    const kind = format === 'json' ? 'array' : 'newline_delimited';
    const read = (path: string) => `read_json('${path}', format = '${kind}', columns = ${columns})`;
    expect(await readBack(bytes, 'a.json', read)).toEqual(wanted);
    if (format === 'json') expect(JSON.parse(bytes.toString())).toHaveLength(5_000);
  });

  it('Arrow', async () => {
    const table = tableFromIPC(await download('format=arrow&order=n'));
    expect(table.numRows).toBe(5_000);
    expect(table.schema.fields.map(({ name }) => name)).toEqual(Object.keys(wanted[0] ?? {}));
    const days = (value: unknown) =>
      value === null ? null : new Date(Number(value)).toISOString().slice(0, 10);
    for (const [index, row] of table.toArray().entries()) {
      const expected = wanted[index] as Spelled;
      expect({
        n: String(row.n),
        words: row.words,
        large: row.large === null ? null : String(row.large),
        ratio: Number(row.ratio),
        day: days(row.day),
        moment: String(Math.floor(Number(row.moment))),
        even: String(row.even),
      }).toEqual({ ...expected, ratio: Number(expected.ratio) });
    }
  });

  it('a table without rows is still a table in each', async () => {
    const empty = 'where=false';
    expect((await download(`format=csv&${empty}`)).toString()).toMatch(/^"?n"?,/);
    expect(JSON.parse((await download(`format=json&${empty}`)).toString())).toEqual([]);
    expect((await download(`format=ndjson&${empty}`)).toString().trim()).toBe('');
    expect(tableFromIPC(await download(`format=arrow&${empty}`)).numRows).toBe(0);
    const parquet = await download(`format=parquet&${empty}`);
    expect(await readBack(parquet, 'a.parquet', (path) => `read_parquet('${path}')`)).toEqual([]);
  });
});
