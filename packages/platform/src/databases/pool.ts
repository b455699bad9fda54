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
  pool.on('error', (error) => log.warn({ err: error }, 'an idle database connection was lost'));
  // pg-pool listens only while a client is idle; one lost in a transaction would end the process.
  pool.on('connect', (client) => {
    client.on('error', (error: Error) => log.debug({ err: error }, 'a database connection broke'));
  });
  return pool;
}
