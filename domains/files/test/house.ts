import { schema as auditSchema, auditServer } from '@insites/audit/server';
import { type Client, createClient } from '@insites/client';
import { governance as governanceContract } from '@insites/governance/contract';
import { schema as governanceSchema, governanceServer } from '@insites/governance/server';
import {
  addPerson,
  createOrganisation,
  createToken,
  identity as identityContract,
  me,
  useLink,
} from '@insites/identity/contract';
import { schema as identitySchema, identityServer } from '@insites/identity/server';
import { newId, type Role, type RouteDefinition } from '@insites/kernel';
import { schema as licensingSchema, licensingServer } from '@insites/licensing/server';
import {
  createHttp,
  createLog,
  openDatabase,
  openDatabases,
  openObjectStore,
  openSealing,
  platformTables,
  readConfig,
} from '@insites/platform';
import { files as contract } from '../contract/index.ts';
import { type Files, filesServer, schema } from '../server/index.ts';

/** PostgreSQL schemas the files need. */
export const schemas = [
  platformTables,
  auditSchema,
  identitySchema,
  licensingSchema,
  governanceSchema,
  schema,
];

export const adminToken = 'first-administrator-token-0123456789';

/** Files behind the real HTTP edge. */
export interface House {
  readonly url: string;
  readonly organisationId: string;
  readonly files: Files;
  readonly objects: Awaited<ReturnType<typeof openObjectStore>>;
  readonly database: Awaited<ReturnType<typeof openDatabase>>['database'];
  close(): Promise<void>;
}

/** Starts on a home and database that may have been used before, as a server does. */
export async function openHouse(settings: Record<string, string>): Promise<House> {
  const config = readConfig(
    {},
    {
      INSITES_LOG_LEVEL: 'error',
      INSITES_PORT: '0',
      INSITES_REQUESTS_PER_MINUTE: '1000000',
      ...settings,
    },
  );
  const log = createLog(config);
  const databases = await openDatabases(config, schemas, log);
  await databases.start();
  const { database } = databases.main;
  // As whoever looks after the database has it, to see what is in it.
  const opened = await openDatabase(config, log);
  const objects = await openObjectStore({ config, log, database, home: config.home });
  const sealing = await openSealing(config.home, config.rootKey);
  const platform = { config, log, database, objects, sealing };
  const audit = auditServer(platform);
  const identity = identityServer(platform, {
    audit,
    allPermissions: {
      ...identityContract.permissions,
      ...governanceContract.permissions,
      ...contract.permissions,
    },
  });
  const licensing = licensingServer(
    { ...platform, databases: { of: () => platform.database } },
    { identity },
  );
  const governance = governanceServer(platform);
  await governance.start();
  const files = filesServer(platform, { governance, licensing, identity, audit });
  const { organisationId } = await identity.firstStart({ adminToken });
  const http = await createHttp({
    config,
    log,
    bindings: [...identity.bindings, ...files.bindings],
    gatekeepers: {
      authenticate: identity.authenticate,
      authorise: identity.authorise,
      record: audit.record,
    },
    ready: async () => [],
  });
  const { url } = await http.listen();
  const close = async () => {
    await http.close();
    await audit.close();
    await objects.close();
    await opened.close();
    await databases.close();
  };
  return { url, organisationId, files, objects, database: opened.database, close };
}

/** A person with an API token of their own. */
export interface Person {
  readonly id: string;
  readonly token: string;
  readonly client: Client;
}

export const clientOf = (url: string, token?: string) =>
  createClient(token ? { baseUrl: url, token } : { baseUrl: url });

/** Adds a member to the organisation of whoever adds them. */
export async function member(url: string, role: Role, by = adminToken): Promise<Person> {
  const email = `${newId()}@city.example`;
  const name = `A ${role}`;
  const added = await clientOf(url, by).call(addPerson, { email, name, role });
  return enter(url, added.signInLink);
}

/** Another organisation's administrator. */
export async function stranger(url: string): Promise<Person> {
  const slug = `city-${newId().slice(-12)}`;
  const adminEmail = `${newId()}@elsewhere.example`;
  const made = await clientOf(url, adminToken).call(createOrganisation, {
    name: 'Alameda',
    slug,
    adminEmail,
  });
  return enter(url, made.signInLink);
}

async function enter(url: string, link: string | null): Promise<Person> {
  const token = new URL(link ?? '').hash.replace('#token=', '');
  const cookie = await post(url, useLink, { token }).then(
    ({ headers }) => headers.get('set-cookie')?.split(';')[0] ?? '',
  );
  const made = await post(url, createToken, { name: 'test' }, { cookie });
  const { token: own } = (await made.json()) as { token: string };
  const client = clientOf(url, own);
  const { person } = await client.call(me, {});
  if (!person) throw new Error('nobody signed in');
  return { id: person.id, token: own, client };
}

function post(
  url: string,
  { path }: RouteDefinition,
  input: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(input),
  });
}

/** What is thrown, by its code. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'nothing',
    (error: { code?: unknown }) => error.code ?? error,
  );
}
