import { errors, InsitesError } from '@insites/kernel';
import pg from 'pg';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import { ensureControl, markDatabase } from './control.ts';
import type { OwnedSchema } from './database.ts';
import { attachPostgres } from './embedded/attach.ts';
import { ManagedPostgres } from './embedded/managed.ts';
import { searchPath } from './pool.ts';
import { mainRoute, planRoutes, type Route } from './routes.ts';

const managedName = 'insites';
const oldestVersion = 150_000;

/** A routed database with its address. */
export interface Place extends Route {
  /** With the password. */
  readonly url: string;
  /** Name of the database in its server. */
  readonly databaseName: string;
}

/** Where the databases are, and what lets go of them. */
export interface Places {
  /** `main` first. */
  readonly all: readonly Place[];
  /** Stops PostgreSQL when it was started here. */
  close(): Promise<void>;
}

/** What finding them needs of the configuration. */
export type PlacesConfig = Pick<Config, 'home' | 'database' | 'environment'>;

/**
 * Finds the databases of the configuration. Without INSITES_DATABASE_URL they are in a PostgreSQL
 * under the home, which is started here; with `attach` one that a running server keeps is used.
 * @throws platform.databaseGone, platform.databaseUnusable, platform.homeInUse
 */
export async function findPlaces(
  config: PlacesConfig,
  schemas: readonly OwnedSchema[],
  log: Log,
  { attach = false }: { readonly attach?: boolean } = {},
): Promise<Places> {
  const routes = planRoutes(config.database, schemas);
  const { url } = config.database;
  if (url !== null) return { all: placesBeside(url, routes), close: async () => undefined };
  const attached = attach ? await attachPostgres(config.home) : null;
  if (attached)
    return {
      all: await managedPlaces(attached, routes, config, log),
      close: async () => undefined,
    };
  const managed = await ManagedPostgres.open(config.home, log);
  try {
    return {
      all: await managedPlaces(managed.url, routes, config, log),
      close: () => managed.close(),
    };
  } catch (error) {
    await managed.close();
    throw error;
  }
}

function placesBeside(main: string, routes: readonly Route[]): readonly Place[] {
  return routes.map((route) => {
    const url = route.name === mainRoute ? main : (route.url ?? renamed(main, route.name));
    return { ...route, url, databaseName: nameIn(url) };
  });
}

/** The address of another database in the same server. */
export function renamed(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}

function nameIn(url: string): string {
  const { pathname, username } = new URL(url);
  return decodeURIComponent(pathname.slice(1)) || decodeURIComponent(username);
}

async function managedPlaces(
  urlOf: (database: string) => string,
  routes: readonly Route[],
  config: PlacesConfig,
  log: Log,
): Promise<readonly Place[]> {
  const places = routes.map((route) => {
    const name = route.name === mainRoute ? managedName : route.name;
    return {
      ...route,
      url: route.url ?? urlOf(name),
      databaseName: route.url ? nameIn(route.url) : name,
    };
  });
  for (const { databaseName, name } of places)
    if (routes.some((route) => route.name === name && route.url === null))
      await createMissing(urlOf, databaseName, config, log);
  return places;
}

/**
 * Makes a database where there is none. It is marked as the environment says from its first moment:
 * what was made in development or test may be re-created, what was made in production never.
 */
export async function createMissing(
  urlOf: (database: string) => string,
  name: string,
  { environment }: Pick<Config, 'environment'>,
  log: Log,
): Promise<void> {
  const made = await withClient(urlOf('postgres'), log, async (client) => {
    const known = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (known.rowCount !== 0) return false;
    await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
    return true;
  });
  if (!made) return;
  await withClient(urlOf(name), log, async (client) => {
    await ensureControl(client);
    await markDatabase(client, environment === 'production' ? 'production' : 'disposable');
  });
}

/** A connection for a moment. Throws platform.databaseGone when there is none to be had. */
export async function withClient<T>(
  url: string,
  log: Log,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connectTo(url, log);
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** A connection of its own, for what pools are not for. It passes the fence: it is the program's own work. */
export async function connectTo(url: string, log: Log): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'insites db',
    options: `${searchPath} -c insites.system=on`,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  client.on('error', (error) => log.debug({ err: error }, 'a database connection broke'));
  try {
    await client.connect();
  } catch (cause) {
    throw unreachable(url, cause);
  }
  return client;
}

/** Whether the database answers and is new enough. */
export async function checkVersion(
  client: Pick<pg.ClientBase, 'query'>,
  url: string,
): Promise<void> {
  const version = await client
    .query<{ version: number }>("SELECT current_setting('server_version_num')::int AS version")
    .catch((cause: Error) => {
      throw unreachable(url, cause);
    });
  if ((version.rows[0]?.version ?? 0) >= oldestVersion) return;
  throw new InsitesError(
    'unavailable',
    'platform.databaseUnusable',
    `PostgreSQL at ${withoutPassword(url)} is too old.`,
    { hint: 'Insites needs PostgreSQL 15 or newer.' },
  );
}

function unreachable(url: string, cause: unknown): InsitesError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return errors.unavailable(
    'platform.databaseGone',
    `PostgreSQL at ${withoutPassword(url)} cannot be reached: ${reason}`,
    {
      hint: 'Check INSITES_DATABASE_URL and INSITES_DATABASES, and that the server runs.',
      cause,
    },
  );
}

/** The address without the password. */
export function withoutPassword(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
