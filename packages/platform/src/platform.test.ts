import { type Actor, anonymous, newId } from '@insites/kernel';
import { temporaryHome } from '@insites/testing';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config/index.ts';
import { asTenant } from './databases/index.ts';
import { createHttp, type Gatekeepers } from './http/index.ts';
import { type JobHandler, platformBindings } from './jobs/index.ts';
import { openPlatform, type Platform } from './platform.ts';

const configOf = (home: string) =>
  readConfig({}, { INSITES_HOME: home, INSITES_LOG_LEVEL: 'silent', INSITES_PORT: '0' });

async function open(home: string): Promise<Platform & AsyncDisposable> {
  const platform = await openPlatform(configOf(home), []);
  return Object.assign(platform, { [Symbol.asyncDispose]: () => platform.close() });
}

/** Everybody is a viewer of the organisation named in the header. */
const gatekeepers: Gatekeepers = {
  authenticate: async ({ headers, address, requestId }): Promise<Actor> => ({
    ...anonymous(address, requestId),
    kind: 'person',
    role: 'viewer',
    organisationId: String(headers['x-organisation']),
  }),
  authorise: () => undefined,
  record: async () => undefined,
};

describe('openPlatform', () => {
  it('opens all parts on one home, and again in about a second', async () => {
    await using home = await temporaryHome();
    await (await open(home.path)).close();
    const began = performance.now();
    await using platform = await open(home.path);
    expect(performance.now() - began).toBeLessThan(2_500);
    await platform.jobs.start();
    expect((await platform.jobs.list({ organisationId: null, personId: null }, page)).total).toBe(
      0,
    );
  });
});

const page = { limit: 10, offset: 0 };

describe('the routes of jobs', () => {
  it('list, read, watch and cancel a job of the own organisation only', async () => {
    await using home = await temporaryHome();
    await using platform = await open(home.path);
    const { config, jobs, log } = platform;
    jobs.register({
      name: 't.work',
      run: async ({ progress, signal }) => {
        progress({ step: 'Working', done: 1, total: 2 });
        await new Promise((_, reject) => signal.addEventListener('abort', reject));
        return undefined;
      },
    } as JobHandler<never>);
    await jobs.start();
    const bindings = platformBindings({ jobs, version: '1.2.3' });
    const http = await createHttp({ config, log, bindings, gatekeepers, ready: async () => [] });
    const organisationId = newId();
    const ask = async (
      path: string,
      method: 'GET' | 'POST' = 'GET',
      organisation = organisationId,
    ) =>
      http.inject({
        method,
        url: `/api/v1/platform/${path}`,
        headers: { 'x-organisation': organisation },
      });
    const id = await asTenant({ organisationId, personId: null }, () =>
      jobs.send({
        name: 't.work',
        title: 'A piece of work',
        input: {},
        organisationId,
        personId: null,
      }),
    );

    expect((await ask('version')).json()).toEqual({ name: 'insites', version: '1.2.3', api: 'v1' });
    expect((await ask('jobs?search=piece')).json()).toMatchObject({ total: 1, items: [{ id }] });
    expect((await ask('jobs?state=done')).json()).toMatchObject({ total: 0, items: [] });
    await expect.poll(async () => (await ask(`jobs/${id}`)).json().step).toBe('Working');

    expect((await ask(`jobs/${id}`, 'GET', newId())).json()).toMatchObject({
      status: 404,
      code: 'platform.jobUnknown',
    });
    expect((await ask(`jobs/${id}/events`, 'GET', newId())).statusCode).toBe(404);
    const watching = ask(`jobs/${id}/events`);
    expect((await ask(`jobs/${id}/cancel`, 'POST')).json()).toMatchObject({
      state: 'cancelled',
      can: { cancel: false },
    });
    const events = (await watching).payload;
    expect(events).toContain('"state":"running"');
    expect(events).toContain('"state":"cancelled"');
    expect((await ask(`jobs/${id}/cancel`, 'POST')).json()).toMatchObject({
      status: 409,
      code: 'platform.jobEnded',
    });
    await http.close(0);
  });
});
