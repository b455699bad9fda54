import { shapeOf } from '../parsing/value-shape.ts';

/** A column that a repaired row has to fit. */
export interface FitColumn {
  readonly name: string;
  readonly type: string;
}

/** The cells as they are written, or why they do not fit. Whether a day exists only the engine can tell. */
export function fitted(
  cells: readonly (string | null)[],
  columns: readonly FitColumn[],
): { readonly cells: (string | null)[] } | { readonly refused: string } {
  if (cells.length !== columns.length)
    return { refused: `It has ${cells.length} cells where the table has ${columns.length}.` };
  const plain = cells.map((cell, index) => bare(cell, columns[index]?.type ?? 'VARCHAR'));
  if (plain.every((cell) => cell === null)) return { refused: 'All of its cells are empty.' };
  for (const [index, cell] of plain.entries()) {
    const column = columns[index];
    const why = column && cell !== null ? misfit(cell, column) : null;
    if (why) return { refused: why };
  }
  return { cells: plain };
}

/** Blanks around a number or a date are nothing; in a text they stay. */
function bare(cell: string | null, type: string): string | null {
  const text = type === 'VARCHAR' ? cell : (cell?.trim() ?? null);
  return text === '' ? null : text;
}

function misfit(cell: string, { name, type }: FitColumn): string | null {
  if (cell.includes('\0')) return `The value in “${name}” has a NUL character.`;
  if (type === 'VARCHAR') return null;
  const shape = shapeOf(cell);
  if (shape === 'code' && (type === 'BIGINT' || type === 'DOUBLE'))
    return `“${shown(cell)}” in “${name}” would lose a leading zero, a plus sign or digits as a number.`;
  return (allowed[type] ?? []).includes(shape) ? null : noSuch(cell, { name, type });
}

const allowed: Readonly<Record<string, readonly string[]>> = {
  BIGINT: ['integer'],
  DOUBLE: ['integer', 'decimal'],
  DATE: ['date'],
  TIMESTAMP: ['date', 'timestamp'],
  BOOLEAN: ['boolean'],
};

const kinds: Readonly<Record<string, string>> = {
  BIGINT: 'no whole number',
  DOUBLE: 'no number',
  DATE: 'no date like 2024-01-31',
  TIMESTAMP: 'no date with a time like 2024-01-31 12:00',
  BOOLEAN: 'neither true nor false',
};

/** What to say of a value that its column cannot hold. */
export function noSuch(cell: string, { name, type }: FitColumn): string {
  return `“${shown(cell)}” in “${name}” is ${kinds[type] ?? 'no value of its type'}.`;
}

function shown(cell: string): string {
  return cell.length > 80 ? `${cell.slice(0, 80)}…` : cell;
}
