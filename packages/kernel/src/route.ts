import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** What a route answers with. */
export type Output =
  | { readonly kind: 'json'; readonly schema: z.ZodType }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'bytes'; readonly mediaTypes: readonly string[] }
  | { readonly kind: 'events'; readonly schema: z.ZodType }
  | { readonly kind: 'raw'; readonly standard: string }
  | { readonly kind: 'document'; readonly standard: string; readonly mediaType: string };

/** One JSON document. Fields that the schema does not name never leave. */
export function json<S extends z.ZodType>(
  schema: S,
): { readonly kind: 'json'; readonly schema: S } {
  return { kind: 'json', schema };
}

/** No body, status 204. */
export function nothing(): { readonly kind: 'nothing' } {
  return { kind: 'nothing' };
}

/** A stream of bytes of one of these media types, sent with back-pressure. */
export function bytes(...mediaTypes: string[]): {
  readonly kind: 'bytes';
  readonly mediaTypes: readonly string[];
} {
  return { kind: 'bytes', mediaTypes };
}

/** Server-sent events (HTML Living Standard §9.2), each `data:` one JSON document. */
export function events<S extends z.ZodType>(
  schema: S,
): { readonly kind: 'events'; readonly schema: S } {
  return { kind: 'events', schema };
}

/** Another protocol's own exchange (tus 1.0, say), answered by that protocol's library. */
export function raw(standard: string): { readonly kind: 'raw'; readonly standard: string } {
  return { kind: 'raw', standard };
}

/**
 * A JSON document in the form of another standard (SCIM, say): the handler tells status, headers and
 * body, the binding tells failures in that standard's words, and unknown fields are the standard's matter.
 */
export function document(
  standard: string,
  mediaType: string,
): { readonly kind: 'document'; readonly standard: string; readonly mediaType: string } {
  return { kind: 'document', standard, mediaType };
}

/** How the command line shows a route; everything has a default. */
export interface CliHints {
  /** The words after `insites`, when not `<domain> <verb>`. */
  readonly words?: readonly string[];
  /** Input fields given by position. Default: the fields of the path. */
  readonly positional?: readonly string[];
  /** Fields of the table's columns; default all plain ones. */
  readonly columns?: readonly string[];
  /** Not on the command line (a protocol route, or a richer verb stands in the domain's cli room). */
  readonly hidden?: boolean;
}

export interface RouteDefinition<I extends z.ZodObject = z.ZodObject, O extends Output = Output> {
  /** Domain and verb, e.g. `datasets.read`: operation id, CLI verb, audit verb. */
  readonly name: `${string}.${string}`;
  readonly method: Method;
  /** `/api/v1/<domain>/…` with `{field}` for fields of the input; `/scim/v2/…` where RFC 7644 asks for it. */
  readonly path: `/api/v1/${string}` | `/scim/v2/${string}`;
  /** One plain sentence without full stop. */
  readonly summary: string;
  readonly description?: string;
  /** `<domain>:<word>`, declared with its level in the domain. */
  readonly permission: `${string}:${string}`;
  /** Fields named in the path come from there; of GET, HEAD and DELETE the rest from the query, else from the JSON body. */
  readonly input: I;
  readonly output: O;
  /** Codes beyond the ones every route can answer with. */
  readonly errors: readonly string[];
  /** `bytes`: the body is a stream for the handler, and the other fields come from the query. */
  readonly body?: 'json' | 'bytes';
  /** Success status. Default 200; 204 for nothing(). */
  readonly status?: 200 | 201 | 202 | 204;
  /** What the audit log keeps: every write, every read of data. Default: `write` unless GET, HEAD, OPTIONS. */
  readonly audit?: 'write' | 'read' | 'none';
  /** Sensitive: a session must have proved within the last five minutes that its person sits before it. */
  readonly fresh?: true;
  /** Requests a minute and address; for routes that guess (sign-in). */
  readonly perMinute?: number;
  readonly cli?: CliHints;
}

/** Declares an endpoint. From this one value come the HTTP binding, OpenAPI, the client, the CLI verb and the permission matrix. */
export function route<I extends z.ZodObject, O extends Output>(
  definition: RouteDefinition<I, O>,
): RouteDefinition<I, O> {
  return Object.freeze(definition);
}

/** What a caller gives (before defaults and transforms). */
export type CallInput<R> = R extends RouteDefinition<infer I, Output> ? z.input<I> : never;
/** What the handler gets. */
export type RouteInput<R> = R extends RouteDefinition<infer I, Output> ? z.output<I> : never;
/** The JSON document a handler returns, before the output schema drops what it does not name. */
export type RouteOutput<R> =
  R extends RouteDefinition<z.ZodObject, infer O>
    ? O extends { readonly kind: 'json'; readonly schema: infer S extends z.ZodType }
      ? z.output<S>
      : O extends { readonly kind: 'events'; readonly schema: infer S extends z.ZodType }
        ? z.output<S>
        : undefined
    : never;

/** Names of the path's fields, in order. */
export function pathFields(path: string): readonly string[] {
  return Array.from(path.matchAll(/\{(\w+)\}/g), (match) => match[1] ?? '');
}

/** Where the fields that are not in the path travel. */
export function restOf(definition: RouteDefinition): 'query' | 'body' {
  if (definition.body === 'bytes') return 'query';
  return ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(definition.method) ? 'query' : 'body';
}

/** What the audit log keeps of a route. */
export function auditOf(definition: RouteDefinition): 'write' | 'read' | 'none' {
  if (definition.audit) return definition.audit;
  return ['GET', 'HEAD', 'OPTIONS'].includes(definition.method) ? 'none' : 'write';
}
