import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import { ourParquet, typeName } from '../queries.ts';
import type { FitColumn } from './fit.ts';

/** Repaired rows in plain form: their number from 0, then their cells. */
function sent(path: string, width: number): Sql {
  const cells = Array.from(
    { length: width },
    (_, index) => sql`${literal(`c${index}`)}: 'VARCHAR'`,
  );
  const columns = join([sql`'n': 'BIGINT'`, ...cells]);
  return sql`read_csv(${literal(path)}, auto_detect = false, columns = {${columns}}, delim = ',', quote = '"', escape = '"', header = false, new_line = '\\n', max_line_size = 17000000, parallel = false)`;
}

/** Rows with a value that only looks like one of its type (2023-02-30), and the first column that has it. */
export function misfits(path: string, columns: readonly FitColumn[]): Sql {
  const typed = columns.flatMap(({ type }, index) => {
    const cell = identifier(`c${index}`);
    const wrong = sql`${cell} IS NOT NULL AND TRY_CAST(${cell} AS ${typeName(type)}) IS NULL`;
    return type === 'VARCHAR' ? [] : [sql`WHEN ${wrong} THEN ${literal(index)}`];
  });
  const first = typed.length === 0 ? sql`NULL` : sql`CASE ${join(typed, sql` `)} END`;
  return sql`SELECT * FROM (SELECT n, ${first} AS "column" FROM ${sent(path, columns.length)}) WHERE "column" IS NOT NULL`;
}

/** Writes the first `rows` of a version and the repaired rows behind them. */
export function appended(
  base: { readonly parquet: string; readonly rows: number },
  columns: readonly FitColumn[],
  path: string | null,
  to: string,
): Sql {
  const names = join(columns.map(({ name }) => identifier(name)));
  const first = sql`SELECT ${names} FROM read_parquet(${literal(base.parquet)}) LIMIT ${literal(base.rows)}`;
  if (path === null) return sql`COPY (${first}) TO ${literal(to)} ${ourParquet(columns.length)}`;
  const cells = columns.map(
    ({ type }, index) => sql`CAST(${identifier(`c${index}`)} AS ${typeName(type)})`,
  );
  const rest = sql`SELECT ${join(cells)} FROM ${sent(path, columns.length)}`;
  return sql`COPY (SELECT * FROM (${first}) UNION ALL ${rest}) TO ${literal(to)} ${ourParquet(columns.length)}`;
}
