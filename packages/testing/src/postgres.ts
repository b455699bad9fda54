import { createLog, openDatabase, readConfig } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { temporaryHome } from './home.ts';

/** A PostgreSQL for a test run. */
export interface TestPostgres {
  /** Address of a database whose role may make others. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a real PostgreSQL in a temporary home, without waiting for the disk. */
export async function startPostgres(): Promise<TestPostgres> {
  const home = await temporaryHome();
  const config = readConfig({}, { INSITES_HOME: home.path, INSITES_LOG_LEVEL: 'error' });
  const opened = await openDatabase(config, createLog(config));
  await opened.database.execute(sql`ALTER SYSTEM SET fsync = off`);
  await opened.database.execute(sql`ALTER SYSTEM SET full_page_writes = off`);
  await opened.database.execute(sql`SELECT pg_reload_conf()`);
  return {
    url: opened.url,
    stop: async () => {
      await opened.close();
      await home.remove();
    },
  };
}
