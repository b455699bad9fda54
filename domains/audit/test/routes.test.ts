import { type Actor, anonymous, newId } from '@insites/kernel';
import { createHttp, createLog, type HttpServer, readConfig } from '@insites/platform';
import { createDatabase, type TestDatabase } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EntryView } from '../contract/entry.ts';
import { type Audit, auditServer, schema } from '../server/index.ts';
import { person } from './actors.ts';

const here = newId();
const there = newId();
const steward = person(here, 'steward', 'Stella Steward');
const viewer = person(here, 'viewer', 'Victor Viewer');
const stranger = person(there, 'admin', 'Arno Elsewhere');
const budget = newId();

let test: TestDatabase;
let audit: Audit;
let http: HttpServer;

beforeAll(async () => {
  test = await createDatabase([schema]);
  audit = auditServer(test);
  http = await createHttp({
    config: readConfig({}, {}),
    log: createLog({ logLevel: 'silent' }),
    bindings: audit.bindings,
    gatekeepers: {
      authenticate: async ({ headers, address, requestId }) =>
        [steward, viewer, stranger].find(({ personId }) => personId === headers['x-person']) ??
        anonymous(address, requestId),
      authorise: () => undefined,
      record: (entry) => audit.record(entry),
    },
    ready: async () => [],
  });
  await record(viewer, 'datasets.query', {
    objectKind: 'dataset',
    objectId: budget,
    objectName: 'Budget 100%',
  });
  await record(viewer, 'datasets.remove', { outcome: 'refused', code: 'governance.refused' });
  await record(stranger, 'datasets.query', { objectName: 'Secret of elsewhere' });
  await record(anonymous('198.51.100.1', newId()), 'datasets.data', { organisationId: here });
});
afterAll(async () => {
  await http?.close();
  await test?.drop();
});

function record(actor: Actor, verb: string, rest: object = {}): Promise<void> {
  return audit.record({ actor, verb, outcome: 'allowed', code: null, ...rest });
}

async function read(actor: Actor, query: string): Promise<{ items: EntryView[]; total: number }> {
  const answer = await http.inject({
    url: `/api/v1/audit/${query}`,
    headers: { 'x-person': actor.personId ?? '' },
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

describe('the log of an organisation', () => {
  it('shows its own entries, newest first, and nobody else’s', async () => {
    const { items, total } = await read(steward, 'entries');
    const written = items.filter(({ verb }) => verb !== 'audit.list');
    expect(written.map(({ verb }) => verb)).toEqual([
      'datasets.data',
      'datasets.remove',
      'datasets.query',
    ]);
    expect(total).toBe(items.length);
    expect(JSON.stringify(items)).not.toContain('elsewhere');
  });

  it('has what a visitor did with its things', async () => {
    const { items } = await read(steward, 'entries?verb=datasets.data');
    expect(items).toMatchObject([{ actorId: null, actorName: 'Visitor', organisationId: here }]);
  });

  it('cannot be asked for another organisation’s things', async () => {
    expect((await read(steward, `entries?actorId=${stranger.personId}`)).total).toBe(0);
    expect((await read(steward, 'entries?search=Secret')).total).toBe(0);
  });

  it('writes down that it was looked at', async () => {
    await read(steward, 'entries?limit=1');
    const { items } = await read(steward, 'entries?verb=audit.list&limit=1');
    expect(items).toMatchObject([{ actorName: 'Stella Steward', outcome: 'allowed' }]);
  });

  it.each([
    ['verb=datasets.remove', 1],
    ['outcome=refused', 1],
    [`objectKind=dataset&objectId=${budget}`, 1],
    [`actorId=${viewer.personId}`, 2],
    ['search=100%25', 1],
    ['search=100_', 0],
    ['search=victor', 2],
    ['from=2100-01-01T00:00:00Z', 0],
    ['to=2000-01-01T00:00:00Z', 0],
  ])('filters by %s', async (query, total) => {
    expect((await read(steward, `entries?${query}`)).total).toBe(total);
  });

  it('pages', async () => {
    const all = await read(steward, 'mine?limit=500');
    const second = await read(steward, 'mine?limit=1&offset=1');
    expect(second.items[0]?.id).toBe(all.items[1]?.id);
  });
});

describe('one’s own log', () => {
  it('shows what the person did and nothing else', async () => {
    const { items } = await read(viewer, 'mine');
    expect(items.map(({ verb }) => verb)).toEqual(['datasets.remove', 'datasets.query']);
  });
});

describe('a large log', () => {
  it('estimates how many entries there are', async () => {
    await test.database.execute(sql`
      WITH taken AS (UPDATE audit.head SET size = size + 30000 RETURNING size - 30000 AS before)
      INSERT INTO audit.entries (position, at, organisation_id, actor_name, credential, address,
        verb, outcome, request_id, details, leaf)
      SELECT before + n, now(), ${there}, 'Many', 'none', '', 'datasets.query', 'allowed', '', '{}', ''
      FROM taken, generate_series(1, 30000) n`);
    await test.database.execute(sql`ANALYZE audit.entries`);
    const { total } = await read(stranger, 'entries?limit=1');
    expect(total).toBeGreaterThan(25_000);
    expect(total).toBeLessThan(35_000);
  });
});
