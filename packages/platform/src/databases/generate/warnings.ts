import { missingIn } from './losses.ts';
import type { Snapshot } from './snapshot.ts';
import type { TableState } from './state.ts';

/** What may refuse to be applied, or weakens a protection: to be known, not to be stopped. */
export function findWarnings(before: Snapshot, after: Snapshot): readonly string[] {
  const inTables = Object.entries(after.tables.tables).flatMap(([key, table]) => {
    const was = before.tables.tables[key];
    return was ? [...refusals(key, was, table), ...weakened(key, was, table)] : [];
  });
  const removed = before.extras.filter((statement) => !after.extras.includes(statement));
  return [
    ...inTables,
    ...removed.map(
      (statement) =>
        `a statement of extras was changed or removed, which undoes nothing: ${statement.replace(/\s+/g, ' ').slice(0, 80)}`,
    ),
    ...before.extensions
      .filter((name) => !after.extensions.includes(name))
      .map((name) => `extension ${name} is no longer declared; it stays, others may use it`),
  ];
}

function refusals(key: string, before: TableState, after: TableState): readonly string[] {
  const fails = (what: string, names: readonly string[]) =>
    names.map((name) => `${what} ${name} is new on ${key}: it fails when rows break it`);
  const unique = (table: TableState) =>
    Object.fromEntries(Object.entries(table.indexes).filter(([, { isUnique }]) => isUnique));
  return [
    ...fails('unique constraint', missingIn(after.uniqueConstraints, before.uniqueConstraints)),
    ...fails('unique index', missingIn(unique(after), unique(before))),
    ...fails('check', missingIn(after.checkConstraints, before.checkConstraints)),
    ...fails('foreign key', missingIn(after.foreignKeys, before.foreignKeys)),
    ...fails('primary key', missingIn(after.compositePrimaryKeys, before.compositePrimaryKeys)),
  ];
}

function weakened(key: string, before: TableState, after: TableState): readonly string[] {
  return [
    ...missingIn(before.policies, after.policies).map(
      (name) => `policy ${name} of ${key} would be dropped`,
    ),
    ...(before.isRLSEnabled && !after.isRLSEnabled
      ? [`row-level security of ${key} would be switched off`]
      : []),
  ];
}
