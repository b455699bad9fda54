import { schema as auditSchema, auditServer } from '@insites/audit/server';
import { identity as identityContract } from '@insites/identity/contract';
import { type Identity, schema as identitySchema, identityServer } from '@insites/identity/server';
import {
  createHttp,
  createLog,
  type HttpServer,
  readConfig,
  sealingUnder,
} from '@insites/platform';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { licensing as contract } from '../contract/index.ts';
import { type Licensing, licensingServer, schema } from '../server/index.ts';
import { plans } from '../server/tables.ts';

const adminToken = 'first-administrator-token-0123456789';

let test: TestDatabase;
let identity: Identity;
let licensing: Licensing;
let http: HttpServer;
let organisationId: string;

beforeEach(async () => {
  test = await createDatabase([auditSchema, identitySchema, schema]);
  const platform = {
    config: readConfig({}, {}),
    log: createLog({ logLevel: 'silent' }),
    database: test.database,
    sealing: sealingUnder(Buffer.alloc(32)),
    databases: { of: () => test.database },
  };
  const audit = auditServer(test);
  identity = identityServer(platform, {
    audit,
    allPermissions: { ...identityContract.permissions, ...contract.permissions },
  });
  licensing = licensingServer(platform, { identity });
  ({ organisationId } = await identity.firstStart({ adminToken }));
  http = await createHttp({
    ...platform,
    bindings: [...identity.bindings, ...licensing.bindings],
    gatekeepers: { ...identity, record: (entry) => audit.record(entry) },
    ready: async () => [],
  });
});
afterEach(async () => {
  await http?.close();
  await test?.drop();
});

const headers = { authorization: `Bearer ${adminToken}` };
const addPerson = (email: string) =>
  http.inject({
    method: 'POST',
    url: '/api/v1/identity/people',
    headers,
    payload: { name: email, email, role: 'viewer' },
  });
const readPlan = async () => (await http.inject({ url: '/api/v1/licensing/plan', headers })).json();
/** What an operator's tool will do one day. */
async function limit(change: Partial<typeof plans.$inferInsert>): Promise<void> {
  await readPlan();
  await test.database.update(plans).set(change).where(eq(plans.organisationId, organisationId));
}

describe('the plan', () => {
  it('is self-hosted without limits to begin with, and shows what is used', async () => {
    licensing.measureStorage(async () => 1_000);
    licensing.measureStorage(async (id) => (id === organisationId ? 234 : 0));
    await addPerson('a@oakland.example');
    expect(await readPlan()).toEqual({
      name: 'self-hosted',
      seats: null,
      storageBytes: null,
      usedSeats: 2,
      usedStorageBytes: 1_234,
    });
  });

  it('is one row an organisation, however many ask first', async () => {
    await Promise.all(Array.from({ length: 8 }, readPlan));
    expect(await test.database.select().from(plans)).toHaveLength(1);
  });
});

describe('seats', () => {
  it('that are taken keep the next person out', async () => {
    await limit({ seats: 2 });
    expect((await addPerson('a@oakland.example')).statusCode).toBe(201);
    const refused = await addPerson('b@oakland.example');
    expect(refused.statusCode).toBe(409);
    expect(refused.json().code).toBe('licensing.seatsTaken');
    expect((await readPlan()).usedSeats).toBe(2);
  });

  it('are not given away twice to those who come at the same time', async () => {
    await limit({ seats: 4 });
    const emails = Array.from({ length: 12 }, (_, at) => `p${at}@oakland.example`);
    const answers = await Promise.all(emails.map(addPerson));
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(3);
    expect((await readPlan()).usedSeats).toBe(4);
  });
});

describe('storage', () => {
  it('ends where the plan ends, to the byte', async () => {
    licensing.measureStorage(async () => 600);
    await limit({ storageBytes: 1_000 });
    await licensing.requireStorage(organisationId, 400);
    await expect(licensing.requireStorage(organisationId, 401)).rejects.toMatchObject({
      kind: 'tooLarge',
      code: 'licensing.storageFull',
    });
  });
});
