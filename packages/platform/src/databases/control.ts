import type { ClientBase } from 'pg';
import { deliveriesTable } from './deliveries.ts';

/** First half of this program's advisory locks; "insites" on a telephone's keys. */
export const lockClass = 4_674_837;

/** What a database may be used for. */
export type DatabaseMark = 'production' | 'disposable';

/** What a database knows of itself, apart from any schema that comes and goes. */
export interface DatabaseState {
  /** Null: nobody has said. */
  readonly mark: DatabaseMark | null;
  /** How many times it was re-created. */
  readonly generation: number;
  /** The re-creation it stems from; the same in every routed database. */
  readonly recreation: string | null;
  readonly recreatedAt: Date | null;
}

/** A migration that was applied. */
export interface AppliedMigration {
  readonly schema: string;
  readonly name: string;
  /** Of the file, lower-case hexadecimal. */
  readonly sha256: string;
  readonly appliedAt: Date;
}

/** The schema of what a database knows of itself. */
export const controlSchema = 'insites';

/** Where extensions live: no domain owns them, so no re-creation takes them away. */
export const extensionsSchema = 'extensions';

/** Of the first releases, which kept the list of migrations among the platform's tables. */
const takeOver = `
  DO $$ BEGIN
    IF to_regclass('platform.migrations') IS NOT NULL THEN
      INSERT INTO insites.migrations (schema, name, sha256, applied_at)
        SELECT schema, name, sha256, applied_at FROM platform.migrations ON CONFLICT DO NOTHING;
      DROP TABLE platform.migrations;
    END IF;
  END $$`;

/** Makes the control schema where it is missing. Call it under the lock of migrations. */
export async function ensureControl(client: ClientBase): Promise<void> {
  await client.query(`
    BEGIN;
    SET LOCAL client_min_messages = warning;
    CREATE SCHEMA IF NOT EXISTS ${extensionsSchema};
    CREATE SCHEMA IF NOT EXISTS insites;
    CREATE TABLE IF NOT EXISTS insites.migrations (
      schema text NOT NULL,
      name text NOT NULL,
      sha256 text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      PRIMARY KEY (schema, name)
    );
    CREATE TABLE IF NOT EXISTS insites.state (
      one smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
      mark text CHECK (mark IN ('production', 'disposable')),
      generation integer NOT NULL DEFAULT 0,
      recreation uuid,
      recreated_at timestamptz
    );
    INSERT INTO insites.state DEFAULT VALUES ON CONFLICT DO NOTHING;
    ${deliveriesTable};
    ${takeOver};
    COMMIT`);
}

/** Whether the control schema stands. */
export async function hasControl(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('insites.state') IS NOT NULL AS there",
  );
  return rows[0]?.there ?? false;
}

/** Changes nothing; a database without the control schema is unmarked and never re-created. */
export async function readState(client: ClientBase): Promise<DatabaseState> {
  const nothing = { mark: null, generation: 0, recreation: null, recreatedAt: null };
  if (!(await hasControl(client))) return nothing;
  const { rows } = await client.query<DatabaseState>(
    'SELECT mark, generation, recreation, recreated_at AS "recreatedAt" FROM insites.state',
  );
  return rows[0] ?? nothing;
}

/** Says what the database may be used for. */
export async function markDatabase(client: ClientBase, mark: DatabaseMark | null): Promise<void> {
  await client.query('UPDATE insites.state SET mark = $1', [mark]);
}

/** What was applied, in that order; empty where nothing ever was. */
export async function readApplied(client: ClientBase): Promise<readonly AppliedMigration[]> {
  const { rows: places } = await client.query<{ own: boolean; old: boolean }>(
    `SELECT to_regclass('insites.migrations') IS NOT NULL AS own,
            to_regclass('platform.migrations') IS NOT NULL AS old`,
  );
  const table = places[0]?.own
    ? 'insites.migrations'
    : places[0]?.old
      ? 'platform.migrations'
      : null;
  if (table === null) return [];
  const { rows } = await client.query<AppliedMigration>(
    `SELECT schema, name, sha256, applied_at AS "appliedAt" FROM ${table} ORDER BY applied_at, schema, name`,
  );
  return rows;
}

/** Records a migration in the transaction that applied it. */
export async function recordApplied(
  client: ClientBase,
  { schema, name, sha256 }: Pick<AppliedMigration, 'schema' | 'name' | 'sha256'>,
): Promise<void> {
  await client.query('INSERT INTO insites.migrations (schema, name, sha256) VALUES ($1, $2, $3)', [
    schema,
    name,
    sha256,
  ]);
}
