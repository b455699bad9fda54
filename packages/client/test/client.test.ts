import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  bytes,
  errors,
  events,
  InsitesError,
  json,
  nothing,
  route,
  toProblem,
} from '@insites/kernel';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createClient } from '../src/index.ts';

const base = {
  method: 'GET',
  summary: 'For the test',
  permission: 'things:read',
  errors: [],
} as const;
const read = route({
  ...base,
  name: 'things.read',
  path: '/api/v1/things/{id}',
  input: z.object({
    id: z.string(),
    limit: z.int().optional(),
    tags: z.array(z.string()).optional(),
  }),
  output: json(z.object({ title: z.string() })),
});
const change = route({
  ...base,
  method: 'PATCH',
  name: 'things.change',
  path: '/api/v1/things/{id}',
  input: z.object({ id: z.string(), title: z.string().nullable() }),
  output: nothing(),
});
const content = route({
  ...base,
  name: 'things.content',
  path: '/api/v1/things/{id}/content',
  input: z.object({ id: z.string() }),
  output: bytes('text/csv'),
});
const watch = route({
  ...base,
  name: 'things.watch',
  path: '/api/v1/things/{id}/events',
  input: z.object({ id: z.string() }),
  output: events(z.object({ done: z.int() })),
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;
let stop: () => void = () => undefined;
afterEach(() => stop());

/** A client of a server that answers as the test says. */
async function against(answer: Answer, token?: string) {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    answer(request, response, body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  return createClient({ baseUrl, ...(token ? { token } : {}) });
}

const failure = (promise: Promise<unknown>): Promise<InsitesError> =>
  promise.then(
    () => Promise.reject(new Error('It did not fail')),
    (thrown) => thrown as InsitesError,
  );

describe('a call', () => {
  it('puts fields into path, query and body, and says who asks', async () => {
    const seen: unknown[] = [];
    const client = await against(({ method, url, headers }, response, body) => {
      seen.push([method, url, headers.authorization, headers['content-type'], body]);
      response.end('{"title":"A"}');
    }, 'secret');
    await client.call(read, { id: 'a/b', limit: 3, tags: ['x', 'y z'] });
    await client.call(change, { id: 'a', title: null });
    expect(seen).toEqual([
      ['GET', '/api/v1/things/a%2Fb?limit=3&tags=x&tags=y+z', 'Bearer secret', undefined, ''],
      ['PATCH', '/api/v1/things/a', 'Bearer secret', 'application/json', '{"title":null}'],
    ]);
  });

  it('gives the document, nothing, or the response', async () => {
    const client = await against(({ url }, response) => {
      response.end(url?.endsWith('content') ? 'a,b' : '{"title":"A","more":1}');
    });
    expect(await client.call(read, { id: '1' })).toEqual({ title: 'A' });
    expect(await client.call(change, { id: '1', title: 'B' })).toBeUndefined();
    expect(await (await client.call(content, { id: '1' })).text()).toBe('a,b');
  });

  it('throws the error the server tells', async () => {
    const told = errors.limited('platform.tooManyRequests', 'Too many.', { retryAfter: 7 });
    const client = await against((_, response) => {
      response.writeHead(429).end(JSON.stringify(toProblem(told)));
    });
    const error = await failure(client.call(read, { id: '1' }));
    expect(error).toBeInstanceOf(InsitesError);
    expect(error).toMatchObject({ kind: 'limited', code: told.code, details: { retryAfter: 7 } });
  });

  it('notices what is not Insites', async () => {
    const client = await against(({ url }, response) => {
      if (url?.endsWith('502')) response.writeHead(502).end('<h1>Bad gateway</h1>');
      else response.end(url?.endsWith('2') ? '<html>' : '{"title":2}');
    });
    const codes = ['502', '2', '3'].map(async (id) => {
      const { kind, code } = await failure(client.call(read, { id }));
      return [kind, code];
    });
    expect(await Promise.all(codes)).toEqual([
      ['unavailable', 'client.unexpectedAnswer'],
      ['internal', 'client.unexpectedAnswer'],
      ['internal', 'client.unexpectedAnswer'],
    ]);
  });

  it('tells a server that does not answer from a call that was stopped', async () => {
    const client = await against(() => undefined);
    const signal = AbortSignal.timeout(20);
    expect(await failure(client.call(read, { id: '1' }, { signal }))).toMatchObject({
      kind: 'cancelled',
    });
    const nobody = createClient({ baseUrl: 'http://127.0.0.1:9' });
    expect(await failure(nobody.call(read, { id: '1' }))).toMatchObject({
      kind: 'unavailable',
      code: 'client.unreachable',
    });
  });
});

describe('events', () => {
  const doneOf = async (feed: AsyncIterable<{ done: number }>) => {
    const seen: number[] = [];
    for await (const { done } of feed) seen.push(done);
    return seen;
  };

  it('go on after a cut, from the last id, until the end', async () => {
    const lastIds: unknown[] = [];
    const client = await against(({ headers }, response) => {
      lastIds.push(headers['last-event-id']);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      if (lastIds.length === 1) {
        response.write(': hello\n\nid: 1\ndata: {"done":1}\n\nid: 2\nda');
        setTimeout(() => response.destroy(), 20);
      } else if (lastIds.length === 2) response.end('not an event stream');
      else response.end('id: 2\r\ndata: {"done":\r\ndata: 2}\r\n\r\nevent: end\ndata: {}\n\n');
    });
    expect(await doneOf(client.call(watch, { id: '1' }))).toEqual([1, 2]);
    expect(lastIds).toEqual([undefined, '1', '1']);
  });

  it('end with the problem the server tells, before and within the stream', async () => {
    const problem = JSON.stringify(toProblem(errors.notFound('platform.jobUnknown', 'No job.')));
    const client = await against(({ url }, response) => {
      if (url?.includes('none')) response.writeHead(404).end(problem);
      else response.end(`data: {"done":1}\n\nevent: problem\ndata: ${problem}\n\n`);
    });
    for (const id of ['none', 'late'])
      expect(await failure(doneOf(client.call(watch, { id })))).toMatchObject({
        code: 'platform.jobUnknown',
      });
  });

  it('stop when nobody listens any more', async () => {
    let closed = false;
    const client = await against((_, response) => {
      response.write('data: {"done":1}\n\n');
      response.on('close', () => {
        closed = true;
      });
    });
    for await (const event of client.call(watch, { id: '1' })) {
      expect(event.done).toBe(1);
      break;
    }
    await expect.poll(() => closed).toBe(true);
  });
});
