import { errors } from '@insites/kernel';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Config } from '../config/config.ts';
import type { Log } from '../log/log.ts';
import { controlSchema } from './control.ts';
import type { Database, OwnedSchema } from './database.ts';
import { Epochs, Scope } from './epochs.ts';
import { applicationRole } from './fence/index.ts';
import type { Fence } from './gated-client.ts';
import { migrateClient } from './migrate.ts';
import { checkVersion, findPlaces, type Place, type Places, withClient } from './places.ts';
import { openPool } from './pool.ts';
import { Presence } from './presence.ts';
import { mainRoute } from './routes.ts';

/** An open database, its address (with the password) and what ends it. */
export interface OpenDatabase {
  readonly database: Database;
  readonly url: string;
  /** Waits up to 5 s for what runs, then ends the connections and, when it is ours, PostgreSQL. */
  close(): Promise<void>;
}

/** One database of several. */
export interface RoutedDatabase {
  /** `main`, or a name of INSITES_DATABASES. */
  readonly name: string;
  /** With the password. */
  readonly url: string;
  readonly schemas: readonly OwnedSchema[];
  readonly database: Database;
}

/** All databases of a configuration. */
export interface Databases {
  /** Where everything lives that is not routed elsewhere. */
  readonly main: RoutedDatabase;
  /** `main` first. */
  readonly all: readonly RoutedDatabase[];
  /** The database a schema lives in. */
  of(schema: string): Database;
  /**
   * Brings all of them up to date, raises the fence between tenants, and shows them that this process
   * serves. Answers how many migrations were applied.
   */
  start(): Promise<number>;
  /** Begins something that ends in the generation it began in, whatever is re-created meanwhile: a request, a run of a job. */
  scope(): Scope;
  close(): Promise<void>;
}

type OpenConfig = Pick<Config, 'home' | 'database' | 'environment'>;

/** The databases of the configuration: somebody's by URL, or ones that we start and keep under the home. */
export async function openDatabases(
  config: OpenConfig,
  schemas: readonly OwnedSchema[],
  log: Log,
): Promise<Databases> {
  const places = await findPlaces(config, schemas, log);
  try {
    return await connectAll(places, config.database.pool, log);
  } catch (error) {
    await places.close();
    throw error;
  }
}

/** The main database alone, as it is: nothing is migrated, and no re-creation waits for it. */
export async function openDatabase(config: OpenConfig, log: Log): Promise<OpenDatabase> {
  const databases = await openDatabases(config, [], log);
  const { database, url } = databases.main;
  return { database, url, close: () => databases.close() };
}

interface Opened extends RoutedDatabase {
  readonly epochs: Epochs;
  readonly fence: Fence;
  readonly databaseName: string;
}

async function connectAll(places: Places, size: number, log: Log): Promise<Databases> {
  const all = places.all.map((place) => openOne(place, size, log));
  const presences: Presence[] = [];
  const close = async () => {
    await Promise.all(presences.map((presence) => presence.close()));
    await Promise.race([
      Promise.all(all.map(({ database }) => database.$client.end())),
      pause(5_000),
    ]);
    await places.close();
  };
  try {
    for (const { url } of all) await withClient(url, log, (client) => checkVersion(client, url));
  } catch (error) {
    await close();
    throw error;
  }
  const [main] = all;
  if (!main) throw new Error(`There is no database ${mainRoute}`);
  const epochs = all.map((one) => one.epochs);
  return {
    main,
    all,
    of: (schema) =>
      (all.find((one) => one.schemas.some(({ name }) => name === schema)) ?? main).database,
    async start() {
      let applied = 0;
      for (const { url, schemas, fence, databaseName } of all) {
        applied += await withClient(url, log, (client) => migrateClient(client, schemas, log));
        fence.role = applicationRole(databaseName);
      }
      for (const one of all) presences.push(await present(one, log));
      return applied;
    },
    scope: () => new Scope(epochs),
    close,
  };
}

function openOne({ name, url, schemas, databaseName }: Place, size: number, log: Log): Opened {
  const epochs = new Epochs();
  const fence: Fence = { role: null };
  const database = drizzle({ client: openPool(url, size, log, { epochs, fence }) });
  return { name, url, schemas, database, epochs, fence, databaseName };
}

async function present({ url, database, epochs, schemas }: Opened, log: Log): Promise<Presence> {
  await refuseDoubt(database, schemas);
  epochs.know(await namesIn(database, schemas));
  return Presence.open({ url, epochs, log });
}

/**
 * `"files"."versions"` could be a table or the column of a table that is called like its schema; a
 * statement is spelled for an earlier generation by its text, so there must be no doubt.
 */
async function refuseDoubt(database: Database, schemas: readonly OwnedSchema[]): Promise<void> {
  const { rows } = await database.$client.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, a.attname AS name FROM pg_class c
       JOIN pg_namespace n ON n.oid = c.relnamespace AND c.relname = n.nspname
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       JOIN pg_class other ON other.relnamespace = n.oid AND other.relname = a.attname
         AND other.relkind IN ('r', 'p', 'v', 'm')
       WHERE n.nspname = ANY ($1)`,
    [schemas.map(({ name }) => name)],
  );
  const [doubt] = rows;
  if (!doubt) return;
  const { schema, name } = doubt;
  throw errors.unavailable(
    'platform.databaseUnusable',
    `The table ${schema}.${schema} has a column called like the table ${schema}.${name}.`,
    { hint: 'Rename one of them; a statement cannot tell them apart.' },
  );
}

/** Relations and functions of the schemas: what statements may call by `"schema"."name"`. */
async function namesIn(database: Database, schemas: readonly OwnedSchema[]) {
  const { rows } = await database.$client.query<{ schema: string; name: string }>(
    `SELECT nspname AS schema, relname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname = ANY ($1) AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
     UNION SELECT nspname, proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
       WHERE nspname = ANY ($1)`,
    [schemas.map(({ name }) => name).filter((name) => name !== controlSchema)],
  );
  return rows;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
