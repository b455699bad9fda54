import {
  type Config,
  createLog,
  createMissing,
  findPlaces,
  type Log,
  type Place,
  platformTables,
  readConfig,
  renamed,
} from '@insites/platform';
import { schemas } from '../domains.ts';

/** What every verb over the databases may be told. */
export interface DatabaseOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Settings that win over the environment, by the same names. */
  readonly overrides?: Readonly<Record<string, string>>;
}

/** The configured databases, and what they are worked on with. */
export interface AtDatabases {
  readonly config: Config;
  readonly log: Log;
  /** `main` first. */
  readonly places: readonly Place[];
}

/** Every schema, the platform's first. */
export const allSchemas = [platformTables, ...schemas];

/**
 * Does something at the configured databases, beside a server that may be running on them. The
 * PostgreSQL of a home in which none runs is started for as long as it takes.
 */
export async function atDatabases<T>(
  { env = process.env, overrides = {} }: DatabaseOptions,
  work: (at: AtDatabases) => Promise<T>,
): Promise<T> {
  const config = readConfig(env, { INSITES_LOG_LEVEL: 'warn', ...overrides });
  const log = createLog(config);
  const places = await findPlaces(config, allSchemas, log, { attach: true });
  try {
    return await work({ config, log, places: places.all });
  } finally {
    await places.close();
  }
}

/** Makes databases that are not there yet, in their servers; who made it here may throw it away. */
export async function makeMissing({ config, log, places }: AtDatabases): Promise<void> {
  for (const { url, databaseName } of places)
    await createMissing((name) => renamed(url, name), databaseName, config, log);
}
