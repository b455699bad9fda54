import { errors } from '@insites/kernel';
import { createDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { asDatabaseError } from './errors.ts';

describe('asDatabaseError', () => {
  it('knows a connection that was ended by the server, through what Drizzle wraps around it', async () => {
    await using test = await createDatabase();
    const ended = await test.database
      .execute(sql`SELECT pg_terminate_backend(pg_backend_pid())`)
      .catch((error: unknown) => error);
    expect(asDatabaseError(ended)).toMatchObject({
      kind: 'unavailable',
      code: 'platform.databaseGone',
      details: { retryAfter: 5 },
    });
  });

  it('knows a pool that is used up', async () => {
    await using test = await createDatabase();
    const pool = new pg.Pool({ connectionString: test.url, max: 1, connectionTimeoutMillis: 50 });
    const client = await pool.connect();
    const full = await pool.query('SELECT 1').catch((error: unknown) => error);
    expect(asDatabaseError(full)).toMatchObject({ code: 'platform.databaseGone' });
    client.release();
    await pool.end();
  });

  it('leaves mistakes in a query and errors of ours alone', async () => {
    await using test = await createDatabase();
    const mistake = await test.database.execute(sql`SELEC`).catch((error: unknown) => error);
    expect(mistake).toBeInstanceOf(Error);
    expect(asDatabaseError(mistake)).toBeNull();
    expect(asDatabaseError(errors.unavailable('t.away', 'Away.'))).toBeNull();
  });
});
