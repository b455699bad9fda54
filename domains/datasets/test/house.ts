import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { asSystem } from '@insites/platform';
import { type Server, startServer } from '@insites/server';
import { startTestServer, type TestServer, temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { type City, cityAt } from './city.ts';

export interface House extends AsyncDisposable {
  readonly server: Server;
  readonly home: string;
  readonly token: string;
  readonly city: City;
  stop(): Promise<void>;
}

/** A server on a database of the run's PostgreSQL. */
export async function startHouse(settings: Readonly<Record<string, string>> = {}): Promise<House> {
  const started: TestServer<Server> = await startTestServer(
    (overrides) => startServer({ env: {}, overrides }),
    settings,
  );
  const { server, home, adminToken: token, stop } = started;
  return {
    server,
    home,
    token,
    city: cityAt(server.url, token),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** A server with a PostgreSQL of its own, on a home that may be given. */
export async function startAlone(
  settings: Readonly<Record<string, string>> = {},
  given: { readonly home?: string; readonly token?: string } = {},
): Promise<House> {
  const temporary = given.home === undefined ? await temporaryHome() : null;
  const home = given.home ?? temporary?.path ?? '';
  const token = given.token ?? `test-${randomBytes(32).toString('base64url')}`;
  const server = await startServer({
    env: {},
    overrides: {
      INSITES_HOME: home,
      INSITES_PORT: '0',
      INSITES_ADMIN_TOKEN: token,
      INSITES_LOG_LEVEL: 'fatal',
      INSITES_REQUESTS_PER_MINUTE: '1000000',
      ...settings,
    },
  });
  const stop = async () => {
    await server.close();
    await temporary?.remove();
  };
  return {
    server,
    home,
    token,
    city: cityAt(server.url, token),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** What stands in the server's house; equal before and after a failure, when nothing is left behind. */
export interface Stock {
  readonly datasets: number;
  readonly versions: number;
  readonly importing: number;
  readonly objects: number;
  readonly pending: number;
  readonly blobs: number;
  readonly scratch: readonly string[];
  readonly processes: number;
}

/** Counts after the sweep. `processes`: engine processes that read whole files. */
export async function stockOf({ server, home }: House): Promise<Stock> {
  await server.platform.objects.sweep({ olderThan: new Date(Date.now() + 1_000) });
  const { rows } = await asSystem('a test', () =>
    server.platform.database.execute(sql`
    SELECT (SELECT count(*)::int FROM datasets.datasets) AS datasets,
           (SELECT count(*)::int FROM datasets.versions) AS versions,
           (SELECT count(*)::int FROM datasets.versions WHERE state = 'importing') AS importing,
           (SELECT count(*)::int FROM platform.objects) AS objects,
           (SELECT count(*)::int FROM platform.objects WHERE "references" = 0) AS pending`),
  );
  const counts = rows[0] as unknown as Omit<Stock, 'blobs' | 'scratch' | 'processes'>;
  return {
    ...counts,
    blobs: (await filesBelow(join(home, 'objects'))).filter(isBlob).length,
    scratch: (await filesBelow(join(home, 'scratch'))).map((path) => path.slice(-40)),
    processes: childrenOf(process.pid, /trusted-worker|run-in-child/).length,
  };
}

/** The witness of the audit log keeps its files beside the objects. */
function isBlob(path: string): boolean {
  return !path.includes('/objects/witness/');
}

export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Ids of direct child processes whose command line fits. Linux only. */
export function childrenOf(parent: number, command: RegExp): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, ppid] = /\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return (
          Number(ppid) === parent && command.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
        );
      } catch {
        return false;
      }
    });
}

/** The managed PostgreSQL's first process. */
export function postmasterOf(home: string): number {
  const [file = ''] = execFileSync('find', [join(home, 'postgres'), '-name', 'postmaster.pid'])
    .toString()
    .split('\n');
  return Number(readFileSync(file, 'utf8').split('\n')[0]);
}
