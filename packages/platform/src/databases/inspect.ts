import type { Client, ClientBase } from 'pg';
import { type Difference, findDrift } from './catalogue/index.ts';
import { type DatabaseState, readApplied, readState } from './control.ts';
import { buildSchemas, pendingMigrations, wantedMigrations } from './migrate.ts';
import type { Migration } from './migrations.ts';
import type { Place } from './places.ts';
import { type AsideSchema, readAside } from './recreate/aside.ts';

/** A live database beside what the code says of it. */
export interface Inspection {
  readonly state: DatabaseState;
  readonly schemas: readonly {
    readonly name: string;
    /** Migrations that were applied. */
    readonly applied: number;
    /** Tables with their indexes. */
    readonly bytes: number;
  }[];
  readonly pending: readonly Migration[];
  /** What is otherwise than the migrations make it; null while some are pending. */
  readonly drift: readonly Difference[] | null;
  /** Of earlier generations, to be dropped by the next re-creation. */
  readonly aside: readonly AsideSchema[];
}

/** Looks a database over. Changes nothing: what is expected is built in a transaction that is rolled back. */
export async function inspect({ schemas }: Place, client: Client): Promise<Inspection> {
  const names = schemas.map(({ name }) => name);
  const pending = await pendingMigrations(client, await wantedMigrations(schemas), schemas);
  const applied = await readApplied(client);
  const sizes = await sizesOf(client, names);
  return {
    state: await readState(client),
    schemas: names.map((name) => ({
      name,
      applied: applied.filter(({ schema }) => schema === name).length,
      bytes: sizes.get(name) ?? 0,
    })),
    pending,
    drift:
      pending.length > 0
        ? null
        : await findDrift(client, (inside) => buildSchemas(inside, schemas), names),
    aside: await readAside(client),
  };
}

async function sizesOf(
  client: ClientBase,
  schemas: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ schema: string; bytes: string }>(
    `SELECT nspname AS schema, sum(pg_total_relation_size(c.oid)) AS bytes
       FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
       WHERE relkind IN ('r', 'm') AND nspname = ANY ($1) GROUP BY nspname`,
    [schemas],
  );
  return new Map(rows.map(({ schema, bytes }) => [schema, Number(bytes)]));
}
