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
    autosize: { type: 'fit', contains: 'padding' },
    data: { values: points.map((point) => ({ ...point })) },
    ...layerOf(choice, column),
  } as TopLevelSpec;
}

function heightOf(choice: ChartChoice, count: number): number {
  return choice.mark === 'bar' ? Math.max(120, count * 24 + 40) : 320;
}

function layerOf(choice: ChartChoice, column: ColumnProfile | undefined): object {
  const y = { field: 'y', type: 'quantitative', title: yLabel(choice) };
  const tooltip = [
    { field: 'label', type: 'nominal', title: choice.x },
    { ...y, format: ',.4~f' },
  ];
  const time = isTime(column);
  const place = time ? { type: 'temporal', scale: { type: 'utc' } } : { type: 'quantitative' };
  const x = { field: 'x', title: choice.x, ...place };
  switch (choice.mark) {
    case 'bar':
      return {
        mark: { type: 'bar', cornerRadiusEnd: 2 },
        encoding: {
          y: { field: 'label', type: 'nominal', sort: null, title: choice.x },
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
          x: { ...numberAxis(x, column), scale: { zero: false, ...scaleOf(x) } },
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

function scaleOf(x: { readonly scale?: object }): object {
  return x.scale ?? {};
}

/** Years read as 2,019 with a separator; a column that holds only such numbers goes without. */
function numberAxis<X extends object>(x: X, column: ColumnProfile | undefined): X {
  const low = Number(column?.min);
  const high = Number(column?.max);
  const years = column?.kind === 'number' && low >= 1500 && high <= 2200;
  return years ? { ...x, axis: { format: 'd', tickMinStep: 1 }, scale: { zero: false } } : x;
}
