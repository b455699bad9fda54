import type { ForeignKeyState, TableState } from './state.ts';

/** The table with another name for one of its columns, in what names it as such. */
export function renameInside(table: TableState, column: string, to: string): TableState {
  const swap = (name: string) => (name === column ? to : name);
  return {
    ...table,
    columns: mapObject(table.columns, (state, name) =>
      name === column ? [to, { ...state, name: to }] : [name, state],
    ),
    indexes: mapObject(table.indexes, (state, name) => [
      name,
      {
        ...state,
        columns: state.columns.map((part) => ({
          ...part,
          expression: part.isExpression ? part.expression : swap(part.expression),
        })),
      },
    ]),
    uniqueConstraints: mapObject(table.uniqueConstraints, (state, name) => [
      name,
      { ...state, columns: state.columns.map(swap) },
    ]),
    compositePrimaryKeys: mapObject(table.compositePrimaryKeys, (state, name) => [
      name,
      { ...state, columns: state.columns.map(swap) },
    ]),
  };
}

/** The table with its pieces of SQL and its foreign keys spelled otherwise. */
export function rewrite(
  table: TableState,
  texts: (text: string) => string,
  foreign: (key: ForeignKeyState) => ForeignKeyState,
): TableState {
  return {
    ...table,
    foreignKeys: mapObject(table.foreignKeys, (state, name) => [name, foreign(state)]),
    checkConstraints: mapObject(table.checkConstraints, (state, name) => [
      name,
      { ...state, value: texts(state.value) },
    ]),
    policies: mapObject(table.policies, (state, name) => [
      name,
      {
        ...state,
        ...(state.using === undefined ? {} : { using: texts(state.using) }),
        ...(state.withCheck === undefined ? {} : { withCheck: texts(state.withCheck) }),
      },
    ]),
    indexes: mapObject(table.indexes, (state, name) => [
      name,
      {
        ...state,
        ...(state.where === undefined ? {} : { where: texts(state.where) }),
        columns: state.columns.map((part) => ({ ...part, expression: texts(part.expression) })),
      },
    ]),
    columns: mapObject(table.columns, (state, name) => [
      name,
      state.generated
        ? { ...state, generated: { ...state.generated, as: texts(state.generated.as) } }
        : state,
    ]),
  };
}

/** The object with each entry changed. */
export function mapObject<T>(
  object: Readonly<Record<string, T>>,
  change: (value: T, key: string) => readonly [string, T],
): Record<string, T> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => change(value, key)));
}
