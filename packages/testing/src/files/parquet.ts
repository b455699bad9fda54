import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { temporaryHome } from '../home.ts';

/** A query's rows as the bytes of a Parquet file. */
export async function parquetOf(query: string, options = ''): Promise<Buffer> {
  await using home = await temporaryHome();
  const path = join(home.path, 'written.parquet');
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`COPY (${query}) TO '${path}' (FORMAT parquet${options})`);
    return await readFile(path);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
