import { errors, fromText, pathFields, type RouteDefinition, restOf } from '@insites/kernel';
import type { FastifyRequest } from 'fastify';

type Texts = Record<string, string | string[] | undefined>;
type Field = { readonly path: string; readonly message: string };

/**
 * The input of a route, gathered from path, query and JSON body, and checked.
 * @throws platform.inputInvalid naming every field that is missing, wrong or unknown.
 */
export function readInput(route: RouteDefinition, request: FastifyRequest): unknown {
  const gathered = gather(route, request);
  // Another standard says itself what its query and documents hold; other routes take what they name and nothing else.
  const foreign = route.output.kind === 'raw' || route.output.kind === 'document';
  const unknown = foreign ? [] : unknownFields(route, gathered);
  const parsed = route.input.safeParse(gathered.values);
  if (parsed.success && unknown.length === 0) return parsed.data;
  const wrong = (parsed.error?.issues ?? []).map(
    ({ path, message }): Field => ({
      path: path.join('.'),
      message: isMissing(gathered.values, path) ? 'is needed' : message,
    }),
  );
  throw invalid([...wrong, ...unknown]);
}

interface Gathered {
  readonly values: Record<string, unknown>;
  /** Names that came outside the path. */
  readonly given: readonly string[];
}

function gather(route: RouteDefinition, request: FastifyRequest): Gathered {
  const fromPath = fromText(route.input, request.params as Texts);
  const query = request.query as Texts;
  if (restOf(route) === 'query')
    return {
      values: { ...fromText(route.input, query), ...fromPath },
      given: Object.keys(query),
    };
  const body = readBody(request.body);
  return { values: { ...body, ...fromPath }, given: [...Object.keys(body), ...Object.keys(query)] };
}

function readBody(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body === 'object' && !Array.isArray(body)) return body as Record<string, unknown>;
  throw errors.invalid('platform.inputInvalid', 'The body is not a JSON object.', {
    hint: 'Send one object with the named fields.',
  });
}

function unknownFields(route: RouteDefinition, { given }: Gathered): Field[] {
  const inPath = pathFields(route.path);
  const named = new Set(Object.keys(route.input.shape).filter((name) => !inPath.includes(name)));
  return given
    .filter((name) => !named.has(name))
    .map((path) => ({ path, message: 'is not a field of this request' }));
}

function isMissing(values: unknown, path: readonly PropertyKey[]): boolean {
  let at: unknown = values;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return false;
    at = (at as Record<PropertyKey, unknown>)[step];
  }
  return at === undefined;
}

function invalid(fields: readonly Field[]): Error {
  const said = fields.map(({ path, message }) => (path ? `${path}: ${message}` : message));
  return errors.invalid('platform.inputInvalid', `${said.join('; ')}.`, { fields });
}
