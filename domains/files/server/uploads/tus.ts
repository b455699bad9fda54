import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { type Actor, errors, InsitesError } from '@insites/kernel';
import { DataStore, Server, Upload } from '@tus/server';
import type { Context } from '../context.ts';
import { takeOverLocker } from './locker.ts';
import {
  append,
  begin,
  cancel,
  type Finished,
  finish,
  stateOf,
  tooLarge,
  unknownUpload,
} from './service.ts';

const path = '/api/v1/files/uploads';

/** What the library cannot carry for us: who asks, the bytes, and our own error. */
interface Exchange {
  readonly actor: Actor;
  /** Read by us as the socket gives it. The library's way through web streams costs half the speed. */
  readonly body: Readable | null;
  failure: unknown;
}

interface TusCall {
  readonly actor: Actor;
  readonly body: Readable | null;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Answers the requests of tus 1.0: creation, creation-with-upload, termination. */
export function tusHandler(context: Context): (call: TusCall) => Promise<void> {
  const exchanges = new AsyncLocalStorage<Exchange>();
  const current = () => {
    const exchange = exchanges.getStore();
    if (!exchange) throw new Error('A tus request came by another way than its handler');
    return exchange;
  };
  const server = new Server({
    path,
    relativeLocation: true,
    maxSize: context.platform.config.uploadMaxBytes,
    datastore: new TusStore(context, current),
    locker: takeOverLocker(() => {
      const { body } = current();
      return () => body?.destroy(new Error('Another request took the upload over'));
    }),
    namingFunction: (request, metadata = {}) => {
      const length = Number(request.headers.get('upload-length'));
      return begin(current().actor, { length, metadata }, context);
    },
    onUploadFinish: async (_, upload) => ({
      headers: headersOf(await finish(current().actor, upload.id, context)),
    }),
    onResponseError: (_, error) => {
      current().failure = error;
      return undefined;
    },
  });

  return async ({ actor, body, request, response }) => {
    const exchange: Exchange = { actor, body, failure: null };
    const answer = await exchanges.run(exchange, () => server.handleWeb(asWebRequest(request)));
    const failure = asOurs(exchange.failure, context);
    if (failure) {
      giveUp(body, request, response);
      throw failure;
    }
    const whole = wholeUpload(request, answer);
    // A client whose last answer got lost asks where it stands, and hears what its upload became.
    const became = whole ? headersOf(await finish(actor, whole, context)) : {};
    await write(answer, became, response);
  };
}

/** What is still being sent is read by nobody: a next request behind it would wait for ever. */
function giveUp(body: Readable | null, request: IncomingMessage, response: ServerResponse): void {
  if (request.complete) return;
  if (!response.headersSent) response.setHeader('connection', 'close');
  body?.resume();
}

class TusStore extends DataStore {
  readonly #context: Context;
  readonly #current: () => Exchange;

  constructor(context: Context, current: () => Exchange) {
    super();
    this.extensions = ['creation', 'creation-with-upload', 'termination'];
    this.#context = context;
    this.#current = current;
  }

  override async create(upload: Upload): Promise<Upload> {
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { row, offset } = await stateOf(this.#current().actor, id, this.#context);
    const creation_date = row.createdAt.toISOString();
    return new Upload({
      id,
      offset,
      size: row.length,
      metadata: { ...row.metadata },
      creation_date,
    });
  }

  override async write(_: Readable, id: string, offset: number): Promise<number> {
    const { actor, body } = this.#current();
    try {
      return await append(actor, id, { offset, content: body ?? none() }, this.#context);
    } catch (thrown) {
      throw body?.errored && thrown === body.errored ? cutOff(thrown) : thrown;
    }
  }

  override async remove(id: string): Promise<void> {
    await cancel(this.#current().actor, id, this.#context);
  }
}

function cutOff(cause: unknown): InsitesError {
  return errors.cancelled('files.uploadCutOff', 'The connection was lost; what arrived stays.', {
    hint: 'Ask with HEAD where the upload stands, and send the rest.',
    cause,
  });
}

async function* none(): AsyncGenerator<Uint8Array> {}

function asWebRequest(request: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    if (/^(upload-|tus-|content-)/.test(name)) headers.set(name, String(value));
  return new Request(new URL(request.url ?? path, 'http://localhost'), {
    method: request.method ?? 'OPTIONS',
    headers,
  });
}

/** The id of an upload that a HEAD finds to be whole. */
function wholeUpload(request: IncomingMessage, answer: Response): string | null {
  if (request.method !== 'HEAD' || answer.status !== 200) return null;
  if (answer.headers.get('upload-offset') !== answer.headers.get('upload-length')) return null;
  return new URL(request.url ?? '', 'http://localhost').pathname.split('/').pop() ?? null;
}

function headersOf({ fileId, versionId }: Finished): Record<string, string> {
  return { 'Insites-File': fileId, 'Insites-Version': versionId };
}

/** The library's own errors are plain objects with a status. */
function asOurs(thrown: unknown, { platform }: Context): unknown {
  if (thrown === null || thrown instanceof InsitesError) return thrown;
  if (typeof thrown !== 'object' || !('status_code' in thrown)) return thrown;
  const said = 'body' in thrown ? String(thrown.body).trim() : '';
  switch (thrown.status_code) {
    case 404:
    case 410:
      return unknownUpload();
    case 409:
      return errors.conflict('platform.offsetWrong', 'The bytes do not follow on those we have.', {
        hint: 'Ask with HEAD where the upload stands, and send from there.',
      });
    case 413:
      return tooLarge(platform.config.uploadMaxBytes);
    default:
      return errors.invalid('platform.inputInvalid', said || 'The request is not tus 1.0.');
  }
}

async function write(
  answer: Response,
  more: Readonly<Record<string, string>>,
  response: ServerResponse,
): Promise<void> {
  for (const [name, value] of answer.headers)
    if (!name.startsWith('access-control-')) response.setHeader(name, value);
  for (const [name, value] of Object.entries(more)) response.setHeader(name, value);
  response.writeHead(answer.status);
  response.end(await answer.text());
}
