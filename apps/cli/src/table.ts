import { clean, cutTo, flatten, padTo, toCell, widthOf } from './cells.ts';

type Row = Readonly<Record<string, unknown>>;

/** An answer for people: a table where there is a list, names and values otherwise. `width` null = never cut. */
export function toText(
  value: unknown,
  columns: readonly string[] | undefined,
  width: number | null,
): string {
  const list = findList(value, columns);
  if (list) return table(list.rows, list.columns, width);
  if (isRow(value)) return record(value, width);
  return `${toCell(value)}\n`;
}

/** How many more there are than are shown, when the answer says so. */
export function remainder(value: unknown): string | null {
  if (!isRow(value) || !Array.isArray(value.items)) return null;
  const { items, total } = value as { items: unknown[]; total?: unknown };
  if (typeof total !== 'number' || total <= items.length) return null;
  return `${items.length} of ${total}; --limit and --offset show others`;
}

interface List {
  readonly rows: readonly Row[];
  readonly columns: readonly string[];
}

function findList(value: unknown, columns: readonly string[] | undefined): List | null {
  if (Array.isArray(value)) return toList(value, columns);
  if (!isRow(value)) return null;
  if (Array.isArray(value.items)) return toList(value.items, columns);
  const asked = askedRows(value);
  if (asked) return asked;
  const [first] = columns ?? [];
  if (first === undefined || first in value) return null;
  const fits = (list: unknown) => Array.isArray(list) && isRow(list[0]) && first in list[0];
  const list = Object.values(value).find(fits);
  return list ? toList(list as unknown[], columns) : null;
}

/** The answer of a query: columns with names, rows as arrays. */
function askedRows(value: Row): List | null {
  const { columns, rows } = value;
  if (!Array.isArray(columns) || !Array.isArray(rows)) return null;
  const names = columns.map((column: unknown) => String(isRow(column) ? column.name : column));
  // Two columns may have the same name, so the rows are keyed by position.
  const keyed = rows.map((row: unknown[]) => Object.fromEntries(row.map((cell, at) => [at, cell])));
  return { rows: keyed, columns: names };
}

function toList(items: readonly unknown[], columns: readonly string[] | undefined): List {
  const rows = items.map((item) => (isRow(item) ? flatten(item) : { value: item }));
  const shown = columns ?? [
    ...new Set(rows.flatMap((row) => Object.keys(row).filter((key) => !Array.isArray(row[key])))),
  ];
  return { rows: rows.map((row) => byPosition(row, shown)), columns: shown };
}

function byPosition(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((name, at) => [at, row[name]]));
}

function table(rows: readonly Row[], columns: readonly string[], width: number | null): string {
  const cells = rows.map((row) => columns.map((_, at) => toCell(row[at])));
  const heads = columns.map(clean);
  const numeric = columns.map((_, at) => isNumeric(rows.map((row) => row[at])));
  const wanted = heads.map((head, at) =>
    cells.reduce((most, row) => Math.max(most, widthOf(row[at] ?? '')), widthOf(head)),
  );
  const widths = width === null ? wanted : fit(wanted, width);
  const place = (cell: string, at: number) => {
    const room = widths[at] ?? 0;
    return padTo(cutTo(cell, room), room, numeric[at] ?? false);
  };
  const lines = [heads, ...cells].map((row) => row.map(place).join('  ').trimEnd());
  return `${lines.join('\n')}\n`;
}

function isNumeric(column: readonly unknown[]): boolean {
  const present = column.filter((cell) => cell !== null && cell !== undefined);
  return present.length > 0 && present.every((cell) => typeof cell === 'number');
}

/** Widths that fit into the terminal: the widest columns give way first, down to eight letters. */
function fit(wanted: readonly number[], width: number): number[] {
  const least = 8;
  const widths = [...wanted];
  const room = Math.max(0, width - 2 * (widths.length - 1));
  for (let over = sum(widths) - room; over > 0; over -= 1) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= least) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

/** Names and values, then a table for every list of objects inside. */
function record(value: Row, width: number | null): string {
  const flat = flatten(value);
  const isTable = (cell: unknown) => Array.isArray(cell) && isRow(cell[0]);
  const plain = Object.entries(flat).filter(([, cell]) => !isTable(cell));
  const names = Math.max(0, ...plain.map(([name]) => widthOf(name)));
  const lines = plain.map(([name, cell]) => `${padTo(clean(name), names, false)}  ${toCell(cell)}`);
  const tables = Object.entries(flat)
    .filter(([, cell]) => isTable(cell))
    .map(([name, cell]) => {
      const list = toList(cell as unknown[], undefined);
      return `\n${clean(name)}\n${table(list.rows, list.columns, width)}`;
    });
  return `${lines.map((line) => `${line.trimEnd()}\n`).join('')}${tables.join('')}`;
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
