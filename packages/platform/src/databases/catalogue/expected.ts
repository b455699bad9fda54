import type pg from 'pg';
import type { Catalogue } from './catalogue.ts';
import { compareCatalogues, type Difference } from './compare.ts';
import { readCatalogue } from './read.ts';

/** Makes the schemas from nothing, on the transaction of `client`; it must not commit. */
export type Build = (client: pg.ClientBase) => Promise<void>;

/**
 * What the schemas would be if the migrations made them now, on this very server: in one
 * transaction the live ones step aside by name, `build` makes them anew, the catalogue is read and
 * everything is rolled back. Nobody else sees any of it. `build` runs CREATE INDEX without
 * CONCURRENTLY. No setting of a role or database is expected: connections carry theirs.
 * The client must not be in a transaction. Throws what `build` throws.
 */
export async function expectedCatalogue(
  client: pg.ClientBase,
  build: Build,
  schemas: readonly string[],
): Promise<Catalogue> {
  await client.query('BEGIN');
  try {
    // Only another migration could hold what this waits for.
    await client.query("SET LOCAL lock_timeout = '10s'");
    await stepAside(client, schemas);
    await build(client);
    const { objects } = await readCatalogue(client, schemas);
    return { objects: objects.filter(({ kind }) => kind !== 'setting') };
  } finally {
    await client.query('ROLLBACK');
  }
}

/** What the database has otherwise than the migrations make it; empty = nothing. */
export async function findDrift(
  client: pg.ClientBase,
  build: Build,
  schemas: readonly string[],
): Promise<readonly Difference[]> {
  const expected = await expectedCatalogue(client, build, schemas);
  return compareCatalogues(expected, await readCatalogue(client, schemas));
}

async function stepAside(client: pg.ClientBase, schemas: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ nspname: string }>(
    'SELECT nspname FROM pg_namespace WHERE nspname = ANY ($1)',
    [schemas],
  );
  for (const { nspname: name } of rows) {
    const aside = `${name.slice(0, 50)}_aside`;
    await client.query(
      `ALTER SCHEMA ${client.escapeIdentifier(name)} RENAME TO ${client.escapeIdentifier(aside)}`,
    );
  }
}
