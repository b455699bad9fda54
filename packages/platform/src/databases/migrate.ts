import { errors, type InsitesError } from '@insites/kernel';
import type { ClientBase } from 'pg';
import type { Log } from '../log/log.ts';
import { refuseHalfRestored } from './backup/restoring.ts';
import {
  type AppliedMigration,
  ensureControl,
  hasControl,
  lockClass,
  readApplied,
  recordApplied,
} from './control.ts';
import type { Database, OwnedSchema } from './database.ts';
import { ensureApplicationRole, grantToApplication, isFenced } from './fence/index.ts';
import { type Migration, readMigrations } from './migrations.ts';

/**
 * Applies what is new, in the order of the list, each migration in a transaction of its own; one that
 * builds indexes CONCURRENTLY goes statement by statement. Of several servers that start together
 * one works and the others wait. Answers how many were applied. Whatever it is interrupted by, the
 * next call finishes.
 * @throws platform.migrationFailed with file, statement and reason; that migration then changed nothing
 * @throws platform.fenceMissing
 * @throws platform.restoreUnfinished
 */
export async function migrate(
  database: Database,
  schemas: readonly OwnedSchema[],
  log: Log,
): Promise<number> {
  const client = await database.$client.connect();
  try {
    return await migrateClient(client, schemas, log);
  } finally {
    client.release();
  }
}

/** The same on a connection of the caller's. */
export async function migrateClient(
  client: ClientBase,
  schemas: readonly OwnedSchema[],
  log: Log,
): Promise<number> {
  const wanted = await wantedMigrations(schemas);
  await refuseHalfRestored(client);
  const ready = await hasControl(client);
  const names = schemas.map(({ name }) => name);
  const done = ready && (await pendingMigrations(client, wanted, schemas)).length === 0;
  if (done && (await isFenced(client, names))) return 0;
  return await underLock(client, async () => {
    await refuseHalfRestored(client);
    await ensureControl(client);
    const missing = await pendingMigrations(client, wanted, schemas);
    const role = names.length > 0 ? await ensureApplicationRole(client) : null;
    for (const migration of missing) {
      await apply(client, migration, role);
      log.info({ schema: migration.schema, migration: migration.name }, 'migration applied');
    }
    if (role !== null) await grantToApplication(client, role, names);
    return missing.length;
  });
}

/** Every migration of the schemas, in their order. */
export async function wantedMigrations(
  schemas: readonly OwnedSchema[],
): Promise<readonly Migration[]> {
  return (await Promise.all(schemas.map(readMigrations))).flat();
}

/** Runs something while nobody else migrates or re-creates this database. */
export async function underLock<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('SELECT pg_advisory_lock($1)', [lockClass]);
  try {
    return await work();
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [lockClass]).catch(() => undefined);
  }
}

/** What is wanted and not applied. @throws platform.migrationFailed when the two do not fit together */
export async function pendingMigrations(
  client: ClientBase,
  wanted: readonly Migration[],
  schemas: readonly OwnedSchema[],
): Promise<readonly Migration[]> {
  const applied = await readApplied(client);
  const known = new Set(wanted.map(keyOf));
  const ours = new Set(schemas.map(({ name }) => name));
  for (const row of applied)
    if (ours.has(row.schema) && !known.has(keyOf(row))) throw newerDatabase(keyOf(row));
  const hashes = new Map(applied.map((row) => [keyOf(row), row.sha256]));
  for (const migration of wanted)
    if ((hashes.get(keyOf(migration)) ?? migration.sha256) !== migration.sha256)
      throw changed(keyOf(migration));
  return wanted.filter((migration) => !hashes.has(keyOf(migration)));
}

/**
 * Makes the schemas from nothing inside the caller's transaction, without a record of it: what they
 * would be if they were made now.
 */
export async function buildSchemas(
  client: ClientBase,
  schemas: readonly OwnedSchema[],
): Promise<void> {
  await applyInside(client, await wantedMigrations(schemas), async () => undefined);
  await fenceSchemas(
    client,
    schemas.map(({ name }) => name),
  );
}

/** Lets the application's role into the schemas as they are now. @throws platform.fenceMissing */
export async function fenceSchemas(client: ClientBase, schemas: readonly string[]): Promise<void> {
  if (schemas.length === 0) return;
  await grantToApplication(client, await ensureApplicationRole(client), schemas);
}

/** Applies whole migrations inside the caller's transaction; indexes are then built at once. */
export async function applyInside(
  client: ClientBase,
  migrations: readonly Migration[],
  record: typeof recordApplied = recordApplied,
): Promise<void> {
  for (const migration of migrations) {
    let current = '';
    try {
      for (current of migration.statements)
        await client.query(current.replace(/\bINDEX\s+CONCURRENTLY\b/i, 'INDEX'));
      await record(client, migration);
    } catch (cause) {
      throw failed(migration, current, cause);
    }
  }
}

function keyOf({ schema, name }: Pick<AppliedMigration, 'schema' | 'name'>): string {
  return `${schema}/${name}`;
}

async function apply(client: ClientBase, migration: Migration, role: string | null): Promise<void> {
  if (migration.statements.some(isApart)) return applyApart(client, migration);
  let current = '';
  await client.query('BEGIN');
  try {
    for (current of migration.statements) await client.query(current);
    current = 'the rights of the application';
    if (role !== null) await grantToApplication(client, role, [migration.schema]);
    current = 'the record of the migration';
    await recordApplied(client, migration);
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failed(migration, current, cause);
  }
}

const concurrent =
  /^\s*(CREATE\s+(?:UNIQUE\s+)?|DROP\s+)INDEX\s+CONCURRENTLY\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?("?\w+"?(?:\."?\w+"?)?)/i;

function isApart(statement: string): boolean {
  return concurrent.test(statement);
}

/** Each index by itself, and only while it is not there: a build that was cut leaves an invalid one. */
async function applyApart(client: ClientBase, migration: Migration): Promise<void> {
  const mixed = migration.statements.find((statement) => !isApart(statement));
  if (mixed !== undefined)
    throw failed(migration, mixed, 'what is built CONCURRENTLY needs a migration of its own');
  for (const statement of migration.statements) {
    try {
      await applyIndex(client, migration.schema, statement);
    } catch (cause) {
      throw failed(migration, statement, cause);
    }
  }
  await recordApplied(client, migration);
}

async function applyIndex(client: ClientBase, schema: string, statement: string): Promise<void> {
  const [, verb = '', named = ''] = concurrent.exec(statement) ?? [];
  const name = (named.split('.').at(-1) ?? '').replaceAll('"', '');
  const quoted = `"${schema}"."${name}"`;
  const { rows } = await client.query<{ valid: boolean }>(
    'SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)',
    [quoted],
  );
  const [found] = rows;
  const drop = /^drop/i.test(verb);
  if (drop ? !found : found?.valid) return;
  if (found && !drop) await client.query(`DROP INDEX CONCURRENTLY ${quoted}`);
  await client.query(statement);
}

function failed(migration: Migration, statement: string, cause: unknown): InsitesError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const brief = statement.replace(/\s+/g, ' ').slice(0, 200);
  return errors.unavailable(
    'platform.migrationFailed',
    `Migration ${migration.schema}/${migration.name} failed: ${reason}. Statement: ${brief}`,
    { hint: 'The database is as it was before this migration. Report it with the log.', cause },
  );
}

function newerDatabase(name: string): InsitesError {
  return errors.unavailable(
    'platform.migrationFailed',
    `The database has the migration ${name}, which this Insites does not know.`,
    { hint: 'A newer Insites has used this database: install that version again.' },
  );
}

function changed(name: string): InsitesError {
  return errors.unavailable(
    'platform.migrationFailed',
    `The migration ${name} is not what was applied to this database.`,
    { hint: 'Migrations never change once applied: restore the file and add a new one.' },
  );
}
