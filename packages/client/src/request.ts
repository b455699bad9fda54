import { pathFields, type RouteDefinition, restOf } from '@insites/kernel';

/** What `fetch` takes as a body. */
export type RequestBody = NonNullable<RequestInit['body']>;

interface Sent {
  readonly signal?: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
}

/** Address and request of a call: fields of the path there, the rest in the query or as JSON. */
export function toRequest(
  baseUrl: string,
  route: RouteDefinition,
  input: object,
  { signal, headers, body }: Sent,
): { url: string; init: RequestInit } {
  const inPath = pathFields(route.path);
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  const rest = given.filter(([name]) => !inPath.includes(name));
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String((input as Record<string, unknown>)[name])),
  );
  const asQuery = restOf(route) === 'query';
  const document = asQuery ? undefined : JSON.stringify(Object.fromEntries(rest));
  return {
    url: `${baseUrl}${path}${asQuery ? toQuery(rest) : ''}`,
    init: {
      method: route.method,
      headers: {
        ...(document === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(signal ? { signal } : {}),
      ...bodyOf(document ?? body),
    },
  };
}

function toQuery(fields: readonly (readonly [string, unknown])[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of fields)
    for (const single of Array.isArray(value) ? value : [value])
      if (single !== null) query.append(name, String(single));
  const text = query.toString();
  return text ? `?${text}` : '';
}

function bodyOf(body: RequestBody | undefined): RequestInit {
  if (body === undefined) return {};
  // fetch asks for `duplex` when the body is a stream; its types do not know it everywhere.
  return body instanceof ReadableStream ? ({ body, duplex: 'half' } as RequestInit) : { body };
}
