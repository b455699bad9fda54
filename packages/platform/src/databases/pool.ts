import pg from 'pg';
import type { Log } from '../log/log.ts';

/**
 * A pool of connections. A connection that is lost, idle or in use, is logged and replaced; it
 * never ends the process. Waiting for a free connection ends after 10 s.
 */
export function openPool(url: string, max: number, log: Log): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    application_name: 'insites',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  pool.on('error', (error) => {
    // Ending the pool does not wait for the last good-byes: PostgreSQL may be faster.
    if (!pool.ending) log.warn({ reason: error.message }, 'an idle database connection was lost');
  });
  // pg-pool listens only while a client is idle; one lost in a transaction would end the process.
  pool.on('connect', (client) => {
    client.on('error', (error: Error) =>
      log.debug({ reason: error.message }, 'a database connection broke'),
    );
  });
  return pool;
}
