import { errors, InsitesError } from '@insites/kernel';
import { type ClientBase, DatabaseError } from 'pg';
import type { Config } from '../../config/config.ts';
import { extensionsSchema } from '../control.ts';
import { applyInside, wantedMigrations } from '../migrate.ts';
import type { Migration } from '../migrations.ts';
import type { Place } from '../places.ts';
import { withoutConstraints } from './constraints.ts';
import type { BackedUpTable, Manifest } from './manifest.ts';
import { markLoaded } from './restoring.ts';
import { checkTable, hashTable, loadTable } from './table-data.ts';
import { placeOf, readTables } from './tables.ts';

/** What one database gets from a backup. Schemas go where the routes say now. */
export interface Share {
  readonly migrations: readonly Migration[];
  readonly applied: Manifest['databases'][number]['migrations'];
  readonly tables: readonly BackedUpTable[];
  readonly sequences: Manifest['databases'][number]['sequences'];
  /** The database of the same name in the backup; null when there was none. */
  readonly was: Manifest['databases'][number] | null;
}

/** @throws platform.restoreRefused for what this Insites does not know */
export async function shareOf(place: Place, manifest: Manifest): Promise<Share> {
  const ours = new Set(place.schemas.map(({ name }) => name));
  const mine = <T extends { readonly schema: string }>(all: readonly T[]) =>
    all.filter(({ schema }) => ours.has(schema));
  const applied = mine(manifest.databases.flatMap(({ migrations }) => migrations));
  const wanted = await wantedMigrations(place.schemas);
  const known = new Map(wanted.map((one) => [`${one.schema}/${one.name}`, one]));
  for (const { schema, name, sha256 } of applied)
    if (known.get(`${schema}/${name}`)?.sha256 !== sha256)
      throw refused(
        `The backup has the migration ${schema}/${name}, which this Insites ${known.has(`${schema}/${name}`) ? 'has otherwise' : 'does not know'}.`,
        `Restore it with Insites ${manifest.insites} or a newer one.`,
      );
  const names = new Set(applied.map(({ schema, name }) => `${schema}/${name}`));
  return {
    migrations: wanted.filter(({ schema, name }) => names.has(`${schema}/${name}`)),
    applied,
    tables: mine(manifest.databases.flatMap(({ tables }) => tables)),
    sequences: mine(manifest.databases.flatMap(({ sequences }) => sequences)),
    was: manifest.databases.find(({ route }) => route === place.name) ?? null,
  };
}

/** Brings everything into an empty database, in the client's transaction, and compares it with the backup. */
export async function loadDatabase(
  client: ClientBase,
  share: Share,
  from: { readonly folder: string; readonly lostUploads: readonly string[] },
  {
    environment,
    signal,
  }: { readonly environment: Config['environment']; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const schemas = [...new Set(share.tables.map(({ schema }) => schema))];
  await client.query(`SET LOCAL search_path = ${extensionsSchema}, public`);
  await applyInside(client, share.migrations, async () => undefined);
  for (const { schema, name, sha256, appliedAt } of share.applied)
    await client.query(
      'INSERT INTO insites.migrations (schema, name, sha256, applied_at) VALUES ($1, $2, $3, $4)',
      [schema, name, sha256, appliedAt],
    );
  await mustHave(client, share.tables, schemas);
  await withoutConstraints(client, schemas, async () => {
    for (const table of share.tables) {
      signal?.throwIfAborted();
      await client.query(`DELETE FROM ${placeOf(table)}`);
      await loadTable(client, table, from.folder).catch(async (thrown: unknown) => {
        // Damaged rows may be refused by PostgreSQL before the end of the file shows the damage.
        if (thrown instanceof DatabaseError) await checkTable(from.folder, table);
        throw asRefusal(thrown, table);
      });
    }
  });
  for (const sequence of share.sequences)
    await client.query('SELECT setval($1::text::regclass, $2::bigint, $3)', [
      placeOf(sequence),
      sequence.value,
      sequence.called,
    ]);
  for (const table of share.tables) await client.query(`ANALYZE ${placeOf(table)}`);
  await compare(client, share.tables, schemas);
  if (schemas.includes('platform'))
    await client.query('DELETE FROM platform.uploads WHERE id = ANY ($1::uuid[])', [
      from.lostUploads,
    ]);
  await restoreState(client, share, environment);
  await markLoaded(client);
}

/** Each table as it was before: the same number of rows, the same bytes. */
async function compare(
  client: ClientBase,
  tables: readonly BackedUpTable[],
  schemas: readonly string[],
): Promise<void> {
  const plans = new Map((await readTables(client, schemas)).map((plan) => [placeOf(plan), plan]));
  for (const table of tables) {
    const plan = plans.get(placeOf(table));
    const now = plan && (await hashTable(client, { ...plan, columns: table.columns }));
    if (now?.rows !== table.rows || now.sha256 !== table.sha256)
      throw errors.internal(
        'platform.restoreRefused',
        `The table ${table.schema}.${table.name} is not what it was after it was brought back. Nothing was changed.`,
      );
  }
}

async function mustHave(
  client: ClientBase,
  tables: readonly BackedUpTable[],
  schemas: readonly string[],
): Promise<void> {
  const made = new Set((await readTables(client, schemas)).map(placeOf));
  const strange = tables.find((table) => !made.has(placeOf(table)));
  if (strange)
    throw refused(
      `The backup has the table ${strange.schema}.${strange.name}, which no migration makes.`,
      'Somebody made it by hand in the database that was backed up.',
    );
}

/** A mark is never weakened: what lands in production is production. */
async function restoreState(
  client: ClientBase,
  { was }: Share,
  environment: Config['environment'],
): Promise<void> {
  if (!was) return;
  const mark = environment === 'production' ? 'production' : was.mark;
  await client.query(
    'UPDATE insites.state SET mark = $1, generation = $2, recreation = $3, recreated_at = $4',
    [mark, was.generation, was.recreation, was.recreatedAt],
  );
}

function asRefusal(thrown: unknown, { schema, name }: BackedUpTable): unknown {
  if (thrown instanceof InsitesError || !(thrown instanceof DatabaseError)) return thrown;
  // Class 53 (no room) and 57 (stopped) are not about the rows.
  if (/^5[37]/.test(thrown.code ?? '')) return thrown;
  return refused(
    `The rows of ${schema}.${name} cannot be brought back: ${thrown.message}.`,
    'Somebody changed the table by hand in the database that was backed up.',
    thrown,
  );
}

function refused(message: string, hint: string, cause?: unknown) {
  return errors.conflict('platform.restoreRefused', `${message} Nothing was changed.`, {
    hint,
    cause,
  });
}
