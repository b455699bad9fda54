import type { Config } from './config/index.ts';
import {
  type Database,
  type Databases,
  type OwnedSchema,
  openDatabases,
  platformTables,
} from './databases/index.ts';
import { type Engine, openEngine } from './engine/index.ts';
import { type Jobs, openJobs } from './jobs/index.ts';
import { createLog, type Log } from './log/index.ts';
import { type Outbox, openOutbox } from './mail/index.ts';
import { type ObjectStore, openObjectStore } from './objects/index.ts';
import { openSealing, type Sealing } from './sealing/index.ts';

/** What every domain stands on. One a process. */
export interface Platform {
  readonly config: Config;
  readonly log: Log;
  /** The one the platform's own tables live in. */
  readonly database: Database;
  readonly databases: Databases;
  readonly objects: ObjectStore;
  /** Keeps small secrets in the database under the root key. */
  readonly sealing: Sealing;
  readonly engine: Engine;
  /** Register handlers, then `start`. */
  readonly jobs: Jobs;
  /** The outbox of mails. */
  readonly mail: Outbox;
  /** Ends jobs first and the database last. What fails to end is logged; the rest still ends. */
  close(): Promise<void>;
}

/** Opens the database, brings its schemas up to date (the platform's first), and opens the rest on it. */
export async function openPlatform(
  config: Config,
  schemas: readonly OwnedSchema[],
): Promise<Platform> {
  const log = createLog(config);
  const databases = await openDatabases(config, [platformTables, ...schemas], log);
  try {
    await databases.start();
    return await openRest(config, log, databases);
  } catch (error) {
    await databases.close();
    throw error;
  }
}

/** The platform as a domain gets it: with the database that the domain is routed to. */
export function platformOf(platform: Platform, domain: string): Platform {
  return { ...platform, database: platform.databases.of(domain) };
}

async function openRest(config: Config, log: Log, databases: Databases): Promise<Platform> {
  const { database, url } = databases.main;
  const { home } = config;
  const engine = openEngine({ config, log, home });
  const objects = await openObjectStore({ config, log, database, home });
  const sealing = await openSealing(home, config.rootKey);
  const jobs = openJobs({
    database,
    url,
    log,
    work: config.roles.includes('worker'),
    alone: config.database.url === null,
    scope: () => databases.scope(),
  });
  const mail = openOutbox({ config, database, jobs });
  const close = async () => {
    for (const part of [jobs, engine, objects, databases])
      await part.close().catch((error: unknown) => log.error({ err: error }, 'closing failed'));
  };
  return { config, log, database, databases, objects, sealing, engine, jobs, mail, close };
}
