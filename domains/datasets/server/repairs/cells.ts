import type { Recipe } from '../../contract/index.ts';
import { type Marks, readRecord } from '../parsing/read-record.ts';
import { fieldAt } from '../parsing/text/fixed-width.ts';
import type { RejectedRow } from './kept.ts';

export type Cells = (string | null)[];

const csv: Marks = { delimiter: ',', quote: '"', escaping: 'doubled' };

/** An empty text is a missing value, as it is at an import. */
export function asCells(fields: readonly (string | null)[]): Cells {
  return fields.map((field) => (field === '' ? null : field));
}

/** The cells that are suggested for a rejected row; null when none are. */
export function suggestedCells({ suggestion }: RejectedRow): Cells | null {
  if (suggestion === undefined) return null;
  const found = readRecord(suggestion, 0, csv, true);
  return found && !found.unclosed ? asCells(found.fields) : null;
}

/**
 * A line as the recipe of its file divides it: delimited text by its marks, text of fixed width by its cuts,
 * JSON by the names of the columns. Null where a line of this format has no fields, or where they cannot be told.
 */
export function fieldsOf(text: string, recipe: Recipe): Cells | null {
  if (recipe.format === 'csv') return delimited(text, recipe);
  if (recipe.format === 'fixed' && recipe.cuts) {
    const { cuts } = recipe;
    return asCells(cuts.map((_, column) => fieldAt(text, cuts, column)));
  }
  return recipe.format === 'json' || recipe.format === 'ndjson' ? named(text, recipe) : null;
}

function delimited(text: string, { delimiter, quote, escape: escaping }: Recipe): Cells | null {
  const marks: Marks = {
    delimiter: delimiter ?? '',
    quote: quote ?? '',
    escaping: escaping ?? 'doubled',
  };
  const found = readRecord(text, 0, marks, true);
  // What stands behind the first record would be lost.
  if (!found || found.unclosed || text.slice(found.next).trim() !== '') return null;
  const bare = marks.delimiter === '' ? found.fields.map((field) => field.trim()) : found.fields;
  return asCells(bare);
}

function named(text: string, { columns }: Recipe): Cells | null {
  const document = parsed(text);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return null;
  const known = new Map<string, unknown>(Object.entries(document));
  if ([...known.keys()].some((name) => !columns.some(({ source }) => source === name))) return null;
  return asCells(columns.map(({ source }) => cellText(known.get(source))));
}

function parsed(text: string): unknown {
  // A number so long would be rounded: then it is no cell that could be trusted.
  if (/\d{16}/.test(text)) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function cellText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
