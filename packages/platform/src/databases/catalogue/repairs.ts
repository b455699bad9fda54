import pg from 'pg';
import type { CatalogueKind, CatalogueObject, Fact } from './catalogue.ts';
import type { Deviation } from './compare.ts';

/** A comment's SQL: what it stands on. */
const commented: Readonly<Partial<Record<CatalogueKind, (object: CatalogueObject) => string>>> = {
  schema: ({ id }) => `SCHEMA ${id}`,
  table: ({ on }) => `TABLE ${on}`,
  column: ({ on, id }) => `COLUMN ${on}.${id}`,
  constraint: ({ on, id }) => `CONSTRAINT ${id} ON ${on}`,
  index: ({ id }) => `INDEX ${id}`,
  sequence: ({ on }) => `SEQUENCE ${on}`,
  function: ({ on }) => `FUNCTION ${on}`,
  trigger: ({ on, id }) => `TRIGGER ${id} ON ${on}`,
  policy: ({ on, id }) => `POLICY ${id} ON ${on}`,
  type: ({ on }) => `TYPE ${on}`,
};

type Mend = (expected: CatalogueObject, fact: Fact, found: CatalogueObject) => string | null;

const mends: Readonly<Record<string, Mend>> = {
  'index state': (_, __, { id }) => `REINDEX INDEX CONCURRENTLY ${id}`,
  'constraint validated': ({ on, id }, validated) =>
    validated ? `ALTER TABLE ${on} VALIDATE CONSTRAINT ${id}` : null,
  'column default': ({ on, id }, value) =>
    `ALTER TABLE ${on} ALTER COLUMN ${id} ${value === null ? 'DROP DEFAULT' : `SET DEFAULT ${value}`}`,
  'column notNull': ({ on, id }, notNull) =>
    `ALTER TABLE ${on} ALTER COLUMN ${id} ${notNull ? 'SET' : 'DROP'} NOT NULL`,
  'table rowLevelSecurity': ({ on }, enabled) =>
    `ALTER TABLE ${on} ${enabled ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`,
  'table rowLevelSecurityForced': ({ on }, forced) =>
    `ALTER TABLE ${on} ${forced ? '' : 'NO '}FORCE ROW LEVEL SECURITY`,
  'trigger fires': ({ on, id }, fires) =>
    `ALTER TABLE ${on} ${firing[String(fires)] ?? 'ENABLE'} TRIGGER ${id}`,
  'trigger definition': again,
  'rule definition': again,
  'constraint definition': again,
};
const firing: Readonly<Record<string, string>> = {
  never: 'DISABLE',
  always: 'ENABLE ALWAYS',
  'on replicas': 'ENABLE REPLICA',
};

/** SQL that brings the database to what is expected; null when that could lose data, or take more. */
export function repairOf({ what, expected, found }: Deviation): string | null {
  if (!expected || !found) return expected ? expected.create : (found?.drop ?? null);
  const fact = expected.facts[what] ?? null;
  if (what === 'comment') return comment(expected, fact);
  if (expected.kind === 'policy') return again(expected, fact, found);
  // A function of another result cannot be replaced.
  if (
    ['function', 'view'].includes(expected.kind) &&
    ['body', 'settings', 'definition'].includes(what)
  )
    return expected.create;
  return mends[`${expected.kind} ${what}`]?.(expected, fact, found) ?? null;
}

function comment(expected: CatalogueObject, text: Fact): string | null {
  const target = commented[expected.kind]?.(expected);
  if (!target) return null;
  return `COMMENT ON ${target} IS ${text === null ? 'NULL' : pg.escapeLiteral(String(text))}`;
}

function again(expected: CatalogueObject, _: Fact, found: CatalogueObject): string | null {
  return found.drop && expected.create ? `${found.drop}; ${expected.create}` : null;
}
