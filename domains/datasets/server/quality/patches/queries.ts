import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import { rowsOf } from '../queries.ts';

/** How many values of a column a type can hold without loss, and how many there are. */
export function castable(parquet: string, column: string, type: string): Sql {
  return sql`SELECT count(${identifier(column)}) AS n, count(${cast(column, type)}) AS good FROM ${rowsOf(parquet)}`;
}

/** Whether a column has values and all are digits: text by what was decided, not by what stands there. */
export function digitsOnly(parquet: string, column: string): Sql {
  const value = identifier(column);
  return sql`SELECT coalesce(bool_and(regexp_full_match(CAST(${value} AS VARCHAR), '\\d+')), false) AS digits FROM ${rowsOf(parquet)}`;
}

/** A column as a patch wants it. */
export interface PatchedColumn {
  readonly from: string;
  readonly to: string;
  readonly type: string | null;
  readonly scale: number | null;
}

/** Writes a version with patched columns, in the order of its rows. */
export function patchToParquet(
  parquet: string,
  columns: readonly PatchedColumn[],
  to: string,
): Sql {
  const chosen = columns.map((column) => sql`${patchedValue(column)} AS ${identifier(column.to)}`);
  return sql`COPY (SELECT ${join(chosen)} FROM ${rowsOf(parquet)}) TO ${literal(to)} (FORMAT parquet, PARQUET_VERSION V2, COMPRESSION zstd, COMPRESSION_LEVEL 1)`;
}

/** How many values of each column a patch loses. */
export function lostByPatch(parquet: string, columns: readonly PatchedColumn[]): Sql {
  const lost = columns.map(
    (column) =>
      sql`count(*) FILTER (${identifier(column.from)} IS NOT NULL AND ${patchedValue(column)} IS NULL) AS ${identifier(column.to)}`,
  );
  return sql`SELECT ${join(lost)} FROM ${rowsOf(parquet)}`;
}

/** Names and types of the columns of a Parquet file. */
export function typesOf(parquet: string): Sql {
  return sql`DESCRIBE SELECT * FROM ${rowsOf(parquet)}`;
}

function patchedValue({ from, type, scale }: Omit<PatchedColumn, 'to'>): Sql {
  const typed = type === null ? identifier(from) : cast(from, type);
  return scale === null ? typed : sql`CAST(${typed} AS DOUBLE) * ${literal(scale)}`;
}

/**
 * A value as another type, NULL where something of it would be lost: the engine reads “007” as 7, “1.5” as the whole
 * number 2, the time of a day away and the number 5 as yes.
 */
function cast(column: string, type: string): Sql {
  const value = identifier(column);
  const text = sql`trim(CAST(${value} AS VARCHAR))`;
  switch (type) {
    case 'BIGINT':
      return sql`CASE WHEN regexp_full_match(${text}, ${literal('-?(0|[1-9]\\d{0,17})(\\.0*)?')}) THEN TRY_CAST(${value} AS BIGINT) END`;
    case 'DOUBLE':
      return sql`CASE WHEN NOT regexp_matches(${text}, ${literal('^(\\+|-?0\\d|-?\\d{19,}$)')}) THEN TRY_CAST(${value} AS DOUBLE) END`;
    case 'DATE':
      return sql`CASE WHEN TRY_CAST(${value} AS DATE) = TRY_CAST(${value} AS TIMESTAMP) THEN TRY_CAST(${value} AS DATE) END`;
    case 'TIMESTAMP':
      return sql`TRY_CAST(${value} AS TIMESTAMP)`;
    case 'BOOLEAN':
      return sql`CASE WHEN lower(${text}) IN ('true', 'false', 't', 'f', 'yes', 'no', 'y', 'n', '1', '0') THEN TRY_CAST(${value} AS BOOLEAN) END`;
    default:
      return sql`CAST(${value} AS VARCHAR)`;
  }
}
