import type { ChartSuggestion, ColumnProfile } from '@insites/datasets/contract';

export type Mark = ChartSuggestion['mark'];
export type Aggregate = NonNullable<ChartSuggestion['aggregate']>;

/** What the selects hold. `y` is null for counts and distributions. */
export interface ChartChoice {
  readonly mark: Mark;
  readonly x: string;
  readonly y: string | null;
  readonly aggregate: Aggregate | null;
}

export const markLabels: Readonly<Record<Mark, string>> = {
  bar: 'Bars',
  line: 'Line',
  point: 'Points',
  histogram: 'Distribution',
};

export const aggregateLabels: Readonly<Record<Aggregate, string>> = {
  count: 'Number of rows',
  sum: 'Sum',
  mean: 'Mean',
};

/** Whether points along the axis have a distance: numbers and times have, names have not. */
export function isContinuous(column: ColumnProfile | undefined): boolean {
  return column?.kind === 'number' || isTime(column);
}

export function isTime(column: ColumnProfile | undefined): boolean {
  return column?.kind === 'date' || column?.kind === 'datetime';
}

/** Columns that can stand on the x axis of a mark. */
export function xColumns(mark: Mark, columns: readonly ColumnProfile[]): readonly ColumnProfile[] {
  switch (mark) {
    case 'bar':
      return columns;
    case 'line':
      return columns.filter(isContinuous);
    case 'point':
      return columns.filter(isContinuous);
    case 'histogram':
      return columns.filter((column) => column.kind === 'number');
  }
}

/** The nearest choice that can be drawn: fields that do not fit the mark are replaced or dropped. */
export function settle(choice: ChartChoice, columns: readonly ColumnProfile[]): ChartChoice | null {
  const allowed = xColumns(choice.mark, columns);
  const x = allowed.find((column) => column.name === choice.x) ?? allowed[0];
  if (!x) return null;
  const numbers = columns.filter((column) => column.kind === 'number');
  const y = numbers.find((column) => column.name === choice.y);
  if (choice.mark === 'histogram')
    return { mark: 'histogram', x: x.name, y: null, aggregate: null };
  if (choice.mark === 'point') return settlePoint(x, y, allowed, numbers);
  if (choice.aggregate === 'count' || choice.aggregate === null)
    return { ...choice, x: x.name, y: null, aggregate: 'count' };
  const measured = y ?? numbers.find((column) => column.name !== x.name);
  return measured
    ? { ...choice, x: x.name, y: measured.name }
    : { ...choice, x: x.name, y: null, aggregate: 'count' };
}

/** Two different columns, of which y is a number; when x is the only number it moves up. */
function settlePoint(
  x: ColumnProfile,
  y: ColumnProfile | undefined,
  allowed: readonly ColumnProfile[],
  numbers: readonly ColumnProfile[],
): ChartChoice | null {
  const up = [y, ...numbers].find((column) => column && column.name !== x.name);
  if (up) return { mark: 'point', x: x.name, y: up.name, aggregate: null };
  const across = allowed.find((column) => column.name !== x.name);
  if (!across || x.kind !== 'number') return null;
  return { mark: 'point', x: across.name, y: x.name, aggregate: null };
}

/** The words of the y axis: “Sum of amount”, “Number of rows”. */
export function yLabel({ mark, y, aggregate }: ChartChoice): string {
  if (mark === 'histogram' || aggregate === 'count' || y === null) return aggregateLabels.count;
  return aggregate === null ? y : `${aggregateLabels[aggregate]} of ${y}`;
}

/** “Sum of amount by year”. */
export function titleOf(choice: ChartChoice): string {
  if (choice.mark === 'histogram') return `Distribution of ${choice.x}`;
  if (choice.mark === 'point') return `${choice.y} against ${choice.x}`;
  return `${yLabel(choice)} by ${choice.x}`;
}
