import type { ColumnProfile } from '@insites/datasets/contract';
import type { ChartChoice } from './plan.ts';

/** More bars than this cannot be told apart. */
export const mostBars = 30;
/** More points than this hide each other. */
export const mostPoints = 2_000;

const day = 86_400_000;

/** A name as SQL writes it, whatever characters it holds. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The question behind a chart, giving the columns x and y. It goes through the same gate as
 * everything a person types into the console.
 */
export function chartSql(
  choice: ChartChoice,
  table: string,
  column: ColumnProfile | undefined,
): string {
  const from = `FROM ${quoted(table)}`;
  const x = quoted(choice.x);
  const there = `WHERE ${x} IS NOT NULL`;
  if (choice.mark === 'histogram') return histogramSql(choice.x, from, column);
  if (choice.mark === 'point') {
    const y = quoted(choice.y ?? choice.x);
    return `SELECT ${x} AS x, ${y} AS y\n${from}\n${there} AND ${y} IS NOT NULL\nLIMIT ${mostPoints}`;
  }
  const y = measure(choice);
  if (choice.mark === 'line')
    return `SELECT ${step(x, column)} AS x, ${y} AS y\n${from}\n${there}\nGROUP BY 1\nORDER BY 1`;
  return `SELECT ${x} AS x, ${y} AS y\n${from}\n${there}\nGROUP BY 1\nORDER BY 2 DESC NULLS LAST, 1\nLIMIT ${mostBars}`;
}

function measure({ aggregate, y }: ChartChoice): string {
  if (y === null || aggregate === 'count' || aggregate === null) return 'count(*)';
  return `${aggregate === 'mean' ? 'avg' : 'sum'}(${quoted(y)})`;
}

/** Times are gathered so that a line has at most some hundred points. */
function step(x: string, column: ColumnProfile | undefined): string {
  if (column?.kind !== 'date' && column?.kind !== 'datetime') return x;
  const span = Date.parse(column.max ?? '') - Date.parse(column.min ?? '');
  if (span > 1_000 * day) return `date_trunc('month', ${x})`;
  if (column.kind === 'datetime') return `date_trunc('${span > 10 * day ? 'day' : 'hour'}', ${x})`;
  return x;
}

function histogramSql(name: string, from: string, column: ColumnProfile | undefined): string {
  const x = quoted(name);
  const first = column?.histogram[0];
  const width = first ? first.to - first.from : 1;
  const last = (column?.histogram.length ?? 1) - 1;
  // The largest value closes the last bin instead of opening one of its own.
  const place = (start: number) => `least(floor((${x} - (${start})) / ${width || 1}), ${last})`;
  const bin = first ? `${first.from} + ${width || 1} * ${place(first.from)}` : x;
  return `SELECT ${bin} AS x, count(*) AS y\n${from}\nWHERE ${x} IS NOT NULL\nGROUP BY 1\nORDER BY 1`;
}
