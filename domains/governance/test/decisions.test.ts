import { type Actor, anonymous, newId, type Role, roles } from '@insites/kernel';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { pgSchema, text, uuid } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visibilities } from '../contract/index.ts';
import {
  type Action,
  type Governance,
  governanceServer,
  type Resource,
  schema,
  whereReadable,
} from '../server/index.ts';

const organisations = [newId(), newId()] as const;
const people = [newId(), newId(), newId()] as const;
const actions: readonly Action[] = ['read', 'create', 'update', 'remove'];
const kinds = ['dataset', 'file', 'folder'] as const;

const things = pgSchema('things').table('things', {
  id: uuid('id').primaryKey(),
  organisationId: uuid('organisation_id').notNull(),
  ownerId: uuid('owner_id'),
  visibility: text('visibility').notNull(),
});

let test: TestDatabase;
let governance: Governance;

beforeAll(async () => {
  test = await createDatabase([schema]);
  governance = governanceServer(test);
  await test.database.execute(sql`CREATE SCHEMA things`);
  await test.database.execute(
    sql`CREATE TABLE things.things (id uuid, organisation_id uuid, owner_id uuid, visibility text)`,
  );
});
afterAll(() => test?.drop());

const scopes = fc.option(
  fc.subarray(['datasets:read', 'datasets:write', 'files:read', 'files:write', 'identity:self']),
);

const actors: fc.Arbitrary<Actor> = fc
  .record({
    kind: fc.constantFrom(
      'anonymous' as const,
      'person' as const,
      'person' as const,
      'system' as const,
    ),
    personId: fc.constantFrom(...people),
    organisationId: fc.option(fc.constantFrom(...organisations)),
    role: fc.constantFrom(...roles),
    operator: fc.boolean(),
    scopes,
  })
  .map(({ kind, personId, organisationId, role, operator, scopes: limits }) => {
    const base = anonymous('192.0.2.1', 'request');
    if (kind === 'anonymous') return base;
    if (kind === 'system') return { ...base, kind, organisationId };
    return {
      ...base,
      kind,
      personId,
      organisationId,
      role: organisationId === null ? null : role,
      operator,
      scopes: limits,
    };
  });

const resources: fc.Arbitrary<Resource> = fc.record({
  kind: fc.constantFrom(...kinds),
  id: fc.uuid(),
  organisationId: fc.constantFrom(...organisations),
  ownerId: fc.option(fc.constantFrom(...people)),
  visibility: fc.constantFrom(...visibilities),
});

/** The rules once more, slow and plain. */
function reference(actor: Actor, action: Action, thing: Resource): boolean {
  const domain = thing.kind === 'dataset' ? 'datasets' : 'files';
  const permission = `${domain}:${action === 'read' ? 'read' : 'write'}`;
  if (actor.scopes !== null && !actor.scopes.includes(permission)) return false;
  if (action === 'read' && thing.visibility === 'public') return true;
  if (actor.organisationId !== thing.organisationId) return false;
  if (actor.kind === 'system') return true;
  if (actor.role === null) return false;
  const owns = thing.ownerId !== null && thing.ownerId === actor.personId;
  const atLeast = (role: Role) => roles.indexOf(actor.role as Role) >= roles.indexOf(role);
  switch (action) {
    case 'read':
      return owns || atLeast('steward') || thing.visibility === 'organisation';
    case 'create':
      return atLeast('contributor');
    case 'update':
      return atLeast('steward') || (owns && atLeast('contributor'));
    case 'remove':
      return atLeast('admin') || (owns && atLeast('contributor'));
  }
}

describe('decisions', () => {
  it('are those of a plain reading of the rules', () => {
    fc.assert(
      fc.property(actors, fc.constantFrom(...actions), resources, (actor, action, resource) => {
        const { allowed } = governance.decide({ actor, action, resource });
        expect(allowed).toBe(reference(actor, action, resource));
      }),
      { numRuns: 4_000 },
    );
  });

  it('are the same in a list made by SQL', async () => {
    await fc.assert(
      fc.asyncProperty(
        actors,
        fc.constantFrom(...kinds),
        fc.uniqueArray(resources, { maxLength: 30, selector: ({ id }) => id }),
        async (actor, kind, mixed) => {
          const list = mixed.map((thing) => ({ ...thing, kind }));
          await test.database.delete(things);
          if (list.length > 0) await test.database.insert(things).values(list);
          const readable = governance.readable(actor, kind);
          const rows = await test.database
            .select({ id: things.id })
            .from(things)
            .where(whereReadable(readable, things));
          const one = list.filter(
            (resource) => governance.decide({ actor, action: 'read', resource }).allowed,
          );
          expect(rows.map(({ id }) => id).sort()).toEqual(one.map(({ id }) => id).sort());
        },
      ),
      { numRuns: 150 },
    );
  });

  it('name the policies behind them', () => {
    const resource: Resource = {
      kind: 'dataset',
      id: newId(),
      organisationId: organisations[0],
      ownerId: null,
      visibility: 'public',
    };
    const visitor = anonymous('192.0.2.1', 'request');
    expect(governance.decide({ actor: visitor, action: 'read', resource })).toEqual({
      allowed: true,
      reasons: ['public-read'],
      policyVersion: governance.policyVersion,
    });
    const write = governance.decide({ actor: visitor, action: 'update', resource });
    expect(write).toMatchObject({ allowed: false, reasons: ['no-crossing'] });
  });

  it('take far less than a millisecond', () => {
    const actor = {
      ...anonymous('', ''),
      kind: 'person' as const,
      personId: people[0],
      organisationId: organisations[0],
      role: 'viewer' as const,
    };
    const resource = {
      kind: 'dataset' as const,
      id: newId(),
      organisationId: organisations[0],
      ownerId: people[1],
      visibility: 'organisation' as const,
    };
    const start = performance.now();
    for (let turn = 0; turn < 1_000; turn += 1)
      governance.decide({ actor, action: 'read', resource });
    expect((performance.now() - start) / 1_000).toBeLessThan(1);
  });
});

describe('organisations', () => {
  const home: Resource = {
    kind: 'organisation',
    id: organisations[0],
    organisationId: organisations[0],
    ownerId: null,
    visibility: 'private',
  };
  const member = (role: Role, organisationId: string = organisations[0]): Actor => ({
    ...anonymous('', ''),
    kind: 'person',
    personId: people[0],
    organisationId,
    role,
  });
  const operator: Actor = { ...member('viewer', organisations[1]), operator: true };

  it.each([
    ['a viewer reads it', member('viewer'), 'read', true],
    ['a steward does not change it', member('steward'), 'update', false],
    ['an administrator changes it', member('admin'), 'update', true],
    ['an administrator does not delete it', member('admin'), 'remove', false],
    [
      'an administrator of another one does not see it',
      member('admin', organisations[1]),
      'read',
      false,
    ],
    ['an operator creates it', operator, 'create', true],
    ['an operator sees it', operator, 'read', true],
    ['an operator does not change it', operator, 'update', false],
  ] as const)('%s', (_, actor, action, allowed) => {
    expect(governance.decide({ actor, action, resource: home }).allowed).toBe(allowed);
  });

  it('do not open their things to an operator', () => {
    const resource = { ...home, kind: 'dataset' as const, visibility: 'organisation' as const };
    expect(governance.decide({ actor: operator, action: 'read', resource }).allowed).toBe(false);
  });
});
