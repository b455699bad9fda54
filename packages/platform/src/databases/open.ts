import { errors, InsitesError } from '@insites/kernel';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import type { Database } from './database.ts';
import { ManagedPostgres } from './embedded/managed.ts';
import { openPool } from './pool.ts';

const databaseName = 'insites';
const oldestVersion = 150_000;

/** An open database, its address (with the password) and what ends it. */
export interface OpenDatabase {
  readonly database: Database;
  readonly url: string;
  /** Waits up to 5 s for what runs, then ends the connections and, when it is ours, PostgreSQL. */
  close(): Promise<void>;
}

/** The database of the configuration: somebody's by URL, or one that we start and keep under the home. */
export async function openDatabase(
  config: Pick<Config, 'home' | 'database'>,
  log: Log,
): Promise<OpenDatabase> {
  const { url, pool: size } = config.database;
  if (url !== null) return connect(url, size, log, async () => undefined);
  const managed = await ManagedPostgres.open(config.home, log);
  try {
    await createOnce(managed, log);
    return await connect(managed.url(databaseName), size, log, () => managed.close());
  } catch (error) {
    await managed.close();
    throw error;
  }
}

async function connect(
  url: string,
  size: number,
  log: Log,
  after: () => Promise<void>,
): Promise<OpenDatabase> {
  const pool = openPool(url, size, log);
  try {
    await check(pool, url);
  } catch (error) {
    await pool.end();
    throw error;
  }
  const close = async () => {
    await Promise.race([pool.end(), pause(5_000)]);
    await after();
  };
  return { database: drizzle({ client: pool }), url, close };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}

async function check(pool: pg.Pool, url: string): Promise<void> {
  const version = await pool
    .query<{ version: number }>("SELECT current_setting('server_version_num')::int AS version")
    .catch((cause: Error) => {
      throw errors.unavailable(
        'platform.databaseGone',
        `PostgreSQL at ${place(url)} cannot be reached: ${cause.message}`,
        { hint: 'Check INSITES_DATABASE_URL, and that the server runs.', cause },
      );
    });
  if ((version.rows[0]?.version ?? 0) >= oldestVersion) return;
  throw new InsitesError(
    'unavailable',
    'platform.databaseUnusable',
    `PostgreSQL at ${place(url)} is too old.`,
    { hint: 'Insites needs PostgreSQL 15 or newer.' },
  );
}

/** The address without the password. */
function place(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

async function createOnce(managed: ManagedPostgres, log: Log): Promise<void> {
  const client = new pg.Client(managed.url('postgres'));
  client.on('error', (error) => log.debug({ err: error }, 'a database connection broke'));
  await client.connect();
  try {
    const known = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (known.rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } finally {
    await client.end();
  }
}
