import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, type PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { copyIn } from '../../src/databases/copy-in.ts';
import type { Connection } from '../../src/databases/database.ts';

/** What a tables.ts exports. */
export type Exported = Readonly<Record<string, unknown>>;

/** Its tables, each after those it refers to. */
export function tablesOf(exported: Exported): readonly PgTable[] {
  const left = Object.values(exported).filter((value) => is(value, PgTable));
  const sorted: PgTable[] = [];
  while (left.length > 0) {
    const next = left.findIndex((table) => targetsOf(table).every((one) => sorted.includes(one)));
    sorted.push(...left.splice(Math.max(next, 0), 1));
  }
  return sorted;
}

function targetsOf(table: PgTable): readonly PgTable[] {
  return getTableConfig(table).foreignKeys.map((key) => key.reference().foreignTable);
}

/** The same rows every time: row 7 of a table refers to row 7 of every other. By names of properties. */
export function rowsOf(table: PgTable, count: number): readonly Record<string, unknown>[] {
  const columns = Object.entries(getTableColumns(table)).filter(
    ([, column]) => !column.generatedIdentity,
  );
  const referring = new Set(
    getTableConfig(table).foreignKeys.flatMap((key) => key.reference().columns),
  );
  return Array.from({ length: count }, (_, row) =>
    Object.fromEntries(
      columns.map(([name, column]) => [
        name,
        referring.has(column) || column.primary ? idOf(row) : cellOf(column, row),
      ]),
    ),
  );
}

const idOf = (row: number) => `00000000-0000-4000-8000-${row.toString(16).padStart(12, '0')}`;

function cellOf(column: PgColumn, row: number): unknown {
  const type = column.getSQLType();
  const last = column.name === 'ends_at' ? Date.UTC(2040, 0, 1) : Date.UTC(2026, 0, 1);
  if (column.enumValues?.length) return column.enumValues[row % column.enumValues.length];
  if (type.startsWith('timestamp')) return new Date(last + row * 60_000);
  if (type === 'date') return `2026-${String((row % 12) + 1).padStart(2, '0')}-01`;
  if (type === 'boolean') return row % 3 > 0;
  if (type === 'jsonb') return { row, words: ['park', 'bridge'] };
  if (type.startsWith('numeric')) return `${row}.25`;
  if (/^(int|bigint|double)/.test(type)) return row + 1;
  if (type.includes('ltree')) return `city.district_${row % 7}.street_${row}`;
  if (type.includes('geometry')) return `SRID=4326;POINT(13.${row + 100} 52.5)`;
  return `${column.name} ${row}`;
}

/** Writes so many rows into every table. */
export async function fillTables(
  exported: Exported,
  connection: Connection,
  count: number,
): Promise<void> {
  for (const table of tablesOf(exported)) await copyIn(table, rowsOf(table, count), connection);
}
