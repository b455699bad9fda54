export * from './engine.ts';
export { type NamedColumns, touched } from './gate/columns.ts';
export { type EngineParts, openEngine } from './open-engine.ts';
export {
  identifier,
  join as joinSql,
  list as listSql,
  literal,
  type Sql,
  type SqlValue,
  sql,
} from './sql.ts';
