import { createHash } from 'node:crypto';

/** What a catalogue knows, in the order it is listed. */
export const catalogueKinds = [
  'schema',
  'extension',
  'type',
  'sequence',
  'table',
  'column',
  'constraint',
  'index',
  'view',
  'function',
  'trigger',
  'rule',
  'policy',
  'grant',
  'default grant',
  'setting',
] as const;

/** One of `catalogueKinds`. */
export type CatalogueKind = (typeof catalogueKinds)[number];

/** A fact in PostgreSQL's own words. Null = none. */
export type Fact = string | number | boolean | readonly string[] | null;

/** One thing of a database. Names are as SQL spells them: quoted only where SQL must. */
export interface CatalogueObject {
  readonly kind: CatalogueKind;
  /** Empty for what belongs to the whole database. */
  readonly schema: string;
  /** Within the schema, `people.nick_name` for a column; empty for a schema. */
  readonly name: string;
  /** `keyOf` the thing without which this one is not there. */
  readonly parent: string | null;
  readonly facts: Readonly<Record<string, Fact>>;
  /** What a change of it addresses: `schema.table` and its own name, both as SQL spells them. */
  readonly on: string;
  readonly id: string;
  /** Statement that makes it; null = it takes more than one, or data. */
  readonly create: string | null;
  /** Statement that takes it away without losing data; null = there is none. */
  readonly drop: string | null;
}

/** Everything about some schemas, sorted; the same catalogue is the same value. */
export interface Catalogue {
  readonly objects: readonly CatalogueObject[];
}

/** Names an object within a catalogue: `column identity.people.nick_name`. */
export function keyOf({
  kind,
  schema,
  name,
}: Pick<CatalogueObject, 'kind' | 'schema' | 'name'>): string {
  // What is granted, and where, is in the name already: `SELECT on table files.files to reader`.
  const inside = kind === 'grant' || kind === 'default grant' ? '' : schema;
  return `${kind} ${[inside, name].filter((part) => part !== '').join('.')}`;
}

/** SHA-256 over the names and facts, lower-case hexadecimal. No OID, owner's number or order of making is in it. */
export function hashCatalogue({ objects }: Catalogue): string {
  const plain = objects.map((object) => [keyOf(object), sortedFacts(object.facts)]);
  return createHash('sha256').update(JSON.stringify(plain)).digest('hex');
}

/** Puts objects in the one order: by kind, then by name. */
export function sortObjects(objects: readonly CatalogueObject[]): readonly CatalogueObject[] {
  const place = (object: CatalogueObject) => catalogueKinds.indexOf(object.kind);
  return objects.toSorted((a, b) => place(a) - place(b) || compareText(keyOf(a), keyOf(b)));
}

function sortedFacts(facts: CatalogueObject['facts']): readonly (readonly [string, Fact])[] {
  return Object.entries(facts).toSorted(([a], [b]) => compareText(a, b));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
