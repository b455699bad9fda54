import { missingIn } from './losses.ts';
import { mapObject } from './rewrite.ts';
import { loadDrizzleKit, type Snapshot } from './snapshot.ts';
import type { ColumnState, TableState, TablesState } from './state.ts';

/** The SQL that leads from one state to the next, in the order it is to run. */
export async function statementsBetween(
  before: Snapshot,
  after: Snapshot,
): Promise<readonly string[]> {
  const tables = await tableStatements(before.tables, after.tables);
  return [
    ...extensionStatements(before, after),
    ...tables.map(mended),
    ...forceStatements(before.tables, after.tables),
    ...after.extras.filter((statement) => !before.extras.includes(statement)),
    ...commentStatements(before, after),
  ];
}

/**
 * Where something is new and something else is gone, Drizzle asks on the terminal whether it was
 * renamed. Renames are settled before; so what is new is made in a first step, and what is gone
 * goes in a second, and it never has to ask. So does a new column that takes over the primary key.
 */
async function tableStatements(
  before: TablesState,
  after: TablesState,
): Promise<readonly string[]> {
  const { generateMigration } = await loadDrizzleKit();
  if (!takesTwoSteps(before, after)) return inOrder(await generateMigration(before, after));
  const between = expand(before, after);
  return inOrder([
    ...(await generateMigration(before, between)),
    ...(await generateMigration(between, after)),
  ]);
}

/** Keys come after what makes room for them, references after the keys they point at. */
function inOrder(statements: readonly string[]): readonly string[] {
  const rank = (statement: string) => {
    if (/^ALTER TABLE .* ADD (CONSTRAINT "[^"]+" )?PRIMARY KEY/.test(statement)) return 1;
    return / ADD CONSTRAINT "[^"]+" FOREIGN KEY /.test(statement) ? 2 : 0;
  };
  return statements.toSorted((a, b) => rank(a) - rank(b));
}

const groups = ['tables', 'schemas', 'enums', 'sequences', 'roles', 'policies', 'views'] as const;

function takesTwoSteps(before: TablesState, after: TablesState): boolean {
  const both = (was: object, is: object) =>
    missingIn(was, is).length > 0 && missingIn(is, was).length > 0;
  const inTables = Object.entries(after.tables).some(([key, { columns, policies }]) => {
    const was = before.tables[key];
    if (!was) return false;
    const newKey = missingIn(columns, was.columns).some((name) => columns[name]?.primaryKey);
    return newKey || both(was.columns, columns) || both(was.policies, policies);
  });
  return inTables || groups.some((group) => both(before[group], after[group]));
}

/** The state before with all that is new beside it; what depends on tables goes away already. */
function expand(before: TablesState, after: TablesState): TablesState {
  const old = Object.entries(before.tables).map(([key, table]) => {
    const next = after.tables[key];
    if (!next) return [key, table];
    return [
      key,
      {
        ...table,
        columns: { ...mapObject(next.columns, withoutKey), ...table.columns },
        policies: common(table.policies, next.policies),
      },
    ];
  });
  const added = missingIn(after.tables, before.tables).map((key) => [
    key,
    { ...after.tables[key], foreignKeys: {} },
  ]);
  return {
    ...before,
    schemas: { ...after.schemas, ...before.schemas },
    enums: { ...after.enums, ...before.enums },
    sequences: { ...after.sequences, ...before.sequences },
    roles: { ...after.roles, ...before.roles },
    policies: common(before.policies, after.policies),
    views: common(before.views, after.views),
    tables: Object.fromEntries([...old, ...added]),
  };
}

function withoutKey(column: ColumnState, name: string): readonly [string, ColumnState] {
  return [name, { ...column, primaryKey: false }];
}

function common<T>(these: Readonly<Record<string, T>>, those: object): Record<string, T> {
  return Object.fromEntries(Object.entries(these).filter(([key]) => Object.hasOwn(those, key)));
}

/** Row security holds for the owner of the table, too: Drizzle has no word for that. */
function forceStatements(before: TablesState, after: TablesState): readonly string[] {
  return Object.entries(after.tables).flatMap(([key, table]) => {
    const [was, is] = [isFenced(before.tables[key]), isFenced(table)];
    if (was === is) return [];
    const change = is ? 'FORCE' : 'NO FORCE';
    return [`ALTER TABLE "${table.schema}"."${table.name}" ${change} ROW LEVEL SECURITY;`];
  });
}

function isFenced(table: TableState | undefined): boolean {
  if (!table) return false;
  return table.isRLSEnabled || Object.keys(table.policies).length > 0;
}

function extensionStatements(before: Snapshot, after: Snapshot): readonly string[] {
  const added = after.extensions.filter((name) => !before.extensions.includes(name));
  if (added.length === 0) return [];
  return [
    'CREATE SCHEMA IF NOT EXISTS "extensions";',
    ...added.map((name) => `CREATE EXTENSION IF NOT EXISTS "${name}" WITH SCHEMA "extensions";`),
  ];
}

function mended(statement: string): string {
  return schemaOfExtension(convertible(keyByName(harmless(statement))));
}

/** `platform` stands before its first migration, because the record of migrations lives there. */
function harmless(statement: string): string {
  return statement.replace(/^CREATE SCHEMA "/, 'CREATE SCHEMA IF NOT EXISTS "');
}

/** Drizzle leaves dropping a primary key to the reader, as a comment. PostgreSQL named it `table_pkey`. */
function keyByName(statement: string): string {
  const [, schema, table] =
    /table_schema = '([^']+)'\s+AND table_name = '([^']+)'[\s\S]*DROP CONSTRAINT "<constraint_name>"/.exec(
      statement,
    ) ?? [];
  return table ? `ALTER TABLE "${schema}"."${table}" DROP CONSTRAINT "${table}_pkey";` : statement;
}

/** A text becomes a number or a date only when told how; it still fails when one does not fit. */
function convertible(statement: string): string {
  return statement.replace(
    /(ALTER COLUMN ("[^"]+") SET DATA TYPE (?!text|varchar|char)([^;]+?))(;?)$/,
    (whole, change: string, column: string, type: string, end: string) =>
      / USING /.test(type) ? whole : `${change} USING ${column}::${type}${end}`,
  );
}

/** Drizzle quotes a type it does not know as one name. */
function schemaOfExtension(statement: string): string {
  return statement.replaceAll(/"extensions\.([^"]+)"/g, '"extensions".$1');
}

function commentStatements(before: Snapshot, after: Snapshot): readonly string[] {
  const changed = Object.entries(after.comments)
    .filter(([key, text]) => before.comments[key] !== text)
    .map(([key, text]) => commentOn(key, `'${text.replaceAll("'", "''")}'`));
  const removed = missingIn(before.comments, after.comments)
    .filter((key) => isDeclared(key, after))
    .map((key) => commentOn(key, 'NULL'));
  return [...changed, ...removed];
}

function commentOn(key: string, text: string): string {
  const parts = key.split('.');
  const name = parts.map((part) => `"${part}"`).join('.');
  return `COMMENT ON ${parts.length === 2 ? 'TABLE' : 'COLUMN'} ${name} IS ${text};`;
}

function isDeclared(key: string, { tables: { tables } }: Snapshot): boolean {
  const [schema, table, column] = key.split('.');
  const state = tables[`${schema}.${table}`];
  return state !== undefined && (column === undefined || column in state.columns);
}
