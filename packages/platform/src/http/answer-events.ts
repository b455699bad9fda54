import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Output } from '@insites/kernel';
import { toProblem } from '@insites/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { shape } from './answer-json.ts';
import { logFailure, understand } from './failures.ts';
import { allow, type Edge, type Visit } from './visit.ts';

const heartbeat = 15_000;
/** How long the first event may take before the headers leave without it. */
const patience = 1_000;

type Feed = AsyncIterator<unknown>;
type Step = IteratorResult<unknown> | 'waiting';

/**
 * Sends each value as one server-sent event with a running id. `event: end` says that the feed is
 * complete and `event: problem` that it failed; a connection that ends without either was cut (the
 * server stops, say), and the reader may connect again. A feed that fails at once is a problem answer.
 */
export async function answerEvents(
  edge: Edge,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  events: AsyncIterable<unknown>,
): Promise<void> {
  const feed = events[Symbol.asyncIterator]();
  let next = feed.next();
  // Looked at again below; here only so that a failure while the log is written is not unhandled.
  next.catch(() => undefined);
  const first: Step = await Promise.race([next, wait(patience)]);
  await allow(edge, visit);
  const response = open(reply);
  const { signal: stop, release } = eitherOf(visit.signal, edge.closing);
  const beat = setInterval(() => response.write(': still here\n\n'), heartbeat);
  try {
    let id = 0;
    let step: Step = first === 'waiting' ? await until(stop, next) : first;
    while (step !== 'waiting' && !step.done) {
      id += 1;
      const text = JSON.stringify(shape(visit.route.output as Events, step.value));
      await write(response, `id: ${id}\ndata: ${text}\n\n`, stop);
      next = feed.next();
      step = await until(stop, next);
    }
    if (step !== 'waiting') response.write('event: end\ndata: {}\n\n');
  } catch (thrown) {
    const error = understand(thrown, visit.signal);
    logFailure(edge, request, error);
    response.write(`event: problem\ndata: ${JSON.stringify(toProblem(error, request.id))}\n\n`);
  } finally {
    clearInterval(beat);
    release();
    next.catch(() => undefined);
    // Not awaited: a feed that waits for its next value ends only when its signal reaches it.
    void feed.return?.()?.catch(() => undefined);
    response.end();
  }
}

type Events = Output & { kind: 'events' };

function open(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const response = reply.raw;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) response.setHeader(name, value);
  response.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    // Reverse proxies of the nginx family collect answers unless told not to.
    'x-accel-buffering': 'no',
  });
  // Writing to a reader who is just gone is no reason to end the process.
  response.on('error', () => undefined);
  response.flushHeaders();
  return response;
}

/** Aborted by either; released by hand, because one of the two lives as long as the server. */
function eitherOf(...sources: readonly AbortSignal[]): { signal: AbortSignal; release(): void } {
  const either = new AbortController();
  const abort = () => either.abort();
  for (const source of sources)
    if (source.aborted) abort();
    else source.addEventListener('abort', abort);
  const release = () => {
    for (const source of sources) source.removeEventListener('abort', abort);
  };
  return { signal: either.signal, release };
}

async function write(response: ServerResponse, text: string, stop: AbortSignal): Promise<void> {
  if (!response.write(text)) await once(response, 'drain', { signal: stop }).catch(() => undefined);
}

async function wait(milliseconds: number): Promise<'waiting'> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, 'waiting').unref());
}

/** The next step of the feed, or `waiting` when it is time to stop. */
async function until(stop: AbortSignal, next: ReturnType<Feed['next']>): Promise<Step> {
  if (stop.aborted) return 'waiting';
  let halt: (() => void) | undefined;
  const halted = new Promise<'waiting'>((resolve) => {
    halt = () => resolve('waiting');
    stop.addEventListener('abort', halt, { once: true });
  });
  try {
    return await Promise.race([next, halted]);
  } finally {
    if (halt) stop.removeEventListener('abort', halt);
  }
}
