import type { ColumnProfile, QueryResult } from '@insites/datasets/contract';
import { shortTime, spoken, timeOf } from '../numbers.ts';
import { isTime, type Mark } from './plan.ts';

/** One thing drawn. x is a number, milliseconds since 1970 or a name; `end` closes a bin. */
export interface Point {
  readonly x: number | string;
  readonly y: number;
  readonly end: number | null;
  readonly label: string;
}

/** The answer's columns x and y as points; rows with a missing measure are left out. */
export function pointsOf(
  result: QueryResult,
  mark: Mark,
  column: ColumnProfile | undefined,
): readonly Point[] {
  const xAt = Math.max(
    0,
    result.columns.findIndex(({ name }) => name === 'x'),
  );
  const yAt = Math.max(
    1,
    result.columns.findIndex(({ name }) => name === 'y'),
  );
  const points = result.rows.flatMap((row) => {
    const y = Number(row[yAt] ?? Number.NaN);
    const raw = row[xAt] ?? null;
    if (!Number.isFinite(y) || raw === null) return [];
    const x = placeOf(String(raw), mark, column);
    const label = typeof x === 'number' && !isTime(column) ? spoken(x) : shortTime(String(raw));
    return [{ x, y, end: null, label }];
  });
  return mark === 'histogram' ? withEnds(points, column) : points;
}

function placeOf(raw: string, mark: Mark, column: ColumnProfile | undefined): number | string {
  if (mark === 'bar') return isTime(column) ? shortTime(raw) : raw;
  if (isTime(column)) return timeOf(raw);
  const number = Number(raw);
  return Number.isFinite(number) ? number : raw;
}

function withEnds(points: readonly Point[], column: ColumnProfile | undefined): readonly Point[] {
  const first = column?.histogram[0];
  const places = points
    .flatMap(({ x }) => (typeof x === 'number' ? [x] : []))
    .sort((a, b) => a - b);
  const gaps = places.slice(1).map((place, index) => place - (places[index] ?? place));
  const width = first ? first.to - first.from : Math.min(...gaps.filter((gap) => gap > 0), 1);
  return points.map((point) =>
    typeof point.x === 'number' ? { ...point, end: point.x + (width || 1) } : point,
  );
}
