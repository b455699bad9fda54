import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type DomainDefinition, defineDomain } from '../src/domain.ts';
import { auditOf, json, pathFields, type RouteDefinition, restOf, route } from '../src/route.ts';

const read = route({
  name: 'things.read',
  method: 'GET',
  path: '/api/v1/things/{id}',
  summary: 'A thing',
  permission: 'things:read',
  input: z.object({ id: z.string() }),
  output: json(z.object({})),
  errors: ['things.unknown', 'platform.jobUnknown'],
});
const sound: DomainDefinition = {
  name: 'things',
  summary: 'Things',
  permissions: { 'things:read': 'anyone' },
  routes: { read },
  errors: { 'things.unknown': 'There is no such thing.' },
};
const withRoute = (change: Partial<RouteDefinition>): DomainDefinition => ({
  ...sound,
  routes: { read: { ...read, ...change } },
});

describe('defineDomain', () => {
  it('takes a sound domain and freezes it', () => {
    expect(Object.isFrozen(defineDomain(sound))).toBe(true);
  });

  const faulty: [string, DomainDefinition][] = [
    [
      'permission other:read does not begin with its name',
      { ...sound, permissions: { ...sound.permissions, 'other:read': 'anyone' } },
    ],
    [
      'error other.gone does not begin with its name',
      { ...sound, errors: { ...sound.errors, 'other.gone': '' } },
    ],
    ['route read is called things.look', withRoute({ name: 'things.look' })],
    ['outside /api/v1/things', withRoute({ path: '/api/v1/thingsandmore/{id}' })],
    ['asks for things:write, which is not declared', withRoute({ permission: 'things:write' })],
    ['route read has no summary', withRoute({ summary: ' ' })],
    ['names the error things.gone, which is not explained', withRoute({ errors: ['things.gone'] })],
    ['has {slug} in its path and not in its input', withRoute({ path: '/api/v1/things/{slug}' })],
  ];
  it.each(faulty)('refuses: %s', (fault, domain) => {
    expect(() => defineDomain(domain)).toThrow(fault);
  });

  it('names all faults at once', () => {
    const domain = withRoute({ summary: '', permission: 'things:write' });
    expect(() => defineDomain(domain)).toThrow(/things:write.*; route read has no summary/);
  });
});

describe('a route', () => {
  it('says where its fields travel and what is audited', () => {
    expect(pathFields('/api/v1/things/{id}/versions/{number}')).toEqual(['id', 'number']);
    expect(restOf(read)).toBe('query');
    expect(restOf({ ...read, method: 'PATCH' })).toBe('body');
    expect(restOf({ ...read, method: 'POST', body: 'bytes' })).toBe('query');
    expect(auditOf(read)).toBe('none');
    expect(auditOf({ ...read, method: 'DELETE' })).toBe('write');
    expect(auditOf({ ...read, audit: 'read' })).toBe('read');
  });
});
