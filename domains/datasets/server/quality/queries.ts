import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import type { Expectation } from '../../contract/index.ts';

/** Number of a row in its version, from 0, and why it failed. Columns of our own bear our name. */
export const rowColumn = 'insites_row';
export const reasonColumn = 'insites_reason';
/** Shapes and values that a column has at most to be remembered one by one. */
export const fewShapes = 12;
const shownCharacters = 100;
/** Rows that tell what is plain at once. */
const firstRows = 100_000;

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

/** The rows of a version in their order, numbered. */
function numbered(parquet: string): Sql {
  return sql`(SELECT * EXCLUDE (file_row_number), file_row_number AS ${identifier(rowColumn)} FROM read_parquet(${literal(parquet)}, file_row_number = true))`;
}

export function rowsOf(parquet: string): Sql {
  return sql`read_parquet(${literal(parquet)})`;
}

/** What to look for in a column. */
export interface Looked {
  readonly position: number;
  readonly name: string;
  readonly values: boolean;
  readonly unique: boolean;
  readonly shapes: boolean;
}

/** One pass over many columns: all values of those that have few, how many shapes. */
export function factsOf(parquet: string, columns: readonly Looked[]): Sql {
  const parts = columns.flatMap(({ position, name, values, shapes }) => {
    const value = identifier(name);
    const named = (what: string, expression: Sql) =>
      sql`${expression} AS ${identifier(`${what}${position}`)}`;
    return [
      ...(values
        ? [
            named(
              'values',
              sql`CAST(to_json(list(DISTINCT CAST(${value} AS VARCHAR)) FILTER (${value} IS NOT NULL)) AS VARCHAR)`,
            ),
          ]
        : []),
      ...(shapes
        ? [
            named('long', sql`max(length(${value}))`),
            // Many shapes show among the first rows already; few are listed over all of them.
            named(
              'shapes',
              sql`approx_count_distinct(CASE WHEN ${identifier(rowColumn)} < ${firstRows} THEN ${shapeOf(value)} END)`,
            ),
          ]
        : []),
    ];
  });
  return sql`SELECT ${join([sql`count(*) AS total`, ...parts])} FROM ${numbered(parquet)}`;
}

/** How many different values each column has, exactly. */
export function distinctOf(
  parquet: string,
  columns: readonly Pick<Looked, 'position' | 'name'>[],
): Sql {
  const counts = columns.map(
    ({ position, name }) =>
      sql`count(DISTINCT ${identifier(name)}) AS ${identifier(`distinct${position}`)}`,
  );
  return sql`SELECT ${join(counts)} FROM ${rowsOf(parquet)}`;
}

/** What the engine may hold in memory before it writes to its own folder. */
export function memoryLimit(): Sql {
  return sql`SELECT current_setting('memory_limit') AS "limit"`;
}

export function limitMemory(limit: string): Sql {
  return sql`SET memory_limit = ${literal(limit)}`;
}

function shapeOf(value: Sql): Sql {
  return sql`translate(${value}, ${literal(upper + upper.toLowerCase() + digits)}, ${literal('A'.repeat(26) + 'a'.repeat(26) + '9'.repeat(10))})`;
}

/** The shapes of one column, one more than are few, of each value once: spelling a shape costs a microsecond. */
export function shapesOf(parquet: string, name: string): Sql {
  const value = identifier(name);
  return sql`SELECT ${shapeOf(value)} AS shape, count(*) AS n FROM (SELECT DISTINCT ${value} FROM ${rowsOf(parquet)} WHERE ${value} IS NOT NULL) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${fewShapes + 1}`;
}

/** How often a value is less, and more, than the one before it; among the first rows, or all. */
export function orderOf(parquet: string, name: string, rows: 'first' | 'all'): Sql {
  const value = identifier(name);
  const row = identifier(rowColumn);
  const some = rows === 'first' ? sql` AND ${row} < ${firstRows}` : sql``;
  // Rows come in their order; asking for it would sort them all in memory.
  return sql`SELECT count(*) FILTER (v < before) AS falls, count(*) FILTER (v > before) AS rises FROM (SELECT ${value} AS v, lag(${value}) OVER () AS before FROM ${numbered(parquet)} WHERE ${value} IS NOT NULL${some})`;
}

/** Rows that are the same as an earlier one in all columns; by 64-bit hashes. */
export function repeatedRows(parquet: string): Sql {
  return sql`SELECT count(*) - count(DISTINCT hash(r)) AS repeated FROM ${rowsOf(parquet)} AS r`;
}

export interface RowCheck {
  readonly expectation: Expectation;
  /** Types of the version's columns by name. */
  readonly types: ReadonlyMap<string, string>;
  /** Parquet of the dataset a foreign key leads to. */
  readonly other?: string | undefined;
}

/** Finds in one pass all rows that fail, and keeps their number, which check each fails, and its value, as the table `failing`. */
export function findFailing(parquet: string, checks: readonly RowCheck[]): Sql {
  const windows = checks.flatMap((check, at) => {
    const before = beforeOf(check.expectation);
    return before ? [sql`${before} AS ${identifier(`before${at}`)}`] : [];
  });
  const flags = checks.map(
    (check, at) => sql`coalesce(${failsOf(check, parquet, at)}, false) AS ${identifier(`f${at}`)}`,
  );
  const values = checks.map(
    ({ expectation }, at) => sql`${failedValue(expectation)} AS ${identifier(`v${at}`)}`,
  );
  const any = join(
    checks.map((_, at) => identifier(`f${at}`)),
    sql` OR `,
  );
  const from =
    windows.length === 0
      ? numbered(parquet)
      : sql`(SELECT *, ${join(windows)} FROM ${numbered(parquet)})`;
  return sql`CREATE OR REPLACE TEMP TABLE failing AS SELECT * FROM (SELECT ${identifier(rowColumn)}, ${join([...flags, ...values])} FROM ${from}) WHERE ${any}`;
}

/** Whether a row fails; a NULL counts as no. */
function failsOf({ expectation, types, other }: RowCheck, parquet: string, at: number): Sql {
  switch (expectation.kind) {
    case 'notNull':
      return sql`${identifier(expectation.column)} IS NULL`;
    case 'unique': {
      const keys = expectation.columns.map((name) => identifier(name));
      const there = join(
        keys.map((key) => sql`${key} IS NOT NULL`),
        sql` AND `,
      );
      const key = keys.length === 1 ? (keys[0] ?? sql`NULL`) : sql`row(${join(keys)})`;
      return sql`(${there}) AND ${key} IN (SELECT ${key} FROM ${rowsOf(parquet)} WHERE ${there} GROUP BY ${join(keys)} HAVING count(*) > 1)`;
    }
    case 'range': {
      const { column, least, most } = expectation;
      const type = types.get(column) ?? 'VARCHAR';
      const value = identifier(column);
      const sides = [
        ...(least === null ? [] : [sql`${value} < ${boundOf(least, type)}`]),
        ...(most === null ? [] : [sql`${value} > ${boundOf(most, type)}`]),
      ];
      return sides.length === 0 ? sql`false` : sql`(${join(sides, sql` OR `)})`;
    }
    case 'pattern':
      return sql`NOT regexp_full_match(CAST(${identifier(expectation.column)} AS VARCHAR), ${literal(expectation.pattern)})`;
    case 'set':
      return sql`CAST(${identifier(expectation.column)} AS VARCHAR) NOT IN (${join(expectation.values.map((value) => literal(value)))})`;
    case 'foreignKey': {
      const to = identifier(expectation.to);
      return sql`CAST(${identifier(expectation.column)} AS VARCHAR) NOT IN (SELECT CAST(${to} AS VARCHAR) FROM ${rowsOf(other ?? '')} WHERE ${to} IS NOT NULL)`;
    }
    case 'monotone': {
      const value = identifier(expectation.column);
      const before = identifier(`before${at}`);
      const rising = expectation.direction === 'rising';
      const wrong = rising ? sql`<` : sql`>`;
      return expectation.strictly
        ? sql`${value} ${wrong}= ${before}`
        : sql`${value} ${wrong} ${before}`;
    }
    case 'freshness':
    case 'rowCount':
      return sql`false`;
  }
}

/** The largest (smallest) value of the rows before, for an expectation of order. */
function beforeOf(expectation: Expectation): Sql | null {
  if (expectation.kind !== 'monotone') return null;
  const fold = expectation.direction === 'rising' ? sql`max` : sql`min`;
  return sql`${fold}(${identifier(expectation.column)}) OVER (ORDER BY ${identifier(rowColumn)} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
}

function failedValue(expectation: Expectation): Sql {
  const names =
    expectation.kind === 'unique'
      ? expectation.columns
      : 'column' in expectation
        ? [expectation.column]
        : [];
  const texts = names.map((name) => sql`CAST(${identifier(name)} AS VARCHAR)`);
  return texts.length === 0
    ? sql`NULL`
    : sql`left(concat_ws(' · ', ${join(texts)}), ${literal(shownCharacters)})`;
}

function boundOf(bound: number | string, type: string): Sql {
  if (/^(DATE|TIMESTAMP)/.test(type)) return sql`TRY_CAST(${literal(String(bound))} AS TIMESTAMP)`;
  if (type === 'VARCHAR') return literal(String(bound));
  const number = Number(bound);
  return Number.isFinite(number) ? literal(number) : sql`NULL`;
}

/** How many rows fail each check, and how many any. */
export function failingCounts(checks: number): Sql {
  const each = Array.from(
    { length: checks },
    (_, at) => sql`count(*) FILTER (${identifier(`f${at}`)}) AS ${identifier(`n${at}`)}`,
  );
  return sql`SELECT ${join([sql`count(*) AS "any"`, ...each])} FROM failing`;
}

/** The first rows that fail a check. */
export function failingExamples(at: number, most: number): Sql {
  return sql`SELECT ${identifier(rowColumn)} + 1 AS "row", ${identifier(`v${at}`)} AS "value" FROM failing WHERE ${identifier(`f${at}`)} ORDER BY 1 LIMIT ${most}`;
}

/** Writes the numbers of all rows that fail, with the reasons. */
export function failingToParquet(reasons: readonly string[], path: string): Sql {
  const said = reasons.map(
    (reason, at) => sql`CASE WHEN ${identifier(`f${at}`)} THEN ${literal(reason)} END`,
  );
  return sql`COPY (SELECT ${identifier(rowColumn)}, concat_ws('; ', ${join(said)}) AS ${identifier(reasonColumn)} FROM failing ORDER BY 1) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd)`;
}

/** Writes the failing rows with number and reason, or all others. Together they are the version. `failing` null: no row fails. */
export function partToParquet(
  part: 'passing' | 'failing',
  parquet: string,
  failing: string | null,
  to: string,
): Sql {
  const row = identifier(rowColumn);
  const chosen =
    failing === null
      ? sql`SELECT CAST(NULL AS BIGINT) AS ${row}, '' AS ${identifier(reasonColumn)}, * FROM ${rowsOf(parquet)} WHERE false`
      : part === 'failing'
        ? sql`SELECT f.${row} + 1 AS ${row}, f.${identifier(reasonColumn)}, v.* EXCLUDE (${row}) FROM ${numbered(parquet)} AS v JOIN ${rowsOf(failing)} AS f ON v.${row} = f.${row} ORDER BY f.${row}`
        : sql`SELECT v.* EXCLUDE (${row}) FROM ${numbered(parquet)} AS v ANTI JOIN ${rowsOf(failing)} AS f ON v.${row} = f.${row} ORDER BY v.${row}`;
  return sql`COPY (${chosen}) TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd)`;
}

/** A column of a version to be held against another. */
export interface Side {
  readonly parquet: string;
  readonly column: string;
  /** Factor for its numbers. */
  readonly scale?: number;
}

function numbers({ parquet, column, scale = 1 }: Side): Sql {
  const value = sql`CAST(${identifier(column)} AS DOUBLE)`;
  return sql`SELECT ${value} * ${literal(scale)} AS v FROM ${rowsOf(parquet)} WHERE isfinite(${value})`;
}

/** Quantiles of a column: bounds of its bins. By t-digest, which is exact enough for bounds. */
export function quantilesOf(side: Side, shares: readonly number[]): Sql {
  return sql`SELECT CAST(to_json(approx_quantile(v, [${join(shares)}])) AS VARCHAR) AS quantiles FROM (${numbers(side)})`;
}

/** Rows of both sides in each bin; bin 0 lies at or below the first bound. */
export function binCounts(before: Side, after: Side, bounds: readonly number[]): Sql {
  const bin =
    bounds.length === 0
      ? sql`0`
      : join(
          bounds.map((bound) => sql`(v > ${literal(bound)})::INTEGER`),
          sql` + `,
        );
  return sql`SELECT ${bin} AS bin, count(*) FILTER (side = 0) AS "before", count(*) FILTER (side = 1) AS "after" FROM (${both(before, after)}) GROUP BY 1 ORDER BY 1`;
}

function both(before: Side, after: Side): Sql {
  return sql`SELECT v, 0 AS side FROM (${numbers(before)}) UNION ALL SELECT v, 1 AS side FROM (${numbers(after)})`;
}

/** The largest distance of the two empirical distribution functions, with the sizes. With `sample`, of so many rows each. */
export function distanceOf(before: Side, after: Side, sample: number | null): Sql {
  const drawn = (side: Side) =>
    sample === null
      ? numbers(side)
      : sql`SELECT v FROM (${numbers(side)}) USING SAMPLE reservoir(${literal(sample)} ROWS) REPEATABLE (42)`;
  return sql`WITH all_values AS (SELECT v, 0 AS side FROM (${drawn(before)}) UNION ALL SELECT v, 1 AS side FROM (${drawn(after)})), counted AS (SELECT v, count(*) FILTER (side = 0) AS a, count(*) FILTER (side = 1) AS b FROM all_values GROUP BY v), sizes AS (SELECT sum(a) AS na, sum(b) AS nb FROM counted), summed AS (SELECT sum(a) OVER (ORDER BY v) AS a, sum(b) OVER (ORDER BY v) AS b FROM counted) SELECT CAST(max(abs(a / na - b / nb)) AS DOUBLE) AS distance, CAST(any_value(na) AS BIGINT) AS na, CAST(any_value(nb) AS BIGINT) AS nb FROM summed, sizes`;
}

/** The most frequent values of a column, as text. */
export function frequentValues({ parquet, column }: Side, most: number): Sql {
  const value = identifier(column);
  return sql`SELECT CAST(${value} AS VARCHAR) AS "value", count(*) AS n FROM ${rowsOf(parquet)} WHERE ${value} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${most}`;
}

/** Rows of both sides with each of these values; NULL is the rest. */
export function valueCounts(before: Side, after: Side, values: readonly string[]): Sql {
  const texts = ({ parquet, column }: Side, side: number) =>
    sql`SELECT CAST(${identifier(column)} AS VARCHAR) AS v, ${side} AS side FROM ${rowsOf(parquet)} WHERE ${identifier(column)} IS NOT NULL`;
  const chosen = sql`CASE WHEN v IN (${join(values.map((value) => literal(value)))}) THEN v END`;
  return sql`SELECT ${chosen} AS "value", count(*) FILTER (side = 0) AS "before", count(*) FILTER (side = 1) AS "after" FROM (${texts(before, 0)} UNION ALL ${texts(after, 1)}) GROUP BY 1`;
}

/** Share of one column's different values that the other has, of so many at most. */
export function sharedValues(before: Side, after: Side, most: number): Sql {
  const some = ({ parquet, column }: Side) =>
    sql`SELECT DISTINCT CAST(${identifier(column)} AS VARCHAR) AS v FROM ${rowsOf(parquet)} WHERE ${identifier(column)} IS NOT NULL`;
  return sql`SELECT count(*) AS n, count(*) FILTER (v IN (${some(before)})) AS shared FROM (${some(after)} ORDER BY 1 LIMIT ${most})`;
}
