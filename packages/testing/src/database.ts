import { randomBytes } from 'node:crypto';
import {
  createLog,
  type Database,
  type Databases,
  migrate,
  type OwnedSchema,
  openDatabase,
  openDatabases,
  readConfig,
} from '@insites/platform';
import { sql } from 'drizzle-orm';
import { inject } from 'vitest';
import './global-setup.ts';

/** A database of a test's own. */
export interface TestDatabase extends AsyncDisposable {
  readonly database: Database;
  readonly url: string;
  /** The same as a server has it: each statement sees what its scope may see. Opened when first asked for. */
  fenced(): Promise<Database>;
  /** Ends its connections and removes it. */
  drop(): Promise<void>;
}

/**
 * Makes a database in the run's PostgreSQL (about 50 ms), empty but for the migrations of
 * `schemas`, given in the order they depend on each other.
 */
export async function createDatabase(schemas: readonly OwnedSchema[] = []): Promise<TestDatabase> {
  const url = inject('postgresUrl');
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administrate(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const opened = await open(own.href);
  let served: Promise<Databases> | null = null;
  const fenced = async () => {
    served ??= serve(own.href, schemas);
    return (await served).main.database;
  };
  const drop = async () => {
    await (await served)?.close();
    await opened.close();
    await administrate(url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  await migrate(opened.database, schemas, quiet);
  return {
    database: opened.database,
    url: own.href,
    fenced,
    drop,
    [Symbol.asyncDispose]: drop,
  };
}

const quiet = createLog({ logLevel: 'error' });

function open(url: string) {
  return openDatabase(readConfig({}, { INSITES_DATABASE_URL: url }), quiet);
}

async function serve(url: string, schemas: readonly OwnedSchema[]): Promise<Databases> {
  const databases = await openDatabases(
    readConfig({}, { INSITES_DATABASE_URL: url }),
    schemas,
    quiet,
  );
  await databases.start();
  return databases;
}

async function administrate(url: string, statement: string): Promise<void> {
  const { database, close } = await open(url);
  await database.execute(sql.raw(statement)).finally(close);
}
