import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sql } from '../sql.ts';
import type { Places } from './settings.ts';

/**
 * Attacks a locked session must withstand, each in well under a millisecond. When one passes, the
 * session must not serve.
 */
export async function selfTest(
  connection: DuckDBConnection,
  places: Places,
  hidden: readonly string[],
): Promise<void> {
  // A file that is certainly there, so that "no such file" cannot pass for "refused".
  const there = process.execPath;
  const written = join(places.spill, '..', 'self-test');
  const attacks = [
    sql`SELECT count(*) FROM read_blob(${there})`,
    sql`SELECT * FROM read_csv(${`${places.spill}/../../..${there}`})`,
    sql`SELECT * FROM sniff_csv(${there})`,
    sql`SELECT * FROM glob('/*')`,
    sql`SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')`,
    sql`COPY (SELECT 1) TO ${written}`,
    sql`ATTACH ${written}`,
    sql`EXPORT DATABASE ${written}`,
    sql`LOAD httpfs`,
    sql`INSTALL httpfs`,
    sql`SET memory_limit = '1TB'`,
    sql`RESET threads`,
    sql`SET lock_configuration = false`,
    sql`SET enable_external_access = true`,
    sql`SET allowed_paths = ['/']`,
    ...hidden.map((path) => sql`SELECT 1 FROM read_parquet(${path}) LIMIT 1`),
  ];
  for (const { text } of attacks)
    if (await passes(connection, text)) throw new Error(`The lock does not hold: ${text}`);
  if (existsSync(written)) throw new Error('The lock does not hold: a file was written.');
}

async function passes(connection: DuckDBConnection, text: string): Promise<boolean> {
  try {
    await connection.run(text);
    return true;
  } catch {
    return false;
  }
}
