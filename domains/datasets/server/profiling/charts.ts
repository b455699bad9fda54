import type { ChartSuggestion, ColumnProfile } from '../../contract/index.ts';
import { namedAsCode } from '../parsing/code-names.ts';
import { binnedCounts, groupedValues } from './queries.ts';

const suggestions = 6;
const categoriesAtMost = 40;

/** Charts worth a first look, best first: a quantity over time, by category, its distribution, how often each category. */
export function suggestCharts(table: string, columns: readonly ColumnProfile[]): ChartSuggestion[] {
  const times = columns.filter(isTime);
  const categories = columns
    .filter(isCategory)
    .sort((left, right) => fitness(right) - fitness(left));
  const quantities = columns.filter((column) => isQuantity(column) && !times.includes(column));
  const [quantity] = quantities;
  const found: ChartSuggestion[] = [];
  for (const time of times.slice(0, 1)) {
    if (quantity) found.push(aggregated(table, 'line', time, quantity));
    else found.push(counted(table, 'line', time));
  }
  for (const category of categories.slice(0, 2))
    if (quantity) found.push(aggregated(table, 'bar', category, quantity));
  for (const column of quantities.slice(0, 2)) found.push(distribution(table, column));
  for (const category of categories.slice(0, 2)) found.push(counted(table, 'bar', category));
  return found.slice(0, suggestions);
}

function aggregated(
  table: string,
  mark: 'bar' | 'line',
  x: ColumnProfile,
  y: ColumnProfile,
): ChartSuggestion {
  const aggregate = looksAdditive(y.name) ? 'sum' : 'mean';
  return {
    mark,
    x: x.name,
    y: y.name,
    aggregate,
    title: `${aggregate === 'sum' ? 'Sum' : 'Mean'} of ${y.name} by ${x.name}`,
    sql: groupedValues(table, mark, x.name, { aggregate, column: y.name }).text,
  };
}

function counted(table: string, mark: 'bar' | 'line', x: ColumnProfile): ChartSuggestion {
  return {
    mark,
    x: x.name,
    y: null,
    aggregate: 'count',
    title: `Rows by ${x.name}`,
    sql: groupedValues(table, mark, x.name, { aggregate: 'count' }).text,
  };
}

function distribution(table: string, column: ColumnProfile): ChartSuggestion {
  const low = column.histogram[0]?.from ?? 0;
  const width = (column.histogram[0]?.to ?? 1) - low || 1;
  const last = Math.max(0, column.histogram.length - 1);
  return {
    mark: 'histogram',
    x: column.name,
    y: null,
    aggregate: 'count',
    title: `How ${column.name} is distributed`,
    sql: binnedCounts(table, column.name, { low, width, last }).text,
  };
}

function isTime({ kind, name, distinct, min, max }: ColumnProfile): boolean {
  if (distinct < 2) return false;
  if (kind === 'date' || kind === 'datetime') return true;
  const year = (bound: string | null) => bound !== null && /^(1[89]|20|21)\d\d$/.test(bound);
  return kind === 'number' && /year|^fy$/i.test(name) && year(min) && year(max);
}

function isCategory({ kind, distinct, rows, missing }: ColumnProfile): boolean {
  return (
    (kind === 'text' || kind === 'yes/no') &&
    distinct >= 2 &&
    distinct <= categoriesAtMost &&
    distinct < (rows - missing) / 2
  );
}

/** Few categories read better than many, words better than codes. */
function fitness({ name, distinct }: ColumnProfile): number {
  return (namedAsCode(name) ? -100 : 0) - Math.abs(distinct - 8);
}

function isQuantity({ kind, name, distinct }: ColumnProfile): boolean {
  return (
    kind === 'number' &&
    distinct > 2 &&
    !namedAsCode(name) &&
    !/^(lat|lon|lng|latitude|longitude|x|y)$/i.test(name) &&
    !/year/i.test(name)
  );
}

function looksAdditive(name: string): boolean {
  return /amount|total|cost|price|budget|revenue|expen|count|number|sum|quantity|units|people|population|calls|cases|hours/i.test(
    name,
  );
}
