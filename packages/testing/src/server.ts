import { randomBytes } from 'node:crypto';
import { createDatabase } from './database.ts';
import { temporaryHome } from './home.ts';

/** What a test needs of a running server. */
export interface RunningServer {
  /** Address without a slash at the end. */
  readonly url: string;
  close(): Promise<void>;
}

/** A whole server on a home and a database of its own. */
export interface TestServer<S extends RunningServer> extends AsyncDisposable {
  readonly server: S;
  readonly url: string;
  /** API token of the first administrator. */
  readonly adminToken: string;
  readonly home: string;
  /** Stops it and removes what it kept. */
  stop(): Promise<void>;
}

/**
 * Starts a server with the program's own starter, which gets settings by the names of their
 * environment variables. `settings` come before the test's defaults.
 */
export async function startTestServer<S extends RunningServer>(
  start: (settings: Readonly<Record<string, string>>) => Promise<S>,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer<S>> {
  const [home, { url: databaseUrl, drop }] = await Promise.all([temporaryHome(), createDatabase()]);
  const adminToken = `test-${randomBytes(32).toString('base64url')}`;
  const all = {
    INSITES_HOME: home.path,
    INSITES_PORT: '0',
    INSITES_DATABASE_URL: databaseUrl,
    INSITES_ADMIN_TOKEN: adminToken,
    INSITES_LOG_LEVEL: 'error',
    INSITES_REQUESTS_PER_MINUTE: '1000000',
    ...settings,
  };
  const remove = () => Promise.all([drop(), home.remove()]);
  const server = await start(all).catch(async (error: unknown) => {
    await remove();
    throw error;
  });
  const stop = async () => {
    await server.close();
    await remove();
  };
  return {
    server,
    url: server.url,
    adminToken,
    home: home.path,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
