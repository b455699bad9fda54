import type { QueryResult } from '@insites/datasets/contract';

/** Characters with which a spreadsheet takes a cell for a formula, and their full-width forms. */
const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * The answer as CSV (RFC 4180). Text that a spreadsheet would run as a formula gets a leading '
 * (OWASP ASVS 5.0, 1.2.10), as in the downloads of the server.
 */
export function toCsv({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>): string {
  const textual = columns.map(({ type }) => /CHAR|TEXT|JSON|\[|STRUCT|MAP/i.test(type));
  const lines = rows.map((row) =>
    row.map((cell, index) => field(cell, textual[index] ?? true)).join(','),
  );
  return `${[columns.map(({ name }) => field(name, true)).join(','), ...lines].join('\r\n')}\r\n`;
}

function field(cell: string | number | boolean | null, textual: boolean): string {
  if (cell === null) return '';
  const plain = String(cell);
  const safe = textual && typeof cell === 'string' && formula.test(plain) ? `'${plain}` : plain;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
