import {
  type OpenIdAccount as Account,
  openIdClient as client,
  type OpenIdServer,
  openIdServer,
} from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken, type House, openHouse } from './house.ts';
import { type LyingProvider, lyingProvider, type Token } from './lying-provider.ts';

const { routes } = contract;
const redirect = 'http://localhost:4000/sign-in/provider';

let server: OpenIdServer;
let liar: LyingProvider;
let house: House;
let provider: string;

beforeAll(async () => {
  server = await openIdServer([redirect]);
  liar = await lyingProvider(client.id);
  house = await openHouse({
    INSITES_OIDC_PRIVATE_ISSUERS: `${server.issuer},${liar.issuer}`,
  });
  provider = await add({
    domains: ['oakland.example'],
    groupsClaim: 'groups',
    groupRoles: { it: 'steward' },
  });
});
afterAll(async () => {
  await house?.[Symbol.asyncDispose]();
  await server?.close();
  await liar?.close();
});

async function add(more: Record<string, unknown> = {}, issuer = server.issuer): Promise<string> {
  const input = { name: 'City', issuer, clientId: client.id, clientSecret: client.secret, ...more };
  const made = await house.call(routes.createProvider, { token: adminToken, input });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body.id;
}

const person = (sub: string, more: Partial<Account> = {}): Account => ({
  sub,
  email: `${sub}@oakland.example`,
  email_verified: true,
  name: sub,
  ...more,
});

/** Goes to the provider and comes back; `cookie` of who is signed in links the account. */
async function trip(
  who: Account,
  {
    cookie,
    providerId = provider,
    again = false,
  }: { cookie?: string; providerId?: string; again?: boolean } = {},
) {
  server.who = who;
  const begun = cookie
    ? await house.call(routes.linkProvider, { cookie, input: { providerId } })
    : await house.call(routes.beginProvider, { input: { providerId, again } });
  if (begun.status !== 200) return { begun, answer: '', cookies: '' };
  const answer = await server.visit(begun.body.address);
  const own = `${begun.cookie?.name}=${begun.cookie?.value}`;
  return { begun, answer, cookies: cookie ? `${cookie}; ${own}` : own };
}

async function enter(who: Account, options: Parameters<typeof trip>[1] = {}) {
  const { answer, cookies } = await trip(who, options);
  const done = await house.call(routes.finishProvider, { cookie: cookies, input: { answer } });
  return { ...done, session: `${done.cookie?.name}=${done.cookie?.value}` };
}

const me = async (cookie: string) => (await house.call(routes.me, { cookie })).body;

describe('a provider', () => {
  it('is kept with its secret sealed, and shows where it leads back to', async () => {
    const list = await house.call(routes.listProviders, { token: adminToken });
    expect(list.body.items[0]).toMatchObject({ hasSecret: true, redirectAddress: redirect });
    expect(JSON.stringify(list.body)).not.toContain(client.secret);
    const { rows } = await house.test.database.execute(
      sql`SELECT encode(client_secret, 'escape') AS kept FROM identity.providers`,
    );
    expect(JSON.stringify(rows)).not.toContain(client.secret);
  });

  it.each([
    'https://127.0.0.1:1',
    'http://example.com',
    'https://169.254.169.254',
    'https://localhost',
  ])('is not looked for at %s', async (issuer) => {
    const input = { name: 'x', issuer, clientId: 'x' };
    const refused = await house.call(routes.createProvider, { token: adminToken, input });
    expect(refused).toMatchObject({ status: 400, body: { code: 'identity.providerInvalid' } });
  });

  it('is offered by the short name of its organisation, and without one where there is one only', async () => {
    const offered = async (organisation?: string) =>
      (
        await house.call(routes.listSignInProviders, {
          input: organisation ? { organisation } : {},
        })
      ).body.items;
    expect(await offered()).toMatchObject([{ id: provider, name: 'City' }]);
    expect(await offered('my-organisation')).toHaveLength(1);
    expect(await offered('nowhere')).toEqual([]);
  });
});

describe('signing in with a provider', () => {
  it('makes a member of who is new and has a verified address of its domains', async () => {
    const done = await enter(person('ada', { groups: ['it', 'all'] }));
    expect(done).toMatchObject({
      status: 200,
      body: { person: { email: 'ada@oakland.example', hasPassword: false }, role: 'steward' },
    });
    expect(await me(done.session)).toMatchObject({
      signedIn: true,
      session: { provider: { id: provider } },
    });
  });

  it('knows a person by issuer and subject, also under another address', async () => {
    const first = await enter(person('bo'));
    const second = await enter(person('bo', { email: 'new@elsewhere.example', name: 'B' }));
    expect(second.body.person?.id).toBe(first.body.person?.id);
  });

  it('takes another subject with the same address for somebody else', async () => {
    await enter(person('cy'));
    const other = await enter(person('impostor', { email: 'cy@oakland.example' }));
    expect(other).toMatchObject({ status: 401, body: { code: 'identity.accountUnlinked' } });
    expect(other.cookie?.name).not.toBe('__Host-insites');
  });

  it('gives roles by groups at every sign-in', async () => {
    expect((await enter(person('di', { groups: ['it'] }))).body.role).toBe('steward');
    expect((await enter(person('di', { groups: [] }))).body.role).toBe('viewer');
  });

  it.each([
    ['of another domain', { email: 'x@elsewhere.example' }],
    ['that is not verified', { email_verified: false }],
  ])('makes no member of an address %s', async (_, more) => {
    const done = await enter(person(`x${Math.random()}`, more));
    expect(done.body.code).toBe('identity.accountUnlinked');
  });

  it('finds who was invited and has never been here', async () => {
    const input = { name: 'Eve', email: 'eve@oakland.example', role: 'contributor' };
    const invited = await house.call(routes.addPerson, { token: adminToken, input });
    const done = await enter(person('eve', { groups: ['it'] }));
    expect(done.body.person?.id).toBe(invited.body.person.id);
    const token = new URL(invited.body.signInLink ?? '').hash.replace('#token=', '');
    expect((await house.call(routes.useLink, { input: { token } })).body.code).toBe(
      'identity.linkSpent',
    );
  });

  it('takes its second factor only where the organisation says so', async () => {
    const amr = ['pwd', 'otp'];
    const factor = async (providerId: string, sub: string) =>
      (await enter(person(sub, { amr }), { providerId })).body.session?.secondFactor;
    const trusted = await add({ domains: ['oakland.example'], secondFactor: true });
    expect(await factor(provider, 'fay')).toBeNull();
    expect(await factor(trusted, 'gil')).toBe('provider');
    expect(
      (await enter(person('hal', { amr: ['pwd'] }), { providerId: trusted })).body.session,
    ).toMatchObject({ secondFactor: null });
    await house.call(routes.removeProvider, { token: adminToken, input: { id: trusted } });
  });
});

describe('what comes back', () => {
  const refused = { status: 401, body: { code: 'identity.providerRefused' } };
  const finish = (answer: string, cookie?: string) =>
    house.call(routes.finishProvider, { cookie, input: { answer } });

  it('counts once', async () => {
    const { answer, cookies } = await trip(person('ivy'));
    expect((await finish(answer, cookies)).status).toBe(200);
    expect(await finish(answer, cookies)).toMatchObject(refused);
  });

  it('counts in the browser that began only', async () => {
    const mine = await trip(person('jo'));
    const other = await trip(person('kay'));
    expect(await finish(mine.answer, other.cookies)).toMatchObject(refused);
    expect(await finish(other.answer)).toMatchObject(refused);
  });

  it('counts with its own state, code and issuer only', async () => {
    for (const [name, value] of [
      ['state', 'x'],
      ['code', 'x'],
      ['iss', 'https://evil.example'],
      ['iss', ''],
    ] as const) {
      const { answer, cookies } = await trip(person('lea'));
      const bent = new URLSearchParams(answer);
      if (value === '') bent.delete(name);
      else bent.set(name, value);
      expect(await finish(bent.toString(), cookies)).toMatchObject(refused);
    }
  });

  it('counts for ten minutes', async () => {
    const { answer, cookies } = await trip(person('mo'));
    house.clock.turn(11 * 60_000);
    expect(await finish(answer, cookies)).toMatchObject(refused);
    house.clock.turn(-11 * 60_000);
  });

  it('does not count when the code of another trip is put in', async () => {
    const mine = await trip(person('ned'));
    const stolen = await trip(person('olga'));
    const mixed = new URLSearchParams(mine.answer);
    mixed.set('code', new URLSearchParams(stolen.answer).get('code') ?? '');
    expect(await finish(mixed.toString(), mine.cookies)).toMatchObject(refused);
  });

  it('may be a refusal', async () => {
    const { answer, cookies } = await trip(person('pam'));
    const { state = '', iss = '' } = Object.fromEntries(new URLSearchParams(answer));
    const no = new URLSearchParams({ error: 'access_denied', state, iss });
    expect(await finish(no.toString(), cookies)).toMatchObject(refused);
  });
});

describe('an ID token', () => {
  let lies: string;
  beforeAll(async () => {
    lies = await add({ domains: ['oakland.example'], clientSecret: null }, liar.issuer);
  });
  beforeEach(() => {
    liar.bend = () => undefined;
  });
  const tell = async (bend: (token: Token) => void) => {
    liar.bend = bend;
    const begun = await house.call(routes.beginProvider, { input: { providerId: lies } });
    const cookie = `${begun.cookie?.name}=${begun.cookie?.value}`;
    const answer = liar.answer(begun.body.address);
    return await house.call(routes.finishProvider, { cookie, input: { answer } });
  };
  const now = () => Math.floor(Date.now() / 1000);

  it('that is right is taken', async () => {
    expect((await tell(() => undefined)).status).toBe(200);
    expect((await tell(({ claims }) => Object.assign(claims, { iat: now() + 20 }))).status).toBe(
      200,
    );
  });

  it.each<[string, (token: Token) => void]>([
    ['alg none', ({ header }) => Object.assign(header, { alg: 'none' })],
    ['alg HS256', ({ header }) => Object.assign(header, { alg: 'HS256' })],
    ['a key of somebody else', (token) => Object.assign(token, { foreignKey: true })],
    ['another nonce', ({ claims }) => Object.assign(claims, { nonce: 'x' })],
    ['no nonce', ({ claims }) => Reflect.deleteProperty(claims, 'nonce')],
    ['another issuer', ({ claims }) => Object.assign(claims, { iss: 'https://evil.example' })],
    ['another audience', ({ claims }) => Object.assign(claims, { aud: 'other' })],
    [
      'an audience among strangers',
      ({ claims }) => Object.assign(claims, { aud: [client.id, 'x'] }),
    ],
    [
      'an end that has passed',
      ({ claims }) => Object.assign(claims, { exp: now() - 60, iat: now() - 360 }),
    ],
    ['a beginning to come', ({ claims }) => Object.assign(claims, { nbf: now() + 600 })],
    ['no subject', ({ claims }) => Reflect.deleteProperty(claims, 'sub')],
  ])('with %s is refused', async (_, bend) => {
    expect(await tell(bend)).toMatchObject({
      status: 401,
      body: { code: 'identity.providerRefused' },
    });
  });

  it('of a provider that names another issuer of itself is never asked for', async () => {
    const kept = liar.metadata;
    liar.metadata = { ...kept, issuer: server.issuer };
    const input = { name: 'x', issuer: liar.issuer, clientId: 'another' };
    const made = await house.call(routes.createProvider, { token: adminToken, input });
    liar.metadata = kept;
    expect(made.body.code).toBe('identity.providerInvalid');
  });
});

describe('linking', () => {
  it('needs being signed in, and lasts until it is undone', async () => {
    const quin = await house.member('contributor', 'quin@oakland.example');
    const account = person('quin');
    expect((await enter(account)).body.code).toBe('identity.accountUnlinked');
    const linked = await enter(account, { cookie: quin.cookie });
    expect(linked.body.person?.id).toBe(quin.id);
    const signedIn = await enter(account);
    expect(signedIn.body.person?.id).toBe(quin.id);
    const { body } = await house.call(routes.listAccounts, { token: quin.token });
    expect(body.items).toMatchObject([{ provider: 'City', issuer: server.issuer }]);
    const input = { id: body.items[0]?.id };
    const bound = await house.call(routes.unlinkAccount, { cookie: signedIn.session, input });
    expect(bound.status).toBe(403);
    expect((await house.call(routes.unlinkAccount, { token: quin.token, input })).status).toBe(204);
    expect((await enter(account)).body.code).toBe('identity.accountUnlinked');
  });

  it('does not take an account from somebody else, nor the trip of one for another', async () => {
    const account = person('rex');
    await enter(account);
    const sue = await house.member('viewer', 'sue@oakland.example');
    expect((await enter(account, { cookie: sue.cookie })).body.code).toBe('identity.accountLinked');
    const tom = await house.member('viewer', 'tom@oakland.example');
    const begun = await trip(person('una'), { cookie: tom.cookie });
    const cookie = begun.cookies.replace(tom.cookie, sue.cookie);
    const input = { answer: begun.answer };
    expect((await house.call(routes.finishProvider, { cookie, input })).body.code).toBe(
      'identity.providerRefused',
    );
  });
});

describe('an organisation that asks for its provider', () => {
  const rule = (value: string, given: { cookie?: string; token?: string }) =>
    house.call(routes.setSignInRules, {
      ...given,
      input: { id: house.organisationId, rule: value },
    });
  afterAll(() => rule('password', { token: adminToken }));

  it('has an administrator who has come by it, and shuts out who has not', async () => {
    const vera = await house.member('admin', 'vera@oakland.example');
    expect((await rule('provider', { cookie: vera.cookie })).body.code).toBe(
      'identity.providerUntried',
    );
    const groups = { groupRoles: { it: 'admin' } };
    await house.call(routes.updateProvider, {
      token: adminToken,
      input: { id: provider, ...groups },
    });
    const { session } = await enter(person('vera', { groups: ['it'] }), { cookie: vera.cookie });
    const will = await house.member('viewer', 'will@oakland.example');
    // The server told of no time at which she showed who she is, so that she does it once more.
    const again = await trip(person('vera', { groups: ['it'] }), { again: true });
    const fresh = await house.call(routes.finishProvider, {
      cookie: `${session}; ${again.cookies}`,
      input: { answer: again.answer },
    });
    const cookie = `${fresh.cookie?.name}=${fresh.cookie?.value}`;
    expect((await rule('provider', { cookie })).status).toBe(200);
    const refused = await house.call(routes.listPeople, { cookie: will.cookie });
    expect(refused.body.code).toBe('identity.factorNeeded');
    expect((await me(will.cookie)).session?.lacks).toBe('provider');
    const linked = await enter(person('will'), { cookie: will.cookie });
    expect((await house.call(routes.listPeople, { cookie: linked.session })).status).toBe(200);
    for (const { id } of (await house.call(routes.listProviders, { cookie })).body.items)
      if (id !== provider) await house.call(routes.removeProvider, { cookie, input: { id } });
    const removed = await house.call(routes.removeProvider, { cookie, input: { id: provider } });
    expect(removed.body.code).toBe('identity.providerNeeded');
  });
});

describe('a session that a provider began', () => {
  it('stays within its organisation, also for operators', async () => {
    const input = { name: 'B', slug: 'city-b', adminEmail: 'xena@oakland.example' };
    const made = await house.call(routes.createOrganisation, { token: adminToken, input });
    const token = new URL(made.body.signInLink ?? '').hash.replace('#token=', '');
    const own = await house.call(routes.useLink, { input: { token } });
    const cookie = `${own.cookie?.name}=${own.cookie?.value}`;
    const added = { name: 'X', email: 'xena@oakland.example', role: 'viewer' };
    await house.call(routes.addPerson, { token: adminToken, input: added });
    await house.call(routes.wearHat, { cookie, input: { organisationId: house.organisationId } });
    await house.test.database.execute(
      sql`UPDATE identity.people SET operator = true WHERE email = 'xena@oakland.example'`,
    );
    const { session, status } = await enter(person('xena'), { cookie });
    expect(status).toBe(200);
    expect(await me(session)).toMatchObject({
      person: { operator: false },
      memberships: [{ organisationId: house.organisationId }],
    });
    const call = async (route: typeof routes.wearHat | typeof routes.createToken, more: object) =>
      (
        await house.call(route, {
          cookie: session,
          input: { ...more, organisationId: made.body.id },
        })
      ).body.code;
    expect(await call(routes.wearHat, {})).toBe('identity.boundToProvider');
    const organisations = await house.call(routes.listOrganisations, { cookie: session });
    expect(organisations.body.items.map(({ id }) => id)).toEqual([house.organisationId]);
    const password = { password: 'quiet heron above the delta' };
    const set = await house.call(routes.updateMe, { cookie: session, input: password });
    expect(set.body.code).toBe('identity.boundToProvider');
  });

  it('ends with its provider', async () => {
    const other = await add({ domains: ['oakland.example'] });
    const { session } = await enter(person('yan'), { providerId: other });
    expect((await me(session)).signedIn).toBe(true);
    await using second = await house.another();
    await house.call(routes.removeProvider, { token: adminToken, input: { id: other } });
    expect((await second.call(routes.me, { cookie: session })).body.signedIn).toBe(false);
  });
});
