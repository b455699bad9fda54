import {
  type CallInput,
  errors,
  type Output,
  type RouteDefinition,
  type RouteOutput,
} from '@insites/kernel';
import { failureOf, readJson, unreachable } from './answers.ts';
import { readEvents } from './events.ts';
import { type RequestBody, toRequest } from './request.ts';

export interface ClientOptions {
  /** Where Insites answers, e.g. `http://127.0.0.1:4000`; empty for the page's own origin. */
  readonly baseUrl: string;
  /** An API token; without one a browser sends its session cookie. */
  readonly token?: string;
  readonly fetch?: typeof fetch;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Further request headers, e.g. Range. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The bytes of a route with `body: 'bytes'`. */
  readonly body?: RequestBody;
}

/** What a call gives: the checked document, nothing, the whole response of a byte stream, or the events as they come. */
export type CallResult<R extends RouteDefinition> =
  R extends RouteDefinition<infer _, infer O extends Output>
    ? O['kind'] extends 'events'
      ? AsyncIterable<RouteOutput<R>>
      : O['kind'] extends 'json'
        ? Promise<RouteOutput<R>>
        : O['kind'] extends 'nothing'
          ? Promise<undefined>
          : Promise<Response>
    : never;

export interface Client {
  readonly baseUrl: string;
  /** Headers that say who asks; for libraries that make their own requests (tus). */
  readonly credentials: Readonly<Record<string, string>>;
  /**
   * Calls a route. Events connect again by themselves when the connection is cut.
   * @throws the error the server tells, `client.unreachable` (unavailable) when it does not answer,
   * `client.cancelled` when the signal was aborted, `client.unexpectedAnswer` (internal) when what
   * answers is not this version of Insites.
   */
  call<R extends RouteDefinition>(
    route: R,
    input: CallInput<R>,
    options?: CallOptions,
  ): CallResult<R>;
}

/** How a call reaches the server; shared by the files of this package. */
export type Send = (headers?: Readonly<Record<string, string>>) => Promise<Response>;

/** A client for browsers and Node that needs nothing but `fetch`. */
export function createClient(options: ClientOptions): Client {
  const baseUrl = options.baseUrl.replace(/\/+$/, '');
  const credentials = options.token ? { authorization: `Bearer ${options.token}` } : {};
  const doFetch = options.fetch ?? ((...given: Parameters<typeof fetch>) => fetch(...given));

  function sender(route: RouteDefinition, input: object, call: CallOptions): Send {
    return async (more = {}) => {
      const { url, init } = toRequest(baseUrl, route, input, {
        ...call,
        headers: { ...credentials, ...call.headers, ...more },
      });
      const response = await doFetch(url, init).catch((thrown: unknown) => {
        throw unreachable(baseUrl, thrown, call.signal);
      });
      if (!response.ok && response.status !== 304) throw await failureOf(response);
      return response;
    };
  }

  function call(route: RouteDefinition, input: object, given: CallOptions = {}): unknown {
    const send = sender(route, input, given);
    switch (route.output.kind) {
      case 'events':
        return readEvents(send, route.output.schema, given.signal);
      case 'json':
        return send().then((response) => readJson(response, route, baseUrl, given.signal));
      case 'nothing':
        return send().then(() => undefined);
      case 'bytes':
        return send();
      case 'document':
      case 'raw':
        return Promise.reject(
          errors.invalid('client.otherProtocol', `${route.name} speaks ${route.output.standard}.`, {
            hint: 'Use a client of that protocol.',
          }),
        );
    }
  }

  return { baseUrl, credentials, call: call as Client['call'] };
}
