import { AsyncResource } from 'node:async_hooks';
import pg from 'pg';
import type { Log } from '../log/log.ts';
import { extensionsSchema } from './control.ts';
import type { Epochs } from './epochs.ts';
import { type Fence, GatedClient } from './gated-client.ts';

/**
 * What a name without a schema means: something of an extension, never a domain's. Two domains may
 * own tables of one name, so every table is named with its schema.
 */
export const searchPath = `-c search_path=${extensionsSchema},public`;

type Take = Parameters<pg.Pool['connect']>[0];

/** A pool that stays in the caller's scope: who waits for a connection is woken in that of whoever gave it back. */
class BoundPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(take: Take): void;
  override connect(take?: Take): unknown {
    if (!take) return super.connect();
    const here = new AsyncResource('INSITES_CONNECTION');
    return super.connect((...taken) => here.runInAsyncScope(take, undefined, ...taken));
  }
}

/**
 * A pool of connections. A connection that is lost, idle or in use, is logged and replaced; it
 * never ends the process. Waiting for a free connection ends after 10 s. With `epochs`, statements
 * wait while a re-creation commits; with a `fence` that has a role, each sees what its scope may see.
 */
export function openPool(
  url: string,
  max: number,
  log: Log,
  gate?: { readonly epochs: Epochs; readonly fence: Fence },
): pg.Pool {
  // The pool hands its options to every client it makes.
  const gated = gate ? { Client: GatedClient as unknown as typeof pg.Client, ...gate } : {};
  const options = {
    connectionString: url,
    max,
    application_name: 'insites',
    options: searchPath,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    ...gated,
  };
  const pool = new BoundPool(options);
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
