import { errors } from '@insites/kernel';
import { mapObject, renameInside, rewrite } from './rewrite.ts';
import type { Snapshot } from './snapshot.ts';
import type { TableState } from './state.ts';

/** A state that already bears the new names, and the statements that lead to it. */
export interface Renamed {
  readonly before: Snapshot;
  readonly statements: readonly string[];
}

/** `files.files` or `files.files.name`, and its new last part. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** Reads `files.files.name=title`. Throws platform.declarationInvalid. */
export function parseRename(text: string): Rename {
  const [, from, to] = /^(\w+\.\w+(?:\.\w+)?)=(\w+)$/.exec(text) ?? [];
  if (from && to) return { from, to };
  throw unfit(text, 'is not of the form schema.table=name or schema.table.column=name');
}

/** Applies renames of tables and columns to the state before. Throws when one does not fit the states. */
export function applyRenames(
  start: Snapshot,
  after: Snapshot,
  renames: readonly Rename[],
): Renamed {
  let before = start;
  const statements: string[] = [];
  // Tables first: a column is then named by its table's new name or its old one.
  for (const rename of renames.toSorted((a, b) => depth(a) - depth(b))) {
    const done =
      depth(rename) === 2
        ? renameTable(before, after, rename)
        : renameColumn(before, after, rename);
    before = done.before;
    statements.push(...done.statements);
  }
  return renames.length === 0 ? { before, statements } : followNames(before, after, statements);
}

const keep = (text: string) => text;

const depth = ({ from }: Rename) => from.split('.').length;

function renameTable(before: Snapshot, after: Snapshot, { from, to }: Rename): Renamed {
  const [schema = '', table = ''] = from.split('.');
  const target = `${schema}.${to}`;
  check(from, to, from in before.tables.tables, from in after.tables.tables);
  check(from, to, target in after.tables.tables, target in before.tables.tables);
  const texts = (text: string) =>
    text
      .replaceAll(`"${schema}"."${table}"`, `"${schema}"."${to}"`)
      .replaceAll(`"${table}"."`, `"${to}"."`);
  const tables = Object.entries(before.tables.tables).map(([key, state]) => {
    const moved = rewrite(state, key === from ? texts : keep, (foreign) => ({
      ...foreign,
      tableFrom: key === from ? to : foreign.tableFrom,
      tableTo: foreign.tableTo === table && foreign.schemaTo === schema ? to : foreign.tableTo,
    }));
    return key === from ? [target, { ...moved, name: to }] : [key, moved];
  });
  return {
    before: withTables(before, tables, (key) =>
      key === from || key.startsWith(`${from}.`) ? target + key.slice(from.length) : key,
    ),
    statements: [
      `ALTER TABLE "${schema}"."${table}" RENAME TO "${to}";`,
      ...primaryKeyFollows(before.tables.tables[from], to),
    ],
  };
}

/** PostgreSQL names the key of one column after its table, once. */
function primaryKeyFollows(table: TableState | undefined, to: string): readonly string[] {
  if (!table || !Object.values(table.columns).some(({ primaryKey }) => primaryKey)) return [];
  const { schema, name } = table;
  return [`ALTER TABLE "${schema}"."${to}" RENAME CONSTRAINT "${name}_pkey" TO "${to}_pkey";`];
}

function renameColumn(before: Snapshot, after: Snapshot, { from, to }: Rename): Renamed {
  const [schema = '', table = '', column = ''] = from.split('.');
  const key = `${schema}.${table}`;
  const [was, will] = [before.tables.tables[key], after.tables.tables[key]];
  check(from, to, column in (was?.columns ?? {}), column in (will?.columns ?? {}));
  check(from, to, to in (will?.columns ?? {}), to in (was?.columns ?? {}));
  const swap = (name: string) => (name === column ? to : name);
  const texts = (text: string) => text.replaceAll(`"${table}"."${column}"`, `"${table}"."${to}"`);
  const tables = Object.entries(before.tables.tables).map(([other, state]) => {
    const here = other === key;
    const moved = rewrite(state, here ? texts : keep, (foreign) => ({
      ...foreign,
      columnsFrom: here ? foreign.columnsFrom.map(swap) : foreign.columnsFrom,
      columnsTo:
        foreign.tableTo === table && foreign.schemaTo === schema
          ? foreign.columnsTo.map(swap)
          : foreign.columnsTo,
    }));
    return [other, here ? renameInside(moved, column, to) : moved];
  });
  return {
    before: withTables(before, tables, (name) => (name === from ? `${key}.${to}` : name)),
    statements: [`ALTER TABLE "${schema}"."${table}" RENAME COLUMN "${column}" TO "${to}";`],
  };
}

/** Names that Drizzle makes of columns' names follow, instead of being dropped and made again. */
function followNames(start: Snapshot, after: Snapshot, done: readonly string[]): Renamed {
  const statements = [...done];
  const tables = Object.entries(start.tables.tables).map(([key, table]) => {
    const next = after.tables.tables[key];
    if (!next) return [key, table];
    const place = `"${table.schema}"."${table.name}"`;
    const inTable = (from: string, to: string) =>
      statements.push(`ALTER TABLE ${place} RENAME CONSTRAINT "${from}" TO "${to}";`);
    const index = (from: string, to: string) =>
      statements.push(`ALTER INDEX "${table.schema}"."${from}" RENAME TO "${to}";`);
    return [
      key,
      {
        ...table,
        foreignKeys: follow(table.foreignKeys, next.foreignKeys, inTable),
        uniqueConstraints: follow(table.uniqueConstraints, next.uniqueConstraints, inTable),
        compositePrimaryKeys: follow(
          table.compositePrimaryKeys,
          next.compositePrimaryKeys,
          inTable,
        ),
        indexes: follow(table.indexes, next.indexes, index),
      },
    ];
  });
  return { before: withTables(start, tables, keep), statements };
}

function follow<T extends { readonly name: string }>(
  before: Readonly<Record<string, T>>,
  after: Readonly<Record<string, T>>,
  tell: (from: string, to: string) => void,
): Record<string, T> {
  const nameless = (state: T) => JSON.stringify({ ...state, name: '' });
  return mapObject(before, (state, name) => {
    if (name in after) return [name, state];
    const to = Object.keys(after).find(
      (key) => !(key in before) && after[key] && nameless(after[key]) === nameless(state),
    );
    if (!to) return [name, state];
    tell(name, to);
    return [to, { ...state, name: to }];
  });
}

function withTables(
  snapshot: Snapshot,
  tables: readonly (readonly unknown[])[],
  comment: (key: string) => string,
): Snapshot {
  return {
    ...snapshot,
    tables: { ...snapshot.tables, tables: Object.fromEntries(tables) },
    comments: mapObject(snapshot.comments, (text, key) => [comment(key), text]),
  };
}

function check(from: string, to: string, there: boolean, elsewhere: boolean): void {
  if (there && !elsewhere) return;
  throw unfit(
    `${from}=${to}`,
    'does not fit: the old name has to be in the last migration and no longer in tables.ts, the new name the other way round',
  );
}

function unfit(rename: string, why: string) {
  return errors.invalid('platform.declarationInvalid', `The rename ${rename} ${why}.`, {
    hint: 'Write for example --rename files.files.name=title.',
  });
}
