import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';

/** Texts beyond this say nothing more about what a column means. */
const lookedAt = 400;

/** The rows of a Parquet file. */
export function rowsOf(parquet: string): Sql {
  return sql`read_parquet(${literal(parquet)})`;
}

/** Some columns of a wide file, so that not every question reads what all of its columns are. */
export const someColumns = sql`looked_at`;
export function takeColumns(source: Sql, columns: readonly string[]): Sql {
  return sql`CREATE OR REPLACE TEMP TABLE ${someColumns} AS SELECT ${join(columns.map((name) => identifier(name)))} FROM ${source}`;
}
export const dropColumns = sql`DROP TABLE IF EXISTS ${someColumns}`;

/** Rows, rows with a value and (HyperLogLog) distinct values of each column. Columns `present0`, `distinct0`, … */
export function estimates(source: Sql, columns: readonly string[]): Sql {
  const counts = columns.map(
    (name, index) =>
      sql`count(${identifier(name)}) AS ${identifier(`present${index}`)}, approx_count_distinct(${identifier(name)}) AS ${identifier(`distinct${index}`)}`,
  );
  return sql`SELECT count(*) AS total, ${join(counts)} FROM ${source}`;
}

/** Distinct values of each column, exactly. Columns `distinct0`, … */
export function exactly(source: Sql, columns: readonly string[]): Sql {
  const counts = columns.map(
    (name, index) => sql`count(DISTINCT ${identifier(name)}) AS ${identifier(`distinct${index}`)}`,
  );
  return sql`SELECT ${join(counts)} FROM ${source}`;
}

/**
 * Distinct values of a column with their rows; of many, one of `oneOf` by their hashes: chosen from all rows, the
 * same every time.
 */
export function distinctValues(source: Sql, column: string, limit: number, oneOf: number): Sql {
  const name = identifier(column);
  const chosen = oneOf > 1 ? sql` AND hash(${name}) % ${literal(oneOf)} = 0` : sql``;
  // Ordered outside: inside, a column of the file that is called “value” would be meant.
  return sql`SELECT * FROM (SELECT left(CAST(${name} AS VARCHAR), ${lookedAt}) AS "value", count(*) AS "count" FROM ${source} WHERE ${name} IS NOT NULL${chosen} GROUP BY 1) ORDER BY hash("value") LIMIT ${limit}`;
}

/** The first whole numbers of a column of text, in the order of the rows. */
export function firstNumbers(source: Sql, column: string, limit: number): Sql {
  const name = identifier(column);
  return sql`SELECT CAST(trim(${name}) AS BIGINT) AS n FROM ${source} WHERE regexp_full_match(trim(${name}), '0|[1-9][0-9]{0,14}') LIMIT ${limit}`;
}

/** How many rows of a column match each pattern, over all rows. Columns `matched0`, … in the order of the patterns. */
export function matches(source: Sql, column: string, patterns: readonly string[]): Sql {
  const text = sql`trim(CAST(${identifier(column)} AS VARCHAR))`;
  const counts = patterns.map(
    (pattern, index) =>
      sql`count(*) FILTER (WHERE regexp_full_match(${text}, ${literal(pattern)}, 'i')) AS ${identifier(`matched${index}`)}`,
  );
  return sql`SELECT ${join(counts)} FROM ${source}`;
}
