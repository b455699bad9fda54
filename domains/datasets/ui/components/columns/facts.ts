import type { ColumnProfile } from '@insites/datasets/contract';
import { formatNumber, formatShare } from '@insites/ui';
import { shortTime, spoken } from '../numbers.ts';

/** Smallest to largest value, or the most frequent one of texts; a dash when all is missing. */
export function rangeOf(column: ColumnProfile): string {
  if (isNamed(column)) return named(column);
  if (column.min === null) return '—';
  const { min, max } = column;
  return min === max ? shown(column, min) : `${shown(column, min)} to ${shown(column, max)}`;
}

/** Whether values are names rather than places on a scale. */
export function isNamed({ kind }: ColumnProfile): boolean {
  return kind === 'text' || kind === 'yes/no' || kind === 'other';
}

function named(column: ColumnProfile): string {
  const [first] = column.top;
  if (!first) return '—';
  return first.count === 1 && column.rows > 1 ? 'each only once' : first.value || '“”';
}

/** A bound of a column as people write it. */
export function shown(column: ColumnProfile, value: string | null): string {
  if (value === null) return '—';
  if (column.kind !== 'number') return shortTime(value);
  const number = Number(value);
  const year = Number.isInteger(number) && number >= 1500 && number <= 2200;
  return year || !Number.isFinite(number) ? value : spoken(number);
}

/** The share of rows without a value: `none`, `12.5%`. */
export function missingOf({ missing, rows }: ColumnProfile): string {
  return missing === 0 || rows === 0 ? 'none' : formatShare(missing / rows);
}

/** How many different values; `≈` before an estimate. */
export function distinctOf({ distinct, exactDistinct }: ColumnProfile): string {
  return `${exactDistinct ? '' : '≈ '}${formatNumber(Math.round(distinct))}`;
}
