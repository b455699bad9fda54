import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { list } from '@insites/datasets/contract';
import { newId } from '@insites/kernel';
import { asSystem } from '@insites/platform';
import {
  type JobView,
  readRebuild,
  rebuild,
  signedReading,
  version,
} from '@insites/platform/contract';
import { startTestServer, type TestServer } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { markDatabases, type Server, startServer } from '../src/index.ts';

const secret = 'the-secret-of-the-webhook-0123456789';
let house: TestServer<Server>;

/** A server in a database that somebody has marked, or nobody. */
async function open(
  mark: 'disposable' | 'production' | null,
  settings: Readonly<Record<string, string>> = {},
): Promise<TestServer<Server>> {
  const opened = await startTestServer(
    (given) => startServer({ env: {}, overrides: { INSITES_LOG_LEVEL: 'silent', ...given } }),
    {
      INSITES_ENVIRONMENT: 'test',
      INSITES_REBUILD_SECRET: secret,
      INSITES_TRUST_PROXY: 'true',
      INSITES_LOG_LEVEL: 'silent',
      ...settings,
    },
  );
  const { config } = opened.server;
  const overrides = {
    INSITES_HOME: config.home,
    INSITES_ENVIRONMENT: config.environment,
    INSITES_DATABASE_URL: config.database.url ?? '',
  };
  if (mark) await markDatabases({ env: {}, overrides, mark, confirm: [nameOf(opened)] });
  return opened;
}

function nameOf({ server }: TestServer<Server>): string {
  return new URL(server.config.database.url ?? '').pathname.slice(1);
}

interface Given {
  readonly at?: TestServer<Server>;
  readonly body?: string;
  readonly key?: string;
  readonly delivery?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

let callers = 0;

/** An address of its own for everybody: the limit by address has its own test. */
function callerOf(): string {
  callers += 1;
  return `10.1.${callers >> 8}.${callers & 255}`;
}

/** Sends an order as GitHub would: signed over the bytes of its body. */
async function send(given: Given = {}) {
  const { at = house, body = order(), key = secret, delivery = newId(), headers = {} } = given;
  const response = await fetch(`${at.url}${rebuild.path}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-forwarded-for': callerOf(),
      'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
      'x-insites-delivery': delivery,
      ...headers,
    },
  });
  const answer = (await response.json()) as Record<string, unknown> & { code?: string };
  return { status: response.status, requestId: response.headers.get('x-request-id'), answer };
}

function order(more: Readonly<Record<string, unknown>> = {}): string {
  // Two orders of one moment are two because of what else is in them.
  const seed = newId();
  return JSON.stringify({ sentAt: new Date().toISOString(), fixtures: 'minimal', seed, ...more });
}

async function look(id: string, { key = secret, timestamp = new Date().toISOString() } = {}) {
  const text = signedReading(id, timestamp);
  const response = await fetch(`${house.url}${readRebuild.path.replace('{id}', id)}`, {
    headers: {
      'x-forwarded-for': callerOf(),
      'x-insites-timestamp': timestamp,
      'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(text).digest('hex')}`,
    },
  });
  return {
    status: response.status,
    answer: (await response.json()) as JobView & { code?: string },
  };
}

async function ended(id: string): Promise<{ job: JobView; steps: readonly (string | null)[] }> {
  const seen: (string | null)[] = [];
  for (;;) {
    const { status, answer } = await look(id);
    expect(status).toBe(200);
    if (seen.at(-1) !== answer.step) seen.push(answer.step);
    if (answer.finishedAt !== null) return { job: answer, steps: seen };
    await sleep(50);
  }
}

/** Everything that a refused order has to leave as it is. */
async function stateOf({ server }: TestServer<Server>) {
  const { $client } = server.platform.database;
  const { rows: state } = await asSystem('a test', () =>
    $client.query('SELECT * FROM insites.state'),
  );
  const { rows: deliveries } = await asSystem('a test', () =>
    $client.query('SELECT id FROM insites.deliveries'),
  );
  const { rows: schemas } = await asSystem('a test', () =>
    $client.query('SELECT oid, nspname FROM pg_namespace ORDER BY oid'),
  );
  const { rows: jobs } = await asSystem('a test', () =>
    $client.query("SELECT id FROM platform.jobs WHERE name = 'platform.rebuild'"),
  );
  return { state, deliveries, schemas, jobs };
}

async function entriesOf(requestId: string | null) {
  const { rows } = await asSystem('a test', () =>
    house.server.platform.database.$client.query(
      'SELECT verb, outcome, code, object_id FROM audit.entries WHERE request_id = $1',
      [requestId],
    ),
  );
  return rows as { verb: string; outcome: string; code: string | null; object_id: string | null }[];
}

beforeAll(async () => {
  house = await open('disposable');
});
afterAll(() => house?.stop());

describe('a signed order', () => {
  it('re-creates the databases as a job with progress, while the API answers', async () => {
    const stop = new AbortController();
    const wrong: number[] = [];
    let asked = 0;
    const meanwhile = (async () => {
      while (!stop.signal.aborted) {
        const [open, mine] = await Promise.all([
          fetch(`${house.url}${version.path}`),
          fetch(`${house.url}${list.path}`, {
            headers: { authorization: `Bearer ${house.adminToken}` },
          }),
        ]);
        wrong.push(...[open, mine].map(({ status }) => status).filter((status) => status !== 200));
        await Promise.all([open.text(), mine.text()]);
        asked += 2;
      }
    })();
    const delivery = newId();
    const sent = await send({ body: order({ fixtures: 'sample-city' }), delivery });
    expect(sent).toMatchObject({ status: 202, answer: { jobId: expect.any(String) } });
    const id = String(sent.answer.jobId);
    expect(sent.answer.watch).toBe(readRebuild.path.replace('{id}', id));
    const { job, steps } = await ended(id);
    stop.abort();
    await meanwhile;

    expect(job).toMatchObject({
      state: 'done',
      can: { cancel: false },
      result: { fixtures: 'sample-city', databases: [{ database: nameOf(house), generation: 1 }] },
    });
    expect(
      steps.filter((step) => step?.startsWith('Filling the new schemas: Dataset')).length,
    ).toBeGreaterThan(0);
    expect({ wrong, busy: asked > 10 }).toEqual({ wrong: [], busy: true });
    const datasets = await fetch(`${house.url}${list.path}`, {
      headers: { authorization: `Bearer ${house.adminToken}` },
    });
    expect(await datasets.json()).toMatchObject({ total: 3 });
    // The log that took the order is gone; the new one tells of it, to the organisation that is there now.
    const { rows } = await asSystem('a test', () =>
      house.server.platform.database.$client.query(
        `SELECT verb, outcome, actor_name, details->>'ended' AS ended,
              organisation_id::text = (SELECT id::text FROM identity.organisations) AS ours
         FROM audit.entries WHERE object_id = $1`,
        [delivery],
      ),
    );
    expect(rows).toEqual([
      {
        verb: 'platform.rebuild',
        outcome: 'allowed',
        actor_name: 'Webhook',
        ended: 'true',
        ours: true,
      },
    ]);
    expect((await stateOf(house)).schemas.map(({ nspname }) => nspname)).not.toContainEqual(
      expect.stringContaining('_before_'),
    );
  });

  it('is written to the log before anything is done, and ends without waiting for itself', async () => {
    const began = performance.now();
    const { requestId, status, answer } = await send();
    expect(status).toBe(202);
    expect(await entriesOf(requestId)).toMatchObject([
      { verb: 'platform.rebuild', outcome: 'allowed', code: null },
    ]);
    await ended(String(answer.jobId));
    // What still uses the old schemas would get thirty seconds.
    expect(performance.now() - began).toBeLessThan(25_000);
  });

  it('is refused while another one runs, with the job that does', async () => {
    const both = await Promise.all([send(), send()]);
    const begun = both.find(({ status }) => status === 202);
    const refused = both.find(({ status }) => status === 409);
    expect(refused?.answer).toMatchObject({
      code: 'platform.rebuildRunning',
      fields: [{ path: 'jobId', message: begun?.answer.jobId }],
    });
    await ended(String(begun?.answer.jobId));
  });

  it('of GitHub is taken without a moment of its own, and a ping does nothing', async () => {
    const before = await stateOf(house);
    const github = (event: string) => ({
      'x-insites-delivery': '',
      'x-github-delivery': randomUUID(),
      'x-github-event': event,
    });
    const ping = await send({ body: JSON.stringify({ zen: newId() }), headers: github('ping') });
    expect(ping).toMatchObject({ status: 202, answer: { jobId: null, watch: null } });
    expect(await stateOf(house)).toEqual(before);
    const push = JSON.stringify({ ref: 'refs/heads/main', after: newId(), fixtures: 'minimal' });
    const taken = await send({ body: push, headers: github('push') });
    expect(taken.status).toBe(202);
    await ended(String(taken.answer.jobId));
    // The name of a delivery is not signed: the same body under another name is the same delivery.
    const again = await send({ body: push, headers: github('push') });
    expect(again).toMatchObject({ status: 403, answer: { code: 'platform.rebuildReplayed' } });
    await asSystem('a test', () =>
      house.server.platform.database.$client.query(
        `UPDATE insites.deliveries SET taken_at = now() - interval '2 years'`,
      ),
    );
    expect((await send({ body: push, headers: github('push') })).status).toBe(403);
  });
});

describe('an order that is refused, and changes nothing', () => {
  const minutesAgo = (minutes: number) =>
    order({ sentAt: new Date(Date.now() - minutes * 60_000).toISOString() });
  const signed = 'sha256=';
  const noHeader = { 'x-insites-delivery': '' };
  it.each<[string, Given, number, string]>([
    ['under another secret', { key: 'x'.repeat(32) }, 403, 'platform.rebuildNotSigned'],
    ['not signed', { headers: { 'x-hub-signature-256': '' } }, 403, 'platform.rebuildNotSigned'],
    [
      'cut short',
      { headers: { 'x-hub-signature-256': `${signed}ab` } },
      403,
      'platform.rebuildNotSigned',
    ],
    ['too old', { body: minutesAgo(6) }, 403, 'platform.rebuildTooOld'],
    ['of the future', { body: minutesAgo(-6) }, 403, 'platform.rebuildTooOld'],
    ['without a name', { headers: noHeader }, 400, 'platform.inputInvalid'],
    ['with a field unknown', { body: order({ fixture: 'city' }) }, 400, 'platform.inputInvalid'],
    ['not JSON', { body: 'payload=%7B%7D' }, 400, 'platform.inputInvalid'],
    ['of no fixture', { body: order({ fixtures: 'moon' }) }, 400, 'platform.fixtureUnknown'],
    ['for another server', { body: order({ confirm: ['other'] }) }, 403, 'platform.rebuildRefused'],
    ['for none', { body: order({ confirm: [] }) }, 403, 'platform.rebuildRefused'],
  ])('%s', async (_, given, status, code) => {
    const before = await stateOf(house);
    const { requestId, ...sent } = await send(given);
    expect(sent).toMatchObject({ status, answer: { code } });
    expect(await stateOf(house)).toEqual(before);
    const outcome = status === 403 ? 'refused' : 'failed';
    expect(await entriesOf(requestId)).toMatchObject([{ verb: 'platform.rebuild', outcome, code }]);
  });

  it('sent again, by name or by body, also after the databases were re-created', async () => {
    const [body, delivery] = [order(), newId()];
    const { answer } = await send({ body, delivery });
    await ended(String(answer.jobId));
    const before = await stateOf(house);
    for (const again of [{ body, delivery }, { body }, { delivery, body: order() }])
      expect(await send(again)).toMatchObject({
        status: 403,
        answer: { code: 'platform.rebuildReplayed' },
      });
    expect(await stateOf(house)).toEqual(before);
  });

  it('sent again under another header, when its name is in the body', async () => {
    const name = newId();
    const { answer } = await send({ body: order({ delivery: name }), headers: noHeader });
    await ended(String(answer.jobId));
    const again = await send({ body: order({ delivery: name }), delivery: newId() });
    expect(again).toMatchObject({ status: 403, answer: { code: 'platform.rebuildReplayed' } });
  });

  it('too often from one address', async () => {
    const headers = { 'x-forwarded-for': '10.9.9.9', 'x-hub-signature-256': '' };
    const statuses = [];
    for (let time = 0; time < 12; time += 1) statuses.push((await send({ headers })).status);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
  });
});

describe('the progress', () => {
  it('is told to who signs, of now', async () => {
    const { answer } = await send();
    const id = String(answer.jobId);
    expect((await look(id)).status).toBe(200);
    expect((await look(id, { key: 'y'.repeat(32) })).answer.code).toBe('platform.rebuildNotSigned');
    const old = new Date(Date.now() - 6 * 60_000).toISOString();
    expect((await look(id, { timestamp: old })).answer.code).toBe('platform.rebuildTooOld');
    expect((await look(id, { timestamp: 'now' })).answer.code).toBe('platform.rebuildTooOld');
    expect((await look(newId())).answer.code).toBe('platform.jobUnknown');
    await ended(id);
  });
});

describe('a server', () => {
  it.each([
    ['in production', 'disposable', { INSITES_ENVIRONMENT: 'production' }, /This is production/],
    ['with an unmarked database', null, {}, /Nobody has said .* may be thrown away/],
    ['with a database of production', 'production', {}, /is marked as production/],
  ] as const)('%s refuses and says why', async (_, mark, settings, reason) => {
    await using other = await open(mark === 'disposable' ? null : mark, settings);
    const before = await stateOf(other);
    const refused = await send({ at: other });
    expect(refused).toMatchObject({ status: 403, answer: { code: 'platform.rebuildRefused' } });
    expect(refused.answer.detail).toMatch(reason);
    expect(await stateOf(other)).toEqual(before);
  });

  it('without a secret has no such address', async () => {
    await using other = await open('disposable', { INSITES_REBUILD_SECRET: '' });
    const { status, answer } = await send({ at: other });
    const nowhere = await fetch(`${other.url}/api/v1/platform/rebuilt`, { method: 'POST' });
    const { requestId, ...unknown } = (await nowhere.json()) as Record<string, unknown>;
    expect(status).toBe(404);
    expect({ ...answer, requestId }).toEqual({ ...unknown, requestId });
  });
});
