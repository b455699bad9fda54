import type { ColumnProfile } from '@insites/datasets/contract';
import type { TopLevelSpec } from 'vega-lite';
import { type ChartChoice, isTime, yLabel } from './plan.ts';
import type { Point } from './points.ts';

/** The Vega-Lite specification of a chart: an open grammar that others can take away. */
export function specOf(
  choice: ChartChoice,
  points: readonly Point[],
  column: ColumnProfile | undefined,
): TopLevelSpec {
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width: 'container',
    height: heightOf(choice, points.length),
    padding: { left: 4, top: 4, bottom: 4, right: 28 },
    autosize: { type: 'fit', contains: 'padding' },
    data: { values: points.map((point) => ({ ...point })) },
    ...layerOf(choice, column, points),
  } as TopLevelSpec;
}

function heightOf(choice: ChartChoice, count: number): number {
  return choice.mark === 'bar' ? Math.max(120, count * 24 + 40) : 320;
}

function layerOf(
  choice: ChartChoice,
  column: ColumnProfile | undefined,
  points: readonly Point[],
): object {
  const y = { field: 'y', type: 'quantitative', title: yLabel(choice) };
  const tooltip = [
    { field: 'label', type: 'nominal', title: choice.x },
    { ...y, format: ',.4~f' },
  ];
  const time = isTime(column);
  const place = time
    ? { type: 'temporal', scale: { type: 'utc' }, axis: { format: timeFormat(points) } }
    : { type: 'quantitative' };
  const x = { field: 'x', title: choice.x, ...place };
  switch (choice.mark) {
    case 'bar':
      return {
        mark: { type: 'bar', cornerRadiusEnd: 2 },
        encoding: {
          y: { field: 'label', type: 'nominal', sort: null, title: null },
          x: y,
          tooltip,
        },
      };
    case 'line':
      return {
        mark: { type: 'line', point: { size: 24 }, strokeWidth: 2 },
        encoding: { x: numberAxis(x, column), y, tooltip },
      };
    case 'point':
      return {
        mark: { type: 'point', filled: true, size: 28, opacity: 0.5 },
        encoding: {
          x: time ? x : { ...numberAxis(x, column), scale: { zero: false } },
          y: { ...y, scale: { zero: false } },
          tooltip,
        },
      };
    case 'histogram':
      return {
        mark: { type: 'bar', binSpacing: 1 },
        encoding: { x: { ...x, bin: { binned: true } }, x2: { field: 'end' }, y, tooltip },
      };
  }
}

/** As much of a time as the span needs; the year always, so that no label stands alone. */
function timeFormat(points: readonly Point[]): string {
  const places = points.flatMap(({ x }) => (typeof x === 'number' ? [x] : []));
  const first = places.reduce((low, place) => Math.min(low, place), Number.POSITIVE_INFINITY);
  const last = places.reduce((high, place) => Math.max(high, place), Number.NEGATIVE_INFINITY);
  const days = (last - first) / 86_400_000;
  if (days > 3_000) return '%Y';
  if (days > 300) return '%b %Y';
  return days > 3 ? '%d %b %Y' : '%d %b %Y %H:%M';
}

/** Years read as 2,019 with a separator; a column that holds only such numbers goes without. */
function numberAxis<X extends object>(x: X, column: ColumnProfile | undefined): X {
  const low = Number(column?.min);
  const high = Number(column?.max);
  const years = column?.kind === 'number' && low >= 1500 && high <= 2200;
  return years ? { ...x, axis: { format: 'd', tickMinStep: 1 }, scale: { zero: false } } : x;
}
