import { beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from './openapi.ts';

type Json = Record<string, unknown>;
interface Response {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, Json>>;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly parameters?: readonly { name: string; in: string; required: boolean; schema: Json }[];
  readonly requestBody?: Response;
  readonly responses: Readonly<Record<string, Response>>;
  readonly security?: readonly Json[];
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly tags: readonly { name: string }[];
  readonly components: { readonly securitySchemes: Json; readonly schemas: Json };
}

let document: Document;
let operations: { path: string; method: string; operation: Operation }[];
beforeAll(async () => {
  document = JSON.parse(await describeApi());
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
});

describe('openapi.json', () => {
  it('describes the routes of every domain', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(operations.length).toBeGreaterThan(50);
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('datasets.import');
    expect(ids).toContain('platform.version');
  });

  it('has a target for every $ref', () => {
    const refs = findRefs(document);
    expect(refs.length).toBeGreaterThan(0);
    for (const ref of refs) expect(target(ref), ref).toBeTypeOf('object');
  });

  it('declares exactly the parameters of each path, and each once', () => {
    for (const { path, operation } of operations) {
      const given = operation.parameters ?? [];
      const inPath = given.filter((parameter) => parameter.in === 'path');
      const named = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name]) => name);
      expect(inPath.map(({ name }) => name).sort(), path).toEqual(named.sort());
      for (const { required } of inPath) expect(required).toBe(true);
      const keys = given.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(keys).size, operation.operationId).toBe(keys.length);
    }
  });

  it('says for each operation what it does, answers and asks for', () => {
    const tags = document.tags.map(({ name }) => name);
    for (const { method, operation } of operations) {
      expect(tags).toContain(operation.tags[0]);
      expect(operation.summary).not.toBe('');
      expect(Object.keys(operation.responses)).toHaveLength(2);
      expect(operation.responses).toHaveProperty('default');
      for (const response of Object.values(operation.responses))
        expect(response.$ref ?? response.description).toMatch(/./);
      if (['get', 'head', 'options'].includes(method))
        expect(operation.requestBody, operation.operationId).toBeUndefined();
      for (const needed of operation.security ?? [])
        for (const scheme of Object.keys(needed))
          expect(document.components.securitySchemes).toHaveProperty(scheme);
    }
  });
});

it('uses only the words that OpenAPI 3.1 knows for a media type, and extensions', () => {
  const known = ['schema', 'example', 'examples', 'encoding'];
  for (const { operation } of operations)
    for (const { content } of [operation.requestBody ?? {}, ...Object.values(operation.responses)])
      for (const word of Object.values(content ?? {}).flatMap(Object.keys))
        expect(word.startsWith('x-') || known.includes(word), word).toBe(true);
});

function findRefs(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(findRefs);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === '$ref' && typeof inner === 'string' ? [inner] : findRefs(inner),
  );
}

function target(ref: string): unknown {
  expect(ref).toMatch(/^#\//);
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, step) => (at as Json | undefined)?.[step], document);
}
