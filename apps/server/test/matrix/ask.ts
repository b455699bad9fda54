import { pathFields, type RouteDefinition, restOf } from '@insites/kernel';

export type Input = Readonly<Record<string, unknown>>;

/** An answer as far as the matrix looks at it. */
export interface Answer {
  readonly status: number;
  /** The error code; null when it is none, or the answer has no body. */
  readonly code: string | null;
  /** The body without the request's id. */
  readonly body: string;
  readonly requestId: string;
}

export interface Given {
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

let addresses = 0;

/** Sends one request as a route describes it, from an address of its own. */
export async function ask(
  url: string,
  route: RouteDefinition,
  input: Input,
  given: Given = {},
): Promise<Answer> {
  const { path, query, document } = place(route, input);
  addresses += 1;
  const response = await fetch(`${url}${path}${query}`, {
    method: route.method,
    headers: {
      // No two requests share an address: limits by address have their own tests.
      'x-forwarded-for': `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`,
      ...(given.token ? { authorization: `Bearer ${given.token}` } : {}),
      ...(document === null ? {} : { 'content-type': 'application/json' }),
      ...given.headers,
    },
    ...(document === null ? {} : { body: document }),
    ...(given.body === undefined ? {} : { body: given.body }),
  });
  const requestId = response.headers.get('x-request-id') ?? '';
  const text = await response.text();
  const isProblem = response.headers.get('content-type')?.includes('problem+json') ?? false;
  return {
    status: response.status,
    code:
      isProblem && text !== ''
        ? (JSON.parse(text) as { code: string }).code
        : response.headers.get('insites-error'),
    body: requestId === '' ? text : text.replaceAll(requestId, ''),
    requestId,
  };
}

function place(route: RouteDefinition, input: Input) {
  const inPath = pathFields(route.path);
  const rest = Object.entries(input).filter(([name]) => !inPath.includes(name));
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  if (restOf(route) === 'body')
    return { path, query: '', document: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams(
    rest.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return { path, query: query === '' ? '' : `?${query}`, document: null };
}
