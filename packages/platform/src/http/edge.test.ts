import { json, nothing, type Problem, route } from '@insites/kernel';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bind } from './bind.ts';
import { type House, openHouse } from './test/house.ts';

const thing = z.object({ id: z.string(), owner: z.object({ name: z.string() }) });

const read = route({
  name: 'things.read',
  method: 'GET',
  path: '/api/v1/things/{id}',
  summary: 'A thing',
  permission: 'things:read',
  input: z.object({
    id: z.string(),
    limit: z.int().max(10).default(5),
    deep: z.boolean().optional(),
  }),
  output: json(thing),
  errors: [],
  audit: 'read',
});

const create = route({
  name: 'things.create',
  method: 'POST',
  path: '/api/v1/things',
  summary: 'Make a thing',
  permission: 'things:write',
  input: z.object({ name: z.string().min(2), size: z.int(), kind: z.enum(['a', 'b']) }),
  output: json(z.object({ name: z.string() })),
  errors: [],
  status: 201,
});

const remove = route({
  name: 'things.remove',
  method: 'DELETE',
  path: '/api/v1/things/{id}',
  summary: 'Delete a thing',
  permission: 'things:write',
  input: z.object({ id: z.string() }),
  output: nothing(),
  errors: [],
});

const broken = route({ ...read, name: 'things.broken', path: '/api/v1/things/{id}/broken' });
const limited = route({
  ...read,
  name: 'things.limited',
  path: '/api/v1/things/{id}/limited',
  audit: 'none',
  perMinute: 2,
});
const crash = route({ ...read, name: 'things.crash', path: '/api/v1/things/{id}/crash' });
const signIn = route({
  ...create,
  name: 'things.signIn',
  path: '/api/v1/things/sign-in',
  permission: 'things:read',
  input: z.object({}),
});

const leak = { id: 'x', owner: { name: 'Ann', password: 'secret' }, hash: 'secret' };
let seen: unknown;

const bindings = [
  bind(read, async ({ input, note }) => {
    seen = input;
    note({ objectKind: 'thing', objectId: input.id, details: { limit: input.limit } });
    return leak;
  }),
  bind(create, async ({ input }) => input),
  bind(remove, async () => undefined),
  bind(broken, async () => ({ id: 'secret-value', owner: { name: 7 } }) as never),
  bind(limited, async () => leak),
  bind(crash, async () => {
    throw new Error('secret of the inside');
  }),
  bind(signIn, async ({ reply }) => {
    reply.cookie('session', 'viewer', 60);
    reply.cookie('old', null);
    reply.cookie('__Host-own', 'x');
    return { name: 'Ann' };
  }),
];

let house: House;
beforeAll(async () => {
  house = await openHouse({ bindings });
});
afterAll(() => house.close());
afterEach(() => {
  house.records.length = 0;
  house.lines.length = 0;
});

const at = (path: string) => `${house.url}/api/v1/things${path}`;
const json$ = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: 'Bearer contributor', ...headers },
  body: JSON.stringify(body),
});
async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  return problem;
}

describe('input and output', () => {
  it('drops every field that the output schema does not name', async () => {
    const response = await fetch(at('/x'));
    expect(await response.json()).toEqual({ id: 'x', owner: { name: 'Ann' } });
  });

  it('reads path and query as the types of the schema, with defaults', async () => {
    await fetch(at('/a%2Fb?limit=7&deep=true'));
    expect(seen).toEqual({ id: 'a/b', limit: 7, deep: true });
    await fetch(at('/x'));
    expect(seen).toEqual({ id: 'x', limit: 5 });
  });

  it('names every wrong, missing and unknown field at once', async () => {
    const response = await fetch(at(''), json$({ name: 'x', kind: 'c', surprise: 1 }));
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 400, code: 'platform.inputInvalid', kind: 'invalid' });
    const fields = Object.fromEntries((problem.fields ?? []).map((f) => [f.path, f.message]));
    expect(Object.keys(fields).sort()).toEqual(['kind', 'name', 'size', 'surprise']);
    expect(fields.size).toBe('is needed');
    expect(fields.surprise).toBe('is not a field of this request');
  });

  it('refuses unknown fields of the query', async () => {
    const problem = await problemOf(await fetch(at('/x?limt=3')));
    expect(problem.fields).toEqual([{ path: 'limt', message: 'is not a field of this request' }]);
  });

  it.each([
    ['{"name":', 'application/json'],
    ['[1]', 'application/json'],
    ['name=x', 'application/x-www-form-urlencoded'],
    ['{"__proto__":{"x":1}}', 'application/json'],
  ])('refuses the body %s as %s', async (body, type) => {
    const headers = { 'content-type': type, authorization: 'Bearer contributor' };
    const response = await fetch(at(''), { method: 'POST', headers, body });
    expect((await problemOf(response)).code).toBe('platform.inputInvalid');
  });

  it('refuses a body that is too large', async () => {
    const response = await fetch(at(''), json$({ name: 'x'.repeat(2_000_000) }));
    expect(await problemOf(response)).toMatchObject({ status: 413, code: 'platform.bodyTooLarge' });
  });

  it('answers 204 without a body for nothing()', async () => {
    const headers = { authorization: 'Bearer contributor' };
    const response = await fetch(at('/x'), { method: 'DELETE', headers });
    expect([response.status, await response.text()]).toEqual([204, '']);
  });

  it('holds back an answer that does not fit its schema and logs where, not what', async () => {
    const problem = await problemOf(await fetch(at('/x/broken')));
    expect(problem).toMatchObject({ status: 500, kind: 'internal' });
    const log = JSON.stringify(house.lines);
    expect(log).toContain('owner.name');
    expect(log).not.toContain('secret-value');
  });

  it('keeps the text of an unexpected error inside', async () => {
    const response = await fetch(at('/x/crash'));
    expect(JSON.stringify(await problemOf(response))).not.toContain('secret of the inside');
    expect(JSON.stringify(house.lines)).toContain('secret of the inside');
  });

  it('sets cookies that no script reads, and deletes them', async () => {
    const response = await fetch(at('/sign-in'), json$({}));
    const [set, gone, own] = response.headers.getSetCookie();
    expect(set).toBe('session=viewer; Max-Age=60; Path=/; HttpOnly; SameSite=Lax');
    expect(gone).toMatch(/^old=; Max-Age=0/);
    expect(own).toContain('; Secure');
  });
});

describe('who may', () => {
  it('answers 401 and 403 before it looks at the input', async () => {
    const anonymous = await problemOf(await fetch(at(''), { method: 'POST' }));
    expect(anonymous).toMatchObject({ status: 401, code: 'identity.signInNeeded' });
    const viewer = await problemOf(
      await fetch(at(''), { ...json$({ name: 1 }), headers: { authorization: 'Bearer viewer' } }),
    );
    expect(viewer).toMatchObject({ status: 403, code: 'identity.roleTooLow' });
  });

  it('tells a bad credential even where anyone may', async () => {
    const response = await fetch(at('/x'), { headers: { authorization: 'Bearer bad' } });
    expect((await problemOf(response)).code).toBe('identity.credentialInvalid');
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('records refusals, failures and what was allowed', async () => {
    await fetch(at('/x?limit=3'));
    await fetch(at('/x?limit=30'));
    await fetch(at(''), json$({}, { authorization: 'Bearer viewer' }));
    expect(house.records).toMatchObject([
      {
        verb: 'things.read',
        outcome: 'allowed',
        code: null,
        objectId: 'x',
        details: { limit: 3 },
        actor: { kind: 'anonymous' },
      },
      { verb: 'things.read', outcome: 'failed', code: 'platform.inputInvalid' },
      { verb: 'things.create', outcome: 'refused', code: 'identity.roleTooLow' },
    ]);
  });
});

describe('pages of other sites', () => {
  const cookie = { cookie: 'session=contributor', authorization: '' };
  const send = (headers: Record<string, string>) => {
    const { authorization: _, ...rest } = { ...cookie, ...headers };
    return house.http.inject({
      method: 'POST',
      url: '/api/v1/things',
      headers: { host: 'city.example', ...rest },
      payload: { name: 'xy', size: 1, kind: 'a' },
    });
  };

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' },
  ])('refuses a write with %o', async (headers) => {
    const response = await send(headers as Record<string, string>);
    expect(response.statusCode).toBe(403);
    expect(response.json()).toMatchObject({ code: 'platform.crossSite' });
    expect(house.records).toMatchObject([{ outcome: 'refused', code: 'platform.crossSite' }]);
  });

  it.each([
    {},
    { 'sec-fetch-site': 'same-origin', origin: 'http://city.example' },
    { 'sec-fetch-site': 'none' },
  ])('takes a write with %o', async (headers) => {
    expect((await send(headers as Record<string, string>)).statusCode).toBe(201);
  });
});

describe('every answer', () => {
  it('carries the security headers and a request id', async () => {
    const { headers } = await fetch(at('/x'), { headers: { 'x-request-id': 'request-0001' } });
    expect(headers.get('x-request-id')).toBe('request-0001');
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of ["default-src 'self'", "script-src 'self'", "frame-ancestors 'none'"])
      expect(policy.split(';')).toContain(part);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('replaces a request id that is no sane token', async () => {
    const { headers } = await fetch(at('/x'), { headers: { 'x-request-id': 'a b<script>' } });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });

  it('is a problem where nothing is, and for a wrong method', async () => {
    for (const response of [
      await fetch(`${house.url}/api/v1/nothing`),
      await fetch(`${house.url}/elsewhere`),
      await fetch(at('/x'), { method: 'PUT' }),
    ])
      expect(await problemOf(response)).toMatchObject({
        status: 404,
        code: 'platform.routeUnknown',
      });
    const bad = await problemOf(await fetch(`${house.url}/api/%ZZ`));
    expect(bad.code).toBe('platform.inputInvalid');
  });

  it('is limited a minute where the route says so', async () => {
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await fetch(at('/x/limited'))).status);
    expect(statuses).toEqual([200, 200, 429]);
    const response = await fetch(at('/x/limited'));
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ code: 'platform.tooManyRequests', kind: 'limited' });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const guess = await fetch(at('/x/limited'), { headers: { authorization: 'Bearer bad' } });
    expect(guess.status).toBe(429);
  });
});

describe('behind https and with a low limit', () => {
  it('sends HSTS, Secure cookies, and limits every address', async () => {
    const other = await openHouse({
      bindings,
      env: { INSITES_PUBLIC_URL: 'https://city.example', INSITES_REQUESTS_PER_MINUTE: '3' },
    });
    try {
      const response = await fetch(`${other.url}/api/v1/things/sign-in`, json$({}));
      expect(response.headers.get('strict-transport-security')).toContain('max-age=31536000');
      expect(response.headers.getSetCookie()[0]).toContain('; Secure');
      const own = json$({}, { authorization: '', cookie: 'a=b', origin: 'https://city.example' });
      expect((await fetch(`${other.url}/api/v1/things/sign-in`, own)).status).not.toBe(403);
      await fetch(`${other.url}/nothing/here`);
      expect((await fetch(`${other.url}/nothing/here`)).status).toBe(429);
      expect((await fetch(`${other.url}/healthz`)).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});
