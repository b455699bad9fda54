import { spawnSync } from 'node:child_process';
import { createLog, withClient } from '@insites/platform';
import { createDatabase, type TestDatabase, temporaryHome } from '@insites/testing';
import { afterAll, afterEach, describe, expect, inject, it } from 'vitest';
import { markDatabases } from '../../src/index.ts';
import { serve } from '../process.ts';
import { follow, freePort, furnish, installs } from './follow.ts';
import { type Job, jobsOf, scriptJob, tools } from './workflows.ts';

const secret = 'the-secret-of-the-webhook-0123456789';
const quiet = createLog({ logLevel: 'error' });
let testServer: TestServer | null = null;

afterAll(() => testServer?.[Symbol.asyncDispose]());
afterEach(async () => {
  await inPostgres((name) => `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, 'city_test');
});

function inPostgres(statement: (name: string) => string, name: string): Promise<unknown> {
  return withClient(inject('postgresUrl'), quiet, (client) => client.query(statement(name)));
}

/** The database of the job, by the name it has there, in the PostgreSQL that is here. */
function serviceDatabase({ env }: Job): Record<string, string> {
  const { INSITES_DATABASE_URL: there } = env;
  if (there === undefined) return {};
  const here = new URL(inject('postgresUrl'));
  here.pathname = new URL(there).pathname;
  return { INSITES_DATABASE_URL: here.href };
}

/** What the people of the tool enter in its settings, as it gives that to a job. */
function entered({ env }: Job, url: string): Record<string, string> {
  const values: Record<string, string> = {
    'vars.INSITES_URL': url,
    'secrets.INSITES_REBUILD_SECRET': secret,
  };
  const expressions = Object.entries(env).map(([name, value]): [string, string] => [
    name,
    value.replace(/^\$\{\{ (\S+) \}\}$/, (_, key: string) => values[key] ?? ''),
  ]);
  return {
    INSITES_URL: url,
    INSITES_REBUILD_SECRET: secret,
    bamboo_insites_url: url,
    bamboo_insites_rebuild_secret: secret,
    ...Object.fromEntries(expressions),
  };
}

describe.each(tools)('the workflow for %s', (tool) => {
  const [check, rebuild] = jobsOf(tool) as [Job, Job];

  it('has the two jobs that the guide tells of, each with its packages installed first', () => {
    expect(jobsOf(tool)).toHaveLength(2);
    expect([check, rebuild].map(installs)).toEqual([1, 1]);
  });

  it('checks, makes, fills and uses the databases, as written', async () => {
    await using home = await temporaryHome();
    await furnish(home.path);
    const port = await freePort();
    const said = await follow(check, home.path, {
      ...check.env,
      ...serviceDatabase(check),
      INSITES_PORT: port,
      INSITES_URL: `http://127.0.0.1:${port}`,
    });
    expect(said.match(/Tables, migrations and databases agree\./g)).toHaveLength(2);
    expect(said).toMatch(/Dataset adopted_budget: versions: 1/);
    expect(said).toMatch(/Administrator/);
    expect(said).toMatch(/budget_lines\s+\d{4,}/);
  }, 240_000);

  it('re-creates the databases of the test server, as written', async () => {
    await using checkout = await temporaryHome();
    await furnish(checkout.path);
    await rebuilt(async (url) => {
      expect(await follow(rebuild, checkout.path, entered(rebuild, url))).toMatch(/Filling/);
    });
  }, 240_000);
});

const hasTools = ['curl', 'openssl', 'jq'].every(
  (tool) => spawnSync(tool, ['--version']).error === undefined,
);

describe('the script for machines without Node', () => {
  const script = scriptJob('rebuild.sh');

  it.skipIf(!hasTools)(
    're-creates the databases of the test server',
    async () => {
      await using folder = await temporaryHome();
      await rebuilt(async (url) => {
        const said = await follow(script, folder.path, entered(script, url));
        expect(said).toMatch(/^running: /m);
        expect(said).toMatch(/^done: /m);
      });
    },
    120_000,
  );
});

/** A test server on a marked database, the same one for everybody who rebuilds it. */
interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly database: TestDatabase['database'];
}

async function openTestServer(): Promise<TestServer> {
  const [home, test] = await Promise.all([temporaryHome(), createDatabase()]);
  const settings = {
    INSITES_HOME: home.path,
    INSITES_DATABASE_URL: test.url,
    INSITES_ENVIRONMENT: 'test',
    INSITES_REBUILD_SECRET: secret,
  };
  const { url, end } = await serve(settings);
  const confirm = [new URL(test.url).pathname.slice(1)];
  await markDatabases({ env: {}, overrides: settings, mark: 'disposable', confirm });
  return {
    url,
    database: test.database,
    async [Symbol.asyncDispose]() {
      await end('SIGTERM');
      await Promise.all([test.drop(), home.remove()]);
    },
  };
}

/** Empties the test server, lets something rebuild it, and looks what was made of it. */
async function rebuilt(work: (url: string) => Promise<void>): Promise<void> {
  testServer ??= await openTestServer();
  const { $client } = testServer.database;
  await $client.query('DELETE FROM datasets.datasets');
  const { rows: before } = await $client.query('SELECT generation FROM insites.state');
  await work(testServer.url);
  const { rows } = await $client.query(
    'SELECT generation, (SELECT count(*)::int FROM datasets.datasets) AS datasets FROM insites.state',
  );
  expect(rows).toEqual([{ generation: before[0].generation + 1, datasets: 3 }]);
}
