import type { cell } from '@insites/datasets/contract';
import type { z } from 'zod';

export type Cell = z.output<typeof cell>;
export type Row = Readonly<Record<string, Cell>>;

interface ReviverContext {
  readonly source?: string;
}

/**
 * Rows of `data?format=json`, an array of objects. Whole numbers beyond 2^53 stay as written, where
 * the browser gives the source text; nested values are shown as JSON.
 */
export function parseRows(text: string): readonly Row[] {
  const parsed: unknown = JSON.parse(text, exact as (key: string, value: unknown) => unknown);
  if (!Array.isArray(parsed)) return [];
  return parsed.map((row: unknown) => toRow(row));
}

function exact(_key: string, value: unknown, context?: ReviverContext): unknown {
  const rounded =
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return rounded && context?.source !== undefined ? context.source : value;
}

function toRow(row: unknown): Row {
  if (typeof row !== 'object' || row === null) return {};
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toCell(value)]));
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return JSON.stringify(value);
}
