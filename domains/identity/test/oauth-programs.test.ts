import { sql } from 'drizzle-orm';
import * as client from 'openid-client';
import { afterAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken } from './house.ts';
import { entryOf } from './log.ts';
import { away, Browser, openForPrograms, problem } from './programs-house.ts';

const { routes } = contract;
const { house, url, host, ada, cli, discover, ask, answer, connect, me } = await openForPrograms();
afterAll(() => house[Symbol.asyncDispose]());

describe('the log', () => {
  const entries = async () =>
    JSON.stringify(
      (await house.test.database.execute(sql`SELECT e::text FROM audit.entries e`)).rows,
    );

  it('tells who let which program have what, and never the token', async () => {
    const { tokens } = await connect();
    const about = {
      outcome: 'allowed',
      code: null,
      organisationId: house.organisationId,
      actorId: ada.id,
      objectId: 'insites-cli',
      objectName: 'Insites command line',
    };
    const scopes = { scopes: ['datasets:read'], datasets: null };
    expect(await entryOf(house, 'identity.giveProgramToken')).toMatchObject({
      ...about,
      details: { ...scopes, grant: 'authorization_code' },
    });
    const next = await client.refreshTokenGrant(cli, tokens.refresh_token ?? '');
    expect(await entryOf(house, 'identity.renewProgramToken')).toMatchObject({
      ...about,
      details: { ...scopes, grant: 'refresh_token' },
    });
    await client.tokenRevocation(cli, next.refresh_token ?? '');
    expect(await entryOf(house, 'identity.endProgramToken')).toMatchObject(about);
    const written = await entries();
    for (const { access_token: access, refresh_token: refresh } of [tokens, next])
      for (const secret of [access, refresh ?? '']) {
        expect(secret.length).toBeGreaterThan(20);
        expect(written).not.toContain(secret);
      }
  });

  it('tells of a token that was used twice, and of a program whose secret is wrong', async () => {
    const { tokens } = await connect();
    await client.refreshTokenGrant(cli, tokens.refresh_token ?? '');
    await problem(client.refreshTokenGrant(cli, tokens.refresh_token ?? ''));
    expect(await entryOf(house, 'identity.renewProgramToken')).toMatchObject({
      outcome: 'refused',
      code: 'oauth.invalid_grant',
      organisationId: house.organisationId,
      actorId: ada.id,
    });
    const { body } = await house.call(routes.registerProgram, {
      token: adminToken,
      input: { name: 'Keyless', redirects: [away] },
    });
    await problem(client.refreshTokenGrant(await discover(body.program.id, 'wrong'), 'anything'));
    expect(await entryOf(house, 'identity.renewProgramToken')).toMatchObject({
      outcome: 'refused',
      code: 'oauth.invalid_client',
      organisationId: house.organisationId,
      actorId: null,
      objectName: 'Keyless',
    });
  });

  it('is silent where nothing was decided', async () => {
    const before = await entries();
    await client.tokenRevocation(cli, 'a-token-that-nobody-has');
    const device = await client.initiateDeviceAuthorization(cli, { scope: 'datasets:read' });
    const { status } = await fetch(`${url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: 'insites-cli',
        device_code: device.device_code,
      }),
    });
    expect(status).toBe(400);
    expect(await entries()).toBe(before);
  });

  it('comes first: what cannot be written is not answered', async () => {
    const asked = await ask();
    const back = await asked.browser.go((await answer(asked)).body.address ?? '');
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state };
    const rename = (from: string, to: string) =>
      house.test.database.execute(sql.raw(`ALTER TABLE audit.${from} RENAME TO ${to}`));
    await rename('entries', 'away');
    try {
      const said = await problem(client.authorizationCodeGrant(cli, back, checks));
      expect(said).toMatch(/unexpected HTTP response status code/);
    } finally {
      await rename('away', 'entries');
    }
  });
});

describe('a registered program', () => {
  const register = async (more: Record<string, unknown> = {}) =>
    house.call(routes.registerProgram, {
      token: adminToken,
      input: { name: 'Viewer', redirects: [away], ...more },
    });

  it('shows its secret, which is kept as a hash', async () => {
    const { body } = await register();
    const config = await discover(body.program.id, body.secret ?? '');
    const { tokens } = await connect({ redirect_uri: away }, {}, config);
    expect((await me(tokens.access_token)).person?.id).toBe(ada.id);
    const wrong = await discover(body.program.id, 'wrong');
    expect(await problem(client.refreshTokenGrant(wrong, tokens.refresh_token ?? ''))).toMatch(
      /challenge in the WWW-Authenticate/,
    );
    const { rows } = await house.test.database.execute(
      sql`SELECT p::text FROM identity.programs p`,
    );
    expect(JSON.stringify(rows)).not.toContain(body.secret);
    await house.call(routes.removeProgram, { token: adminToken, input: { id: body.program.id } });
    expect((await house.call(routes.me, { token: tokens.access_token })).status).toBe(401);
  });

  it.each(['http://viewer.example/callback', 'https://*.example/callback', 'https://a.example/#x'])(
    'is not answered at %s',
    async (redirect) => {
      expect((await register({ redirects: [redirect] })).status).toBe(400);
    },
  );

  it('is for people of its organisation', async () => {
    const { body } = await register({ confidential: false });
    const input = { name: 'B', slug: 'city-b', adminEmail: 'zoe@b.example' };
    const made = await house.call(routes.createOrganisation, { token: adminToken, input });
    const token = new URL(made.body.signInLink ?? '').hash.replace('#token=', '');
    const { cookie } = await house.call(routes.useLink, { input: { token } });
    const browser = new Browser(`${cookie?.name}=${cookie?.value}`);
    const config = await discover(body.program.id);
    const asked = await ask({ redirect_uri: away }, config, browser);
    expect((await answer(asked)).body.code).toBe('identity.programElsewhere');
    const id = body.program.id;
    const removed = await house.call(routes.removeProgram, {
      cookie: browser.session,
      input: { id },
    });
    expect(removed.body.code).toBe('identity.programUnknown');
  });
});

describe('a device', () => {
  const begin = () => client.initiateDeviceAuthorization(cli, { scope: 'openid datasets:read' });
  const say = (userCode: string, allow = true) =>
    house.call(routes.answerRequest, {
      cookie: ada.cookie,
      host,
      input: { userCode, allow, scopes: ['datasets:read'] },
    });

  it('shows a code, and gets its token when that was typed', async () => {
    const begun = await begin();
    expect(begun.verification_uri).toBe(`${url}/device`);
    expect(begun.user_code).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
    const grant = { grant_type: 'x', device_code: begun.device_code };
    const early = client.genericGrantRequest(
      cli,
      'urn:ietf:params:oauth:grant-type:device_code',
      grant,
    );
    expect(await problem(early)).toBe('authorization_pending');
    expect((await say(begun.user_code.toLowerCase().replace('-', ' '))).body.address).toBeNull();
    const tokens = await client.pollDeviceAuthorizationGrant(cli, { ...begun, interval: 0.1 });
    expect((await me(tokens.access_token)).permissions.sort()).toEqual([
      'datasets:read',
      'identity:me',
    ]);
    expect((await say(begun.user_code)).body.code).toBe('identity.requestUnknown');
  });

  it('hears a no', async () => {
    const begun = await begin();
    await say(begun.user_code, false);
    const polled = client.pollDeviceAuthorizationGrant(cli, { ...begun, interval: 0.1 });
    expect(await problem(polled)).toBe('access_denied');
  });

  it('has a code that is guessed slowly', async () => {
    const tries: (string | undefined)[] = [];
    for (let times = 0; times < 12; times += 1) tries.push((await say('BBBB-BBBB')).body.code);
    expect(tries.at(0)).toBe('identity.requestUnknown');
    expect(tries.at(-1)).toBe('identity.tooManyCodes');
  });
});
