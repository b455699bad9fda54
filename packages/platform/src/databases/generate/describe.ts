import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';

/** What a table and its columns are, for the data dictionary. */
export interface Description {
  /** `schema.table` and `schema.table.column`, by the names PostgreSQL knows, with their comments. */
  readonly comments: Readonly<Record<string, string>>;
}

/**
 * Says in plain words what a table and its columns hold. A `tables.ts` exports all of them as
 * `comments`; the generator makes COMMENT ON of them, and the page of the data dictionary.
 * `columns` goes by the names of the declaration.
 */
export function describe<T extends PgTable>(
  table: T,
  comment: string,
  columns: { readonly [name in keyof T['_']['columns']]?: string },
): Description {
  const { schema, name } = getTableConfig(table);
  const place = `${schema ?? 'public'}.${name}`;
  const texts = new Map(Object.entries(columns));
  const described = Object.entries(getTableColumns(table)).flatMap(([key, column]) => {
    const text = texts.get(key);
    return text ? [[`${place}.${column.name}`, text]] : [];
  });
  return { comments: { [place]: comment, ...Object.fromEntries(described) } };
}
