import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { json, route } from '@insites/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bind } from './bind.ts';
import { type House, openHouse } from './test/house.ts';

const read = route({
  name: 'things.read',
  method: 'GET',
  path: '/api/v1/things/{id}',
  summary: 'A thing',
  permission: 'things:read',
  input: z.object({ id: z.string() }),
  output: json(z.object({ text: z.string() })),
  errors: [],
});

let folder: string;
let house: House;
let ready = true;
const script = 'console.log(1);'.repeat(500);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'insites-web-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Insites</title>');
  await writeFile(join(folder, 'manifest.webmanifest'), '{}');
  await writeFile(join(folder, 'index.html.br'), brotliCompressSync('<title>Insites</title>'));
  await writeFile(join(folder, '.secret'), 'secret');
  await writeFile(join(folder, 'assets/app-1.js'), script);
  await writeFile(join(folder, 'assets/app-2.js'), script);
  await writeFile(join(folder, 'assets/app-2.js.br'), brotliCompressSync(script));
  house = await openHouse({
    bindings: [bind(read, async () => ({ text: 'x'.repeat(5_000) }))],
    web: { folder },
    ready: async () => [
      { name: 'database', ok: true, detail: 'postgres 18' },
      { name: 'engine', ok: ready, detail: 'no worker starts' },
    ],
  });
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${house.url}${path}`, { headers });

describe('health', () => {
  it('names each part and turns 503 when one does not answer', async () => {
    expect(await (await ask('/healthz')).json()).toEqual({ ok: true });
    expect((await ask('/readyz')).status).toBe(200);
    ready = false;
    const response = await ask('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ok: false,
      parts: [
        { name: 'database', ok: true, detail: 'postgres 18' },
        { name: 'engine', ok: false, detail: 'no worker starts' },
      ],
    });
    ready = true;
  });

  it('counts requests by route and status', async () => {
    await ask('/api/v1/things/1');
    const metrics = await (await ask('/metrics')).text();
    expect(metrics).toMatch(
      /insites_http_request_seconds_count\{route="things.read",status="200"\} \d/,
    );
    expect(metrics).toContain('process_resident_memory_bytes');
  });

  it.each([{ host: 'city.example' }, { 'x-forwarded-for': '203.0.113.9' }])(
    'hides details and metrics from %o',
    async (headers) => {
      const answer = (url: string) => house.http.inject({ url, headers });
      expect((await answer('/metrics')).statusCode).toBe(404);
      expect((await answer('/readyz')).body).not.toContain('postgres 18');
    },
  );
});

describe('the web app', () => {
  it('answers the first page, and folders like any other address of the app', async () => {
    for (const path of ['/', '/datasets/', '/some/page']) {
      const answer = await ask(path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        200,
        'text/html; charset=utf-8',
      ]);
    }
  });

  it('is served at every address that is not the API', async () => {
    for (const path of ['/', '/datasets/1', '/some.thing']) {
      const response = await ask(path);
      expect(await response.text()).toContain('<title>Insites');
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-type')).toContain('text/html');
    }
    expect((await ask('/manifest.webmanifest')).headers.get('cache-control')).toBe('no-cache');
  });

  it('answers problems below /api and /assets', async () => {
    for (const path of ['/api/v1/none', '/api', '/assets/none.js']) {
      const response = await ask(path);
      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toContain('problem+json');
    }
  });

  it('keeps hashed files for ever and sends the compressed twin', async () => {
    const headers = { 'accept-encoding': 'br' };
    for (const path of ['/assets/app-1.js', '/assets/app-2.js']) {
      const response = await ask(path, headers);
      expect(response.headers.get('cache-control')).toContain('immutable');
      expect(response.headers.get('content-encoding')).toBe('br');
      expect(await response.text()).toBe(script);
    }
    const plain = await ask('/assets/app-2.js', { 'accept-encoding': 'identity' });
    expect(await plain.text()).toBe(script);
  });

  it('gives no hidden file and nothing above its folder', async () => {
    for (const path of ['/.secret', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd'])
      expect(await (await ask(path)).text()).not.toMatch(/secret|root:/);
  });

  it('compresses JSON when asked', async () => {
    const response = await ask('/api/v1/things/1', { 'accept-encoding': 'gzip' });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.json()).toEqual({ text: 'x'.repeat(5_000) });
  });
});
