import { type ClientBase, escapeIdentifier } from 'pg';
import type { BackedUpSequence } from './manifest.ts';

/** A table and how its rows are written out: always the same for the same rows. */
export interface TablePlan {
  readonly schema: string;
  readonly name: string;
  /** Those that hold data: generated ones are computed again. */
  readonly columns: readonly string[];
  /** What the rows are sorted by, as SQL. */
  readonly order: string;
}

/** How values look as text, whatever the server's or the database's own settings are. */
export const plainText = `
  SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
  SET extra_float_digits = 1; SET bytea_output = 'hex'; SET client_encoding = 'UTF8';
  SET row_security = on; SET insites.system = 'on'; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0`;

/** The tables of the schemas. The list of migrations of the first releases is not one of them. */
export async function readTables(
  client: ClientBase,
  schemas: readonly string[],
): Promise<readonly TablePlan[]> {
  const { rows } = await client.query<TablePlan & { readonly order: string | null }>(
    `SELECT n.nspname AS schema, c.relname AS name,
        ARRAY(SELECT attname::text FROM pg_attribute
          WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
          ORDER BY attnum) AS columns,
        (SELECT string_agg(quote_ident(attname) || CASE WHEN attcollation = 0 THEN '' ELSE ' COLLATE "C"' END,
            ', ' ORDER BY place)
          FROM pg_index JOIN unnest(indkey) WITH ORDINALITY AS k(attnum, place) ON true
            JOIN pg_attribute a ON attrelid = c.oid AND a.attnum = k.attnum
          WHERE indrelid = c.oid AND indisprimary) AS order
      FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
      WHERE n.nspname = ANY ($1) AND relkind = 'r' AND (n.nspname, relname) <> ('platform', 'migrations')
      ORDER BY 1, 2`,
    [schemas],
  );
  return rows.map((row) => ({ ...row, order: row.order ?? `(each.*)::text COLLATE "C"` }));
}

/** Names a table of which a login may be shown less than all; null when it sees everything. */
export async function hiddenTable(
  client: ClientBase,
  schemas: readonly string[],
): Promise<string | null> {
  const { rows } = await client.query<{ place: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS place
       FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE n.nspname = ANY ($1) AND relkind = 'r' AND row_security_active(c.oid)
         AND (NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND polname = 'system'
                AND polpermissive AND polcmd = '*')
           OR EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND NOT polpermissive))
       ORDER BY 1 LIMIT 1`,
    [schemas],
  );
  return rows[0]?.place ?? null;
}

/** The sequences of the schemas. They stand outside of transactions: never behind the snapshot. */
export async function readSequences(
  client: ClientBase,
  schemas: readonly string[],
): Promise<BackedUpSequence[]> {
  const { rows } = await client.query<{ schema: string; name: string }>(
    `SELECT schemaname AS schema, sequencename AS name FROM pg_sequences
       WHERE schemaname = ANY ($1) ORDER BY 1, 2`,
    [schemas],
  );
  const found: BackedUpSequence[] = [];
  for (const { schema, name } of rows) {
    const now = await client.query<{ value: string; called: boolean }>(
      `SELECT last_value::text AS value, is_called AS called FROM ${placeOf({ schema, name })}`,
    );
    for (const { value, called } of now.rows) found.push({ schema, name, value, called });
  }
  return found;
}

/** `"schema"."name"`. */
export function placeOf({ schema, name }: { readonly schema: string; readonly name: string }) {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

/** COPY that writes a table out. */
export function copyOutOf(table: TablePlan): string {
  return `COPY (SELECT ${namesOf(table)} FROM ${placeOf(table)} AS each ORDER BY ${table.order}) TO STDOUT`;
}

/** COPY that reads a table in. It may freeze the rows: the table was made in the same transaction. */
export function copyIntoOf(table: Pick<TablePlan, 'schema' | 'name' | 'columns'>): string {
  return `COPY ${placeOf(table)} (${namesOf(table)}) FROM STDIN WITH (FREEZE)`;
}

function namesOf({ columns }: Pick<TablePlan, 'columns'>): string {
  return columns.map((name) => escapeIdentifier(name)).join(', ');
}
