import { z } from 'zod';
import type { DomainDefinition } from './domain.ts';
import { errorKinds } from './errors.ts';
import { problemSchema } from './problem.ts';
import { auditOf, type Output, pathFields, type RouteDefinition, restOf } from './route.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 description of the domains' routes, with keys in a stable order. */
export function toOpenApi(
  domains: readonly DomainDefinition[],
  about: { readonly title: string; readonly version: string },
): Json {
  const paths: Record<string, Json> = {};
  for (const domain of domains)
    for (const route of Object.values(domain.routes)) {
      paths[route.path] ??= {};
      (paths[route.path] as Json)[route.method.toLowerCase()] = operation(domain, route);
    }
  return {
    openapi: '3.1.0',
    info: { ...about, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    tags: domains.map(({ name, summary }) => ({ name, description: summary })),
    security: [{ token: [] }, { session: [] }],
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-insites' },
      },
      responses: { Problem: problem },
      schemas: { Problem: schema(problemSchema, 'output') },
    },
  };
}

function operation(domain: DomainDefinition, route: RouteDefinition): Json {
  const inPath = pathFields(route.path);
  const rest = Object.keys(route.input.shape).filter((field) => !inPath.includes(field));
  const level = domain.permissions[route.permission];
  const parameters = [
    ...inPath.map((name) => parameter(route, name, 'path')),
    ...(restOf(route) === 'query' ? rest.map((name) => parameter(route, name, 'query')) : []),
  ];
  return {
    operationId: route.name,
    tags: [domain.name],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    ...(level === 'anyone' ? { security: [{}, { token: [] }, { session: [] }] } : {}),
    'x-permission': route.permission,
    'x-level': level,
    'x-audit': auditOf(route),
    ...(route.fresh ? { 'x-fresh': true } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.errors.length > 0 ? { 'x-errors': route.errors } : {}),
    ...body(route, rest),
    responses: {
      [String(route.status ?? (route.output.kind === 'nothing' ? 204 : 200))]: answer(route.output),
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

const problem: Json = {
  description: `What was wrong; its kind is one of ${Object.keys(errorKinds).join(', ')}`,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function parameter(route: RouteDefinition, name: string, place: 'path' | 'query'): Json {
  const field = route.input.shape[name] as z.ZodType;
  const { description, ...rest } = schema(field, 'input');
  return {
    name,
    in: place,
    required: place === 'path' || !field.safeParse(undefined).success,
    ...(typeof description === 'string' ? { description } : {}),
    schema: rest,
  };
}

function body(route: RouteDefinition, rest: readonly string[]): Json {
  if (route.body === 'bytes')
    return { requestBody: { required: true, content: { 'application/octet-stream': {} } } };
  if (route.output.kind === 'document')
    return restOf(route) === 'body'
      ? { requestBody: { required: true, content: { [route.output.mediaType]: {} } } }
      : {};
  if (restOf(route) !== 'body' || rest.length === 0) return {};
  const picked = z.object(
    Object.fromEntries(rest.map((name) => [name, route.input.shape[name] as z.ZodType])),
  );
  return {
    requestBody: {
      required: !picked.safeParse({}).success,
      content: { 'application/json': { schema: schema(picked, 'input') } },
    },
  };
}

function answer(output: Output): Json {
  switch (output.kind) {
    case 'json':
      return {
        description: 'Done',
        content: { 'application/json': { schema: schema(output.schema, 'output') } },
      };
    case 'nothing':
      return { description: 'Done' };
    case 'bytes':
      return {
        description: 'The bytes, as they come',
        content: Object.fromEntries(output.mediaTypes.map((type) => [type, {}])),
      };
    case 'events':
      return {
        description: 'Server-sent events; each data field is one JSON document of this schema',
        // OpenAPI 3.2 has itemSchema for this; 3.1 takes it as an extension only.
        content: { 'text/event-stream': { 'x-item-schema': schema(output.schema, 'output') } },
      };
    case 'document':
      return {
        description: `As ${output.standard} says`,
        content: { [output.mediaType]: {} },
      };
    case 'raw':
      return { description: `As ${output.standard} says` };
  }
}

function schema(zod: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(zod, { io, unrepresentable: 'any' }) as Json;
  return rest;
}
