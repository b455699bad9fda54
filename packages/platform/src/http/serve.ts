import type { Readable } from 'node:stream';
import { errors, type RouteDefinition } from '@insites/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { requestIsOf } from '../databases/fence/index.ts';
import { answerBytes } from './answer-bytes.ts';
import { answerDocument } from './answer-document.ts';
import { answerEvents } from './answer-events.ts';
import { answerJson } from './answer-json.ts';
import { answerRaw } from './answer-raw.ts';
import type { Binding, BytesAnswer, Call, DocumentAnswer, RawHandler } from './bind.ts';
import { refuseCrossSite } from './cross-site.ts';
import { readInput } from './input.ts';
import { addNote, type Edge, openVisit, settle, type Visit } from './visit.ts';

/**
 * Puts a binding on the server. The order of every request: who asks, may they, what do they ask
 * for, do it, keep what the schema names, write the audit entry, answer.
 */
export function serve(app: FastifyInstance, edge: Edge, binding: Binding): void {
  const { route, handler, tellFailure } = binding;
  const { output } = route;
  app.route({
    method: route.method,
    url: route.path.replace(/\{(\w+)\}/g, ':$1'),
    config: {
      ...(route.perMinute ? { rateLimit: { max: route.perMinute } } : {}),
      ...(tellFailure && output.kind === 'document'
        ? { tellFailure, mediaType: output.mediaType }
        : {}),
    },
    ...(route.output.kind === 'json' ? {} : { compress: false }),
    // After the rate limit and before the body is read: who may not act cannot make us parse either.
    preParsing: async (request, reply, body) => {
      await admit(edge, route, request, reply);
      return body;
    },
    handler: async (request, reply) => {
      const visit = edge.visits.get(request);
      if (!visit) throw new Error(`${route.name} was reached without admission`);
      return answer(edge, visit, request, reply, handler as (call: unknown) => Promise<unknown>);
    },
  });
}

async function admit(
  edge: Edge,
  route: RouteDefinition,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (edge.closing.aborted) throw shuttingDown();
  const visit = openVisit(edge, route, request, reply);
  visit.actor = await edge.gatekeepers.authenticate({
    headers: request.headers,
    cookies: request.cookies,
    address: request.ip,
    requestId: request.id,
  });
  requestIsOf(visit.actor);
  refuseCrossSite(edge.config, request);
  edge.gatekeepers.authorise(visit.actor, route);
}

async function answer(
  edge: Edge,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  handler: (call: unknown) => Promise<unknown>,
): Promise<unknown> {
  const call = callOf(edge, visit, request, reply);
  const { kind } = visit.route.output;
  if (kind === 'raw')
    return answerRaw(edge, visit, request, reply, call, handler as RawHandler<never>);
  const value = await handler(call);
  switch (kind) {
    case 'bytes':
      return (await answerBytes(edge, visit, request, reply, value as BytesAnswer)) ?? reply.send();
    case 'events':
      return answerEvents(edge, visit, request, reply, value as AsyncIterable<unknown>);
    case 'document':
      return (await answerDocument(edge, visit, reply, value as DocumentAnswer)) ?? reply.send();
    default:
      return (await answerJson(edge, visit, reply, value)) ?? reply.send();
  }
}

function callOf(
  edge: Edge,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
): Call<never> {
  return {
    input: readInput(visit.route, request) as never,
    actor: visit.actor,
    signal: visit.signal,
    headers: request.headers,
    body: visit.route.body === 'bytes' ? ((request.body as Readable) ?? request.raw) : null,
    note: (note) => addNote(visit, note),
    settle: () => settle(edge, visit),
    reply: {
      header: (name, value) => void visit.late.push(() => reply.header(name, value)),
      cookie: (name, value, maxAge) =>
        void visit.late.push(() => {
          const kept = cookieOptions(edge, name);
          if (value === null) reply.clearCookie(name, kept);
          else reply.setCookie(name, value, maxAge === undefined ? kept : { ...kept, maxAge });
        }),
    },
  };
}

/** Browsers refuse a `__Host-` cookie that is not Secure, also on the machine itself. */
function cookieOptions({ config }: Edge, name: string) {
  const secure = config.publicUrl?.startsWith('https:') || /^__(Host|Secure)-/.test(name);
  return { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
}

function shuttingDown(): Error {
  return errors.unavailable('platform.shuttingDown', 'The server is about to stop.', {
    hint: 'Try again in a few seconds.',
    retryAfter: 5,
  });
}
