import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytes, errors, events, json, raw, route } from '@insites/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type BytesAnswer, bind } from './bind.ts';
import { type House, type HouseOptions, openHouse } from './test/house.ts';

const base = {
  method: 'GET',
  summary: 'For the test',
  permission: 'things:read',
  input: z.object({}),
  errors: [],
} as const;
const download = route({
  ...base,
  name: 'things.download',
  path: '/api/v1/things/download',
  output: bytes('text/csv'),
  audit: 'read',
});
const feed = route({
  ...base,
  name: 'things.feed',
  path: '/api/v1/things/feed',
  output: events(z.object({ done: z.int() })),
});
const slow = route({
  ...base,
  name: 'things.slow',
  path: '/api/v1/things/slow',
  output: json(z.object({})),
});
const upload = route({
  ...base,
  method: 'POST',
  name: 'things.upload',
  path: '/api/v1/things/upload',
  input: z.object({ name: z.string() }),
  output: json(z.object({ bytes: z.int(), name: z.string() })),
  body: 'bytes',
});
const protocol = route({
  ...base,
  method: 'PATCH',
  name: 'things.protocol',
  path: '/api/v1/things/protocol',
  output: raw('a test'),
  body: 'bytes',
});

let house: House;
afterEach(() => house.close(0));
const start = async (options: HouseOptions) => {
  house = await openHouse(options);
};
const get = (path: string, init?: RequestInit) => fetch(`${house.url}/api/v1/things/${path}`, init);
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;
const text = (content: string): BytesAnswer => ({
  stream: Readable.from([Buffer.from(content)]),
  mediaType: 'text/csv',
});

describe('a download', () => {
  it('is an attachment under its real name that no browser runs', async () => {
    const name = 'Müll "2026"/Straße.csv';
    await start({ bindings: [bind(download, async () => ({ ...text('a,b'), name, length: 3 }))] });
    const response = await get('download');
    expect(await response.text()).toBe('a,b');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Mull _2026__Stra_e.csv"; filename*=UTF-8''M%C3%BCll%20%222026%22%2FStra%C3%9Fe.csv`,
    );
    expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-length')).toBe('3');
    expect(response.headers.get('content-encoding')).toBeNull();
  });

  it('answers a range with 206 and an unchanged tag with 304', async () => {
    const answer = { range: { start: 2, end: 4, size: 10 }, etag: '"v1"', acceptRanges: true };
    await start({ bindings: [bind(download, async () => ({ ...text('cde'), ...answer }))] });
    const part = await get('download');
    expect([part.status, await part.text()]).toEqual([206, 'cde']);
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10');
    expect(part.headers.get('content-length')).toBe('3');
    expect(part.headers.get('accept-ranges')).toBe('bytes');
    const known = await get('download', { headers: { 'if-none-match': 'W/"v1"' } });
    expect([known.status, await known.text()]).toEqual([304, '']);
  });

  it('is a problem when its stream fails before the first byte, and breaks off later', async () => {
    let first = true;
    const failing = () =>
      Readable.from(
        (async function* () {
          if (first) throw errors.unavailable('platform.objectMissing', 'The bytes are gone.');
          yield Buffer.alloc(10);
          await sleep(20);
          throw new Error('engine gone');
        })(),
      );
    await start({
      bindings: [bind(download, async () => ({ stream: failing(), mediaType: 'text/csv' }))],
    });
    const early = await get('download');
    expect([early.status, await codeOf(early)]).toEqual([503, 'platform.objectMissing']);
    expect(house.records).toMatchObject([{ outcome: 'failed', code: 'platform.objectMissing' }]);
    first = false;
    await expect(get('download').then((late) => late.text())).rejects.toThrow();
  });

  it('takes no more from its source than the reader does', async () => {
    let made = 0;
    const endless = () =>
      new Readable({
        read() {
          made += 65_536;
          this.push(Buffer.alloc(65_536));
        },
      });
    let gone = false;
    const binding = bind(download, async ({ signal }) => {
      signal.addEventListener('abort', () => {
        gone = true;
      });
      return { stream: endless(), mediaType: 'text/csv' };
    });
    await start({ bindings: [binding] });
    const stop = new AbortController();
    const response = await get('download', { signal: stop.signal });
    await response.body?.getReader().read();
    await sleep(200);
    const settled = made;
    expect(settled).toBeLessThan(50_000_000);
    await sleep(100);
    expect(made).toBe(settled);
    stop.abort();
    await expect.poll(() => gone).toBe(true);
  });
});

describe('the audit entry', () => {
  it('is durable before the first byte leaves', async () => {
    let written = false;
    const record = async () => {
      await sleep(150);
      written = true;
    };
    await start({ bindings: [bind(download, async () => text('a'))], record });
    const begun = performance.now();
    await get('download');
    expect(written).toBe(true);
    expect(performance.now() - begun).toBeGreaterThan(140);
  });

  it('holds everything back when it cannot be written', async () => {
    const record = async () => {
      throw new Error('disk');
    };
    let stream: Readable | undefined;
    const binding = bind(download, async ({ reply }) => {
      const answer = text('secret');
      reply.cookie('session', 'secret');
      reply.header('x-thing', 'secret');
      stream = answer.stream;
      return { ...answer, name: 'secret.csv', etag: '"secret"', length: 6 };
    });
    await start({ bindings: [binding], record });
    const response = await get('download');
    const body = await response.text();
    expect(response.status).toBe(503);
    expect(JSON.parse(body).code).toBe('audit.notWritten');
    expect(body + JSON.stringify([...response.headers])).not.toContain('secret');
    await expect.poll(() => stream?.destroyed).toBe(true);
  });
});

describe('events', () => {
  it('come one by one with running ids and an end', async () => {
    await start({
      bindings: [
        bind(feed, async () =>
          (async function* () {
            yield { done: 1, secret: 'x' };
            yield { done: 2 };
          })(),
        ),
      ],
    });
    const response = await get('feed');
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(await response.text()).toBe(
      'id: 1\ndata: {"done":1}\n\nid: 2\ndata: {"done":2}\n\nevent: end\ndata: {}\n\n',
    );
  });

  it('that fail at once are a problem answer, later a problem event', async () => {
    let healthy = false;
    await start({
      bindings: [
        bind(feed, async () =>
          (async function* () {
            if (healthy) yield { done: 1 };
            throw errors.notFound('platform.jobUnknown', 'There is no such job.');
          })(),
        ),
      ],
    });
    expect((await get('feed')).status).toBe(404);
    healthy = true;
    expect(await (await get('feed')).text()).toMatch(/event: problem\ndata: .*jobUnknown/);
  });

  it('stop when the reader goes away', async () => {
    let ended = false;
    await start({
      bindings: [
        bind(feed, async () =>
          (async function* () {
            try {
              for (let done = 0; ; done += 1) {
                yield { done };
                await sleep(10);
              }
            } finally {
              ended = true;
            }
          })(),
        ),
      ],
    });
    const stop = new AbortController();
    await (await get('feed', { signal: stop.signal })).body?.getReader().read();
    stop.abort();
    await expect.poll(() => ended).toBe(true);
  });
});

describe('other bodies', () => {
  it('hands a stream of any length to the handler', async () => {
    await start({
      bindings: [
        bind(upload, async ({ input, body }) => {
          let count = 0;
          for await (const chunk of body ?? []) count += (chunk as Buffer).length;
          return { bytes: count, name: input.name };
        }),
      ],
    });
    const init = { method: 'POST', body: new Uint8Array(3_000_000) };
    expect(await (await get('upload?name=x', init)).json()).toEqual({
      bytes: 3_000_000,
      name: 'x',
    });
  });

  it('hands request and response to a protocol, with our headers and after the audit', async () => {
    let recorded = 0;
    await start({
      bindings: [
        bind(protocol, async ({ request, response }) => {
          recorded = house.records.length;
          if (request.headers.fail) throw errors.conflict('things.taken', 'Taken.');
          let count = 0;
          for await (const chunk of request) count += (chunk as Buffer).length;
          response.writeHead(204, { 'upload-offset': String(count) }).end();
        }),
      ],
    });
    const init = { method: 'PATCH', body: new Uint8Array(2_000_000) };
    const response = await get('protocol', init);
    expect([response.status, response.headers.get('upload-offset')]).toEqual([204, '2000000']);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(recorded).toBe(1);
    const failed = await get('protocol', { ...init, headers: { fail: 'yes' } });
    expect([failed.status, await codeOf(failed)]).toEqual([409, 'things.taken']);
  });

  it('answers what is not HTTP as a problem', async () => {
    await start({ bindings: [] });
    const { hostname, port } = new URL(house.url);
    const socket = connect(Number(port), hostname);
    socket.write('NONSENSE\r\n\r\n');
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    expect(answer).toMatch(/^HTTP\/1.1 400[\s\S]*problem\+json[\s\S]*inputInvalid/);
  });
});

describe('closing', () => {
  it('lets a running stream end and takes nothing new', async () => {
    let finish: () => void = () => undefined;
    const stream = new Readable({ read() {} });
    stream.push('begin ');
    finish = () => {
      stream.push('end');
      stream.push(null);
    };
    await start({ bindings: [bind(download, async () => ({ stream, mediaType: 'text/csv' }))] });
    const response = await get('download');
    const begun = performance.now();
    const closed = house.close(5_000);
    await expect(get('download', { headers: { connection: 'close' } })).rejects.toThrow();
    finish();
    expect(await response.text()).toBe('begin end');
    await closed;
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it('ends event streams at once and cuts what outlasts the grace', async () => {
    const aborted: string[] = [];
    await start({
      bindings: [
        bind(slow, async ({ signal }) => {
          await sleep(60_000, undefined, { signal }).catch(() => aborted.push('slow'));
          return {};
        }),
        bind(feed, async () =>
          (async function* () {
            yield { done: 1 };
            await sleep(60_000);
          })(),
        ),
      ],
    });
    const running = get('slow').catch(() => 'cut');
    const following = await get('feed');
    await sleep(50);
    const begun = performance.now();
    const closed = house.close(300);
    expect(await following.text()).not.toContain('event: end');
    expect(performance.now() - begun).toBeLessThan(250);
    await closed;
    expect(await running).toBe('cut');
    expect(aborted).toEqual(['slow']);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
