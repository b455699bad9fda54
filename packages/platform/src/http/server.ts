import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import { errors, newId, toProblem } from '@insites/kernel';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import { asNobody, asRequest } from '../databases/fence/index.ts';
import type { Log } from '../log/log.ts';
import type { Binding, Gatekeepers } from './bind.ts';
import { acceptBytes, acceptJson } from './bodies.ts';
import { answerFailure, problemHeaders, understand } from './failures.ts';
import { type ReadyPart, serveHealth } from './health.ts';
import { listenAt, stopWithin } from './lifetime.ts';
import { measureRequests, processMetrics } from './metrics.ts';
import { type Mount, serveMounts } from './mounts.ts';
import { permissionsPolicy, securityHeaders } from './security-headers.ts';
import { serve } from './serve.ts';
import type { Edge, Foreign } from './visit.ts';
import { answerUnknown, serveWebApp } from './web-app.ts';

export type { ReadyPart } from './health.ts';
export type { Mount, MountedRequest } from './mounts.ts';

export interface HttpOptions {
  readonly config: Config;
  readonly log: Log;
  readonly bindings: readonly Binding[];
  readonly gatekeepers: Gatekeepers;
  /** What the server needs and whether it answers now; asked at every /readyz. */
  readonly ready: () => Promise<readonly ReadyPart[]>;
  /** What a request happens in, from its first header to its last byte. Default: nothing in particular. */
  readonly scope?: () => RequestScope;
  /** Other protocols at addresses of their own. */
  readonly mounts?: readonly Mount[];
  /** Folder of the built web app. */
  readonly web?: { readonly folder: string };
  readonly metrics?: {
    /** Default: a new one with the measures of the process. */
    readonly registry?: Registry;
    /** Who may read /metrics and the details of /readyz. Default `loopback`. */
    readonly visibleTo?: 'loopback' | 'everybody';
  };
}

/** Opened for each request; everything the request does runs inside. */
export interface RequestScope {
  run<T>(work: () => T): T;
  leave(): void;
}

export interface HttpServer {
  /** @throws platform.configInvalid when the port is taken or not allowed. */
  listen(): Promise<{ readonly url: string; readonly port: number }>;
  /**
   * Stops: takes nothing new, ends event streams, lets requests and downloads end within `grace`
   * milliseconds (default 10,000), then cuts them.
   */
  close(grace?: number): Promise<void>;
  /** A request without a socket, for tests. */
  readonly inject: FastifyInstance['inject'];
}

/** The HTTP edge: every binding with its checks, the web app, health and metrics. */
export async function createHttp(options: HttpOptions): Promise<HttpServer> {
  const { config, log, gatekeepers } = options;
  const closing = new AbortController();
  const edge: Edge = {
    config,
    log,
    gatekeepers,
    visits: new WeakMap(),
    foreign: foreignOf(options.bindings),
    closing: closing.signal,
    running: new Set(),
  };
  const app = newFastify(edge);
  enclose(app, options.scope);
  await prepare(app, edge);
  const registry = options.metrics?.registry ?? processMetrics();
  measureRequests(app, edge, registry);
  serveHealth(app, edge, {
    ready: options.ready,
    register: registry,
    visibleTo: options.metrics?.visibleTo ?? 'loopback',
  });
  await serveAll(app, edge, options.bindings);
  await serveMounts(app, options.mounts ?? [], log);
  if (options.web) await serveWebApp(app, options.web.folder);
  const hasWebApp = options.web !== undefined;
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (request, reply) =>
    answerUnknown(request, reply, hasWebApp),
  );
  await app.ready();
  return {
    // What comes in by the socket and is in no request's scope sees nothing.
    listen: () => asNobody(() => listenAt(app, config)),
    close: (grace = 10_000) => stopWithin(app, closing, edge.running, grace),
    inject: app.inject.bind(app) as FastifyInstance['inject'],
  };
}

function newFastify(edge: Edge): FastifyInstance {
  return fastify({
    logger: false,
    // One proxy, the nearest: further entries of X-Forwarded-For are whatever the client wrote.
    trustProxy: edge.config.trustProxy ? (_, hop) => hop < 1 : false,
    bodyLimit: 1024 * 1024,
    connectionTimeout: 300_000,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    requestIdHeader: false,
    genReqId: ({ headers }) => saneId(headers['x-request-id']) ?? newId(),
    routerOptions: { maxParamLength: 300 },
    frameworkErrors: (error, request, reply) => {
      const answer = reply as unknown as FastifyReply;
      void answerFailure(edge, request as FastifyRequest, answer, error).then((text) =>
        answer.send(text),
      );
    },
    clientErrorHandler: answerUnreadable,
  }) as unknown as FastifyInstance;
}

/** Also of the fence: until it is known who asks, a request sees no tenant's rows. */
function enclose(app: FastifyInstance, open: (() => RequestScope) | undefined): void {
  app.addHook('onRequest', (_, reply, next) => {
    if (!open) return asRequest(next);
    const scope = open();
    reply.raw.once('close', () => scope.leave());
    scope.run(() => asRequest(next));
  });
}

async function prepare(app: FastifyInstance, edge: Edge): Promise<void> {
  const { config } = edge;
  const headers = securityHeaders(config);
  app.addHook('onRequest', async (request, reply) => {
    // On the answer itself, so that what takes it over has them too.
    for (const [name, value] of headers) reply.raw.setHeader(name, value);
    reply.header('x-request-id', request.id).header('permissions-policy', permissionsPolicy);
    if (edge.closing.aborted) reply.header('connection', 'close');
  });
  app.setErrorHandler((thrown, request, reply) => answerFailure(edge, request, reply, thrown));
  await app.register(cookie);
  await app.register(compress, { globalDecompression: false, encodings: ['br', 'gzip'] });
  await app.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_, { ttl }) =>
      errors.limited('platform.tooManyRequests', 'Too many requests from this address.', {
        hint: 'Wait until the minute is over.',
        retryAfter: Math.max(1, Math.ceil(ttl / 1000)),
      }),
  });
}

async function serveAll(
  app: FastifyInstance,
  edge: Edge,
  bindings: readonly Binding[],
): Promise<void> {
  const takesBytes = ({ route }: Binding) => route.body === 'bytes' || route.output.kind === 'raw';
  const takesDocuments = ({ route }: Binding) => route.output.kind === 'document';
  await app.register(async (scope) => {
    acceptJson(scope);
    for (const binding of bindings)
      if (!takesBytes(binding) && !takesDocuments(binding)) serve(scope, edge, binding);
  });
  await app.register(async (scope) => {
    const documents = bindings.filter(takesDocuments);
    acceptJson(scope, [...new Set(documents.map(mediaTypeOf))]);
    for (const binding of documents) serve(scope, edge, binding);
  });
  await app.register(async (scope) => {
    acceptBytes(scope);
    for (const binding of bindings) if (takesBytes(binding)) serve(scope, edge, binding);
  });
}

/** `/scim/v2/` of `/scim/v2/Users`. */
function foreignOf(bindings: readonly Binding[]): Foreign[] {
  const found = new Map<string, Foreign>();
  for (const { route, tellFailure } of bindings) {
    if (route.output.kind !== 'document' || !tellFailure) continue;
    const prefix = `${route.path.split('/').slice(0, 3).join('/')}/`;
    found.set(prefix, { prefix, mediaType: route.output.mediaType, tellFailure });
  }
  return [...found.values()];
}

function mediaTypeOf({ route: { output } }: Binding): string {
  return output.kind === 'document' ? output.mediaType : 'application/json';
}

function saneId(given: string | string[] | undefined): string | undefined {
  return typeof given === 'string' && /^[\w.:-]{8,100}$/.test(given) ? given : undefined;
}

/** Bytes that are not HTTP at all: answered as well as can be, on the bare socket. */
function answerUnreadable(error: Error, socket: Socket): void {
  if (!socket.writable || ('code' in error && error.code === 'ECONNRESET')) {
    socket.destroy();
    return;
  }
  const wrong = errors.invalid('platform.inputInvalid', 'The request is not readable as HTTP.');
  const problem = toProblem(understand(wrong));
  const text = JSON.stringify(problem);
  const headers = Object.entries({
    ...problemHeaders(problem),
    'content-length': String(Buffer.byteLength(text)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 400 Bad Request\r\n${headers.join('')}\r\n${text}`);
}
