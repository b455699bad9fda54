import { errors } from '@insites/kernel';
import { type ClientBase, escapeLiteral } from 'pg';

/** A restore into a database that has not ended. */
export interface Restoring {
  /** Which backup: the SHA-256 of its manifest. */
  readonly backup: string;
  readonly folder: string;
  /** Whether this database has its data; others may not have theirs. */
  readonly loaded: boolean;
}

/** Notes in the database itself that it is being restored; until the note is gone no server starts on it. */
export async function beginRestoring(
  client: ClientBase,
  { backup, folder }: Omit<Restoring, 'loaded'>,
): Promise<void> {
  await client.query(`
    BEGIN;
    CREATE TABLE insites.restoring (
      one smallint PRIMARY KEY DEFAULT 1 CHECK (one = 1),
      backup text NOT NULL,
      folder text NOT NULL,
      loaded boolean NOT NULL DEFAULT false,
      started_at timestamptz NOT NULL DEFAULT now()
    );
    INSERT INTO insites.restoring (backup, folder)
      VALUES (${escapeLiteral(backup)}, ${escapeLiteral(folder)});
    COMMIT`);
}

/** The restore under way, or that was cut off; null when there is none. */
export async function readRestoring(client: ClientBase): Promise<Restoring | null> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "SELECT to_regclass('insites.restoring') IS NOT NULL AS there",
  );
  if (!found[0]?.there) return null;
  const { rows } = await client.query<Restoring>(
    'SELECT backup, folder, loaded FROM insites.restoring',
  );
  return rows[0] ?? null;
}

/** In the transaction that brings the data: they are whole. */
export async function markLoaded(client: ClientBase): Promise<void> {
  await client.query('UPDATE insites.restoring SET loaded = true');
}

/** The note goes: servers may start. */
export async function endRestoring(client: ClientBase): Promise<void> {
  await client.query('DROP TABLE IF EXISTS insites.restoring');
}

/** @throws platform.restoreUnfinished */
export async function refuseHalfRestored(client: ClientBase): Promise<void> {
  const restoring = await readRestoring(client);
  if (!restoring) return;
  throw errors.unavailable(
    'platform.restoreUnfinished',
    'This database is being restored from a backup, or a restore was cut off.',
    { hint: `Wait, or run it again to finish it: insites db restore ${restoring.folder}` },
  );
}
