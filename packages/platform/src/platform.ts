import type { Config } from './config/index.ts';
import {
  type Database,
  migrate,
  type OpenDatabase,
  type OwnedSchema,
  openDatabase,
  platformTables,
} from './databases/index.ts';
import { type Engine, openEngine } from './engine/index.ts';
import { type Jobs, openJobs } from './jobs/index.ts';
import { createLog, type Log } from './log/index.ts';
import { type ObjectStore, openObjectStore } from './objects/index.ts';

/** What every domain stands on. One a process. */
export interface Platform {
  readonly config: Config;
  readonly log: Log;
  readonly database: Database;
  readonly objects: ObjectStore;
  readonly engine: Engine;
  /** Register handlers, then `start`. */
  readonly jobs: Jobs;
  /** Ends jobs first and the database last. What fails to end is logged; the rest still ends. */
  close(): Promise<void>;
}

/** Opens the database, brings its schemas up to date (the platform's first), and opens the rest on it. */
export async function openPlatform(
  config: Config,
  schemas: readonly OwnedSchema[],
): Promise<Platform> {
  const log = createLog(config);
  const opened = await openDatabase(config, log);
  try {
    await migrate(opened.database, [platformTables, ...schemas], log);
    return await openRest(config, log, opened);
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openRest(config: Config, log: Log, opened: OpenDatabase): Promise<Platform> {
  const { database, url } = opened;
  const { home } = config;
  const engine = openEngine({ config, log, home });
  const objects = await openObjectStore({ config, log, database, home });
  const jobs = openJobs({
    database,
    url,
    log,
    work: config.roles.includes('worker'),
    alone: config.database.url === null,
  });
  const close = async () => {
    for (const part of [jobs, engine, objects, opened])
      await part.close().catch((error: unknown) => log.error({ err: error }, 'closing failed'));
  };
  return { config, log, database, objects, engine, jobs, close };
}
