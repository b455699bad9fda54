import type pg from 'pg';
import {
  type Catalogue,
  type CatalogueKind,
  type CatalogueObject,
  sortObjects,
} from './catalogue.ts';
import { privileges } from './privileges.ts';
import { relations } from './relations.ts';
import { routines } from './routines.ts';
import { rules } from './rules.ts';

/** Reads all objects of one kind. $1 = names of the schemas. */
export interface CatalogueQuery {
  readonly kind: CatalogueKind;
  readonly sql: string;
}

const queries: readonly CatalogueQuery[] = [...relations, ...rules, ...routines, ...privileges];

/**
 * Everything about the named schemas from pg_catalog, by name and never by number, and of the
 * database what changes their meaning: extensions, search_path. Inside a transaction of the caller
 * it sees what that transaction did; otherwise one moment of the database. Changes nothing.
 */
export function readCatalogue(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<Catalogue> {
  return withPlainNames(client, async () => {
    const objects: CatalogueObject[] = [];
    for (const { kind, sql } of queries) {
      const { rows } = await client.query<Omit<CatalogueObject, 'kind'>>(sql, [schemas]);
      for (const row of rows) objects.push({ kind, ...row });
    }
    return { objects: sortObjects(objects) };
  });
}

/**
 * PostgreSQL leaves the schema out of a definition when it is on the search_path. Without a path it
 * always says it. The savepoint gives the caller's settings back.
 */
async function withPlainNames<T>(client: pg.ClientBase, read: () => Promise<T>): Promise<T> {
  const inside = client.getTransactionStatus() === 'T';
  await client.query(
    inside ? 'SAVEPOINT catalogue' : 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY',
  );
  try {
    // Planned as large as they look, the queries would be compiled for longer than they run.
    await client.query('SET LOCAL search_path = pg_catalog; SET LOCAL jit = off');
    return await read();
  } finally {
    await client.query(
      inside ? 'ROLLBACK TO SAVEPOINT catalogue; RELEASE SAVEPOINT catalogue' : 'ROLLBACK',
    );
  }
}
