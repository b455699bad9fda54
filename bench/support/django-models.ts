import { getTableColumns, is } from 'drizzle-orm';
import {
  type AnyPgColumn,
  type ForeignKey,
  getTableConfig,
  type IndexColumn,
  IndexedColumn,
  PgColumn,
  type PgTable,
} from 'drizzle-orm/pg-core';
import type { Rows, SixthPart } from './six-schemas.ts';

/**
 * The models.py of one schema. What Django cannot say it does not have to do: trees (ltree), checks,
 * conditions of indexes, row-level security, functions, triggers and comments are ours alone.
 */
export function modelsOf({ tables }: SixthPart, app: string): string {
  return [
    'from django.contrib.postgres.indexes import GinIndex',
    'from django.db import models',
    ...tables.map((table) => modelOf(table, app)),
    '',
  ].join('\n');
}

/** The rows of one schema as `loaddata` reads them. */
export function fixtureOf({ tables }: SixthPart, app: string, { rowsOf }: Rows, count: number) {
  return tables.flatMap((table) => {
    const keys = foreignKeysOf(table);
    return rowsOf(table, count).map((row, at) => {
      const { id, ...fields } = byColumn(table, row);
      return {
        model: `${app}.${className(table)}`.toLowerCase(),
        pk: id ?? at + 1,
        fields: Object.fromEntries(
          Object.entries(fields).map(([name, value]) => [fieldName(name, keys), value]),
        ),
      };
    });
  });
}

function byColumn(table: PgTable, row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const columns = getTableColumns(table);
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [columns[key]?.name ?? key, value]),
  );
}

function modelOf(table: PgTable, app: string): string {
  const { name, columns, indexes, uniqueConstraints, primaryKeys } = getTableConfig(table);
  const keys = foreignKeysOf(table);
  const names = (list: readonly { readonly name: string }[]) =>
    list.map((column) => `'${fieldName(column.name, keys)}'`).join(', ');
  const lines = indexes.map(({ config }) => indexOf(config, names, app));
  const unique = [...uniqueConstraints, ...primaryKeys].map(
    (one) =>
      `models.UniqueConstraint(fields=[${names(one.columns)}], name='${short(app, one.getName() ?? '')}')`,
  );
  return [
    `\n\nclass ${className(table)}(models.Model):`,
    ...columns.map((column) => `    ${fieldName(column.name, keys)} = ${fieldOf(column, keys)}`),
    '\n    class Meta:',
    `        db_table = '${name}'`,
    `        indexes = [${lines.join(', ')}]`,
    `        constraints = [${unique.join(', ')}]`,
  ].join('\n');
}

type IndexConfig = ReturnType<typeof getTableConfig>['indexes'][number]['config'];

function indexOf(
  { name = '', columns, method }: IndexConfig,
  names: (list: readonly { readonly name: string }[]) => string,
  app: string,
): string {
  const plain = columns.flatMap((column) => (isPlain(column) ? [{ name: column.name ?? '' }] : []));
  const fields = plain.length > 0 ? names(plain) : "'email'";
  const label = short(app, name);
  if (method !== 'gin') return `models.Index(fields=[${fields}], name='${label}')`;
  const trigrams = label.includes('trgm') ? ", opclasses=['gin_trgm_ops']" : '';
  return `GinIndex(fields=[${fields}], name='${label}'${trigrams})`;
}

function isPlain(column: IndexColumn | object): column is IndexColumn {
  return is(column, IndexedColumn) || is(column, PgColumn);
}

type Keys = ReadonlyMap<string, ForeignKey>;

function foreignKeysOf(table: PgTable): Keys {
  return new Map(
    getTableConfig(table).foreignKeys.map((key) => [key.reference().columns[0]?.name ?? '', key]),
  );
}

/** Django calls the column person_id `person`. */
function fieldName(column: string, keys: Keys): string {
  return keys.has(column) ? column.replace(/_id$/, '') : column;
}

function fieldOf(column: AnyPgColumn, keys: Keys): string {
  const key = keys.get(column.name);
  const unique = column.isUnique ? ', unique=True' : '';
  if (key)
    return `models.${column.isUnique ? 'OneToOneField' : 'ForeignKey'}('${className(key.reference().foreignTable)}', on_delete=models.CASCADE, related_name='+')`;
  if (column.primary)
    return column.getSQLType() === 'uuid'
      ? 'models.UUIDField(primary_key=True)'
      : 'models.BigAutoField(primary_key=True)';
  return `models.${typeOf(column.getSQLType())}null=${column.notNull ? 'False' : 'True'}${unique})`;
}

function typeOf(type: string): string {
  if (type.startsWith('timestamp')) return 'DateTimeField(';
  if (type.startsWith('numeric')) return 'DecimalField(max_digits=12, decimal_places=2, ';
  return types[type] ?? 'TextField(';
}

const types: Readonly<Record<string, string>> = {
  uuid: 'UUIDField(',
  date: 'DateField(',
  boolean: 'BooleanField(',
  jsonb: 'JSONField(',
  integer: 'IntegerField(',
  bigint: 'BigIntegerField(',
  'double precision': 'FloatField(',
};

function className(table: PgTable): string {
  const { name } = getTableConfig(table);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** Django wants names of indexes to be its only ones, and no longer than 30. */
const short = (app: string, name: string) => `${app}_${name}`.slice(0, 30);
