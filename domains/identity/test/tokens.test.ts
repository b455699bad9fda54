import { schema as auditSchema, auditServer } from '@insites/audit/server';
import { anonymous } from '@insites/kernel';
import { asTenant, createLog, readConfig, sealingUnder } from '@insites/platform';
import { createDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { identityServer, schema } from '../server/index.ts';
import { organisations, people, tokens } from '../server/tables.ts';
import { adminToken, type House, openHouse } from './house.ts';

const { routes } = contract;
const day = 86_400_000;

let house: House;
let contributor: { id: string; token: string; cookie: string };
beforeAll(async () => {
  house = await openHouse();
  contributor = await house.member('contributor', 'carla@oakland.example');
});
afterAll(() => house?.[Symbol.asyncDispose]());

const make = (token: string, input: Record<string, unknown> = {}) =>
  house.call(routes.createToken, { token, input: { name: 'script', ...input } });
const me = (token: string) => house.call(routes.me, { token });

describe('an API token', () => {
  it('is ins_ and 256 bits in base 62, and acts as its person', async () => {
    const { body } = await make(contributor.token);
    expect(body.token).toMatch(/^ins_[0-9A-Za-z]{43}$/);
    expect(body.view.prefix).toBe(body.token.slice(0, 8));
    expect((await me(body.token)).body).toMatchObject({
      role: 'contributor',
      person: { id: contributor.id },
    });
  });

  it('is kept as a hash only, the first administrator’s too', async () => {
    const { body } = await make(contributor.token);
    const { rows } = await house.test.database.execute(sql`SELECT t::text FROM identity.tokens t`);
    const kept = JSON.stringify(rows);
    expect(kept).toContain(body.view.prefix);
    expect(kept).not.toContain(body.token);
    expect(kept).not.toContain(adminToken);
    expect((await me(adminToken)).body.role).toBe('admin');
  });

  it('does only what it was made for', async () => {
    const { body } = await make(contributor.token, { scopes: ['datasets:read'] });
    const seen = await me(body.token);
    expect(seen.body.permissions.sort()).toEqual(['datasets:read', 'identity:me']);
    const refused = await house.call(routes.listPeople, { token: body.token });
    expect(refused).toMatchObject({ status: 403, body: { code: 'identity.scopeTooNarrow' } });
  });

  it('never gives more than the role', async () => {
    const { body } = await make(contributor.token, { scopes: ['identity:administer'] });
    expect((await me(body.token)).body.permissions).not.toContain('identity:administer');
    const input = { name: 'x', email: 'x@oakland.example', role: 'admin' };
    const refused = await house.call(routes.addPerson, { token: body.token, input });
    expect(refused.body.code).toBe('identity.roleTooLow');
  });

  it('cannot make one that may more, or change how its person signs in', async () => {
    const narrow = await make(contributor.token, { scopes: ['identity:self', 'datasets:read'] });
    const { token } = narrow.body;
    expect((await make(token, { scopes: ['datasets:write'] })).body.code).toBe(
      'identity.scopeTooNarrow',
    );
    expect((await make(token)).body.view.scopes).toEqual(['identity:self', 'datasets:read']);
    const input = { password: 'quiet heron above the delta' };
    const refused = await house.call(routes.updateMe, { token, input });
    expect(refused.body.code).toBe('identity.scopeTooNarrow');
  });

  it('cannot make one that lives longer', async () => {
    const parent = await make(contributor.token, { days: 2 });
    const child = await make(parent.body.token, { days: 300 });
    expect(child.body.view.expiresAt).toBe(parent.body.view.expiresAt);
  });

  it('is refused for a permission that nobody knows', async () => {
    const refused = await make(contributor.token, { scopes: ['datasets:fly'] });
    expect(refused.body).toMatchObject({
      code: 'identity.scopeUnknown',
      fields: [{ path: 'scopes' }],
    });
  });

  it('ends when revoked, by its owner only', async () => {
    const { body } = await make(contributor.token);
    const input = { id: body.view.id };
    const foreign = await house.call(routes.revokeToken, { token: adminToken, input });
    expect(foreign.body.code).toBe('identity.tokenUnknown');
    const revoked = await house.call(routes.revokeToken, { token: contributor.token, input });
    expect(revoked.status).toBe(204);
    expect((await me(body.token)).body.code).toBe('identity.credentialInvalid');
  });

  it('lists with its last use', async () => {
    const { body } = await make(contributor.token);
    await me(body.token);
    const list = await house.call(routes.listTokens, { token: contributor.token });
    const found = list.body.items.find(({ id }) => id === body.view.id);
    expect(found?.lastUsedAt).not.toBeNull();
    expect(JSON.stringify(list.body)).not.toContain(body.token);
  });

  it('expires', async () => {
    const { body } = await make(adminToken, { days: 1 });
    house.clock.turn(day + 1000);
    expect((await me(body.token)).body.code).toBe('identity.credentialInvalid');
  });

  it.each(['Basic abc', 'Bearer', 'Bearer ins_wrong', 'Bearer  '])(
    'is not “%s”',
    async (authorization) => {
      const request = { headers: { authorization }, cookies: {}, address: '', requestId: '' };
      await expect(house.identity.authenticate(request)).rejects.toMatchObject({
        code: 'identity.credentialInvalid',
      });
    },
  );
});

describe('a route', () => {
  it('that asks for a permission of nobody stays closed', () => {
    const route = { ...routes.me, permission: 'unheard:of' } as const;
    expect(() => house.identity.authorise(anonymous('', ''), route)).toThrow('unheard:of');
  });

  const levels = Object.entries(routes).map(([name, route]) => [name, route] as const);
  it.each(levels)('%s is open to exactly who reaches its level', async (_, route) => {
    const level = contract.permissions[route.permission] ?? 'operator';
    const order = ['signedOut', 'viewer', 'contributor', 'steward', 'admin', 'operator'];
    const needed = {
      anyone: 0,
      signedIn: 1,
      viewer: 1,
      contributor: 2,
      steward: 3,
      admin: 4,
      operator: 5,
      directory: 6,
    }[level];
    for (const [rank, who] of order.entries()) {
      const actor = {
        ...anonymous('', ''),
        ...(rank > 0
          ? { kind: 'person' as const, role: (who === 'operator' ? 'admin' : who) as 'viewer' }
          : {}),
        operator: who === 'operator',
      };
      const attempt = () => house.identity.authorise(actor, route);
      if (rank >= needed) expect(attempt).not.toThrow();
      else expect(attempt).toThrow(rank === 0 ? 'signed in' : /role|operators|directory/);
    }
  });
});

describe('the first start', () => {
  it('makes one organisation and one administrator, however many servers start', async () => {
    await using test = await createDatabase([auditSchema, schema]);
    const audit = auditServer(test);
    const platform = {
      config: readConfig({}, {}),
      log: createLog({ logLevel: 'silent' }),
      database: test.database,
      sealing: sealingUnder(Buffer.alloc(32)),
    };
    const servers = Array.from({ length: 5 }, () =>
      identityServer(platform, { audit, allPermissions: {} }),
    );
    const starts = await Promise.all(servers.map((server) => server.firstStart({ adminToken })));
    expect(starts.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(starts.map(({ personId }) => personId)).size).toBe(1);
    expect(await test.database.select().from(organisations)).toHaveLength(1);
    expect(await test.database.select().from(people)).toMatchObject([{ operator: true }]);
    expect(await test.database.select().from(tokens)).toHaveLength(1);
  });

  it('does not take another token later', async () => {
    const other = 'another-administrator-token-0123456789';
    expect((await house.identity.firstStart({ adminToken: other })).created).toBe(false);
    expect((await me(other)).body.code).toBe('identity.credentialInvalid');
  });
});

describe('look-ups for other domains', () => {
  it('name people and organisations', async () => {
    const { identity, organisationId, adminId } = house;
    expect(await identity.namesOf([adminId, adminId])).toEqual(
      new Map([[adminId, 'Administrator']]),
    );
    expect(await identity.namesOf([])).toEqual(new Map());
    expect(await identity.organisation(organisationId)).toMatchObject({ slug: 'my-organisation' });
    expect(await identity.organisation(adminId)).toBeNull();
    const count = () => identity.countMembers(organisationId);
    expect(await asTenant({ organisationId, personId: null }, count)).toBe(2);
    expect(await count()).toBe(0);
    expect(identity.systemActor(organisationId)).toMatchObject({ kind: 'system', organisationId });
  });
});

describe('an API token for some data sets', () => {
  const datasets = ['01900000-0000-7000-8000-000000000001'];

  it('has permissions of data sets only', async () => {
    const { body } = await make(contributor.token, { datasets });
    expect(body.view).toMatchObject({ datasets, scopes: ['datasets:read'] });
    for (const scope of ['identity:self', 'audit:read']) {
      const refused = await make(contributor.token, { datasets, scopes: [scope] });
      expect(refused).toMatchObject({ status: 400, body: { code: 'identity.scopeTooNarrow' } });
    }
    expect((await make(body.token)).body.code).toBe('identity.scopeTooNarrow');
  });

  it('says so to whoever asks who it is', async () => {
    const { body } = await make(contributor.token, { datasets });
    const request = { headers: { authorization: `Bearer ${body.token}` }, cookies: {} };
    const actor = await house.identity.authenticate({ ...request, address: '', requestId: '' });
    expect(actor).toMatchObject({ datasets, scopes: ['datasets:read'] });
  });
});

describe('how long an API token holds', () => {
  it('is for the organisation to limit', async () => {
    const { organisationId: id } = house;
    const limit = (tokenDays: number) =>
      house.call(routes.setSignInRules, { token: adminToken, input: { id, tokenDays } });
    await limit(30);
    const usual = await make(contributor.token);
    const days = (Date.parse(usual.body.view.expiresAt ?? '') - house.clock.now().getTime()) / day;
    expect(Math.round(days)).toBe(30);
    const refused = await make(contributor.token, { days: 31 });
    expect(refused.body).toMatchObject({
      code: 'identity.tokenTooLong',
      fields: [{ path: 'days' }],
    });
    await limit(366);
    expect((await make(contributor.token, { days: 31 })).status).toBe(201);
  });
});
