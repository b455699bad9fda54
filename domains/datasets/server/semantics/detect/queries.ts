import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';

/** Texts beyond this say nothing more about what a column means. */
const lookedAt = 400;

/** Rows, rows with a value and (HyperLogLog) distinct values of each column. Columns `present0`, `distinct0`, … */
export function estimates(parquet: string, columns: readonly string[]): Sql {
  const counts = columns.map(
    (name, index) =>
      sql`count(${identifier(name)}) AS ${identifier(`present${index}`)}, approx_count_distinct(${identifier(name)}) AS ${identifier(`distinct${index}`)}`,
  );
  return sql`SELECT count(*) AS total, ${join(counts)} FROM read_parquet(${literal(parquet)})`;
}

/** Distinct values of each column, exactly. Columns `distinct0`, … */
export function exactly(parquet: string, columns: readonly string[]): Sql {
  const counts = columns.map(
    (name, index) => sql`count(DISTINCT ${identifier(name)}) AS ${identifier(`distinct${index}`)}`,
  );
  return sql`SELECT ${join(counts)} FROM read_parquet(${literal(parquet)})`;
}

/**
 * Distinct values of a column with their rows; of many, one of `oneOf` by their hashes: chosen from all rows, the
 * same every time.
 */
export function distinctValues(parquet: string, column: string, limit: number, oneOf: number): Sql {
  const name = identifier(column);
  const chosen = oneOf > 1 ? sql` AND hash(${name}) % ${literal(oneOf)} = 0` : sql``;
  // Ordered outside: a column of the file may be called "value", too.
  return sql`SELECT * FROM (SELECT left(CAST(${name} AS VARCHAR), ${lookedAt}) AS "value", count(*) AS "count" FROM read_parquet(${literal(parquet)}) WHERE ${name} IS NOT NULL${chosen} GROUP BY 1) ORDER BY hash("value") LIMIT ${limit}`;
}

/** How many rows of a column match each pattern, over all rows. Columns `matched0`, … in the order of the patterns. */
export function matches(parquet: string, column: string, patterns: readonly string[]): Sql {
  const text = sql`trim(CAST(${identifier(column)} AS VARCHAR))`;
  const counts = patterns.map(
    (pattern, index) =>
      sql`count(*) FILTER (WHERE regexp_full_match(${text}, ${literal(pattern)}, 'i')) AS ${identifier(`matched${index}`)}`,
  );
  return sql`SELECT ${join(counts)} FROM read_parquet(${literal(parquet)})`;
}
