import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import { ourParquet, plainTypes, typeName } from '../queries.ts';

/** A column on its way from the raw values to the standardised ones. */
export interface MappedColumn {
  readonly name: string;
  readonly rawType: string;
  readonly type: string;
  /** CSV of before, after and `1` where it becomes missing; null where nothing changes. */
  readonly mapPath: string | null;
}

/** Where a state stands behind a city: CSV of before, city and state. */
export interface CitySplit {
  readonly city: string;
  readonly state: string | null;
  readonly mapPath: string;
}

/** A name that no column has. */
export function rowName(columns: readonly string[]): string {
  let name = 'row';
  while (columns.some((column) => column.toLowerCase() === name)) name = `_${name}`;
  return name;
}

/** The rows as they were read, numbered, with states moved from behind cities where that is asked for. */
export function stage(parquet: string, columns: readonly string[], split: CitySplit | null): Sql {
  const row = identifier(rowName(columns));
  const numbered = sql`SELECT *, row_number() OVER () AS ${row} FROM read_parquet(${literal(parquet)})`;
  if (!split) return sql`CREATE OR REPLACE TEMP VIEW stage AS ${numbered}`;
  const city = identifier(split.city);
  const state = split.state === null ? null : identifier(split.state);
  const fits = state
    ? sql`c.before IS NOT NULL AND (r.${state} IS NULL OR r.${state} = '' OR r.${state} = c.state)`
    : sql`c.before IS NOT NULL`;
  const moved = state
    ? sql`, CASE WHEN ${fits} THEN c.state ELSE r.${state} END AS ${state}`
    : sql``;
  const from = sql`(${numbered}) r LEFT JOIN ${fileOf(split.mapPath, ['before', 'city', 'state'])} c ON r.${city} = c.before`;
  return sql`CREATE OR REPLACE TEMP VIEW stage AS SELECT r.* REPLACE (CASE WHEN ${fits} THEN c.city ELSE r.${city} END AS ${city}${moved}) FROM ${from}`;
}

/** Distinct values of a column with their rows, as CSV. */
export function valuesOf(from: 'stage' | { parquet: string }, column: string, path: string): Sql {
  const name = identifier(column);
  const source = from === 'stage' ? sql`stage` : sql`read_parquet(${literal(from.parquet)})`;
  return sql`COPY (SELECT CAST(${name} AS VARCHAR) AS v, count(*) AS n FROM ${source} WHERE ${name} IS NOT NULL GROUP BY ALL) TO ${literal(path)} (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '"', ESCAPE '"', FORCE_QUOTE (v))`;
}

/** Cells that the city step changed: in the column of cities, and in that of states. */
export function citiesMoved(split: CitySplit, parquet: string): Sql {
  const city = identifier(split.city);
  const state = split.state === null ? null : identifier(split.state);
  const fits = state
    ? sql`(r.${state} IS NULL OR r.${state} = '' OR r.${state} = c.state)`
    : sql`true`;
  return sql`SELECT count(*) FILTER (WHERE ${fits}) AS moved, count(*) FILTER (WHERE NOT ${fits}) AS unread FROM read_parquet(${literal(parquet)}) r JOIN ${fileOf(split.mapPath, ['before', 'city', 'state'])} c ON r.${city} = c.before`;
}

/** Writes the standardised rows in the order of the raw ones. */
export function standardised(columns: readonly MappedColumn[], to: string): Sql {
  const row = identifier(rowName(columns.map(({ name }) => name)));
  const chosen = columns.map(({ name, rawType, type, mapPath }, index) => {
    const cell = sql`s.${identifier(name)}`;
    const map = identifier(`m${index}`);
    const after =
      mapPath === null
        ? cell
        : sql`CASE WHEN ${map}.before IS NULL THEN CAST(${cell} AS VARCHAR) WHEN ${map}.missing = '1' THEN NULL ELSE ${map}.after END`;
    return mapPath === null && rawType === type
      ? cell
      : sql`CAST(${after} AS ${typeOf(type, rawType)}) AS ${identifier(name)}`;
  });
  const maps = columns.flatMap(({ name, mapPath }, index) =>
    mapPath === null
      ? []
      : [
          sql`LEFT JOIN ${fileOf(mapPath, ['before', 'after', 'missing'])} ${identifier(`m${index}`)} ON CAST(s.${identifier(name)} AS VARCHAR) = ${identifier(`m${index}`)}.before`,
        ],
  );
  return sql`COPY (SELECT ${join(chosen)} FROM stage s ${join(maps, sql` `)} ORDER BY s.${row}) TO ${literal(to)} ${ourParquet(columns.length)}`;
}

/** Cells of each column that differ between two versions, row by row. Columns `c0`, … */
export function differing(raw: string, standard: string, columns: readonly string[]): Sql {
  const counts = columns.map(
    (name, index) =>
      sql`count(*) FILTER (WHERE CAST(r.${identifier(name)} AS VARCHAR) IS DISTINCT FROM CAST(s.${identifier(name)} AS VARCHAR)) AS ${identifier(`c${index}`)}`,
  );
  return sql`SELECT ${join(counts)} FROM read_parquet(${literal(raw)}) r POSITIONAL JOIN read_parquet(${literal(standard)}) s`;
}

/** Values of one column in two tables, with their rows, most frequent first; or those of one row, from 1. */
export function changesOf(
  raw: string,
  standard: string,
  column: string,
  { row, limit }: { readonly row: number | undefined; readonly limit: number },
): Sql {
  const cells = (table: string) =>
    sql`(SELECT CAST(${identifier(column)} AS VARCHAR) AS v, row_number() OVER () AS n FROM ${identifier(table)})`;
  const wanted = row === undefined ? sql`r.v IS DISTINCT FROM s.v` : sql`r.n = ${literal(row)}`;
  return sql`SELECT r.v AS "before", s.v AS "after", count(*) AS "count" FROM ${cells(raw)} r JOIN ${cells(standard)} s ON r.n = s.n WHERE ${wanted} GROUP BY ALL ORDER BY 3 DESC, 1 LIMIT ${literal(limit)}`;
}

function fileOf(path: string, names: readonly string[]): Sql {
  const types = join(names.map((name) => sql`${literal(name)}: 'VARCHAR'`));
  return sql`read_csv(${literal(path)}, auto_detect = false, columns = {${types}}, delim = ',', quote = '"', escape = '"', header = false, new_line = '\\n', max_line_size = 17000000, force_not_null = [${join(names.map((name) => literal(name)))}])`;
}

function typeOf(type: string, rawType: string): Sql {
  if (!plainTypes.includes(type)) throw new Error(`No column becomes ${type} (from ${rawType}).`);
  return typeName(type);
}
