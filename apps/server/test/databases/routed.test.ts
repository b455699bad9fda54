import { list as listEntries } from '@insites/audit/contract';
import { type Client, createClient } from '@insites/client';
import { data, importFile, read } from '@insites/datasets/contract';
import { createUpload } from '@insites/files/contract';
import { addPerson, listPeople, me } from '@insites/identity/contract';
import { readPlan } from '@insites/licensing/contract';
import { startTestServer } from '@insites/testing';
import { describe, expect, it } from 'vitest';
import { startServer } from '../../src/index.ts';
import { ask, createTwoDatabases, schemasOf, type TwoDatabases } from './two-databases.ts';

const start = (overrides: Readonly<Record<string, string>>) => startServer({ env: {}, overrides });

async function upload({ baseUrl, credentials }: Client, content: string): Promise<string> {
  const response = await fetch(`${baseUrl}${createUpload.path}`, {
    method: 'POST',
    headers: {
      ...credentials,
      'tus-resumable': '1.0.0',
      'upload-length': String(Buffer.byteLength(content)),
      'upload-metadata': `filename ${Buffer.from('trees.csv').toString('base64')}`,
      'content-type': 'application/offset+octet-stream',
    },
    body: content,
  });
  return response.headers.get('insites-file') ?? '';
}

/** Verbs and objects of the newest entries of the log. */
async function written(client: Client): Promise<readonly string[]> {
  const { items } = await client.call(listEntries, { limit: 100 });
  return items.map(({ verb }) => verb);
}

const count = async (database: TwoDatabases['main'], table: string) =>
  Number((await ask(database, `SELECT count(*) FROM ${table}`))[0]?.count);

describe('a server over two databases', { timeout: 60_000 }, () => {
  it('signs in, imports, reads, counts seats and keeps its log, each where it is routed', async () => {
    await using two = await createTwoDatabases();
    await using server = await startTestServer(start, two.settings);
    const client = createClient({ baseUrl: server.url, token: server.adminToken });
    expect((await client.call(me, {})).role).toBe('admin');

    const fileId = await upload(client, 'kind,height\nlime,12\noak,30\n');
    const { datasetId } = await client.call(importFile, { fileId, name: 'trees' });
    while ((await client.call(read, { id: datasetId })).latest === null)
      await new Promise((resolve) => setTimeout(resolve, 25));
    const rows = await client.call(data, { id: datasetId, format: 'json' });
    expect(await rows.json()).toEqual([
      { kind: 'lime', height: 12 },
      { kind: 'oak', height: 30 },
    ]);

    const newcomer = (name: string) =>
      client.call(addPerson, { name, email: `${name.toLowerCase()}@city.example`, role: 'viewer' });
    await newcomer('Ann');
    expect((await client.call(readPlan, {})).usedSeats).toBe(2);
    await ask(two.main, 'UPDATE licensing.plans SET seats = 2');
    await expect(newcomer('Bob')).rejects.toMatchObject({ code: 'licensing.seatsTaken' });
    const people = await client.call(listPeople, {});
    expect(people.items.map(({ name }) => name).sort()).toEqual(['Administrator', 'Ann']);

    expect(await written(client)).toEqual(
      expect.arrayContaining(['datasets.import', 'datasets.data', 'identity.addPerson']),
    );
    expect(await schemasOf(two.auth)).toEqual(['audit', 'extensions', 'identity', 'insites']);
    const inMain = await schemasOf(two.main);
    expect(inMain).toEqual(expect.arrayContaining(['datasets', 'files', 'licensing', 'platform']));
    expect(inMain).not.toContain('identity');
    expect(inMain).not.toContain('audit');
    expect(await count(two.auth, 'identity.people')).toBe(2);
    expect(await count(two.auth, 'audit.entries')).toBeGreaterThan(4);
    expect(await count(two.main, 'datasets.versions')).toBe(1);
  });

  it('does not start when what shares transactions is parted, and says which', async () => {
    await using two = await createTwoDatabases();
    const parted = { ...two.settings, INSITES_DATABASE_ROUTES: 'identity=auth,files=auth' };
    await expect(startTestServer(start, parted)).rejects.toMatchObject({
      code: 'platform.configInvalid',
      message: expect.stringMatching(/\bfiles and platform share transactions\b/),
    });
    // What createDatabase has made already, and nothing of a domain.
    expect(await schemasOf(two.auth)).toEqual(['extensions', 'insites']);
    expect(await schemasOf(two.main)).toEqual(['extensions', 'insites']);
  });

  it.each([
    ['a domain that is not there', 'weather=auth', 'there is no domain weather'],
    ['a database that is not there', 'audit=reports', 'there is no database reports'],
  ])('does not start with %s', async (_, routes, says) => {
    await using two = await createTwoDatabases();
    const wrong = { ...two.settings, INSITES_DATABASE_ROUTES: routes };
    await expect(startTestServer(start, wrong)).rejects.toThrow(says);
  });
});
