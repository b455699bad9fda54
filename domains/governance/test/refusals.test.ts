import { type Actor, anonymous, errors, newId } from '@insites/kernel';
import { createHttp, createLog, readConfig } from '@insites/platform';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Governance, governanceServer, type Resource, schema } from '../server/index.ts';
import { schema as cedarSchema, policies } from '../server/policies.ts';
import { openPolicyEngine } from '../server/policy-engine.ts';
import { policySets } from '../server/tables.ts';

const organisationId = newId();
const viewer: Actor = {
  ...anonymous('192.0.2.1', 'request'),
  kind: 'person',
  personId: newId(),
  organisationId,
  role: 'viewer',
};
const dataset: Resource = {
  kind: 'dataset',
  id: newId(),
  organisationId,
  ownerId: newId(),
  visibility: 'organisation',
};
const unknown = () => errors.notFound('datasets.unknown', 'There is no such dataset.');

let test: TestDatabase;
let governance: Governance;

beforeAll(async () => {
  test = await createDatabase([schema]);
  governance = governanceServer(test);
});
afterAll(() => test?.drop());

describe('require', () => {
  it('gives the decision when it is allowed', () => {
    const decision = governance.require(
      { actor: viewer, action: 'read', resource: dataset },
      unknown,
    );
    expect(decision.reasons).toEqual(['members-read']);
  });

  it('says “unknown” for what may not be read, whatever is asked', () => {
    const resource = { ...dataset, visibility: 'private' as const };
    for (const action of ['read', 'update', 'remove'] as const)
      expect(() => governance.require({ actor: viewer, action, resource }, unknown)).toThrow(
        expect.objectContaining({ code: 'datasets.unknown', kind: 'notFound' }),
      );
  });

  it.each(['update', 'remove'] as const)('refuses to %s what may be read', (action) => {
    expect(() => governance.require({ actor: viewer, action, resource: dataset }, unknown)).toThrow(
      expect.objectContaining({ code: 'governance.refused', kind: 'notAllowed' }),
    );
  });

  it('refuses to add without saying “unknown”', () => {
    const request = { actor: viewer, action: 'create', resource: dataset } as const;
    expect(() => governance.require(request, unknown)).toThrow(
      expect.objectContaining({ code: 'governance.refused' }),
    );
  });
});

describe('policies', () => {
  it('are refused at the start when they do not fit the schema', () => {
    const wrong = {
      id: 'wrong',
      effect: 'permit',
      sentence: '',
      cedar: 'permit (principal, action, resource) when { resource.colour == "red" };',
    } as const;
    expect(() => openPolicyEngine([...policies, wrong])).toThrow('wrong');
  });

  it('are refused at the start when they cannot be read', () => {
    const broken = {
      id: 'broken',
      effect: 'permit',
      sentence: '',
      cedar: 'permit (principal',
    } as const;
    expect(() => openPolicyEngine([broken])).toThrow(/^Policies: /);
  });

  it('say in their words what their text does', () => {
    for (const { effect, cedar } of policies) expect(cedar.startsWith(`${effect} (`)).toBe(true);
  });

  it('have a version that follows from their text', () => {
    const [first, ...rest] = policies;
    if (!first) throw new Error('no policies');
    expect(openPolicyEngine(policies).version).toBe(governance.policyVersion);
    expect(openPolicyEngine(rest).version).not.toBe(governance.policyVersion);
  });

  it('are kept by version, once', async () => {
    await governance.start();
    await governance.start();
    const rows = await test.database.select().from(policySets);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ version: governance.policyVersion, cedarSchema });
  });

  it('can be read by members', async () => {
    const http = await createHttp({
      config: readConfig({}, {}),
      log: createLog({ logLevel: 'silent' }),
      bindings: governance.bindings,
      gatekeepers: {
        authenticate: async () => viewer,
        authorise: () => undefined,
        record: async () => undefined,
      },
      ready: async () => [],
    });
    const answer = await http.inject('/api/v1/governance/policies');
    await http.close();
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ version: governance.policyVersion, items: policies });
  });
});
