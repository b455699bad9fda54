import { identifier, joinSql as join, literal, type Sql, sql } from '@insites/platform';
import type { ColumnProfile } from '../../contract/index.ts';

/** A column to look at. */
export interface ProfiledColumn {
  readonly position: number;
  readonly name: string;
  readonly type: string;
  readonly kind: ColumnProfile['kind'];
}

/** Columns with at most so many distinct values are counted value by value. */
export const countedDistinct = 2_000;
/** Bars of the small drawing. */
export const bins = 20;

const shownCharacters = 200;

/** First look: for every column, in one pass, present values, distinct ones (HyperLogLog), range and moments. */
export function statistics(parquet: string, columns: readonly ProfiledColumn[]): Sql {
  const parts = columns.flatMap((column) => {
    const { position } = column;
    const value = identifier(column.name);
    const named = (what: string, expression: Sql) =>
      sql`${expression} AS ${identifier(`${what}${position}`)}`;
    const all = [
      named('present', sql`count(${value})`),
      named('distinct', sql`approx_count_distinct(${value})`),
    ];
    if (column.kind === 'other') return all;
    const shown = (bound: Sql) => sql`left(CAST(${bound} AS VARCHAR), ${literal(shownCharacters)})`;
    const range = [
      ...all,
      named('min', shown(sql`min(${value})`)),
      named('max', shown(sql`max(${value})`)),
    ];
    if (column.kind !== 'number' && !binned(column)) return range;
    const number = asNumber(column);
    return [
      ...range,
      named('low', sql`min(${number})`),
      named('high', sql`max(${number})`),
      ...(column.kind === 'number'
        ? [
            named('mean', sql`avg(${number})`),
            named('deviation', sql`stddev_samp(${number})`),
            named('median', sql`approx_quantile(${number}, 0.5)`),
          ]
        : []),
    ];
  });
  return sql`SELECT count(*) AS total, ${join(parts)} FROM read_parquet(${literal(parquet)})`;
}

export interface ToCount {
  readonly column: ProfiledColumn;
  /** Count every value, or find the frequent ones only. */
  readonly values: 'all' | 'frequent' | 'none';
  /** Lowest and highest, for the bars; null for no bars. */
  readonly range: { readonly low: number; readonly high: number } | null;
}

/** Second look, again one pass over all columns: how often each value, or each range of values, occurs. */
export function distributions(parquet: string, columns: readonly ToCount[]): Sql {
  const parts = columns.flatMap(({ column, values, range }) => {
    const value = identifier(column.name);
    const named = (what: string, expression: Sql) =>
      sql`CAST(to_json(${expression}) AS VARCHAR) AS ${identifier(`${what}${column.position}`)}`;
    const text = sql`left(CAST(${value} AS VARCHAR), ${literal(shownCharacters)})`;
    return [
      ...(values === 'all' ? [named('counts', sql`histogram(${text})`)] : []),
      ...(values === 'frequent' ? [named('frequent', sql`approx_top_k(${text}, 10)`)] : []),
      ...(range && range.high > range.low ? [named('bars', bars(column, range))] : []),
    ];
  });
  const chosen = parts.length === 0 ? sql`1 AS nothing` : join(parts);
  return sql`SELECT ${chosen} FROM read_parquet(${literal(parquet)})`;
}

/** How often these values of one column occur. */
export function occurrences(
  parquet: string,
  column: ProfiledColumn,
  values: readonly string[],
): Sql {
  const text = sql`left(CAST(${identifier(column.name)} AS VARCHAR), ${literal(shownCharacters)})`;
  const wanted = join(values.map((value) => literal(value)));
  return sql`SELECT ${text} AS "value", count(*) AS "count" FROM read_parquet(${literal(parquet)}) WHERE ${text} IN (${wanted}) GROUP BY 1 ORDER BY 2 DESC, 1`;
}

/** Whether the column's values lie on a line that bars can be drawn over. */
export function binned(column: ProfiledColumn): boolean {
  return ['number', 'date', 'datetime'].includes(column.kind);
}

function bars(column: ProfiledColumn, { low, high }: { low: number; high: number }): Sql {
  const width = (high - low) / bins;
  const bar = sql`floor((${asNumber(column)} - ${literal(low)}) / ${literal(width)})`;
  return sql`histogram(CAST(greatest(least(${bar}, ${literal(bins - 1)}), 0) AS UTINYINT))`;
}

/** The value as a DOUBLE; dates as milliseconds since 1970. Not-a-number and infinity count as missing. */
function asNumber(column: ProfiledColumn): Sql {
  const value = identifier(column.name);
  if (column.kind === 'date' || column.kind === 'datetime')
    return sql`CAST(epoch_ms(CAST(${value} AS TIMESTAMP)) AS DOUBLE)`;
  if (/^(DOUBLE|FLOAT|REAL)$/.test(column.type))
    return sql`(CASE WHEN isfinite(${value}) THEN CAST(${value} AS DOUBLE) END)`;
  return sql`CAST(${value} AS DOUBLE)`;
}

/** Categories of a bar chart at most. */
const chartBars = 30;
/** Points of a line at most. */
const chartPoints = 5_000;

type Folded =
  | { readonly aggregate: 'count' }
  | { readonly aggregate: 'sum' | 'mean'; readonly column: string };

/** Columns x and y of a chart: one value for each value of a column; over time in order, else the largest first. */
export function groupedValues(
  table: string,
  mark: 'bar' | 'line',
  column: string,
  folded: Folded,
): Sql {
  const x = identifier(column);
  const from = sql`SELECT ${x} AS x, ${fold(folded)} AS y FROM ${identifier(table)} WHERE ${x} IS NOT NULL GROUP BY 1`;
  return mark === 'line'
    ? sql`${from} ORDER BY 1 LIMIT ${chartPoints}`
    : sql`${from} ORDER BY 2 DESC LIMIT ${chartBars}`;
}

/** Columns x (where a bar begins) and y (rows in it) of a histogram with equal bars. */
export function binnedCounts(
  table: string,
  column: string,
  { low, width, last }: { readonly low: number; readonly width: number; readonly last: number },
): Sql {
  const value = identifier(column);
  const bar = sql`least(floor((${value} - ${low}) / ${width}), ${last})`;
  return sql`SELECT ${bar} * ${width} + ${low} AS x, count(*) AS y FROM ${identifier(table)} WHERE ${value} IS NOT NULL GROUP BY 1 ORDER BY 1`;
}

function fold(folded: Folded): Sql {
  switch (folded.aggregate) {
    case 'count':
      return sql`count(*)`;
    case 'sum':
      return sql`sum(${identifier(folded.column)})`;
    case 'mean':
      return sql`avg(${identifier(folded.column)})`;
  }
}
