import { createDatabase, type TestDatabase } from '@insites/testing';
import pg from 'pg';

/** Two empty databases, and the settings that route identity and the log to the second. */
export interface TwoDatabases extends AsyncDisposable {
  readonly main: Named;
  readonly auth: Named;
  readonly settings: Readonly<Record<string, string>>;
}

/** A database with the name its server knows it by. */
export interface Named extends TestDatabase {
  readonly name: string;
}

export async function createTwoDatabases(): Promise<TwoDatabases> {
  const [main, auth] = await Promise.all([named(), named()]);
  return {
    main,
    auth,
    settings: {
      INSITES_DATABASE_URL: main.url,
      INSITES_DATABASES: `auth=${auth.url}`,
      INSITES_DATABASE_ROUTES: 'identity=auth,audit=auth',
      INSITES_ENVIRONMENT: 'test',
    },
    [Symbol.asyncDispose]: async () => {
      await main.drop();
      await auth.drop();
    },
  };
}

async function named(): Promise<Named> {
  const database = await createDatabase();
  return { ...database, name: new URL(database.url).pathname.slice(1) };
}

/** Asks a database something, on a connection of its own. */
export async function ask(
  { url }: Pick<TestDatabase, 'url'>,
  statement: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query(statement);
    return rows ?? [];
  } finally {
    await client.end();
  }
}

/** Its schemas, but for PostgreSQL's own. */
export async function schemasOf(database: Pick<TestDatabase, 'url'>): Promise<readonly string[]> {
  const rows = await ask(
    database,
    `SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema|public)' ORDER BY 1`,
  );
  return rows.map(({ nspname }) => String(nspname));
}
