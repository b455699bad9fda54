import { errors, fromProblem, InsitesError, problemSchema } from '@insites/kernel';
import type { z } from 'zod';
import { asJson } from './answers.ts';
import type { Send } from './client.ts';

/** Milliseconds before the first, second … new connection; the last one repeats. */
const pauses = [250, 1_000, 2_000, 5_000];
/** Connections in a row that may fail before the feed is given up: about three minutes. */
const patience = 40;

interface Frame {
  readonly event: string;
  readonly id: string;
  readonly data: string;
}

/**
 * The events of a feed until its `end`. A connection that is cut before is opened again, as is one
 * that the server refuses because it is just stopping or starting.
 */
export async function* readEvents(
  send: Send,
  schema: z.ZodType,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  let lastId = '';
  let connected = false;
  for (let failures = 0; ; failures += 1) {
    try {
      const response = await send({
        accept: 'text/event-stream',
        ...(lastId ? { 'last-event-id': lastId } : {}),
      });
      connected = true;
      for await (const { event, id, data } of frames(response)) {
        failures = 0;
        lastId = id || lastId;
        if (event === 'end') return;
        if (event === 'problem') throw asError(data);
        if (event === 'message') yield parse(schema, data);
      }
    } catch (thrown) {
      if (signal?.aborted)
        throw errors.cancelled('client.cancelled', 'The request was stopped.', { cause: thrown });
      const isOver = thrown instanceof InsitesError && thrown.kind !== 'unavailable';
      if (isOver || !connected || failures >= patience) throw thrown;
    }
    await pause(pauses[Math.min(failures, pauses.length - 1)] ?? 0, signal);
  }
}

function asError(data: string): InsitesError {
  const problem = problemSchema.safeParse(asJson(data));
  return problem.success ? fromProblem(problem.data) : unexpected(problem.error);
}

function parse(schema: z.ZodType, data: string): unknown {
  const parsed = schema.safeParse(asJson(data));
  if (parsed.success) return parsed.data;
  throw unexpected(parsed.error);
}

function unexpected(cause: unknown): InsitesError {
  return errors.internal('client.unexpectedAnswer', 'An event is not what this version expects.', {
    hint: 'Server and client may be of different versions.',
    cause,
  });
}

/** The frames of an event stream (HTML Living Standard §9.2.6); comments are skipped. */
async function* frames(response: Response): AsyncGenerator<Frame> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) return;
  try {
    let rest = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const blocks = (rest + chunk.value).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const frame = toFrame(block);
        if (frame) yield frame;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function toFrame(block: string): Frame | null {
  const fields: Record<string, string> = {};
  for (const line of block.split(/\r?\n/)) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const before = fields[name];
    fields[name] = name === 'data' && before !== undefined ? `${before}\n${value}` : value;
  }
  if (fields.data === undefined) return null;
  return { event: fields.event ?? 'message', id: fields.id ?? '', data: fields.data };
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener('abort', done, { once: true });
  });
}
