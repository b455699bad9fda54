import type { ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { letGo } from '../objects/let-go.ts';
import type { BytesAnswer } from './bind.ts';
import { noteOfKnown, tellWhatWasSent } from './sent.ts';
import { addNote, allow, type Edge, type Visit } from './visit.ts';

/**
 * Sends a stream with back-pressure. Waits for its first bytes, so that a stream that fails at
 * once is answered as a problem and not as a broken download.
 */
export async function answerBytes(
  edge: Edge,
  visit: Visit,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: BytesAnswer,
): Promise<Readable | undefined> {
  const { stream } = answer;
  const stop = () => stream.destroy();
  if (visit.signal.aborted) stop();
  visit.signal.addEventListener('abort', stop, { once: true });
  stream.once('close', () => visit.signal.removeEventListener('abort', stop));
  try {
    const unchanged = answer.etag !== undefined && isKnown(request, answer.etag);
    if (!unchanged) await firstBytes(stream);
    addNote(visit, noteOfKnown(answer, unchanged));
    await allow(edge, visit);
    reply.headers(headersOf(answer));
    if (unchanged) {
      stop();
      reply.removeHeader('content-length');
      reply.code(304);
      return undefined;
    }
    reply.code(answer.range ? 206 : (visit.route.status ?? 200));
    tellWhatWasSent(edge, visit, reply.raw, answer);
    giveBackWhatIsSent(reply.raw);
    stream.once('error', (error) => {
      const broken = { requestId: request.id, route: visit.route.name, err: error };
      if (!visit.signal.aborted) edge.log.error(broken, 'The stream broke off.');
    });
    return stream;
  } catch (thrown) {
    stop();
    throw thrown;
  }
}

/**
 * A download makes thousands of large buffers. Left to the garbage collector they cost it a third of the
 * server's time, so the memory of each is given back as soon as it was sent.
 */
function giveBackWhatIsSent(response: ServerResponse): void {
  const write = response.write.bind(response) as (chunk: Uint8Array, sent: () => void) => boolean;
  response.write = (chunk: unknown) =>
    write(chunk as Uint8Array, () => {
      if (chunk instanceof Uint8Array) letGo(chunk);
    });
}

function headersOf(answer: BytesAnswer): Record<string, string> {
  const { range, length } = answer;
  const size = range ? range.end - range.start + 1 : length;
  return {
    'content-type': answer.mediaType,
    'content-disposition': disposition(answer.name),
    // What people upload is never run in our origin, whatever it claims to be.
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': answer.etag === undefined ? 'no-store' : 'private, no-cache',
    ...(size === undefined ? {} : { 'content-length': String(size) }),
    ...(answer.etag === undefined ? {} : { etag: answer.etag }),
    ...(answer.acceptRanges || range ? { 'accept-ranges': 'bytes' } : {}),
    ...(range ? { 'content-range': `bytes ${range.start}-${range.end}/${range.size}` } : {}),
  };
}

/** Content-Disposition of RFC 6266: an ASCII name for old readers and the real one (RFC 8187). */
export function disposition(name: string | undefined): string {
  if (name === undefined) return 'attachment';
  const ascii = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%/]/g, '_');
  const exact = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${exact}`;
}

function isKnown(request: FastifyRequest, etag: string): boolean {
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  return known.trim() === '*' || known.split(',').some((tag) => bare(tag) === bare(etag));
}

function firstBytes(stream: Readable): Promise<void> {
  if (stream.errored) return Promise.reject(stream.errored);
  if (stream.readableLength > 0 || stream.readableEnded) return Promise.resolve();
  // Destroyed before it came to us (the client was gone): none of the events below will follow.
  if (stream.closed) return Promise.reject(stopped());
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      stream.off('readable', ready).off('end', ready).off('error', failed).off('close', closed);
      done();
    };
    const ready = () => settle(resolve);
    const failed = (error: Error) => settle(() => reject(error));
    const closed = () => settle(() => reject(stopped()));
    stream.on('readable', ready).on('end', ready).on('error', failed).on('close', closed);
  });
}

function stopped(): Error {
  return new DOMException('Stopped', 'AbortError');
}
