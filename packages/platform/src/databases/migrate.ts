import { errors, type InsitesError } from '@insites/kernel';
import type { PoolClient } from 'pg';
import type { Log } from '../log/log.ts';
import type { Database, OwnedSchema } from './database.ts';
import { type Migration, readMigrations } from './migrations.ts';

// Any number that nobody else in this database uses; "insites" on a telephone's keys.
const lockNumber = 4_674_837;

const ledger = `
  CREATE SCHEMA IF NOT EXISTS platform;
  CREATE TABLE IF NOT EXISTS platform.migrations (
    schema text NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (schema, name)
  )`;

/**
 * Applies what is new, each migration in a transaction of its own, in the order of the list. Of
 * several servers that start together one works and the others wait. Answers how many were applied.
 * Throws platform.migrationFailed with file, statement and reason; that migration then changed nothing.
 */
export async function migrate(
  database: Database,
  schemas: readonly OwnedSchema[],
  log: Log,
): Promise<number> {
  const wanted = (await Promise.all(schemas.map(readMigrations))).flat();
  const client = await database.$client.connect();
  try {
    if ((await pending(client, wanted, schemas)).length === 0) return 0;
    await client.query('SELECT pg_advisory_lock($1)', [lockNumber]);
    try {
      await client.query(ledger);
      const missing = await pending(client, wanted, schemas);
      for (const migration of missing) {
        await apply(client, migration);
        log.info({ schema: migration.schema, migration: migration.name }, 'migration applied');
      }
      return missing.length;
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [lockNumber]).catch(() => undefined);
    }
  } finally {
    client.release();
  }
}

async function pending(
  client: PoolClient,
  wanted: readonly Migration[],
  schemas: readonly OwnedSchema[],
): Promise<readonly Migration[]> {
  const applied = await readLedger(client);
  const key = ({ schema, name }: { schema: string; name: string }) => `${schema}/${name}`;
  const known = new Set(wanted.map(key));
  const ours = new Set(schemas.map(({ name }) => name));
  for (const row of applied)
    if (ours.has(row.schema) && !known.has(key(row))) throw newerDatabase(key(row));
  const hashes = new Map(applied.map((row) => [key(row), row.sha256]));
  for (const migration of wanted)
    if ((hashes.get(key(migration)) ?? migration.sha256) !== migration.sha256)
      throw changed(key(migration));
  return wanted.filter((migration) => !hashes.has(key(migration)));
}

async function readLedger(client: PoolClient) {
  const there = await client.query<{ there: boolean }>(
    "SELECT to_regclass('platform.migrations') IS NOT NULL AS there",
  );
  if (!there.rows[0]?.there) return [];
  const { rows } = await client.query<{ schema: string; name: string; sha256: string }>(
    'SELECT schema, name, sha256 FROM platform.migrations',
  );
  return rows;
}

async function apply(client: PoolClient, migration: Migration): Promise<void> {
  let current = '';
  await client.query('BEGIN');
  try {
    for (current of migration.statements) await client.query(current);
    current = 'the record of the migration';
    await client.query(
      'INSERT INTO platform.migrations (schema, name, sha256) VALUES ($1, $2, $3)',
      [migration.schema, migration.name, migration.sha256],
    );
    await client.query('COMMIT');
  } catch (cause) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failed(migration, current, cause);
  }
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
