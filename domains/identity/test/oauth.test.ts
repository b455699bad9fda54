import { sql } from 'drizzle-orm';
import * as client from 'openid-client';
import { afterAll, describe, expect, it } from 'vitest';
import { identity as contract } from '../contract/index.ts';
import { adminToken } from './house.ts';
import { Browser, loopback, openForPrograms, problem } from './programs-house.ts';

const { routes } = contract;
const { house, url, host, ada, cli, ask, answer, connect, me } = await openForPrograms();
afterAll(() => house[Symbol.asyncDispose]());

describe('the server', () => {
  it('says what it is, at both addresses, and offers nothing but what is safe', async () => {
    for (const path of ['openid-configuration', 'oauth-authorization-server']) {
      const found = (await (await fetch(`${url}/.well-known/${path}`)).json()) as Record<
        string,
        unknown
      >;
      expect(found).toMatchObject({
        issuer: url,
        authorization_endpoint: `${url}/oauth/authorize`,
        token_endpoint: `${url}/oauth/token`,
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
        device_authorization_endpoint: `${url}/oauth/device`,
      });
      expect([...(found.grant_types_supported as string[])].sort()).toEqual([
        'authorization_code',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
      ]);
      expect(found.scopes_supported).not.toContain('identity:self');
    }
  });

  it('publishes no private key, and keeps none in the clear', async () => {
    const { keys } = (await (await fetch(`${url}/oauth/keys`)).json()) as { keys: object[] };
    expect(keys.map((key) => Object.keys(key).sort())).toEqual([
      ['alg', 'e', 'kid', 'kty', 'n', 'use'],
    ]);
    const { rows } = await house.test.database.execute(
      sql`SELECT encode(sealed_key, 'escape') AS kept FROM identity.oauth_keys`,
    );
    expect(JSON.stringify(rows)).not.toContain('RSA');
  });
});

describe('a program on the own machine', () => {
  it('is let in, with what was asked for, given and held', async () => {
    const asked = await ask();
    expect(asked.page.href).toBe(`${url}/connect/${asked.request}`);
    const read = await house.call(routes.readRequest, {
      cookie: asked.browser.cookie,
      host,
      input: { request: asked.request },
    });
    // audit:read is of stewards: who asks has not got it to give.
    expect(read.body).toEqual({
      program: 'Insites command line',
      answersTo: '127.0.0.1:51234',
      scopes: ['datasets:read', 'datasets:write'],
    });
    const { tokens } = await connect();
    expect(tokens.claims()?.sub).toBe(ada.id);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 3600 });
    expect((await me(tokens.access_token)).permissions.sort()).toEqual([
      'datasets:read',
      'identity:me',
    ]);
  });

  it('acts as its person only, for the organisation that was worn', async () => {
    const { tokens } = await connect();
    expect(await me(tokens.access_token)).toMatchObject({
      person: { id: ada.id },
      organisation: { id: house.organisationId },
      role: 'contributor',
    });
    const refused = await house.call(routes.listPeople, { token: tokens.access_token });
    expect(refused.body.code).toBe('identity.scopeTooNarrow');
  });

  it('may be limited to data sets, with permissions of these only', async () => {
    const datasets = ['01900000-0000-7000-8000-000000000001'];
    const { tokens } = await connect({}, { datasets });
    const request = { headers: { authorization: `Bearer ${tokens.access_token}` }, cookies: {} };
    const actor = await house.identity.authenticate({ ...request, address: '', requestId: '' });
    expect(actor).toMatchObject({ datasets, scopes: ['datasets:read'] });
  });

  it('is refused when its person says no', async () => {
    const asked = await ask();
    const said = await answer(asked, { allow: false });
    const back = await asked.browser.go(said.body.address ?? '');
    expect(back.searchParams.get('error')).toBe('access_denied');
    expect((await answer(asked)).body.code).toBe('identity.requestUnknown');
  });

  it('keeps nothing in the clear', async () => {
    const { tokens } = await connect();
    const { rows } = await house.test.database.execute(sql`
      SELECT r::text FROM identity.oauth_records r UNION ALL SELECT t::text FROM identity.tokens t`);
    const kept = JSON.stringify(rows);
    for (const secret of [tokens.access_token, tokens.refresh_token ?? 'none'])
      expect(kept).not.toContain(secret);
  });
});

describe('the request', () => {
  const refused = async (more: Record<string, string>) => {
    const asked = ask(more);
    return asked.then(
      ({ page }) => (page.hash ? page.hash : page.searchParams.get('error')),
      (thrown: Error) => thrown.message,
    );
  };

  it('needs PKCE with S256', async () => {
    const browser = new Browser(ada.cookie);
    const address = client.buildAuthorizationUrl(cli, { redirect_uri: loopback, scope: 'openid' });
    expect((await browser.go(address.href)).searchParams.get('error')).toBe('invalid_request');
    const challenge = 'x'.repeat(43);
    expect(await refused({ code_challenge: challenge, code_challenge_method: 'plain' })).toBe(
      'invalid_request',
    );
  });

  it('is not answered at another address', async () => {
    for (const redirect_uri of [
      'https://evil.example/callback',
      'http://127.0.0.1:1/other',
      'http://127.0.0.1.evil.example/callback',
      'http://evil.example/callback',
    ])
      expect(await refused({ redirect_uri })).toMatch(/^400 .*redirect_uri/);
  });

  it.each(['token', 'id_token', 'code id_token'])('gives no %s', async (response_type) => {
    expect(await refused({ response_type, nonce: 'x' })).toMatch(/unsupported_response_type/);
  });

  it('is answered in the browser that began it only', async () => {
    const mine = await ask();
    const other = new Browser(ada.cookie);
    const stolen = await answer({ browser: other, request: mine.request });
    expect(stolen.body.code).toBe('identity.requestUnknown');
    const second = await ask();
    const mixed = await answer({ browser: second.browser, request: mine.request });
    expect(mixed.body.code).toBe('identity.requestUnknown');
  });

  it('is answered by a person before a browser, not by a token', async () => {
    const asked = await ask();
    const said = await house.call(routes.answerRequest, {
      token: ada.token,
      cookie: asked.browser.cookie,
      host,
      input: { request: asked.request, allow: true },
    });
    expect(said.body.code).toBe('identity.sessionNeeded');
  });
});

describe('a code', () => {
  it('works once; a second time ends what came of it', async () => {
    const { back, checks, tokens } = await connect();
    expect((await me(tokens.access_token)).signedIn).toBe(true);
    expect(await problem(client.authorizationCodeGrant(cli, back, checks))).toBe('invalid_grant');
    expect((await house.call(routes.me, { token: tokens.access_token })).status).toBe(401);
    expect(await problem(client.refreshTokenGrant(cli, tokens.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
  });

  it('lives a minute, its answers an hour, and what renews them thirty days', async () => {
    await connect();
    const { rows } = await house.test.database.execute<{ kind: string; most: number }>(sql`
      SELECT kind, max((payload->>'exp')::int - (payload->>'iat')::int) AS most
      FROM identity.oauth_records GROUP BY kind`);
    const most = Object.fromEntries(rows.map((row) => [row.kind, Number(row.most)]));
    expect(most).toMatchObject({
      AuthorizationCode: 60,
      AccessToken: 3_600,
      RefreshToken: 30 * 86_400,
    });
  });

  it('needs the verifier', async () => {
    const asked = await ask();
    const back = await asked.browser.go((await answer(asked)).body.address ?? '');
    const checks = {
      pkceCodeVerifier: client.randomPKCECodeVerifier(),
      expectedState: asked.state,
    };
    expect(await problem(client.authorizationCodeGrant(cli, back, checks))).toBe('invalid_grant');
  });
});

describe('a refresh token', () => {
  it('is exchanged for a new one, and gives no more', async () => {
    const { tokens } = await connect();
    const next = await client.refreshTokenGrant(cli, tokens.refresh_token ?? '');
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect((await me(next.access_token)).permissions.sort()).toEqual([
      'datasets:read',
      'identity:me',
    ]);
    const more = { scope: 'openid datasets:read datasets:write' };
    expect(await problem(client.refreshTokenGrant(cli, next.refresh_token ?? '', more))).toBe(
      'invalid_scope',
    );
    const less = await client.refreshTokenGrant(cli, next.refresh_token ?? '', { scope: 'openid' });
    expect((await me(less.access_token)).permissions).toEqual(['identity:me']);
  });

  it('used twice ends the whole family, in every process', async () => {
    await using second = await house.another();
    const { tokens } = await connect();
    const next = await client.refreshTokenGrant(cli, tokens.refresh_token ?? '');
    expect(await problem(client.refreshTokenGrant(cli, tokens.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
    expect((await second.call(routes.me, { token: next.access_token })).status).toBe(401);
    expect(await problem(client.refreshTokenGrant(cli, next.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
  });

  it('used ten times at once gives one answer at most', async () => {
    const { tokens } = await connect();
    const tries = await Promise.allSettled(
      Array.from({ length: 10 }, () => client.refreshTokenGrant(cli, tokens.refresh_token ?? '')),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
  });
});

describe('taking it back', () => {
  it('holds from the next request on, in every process', async () => {
    await using second = await house.another();
    const { tokens } = await connect();
    const token = tokens.access_token;
    expect((await second.call(routes.me, { token })).status).toBe(200);
    const { body } = await house.call(routes.listConnections, { token: ada.token });
    expect(body.items[0]).toMatchObject({
      program: 'Insites command line',
      scopes: ['datasets:read'],
    });
    const input = { id: body.items[0]?.id };
    const foreign = await house.call(routes.removeConnection, { token: adminToken, input });
    expect(foreign.body.code).toBe('identity.connectionUnknown');
    expect((await house.call(routes.removeConnection, { token: ada.token, input })).status).toBe(
      204,
    );
    expect((await second.call(routes.me, { token })).status).toBe(401);
    expect(await problem(client.refreshTokenGrant(cli, tokens.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
  });

  it('may be done by the program (RFC 7009)', async () => {
    const { tokens } = await connect();
    await client.tokenRevocation(cli, tokens.access_token);
    expect(await problem(client.refreshTokenGrant(cli, tokens.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
    expect((await house.call(routes.me, { token: tokens.access_token })).status).toBe(401);
    const { tokens: next } = await connect();
    await client.tokenRevocation(cli, next.refresh_token ?? '');
    expect((await house.call(routes.me, { token: next.access_token })).status).toBe(401);
  });

  it('comes with leaving the organisation', async () => {
    const bo = await house.member('viewer', 'bo@oakland.example');
    const asked = await ask({}, cli, new Browser(bo.cookie));
    const back = await asked.browser.go((await answer(asked)).body.address ?? '');
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state };
    const tokens = await client.authorizationCodeGrant(cli, back, checks);
    await house.call(routes.removePerson, { token: adminToken, input: { id: bo.id } });
    expect((await house.call(routes.me, { token: tokens.access_token })).status).toBe(401);
    expect(await problem(client.refreshTokenGrant(cli, tokens.refresh_token ?? ''))).toBe(
      'invalid_grant',
    );
  });

  it('comes by itself: an access token lives an hour', async () => {
    const { tokens } = await connect();
    house.clock.turn(61 * 60_000);
    const { status } = await house.call(routes.me, { token: tokens.access_token });
    house.clock.turn(-61 * 60_000);
    expect(status).toBe(401);
  });
});
