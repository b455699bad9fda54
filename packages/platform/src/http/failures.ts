import {
  asInsitesError,
  auditOf,
  type ErrorDetails,
  errorKinds,
  errors,
  InsitesError,
  type Problem,
  toProblem,
} from '@insites/kernel';
import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import { asDatabaseError } from '../databases/errors.ts';
import type { TellFailure } from './bind.ts';
import { type Edge, recordFailure } from './visit.ts';

/** Media type of every error answer (RFC 9457). */
export const problemType = 'application/problem+json; charset=utf-8';

/** Any thrown value as an error that may be told: ours, Fastify's, the database's, the disk's; all else is `internal`. */
export function understand(thrown: unknown, signal?: AbortSignal): InsitesError {
  if (thrown instanceof InsitesError) return thrown;
  if (signal?.aborted && isAbort(thrown))
    return errors.cancelled('platform.queryCancelled', 'Stopped because nobody waits for it.');
  return ofFastify(thrown) ?? asDatabaseError(thrown) ?? ofDisk(thrown) ?? asInsitesError(thrown);
}

/** Records, logs and answers a failed request as problem details. */
export async function answerFailure(
  edge: Edge,
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
): Promise<string> {
  const error = await settleFailure(edge, request, thrown);
  for (const name of entityHeaders) reply.removeHeader(name);
  const problem = toProblem(error, request.id);
  reply.code(problem.status).headers(problemHeaders(problem));
  return toldAsDocument(edge, request, reply, error) ?? JSON.stringify(problem);
}

/** A failure in the words of the standard that the route speaks; undefined where that is ours. */
function toldAsDocument(
  edge: Edge,
  request: FastifyRequest,
  reply: FastifyReply,
  error: InsitesError,
): string | undefined {
  const own = request.routeOptions?.config;
  const { tellFailure, mediaType } = own?.tellFailure ? own : foreignAt(edge, request.url);
  if (!tellFailure || !mediaType) return undefined;
  const answer = tellFailure(error);
  reply.code(answer.status).headers(answer.headers ?? {});
  reply.header('content-type', `${mediaType}; charset=utf-8`);
  return JSON.stringify(answer.body);
}

/** An address that nothing answers may lie where another standard is spoken. */
function foreignAt(edge: Edge, url: string): FastifyContextConfig {
  return edge.foreign.find(({ prefix }) => url.startsWith(prefix)) ?? {};
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of routes that speak another standard. */
    tellFailure?: TellFailure;
    mediaType?: string;
  }
}

/** Records and logs a failed request; the error to tell, which is another one when the log cannot be written. */
export async function settleFailure(
  edge: Edge,
  request: FastifyRequest,
  thrown: unknown,
): Promise<InsitesError> {
  const visit = edge.visits.get(request);
  const error = understand(thrown, visit?.signal);
  logFailure(edge, request, error);
  if (!visit) return error;
  try {
    await recordFailure(edge, visit, error);
    return error;
  } catch (unwritten) {
    const told = understand(unwritten);
    logFailure(edge, request, told);
    return told;
  }
}

/** Headers that go with problem details. */
export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    'content-type': problemType,
    'cache-control': 'no-store',
    // Errors before routing (an unreadable address) meet no hook that would set it.
    ...(problem.requestId === undefined ? {} : { 'x-request-id': problem.requestId }),
    ...(problem.retryAfter === undefined
      ? {}
      : { 'retry-after': String(Math.ceil(problem.retryAfter)) }),
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer realm="insites"' } : {}),
  };
}

/** One line: what failed, where, for which request. */
export function logFailure(edge: Edge, request: FastifyRequest, error: InsitesError): void {
  const route = edge.visits.get(request)?.route;
  const quiet = error.kind === 'notFound' && (!route || auditOf(route) === 'none');
  const level = quiet ? 'debug' : errorKinds[error.kind].level;
  const { requestId, name, code, cause } = {
    requestId: request.id,
    name: route?.name ?? null,
    code: error.code,
    cause: error.cause,
  };
  const err = error.kind === 'internal' ? (cause ?? error) : cause;
  edge.log[level](
    { requestId, route: name, code, ...(err === undefined ? {} : { err }) },
    error.message,
  );
}

const entityHeaders = ['content-length', 'content-disposition', 'content-range', 'etag'];

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && (thrown.name === 'AbortError' || hasCode(thrown, 'ABORT_ERR'));
}

function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

function ofDisk(thrown: unknown): InsitesError | null {
  if (!hasCode(thrown, 'ENOSPC')) return null;
  return errors.unavailable('platform.diskFull', 'The disk of the server is full.', {
    hint: 'The operator has to make room; nothing half-done was kept.',
    retryAfter: 60,
    cause: thrown,
  });
}

const fastifyCodes: Readonly<Record<string, () => InsitesError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    errors.tooLarge('platform.bodyTooLarge', 'The body is larger than this address takes.', {
      hint: 'Files are sent by the resumable upload, not in a JSON document.',
    }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    invalid('The body is not JSON.', { hint: 'Send it with content-type: application/json.' }),
  FST_ERR_CTP_INVALID_JSON_BODY: () => invalid('The body is not readable as JSON.'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    invalid('The body is not as long as its content-length says.'),
  FST_ERR_BAD_URL: () => invalid('The address is not readable.'),
  FST_ERR_ASYNC_CONSTRAINT: () => invalid('The address is not readable.'),
};

function ofFastify(thrown: unknown): InsitesError | null {
  // What serves the web app's files refuses paths that lead out of its folder.
  if (thrown instanceof Error && 'statusCode' in thrown && thrown.statusCode === 403)
    return errors.notFound('platform.routeUnknown', 'There is nothing at this address.');
  if (!(thrown instanceof Error) || !('code' in thrown)) return null;
  const make = fastifyCodes[String(thrown.code)];
  return make ? make() : null;
}

function invalid(message: string, details: ErrorDetails = {}): InsitesError {
  return errors.invalid('platform.inputInvalid', message, details);
}
