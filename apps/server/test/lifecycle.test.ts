import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createClient } from '@insites/client';
import { data, importFile, read } from '@insites/datasets/contract';
import { createFolder, createUpload, list } from '@insites/files/contract';
import { me } from '@insites/identity/contract';
import { readJob } from '@insites/platform/contract';
import { createDatabase, temporaryHome } from '@insites/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { type Served, serve } from './process.ts';

const adminToken = 'lifecycle-administrator-token-0123456789';
const running: Served[] = [];

/** A server on this home; ended with the test, whatever happens. */
async function started(home: string, settings: Readonly<Record<string, string>> = {}) {
  const served = await serve({ INSITES_ADMIN_TOKEN: adminToken, ...settings }, '--home', home);
  running.push(served);
  return { ...served, client: createClient({ baseUrl: served.url, token: adminToken }) };
}

afterEach(async () => {
  for (const { child, end } of running.splice(0)) if (child.exitCode === null) await end('SIGKILL');
});

async function upload({ baseUrl, credentials }: Client, content: string): Promise<string> {
  const response = await fetch(`${baseUrl}${createUpload.path}`, {
    method: 'POST',
    headers: {
      ...credentials,
      'tus-resumable': '1.0.0',
      'upload-length': String(Buffer.byteLength(content)),
      'upload-metadata': `filename ${Buffer.from('counts.csv').toString('base64')}`,
      'content-type': 'application/offset+octet-stream',
    },
    body: content,
  });
  return response.headers.get('insites-file') ?? '';
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** Imports a CSV and waits until it can be read. */
async function imported(client: Client, content: string): Promise<string> {
  const begun = await client.call(importFile, { fileId: await upload(client, content) });
  await until(async () => (await client.call(read, { id: begun.datasetId })).latest !== null);
  return begun.datasetId;
}

const counts = (rows: number) =>
  `street,count\n${Array.from({ length: rows }, (_, row) => `Street ${row},${row}\n`).join('')}`;

describe('a server on an empty home', () => {
  it('starts, answers, and prints and keeps nothing secret in the open', async () => {
    await using home = await temporaryHome();
    const server = await started(home.path, { INSITES_LOG_LEVEL: 'debug' });
    expect((await server.client.call(me, {})).role).toBe('admin');
    await imported(server.client, counts(10));

    expect(await (await fetch(`${server.url}/healthz`)).json()).toEqual({ ok: true });
    const ready = await fetch(`${server.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      ok: true,
      parts: ['database', 'object store', 'engine'].map((name) => ({ name, ok: true })),
    });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain(
      'insites_http_request_seconds_count{route="identity.me",status="200"}',
    );

    const secrets = filesUnder(join(home.path, 'secrets'));
    expect(secrets.length).toBeGreaterThan(0);
    for (const file of secrets) {
      expect(statSync(file).mode & 0o077, file).toBe(0);
      expect(server.output()).not.toContain(readFileSync(file, 'utf8').trim());
    }
    expect(await server.end('SIGTERM')).toBe(0);
    expect(server.output()).not.toContain(adminToken);
    expect(server.output()).not.toMatch(/authorization|cookie|postgres:\/\/[^\s"]*:[^\s"*]+@/i);
  });

  it('comes up again with what it had, after a stop and after kill -9', async () => {
    await using home = await temporaryHome();
    const first = await started(home.path);
    await first.client.call(createFolder, { name: 'kept' });
    const datasetId = await imported(first.client, counts(10));
    expect(await first.end('SIGTERM')).toBe(0);
    for (const again of ['stopped', 'killed', 'again'] as const) {
      // The token of the first start holds; another one given later changes nothing.
      const server = await started(home.path, { INSITES_ADMIN_TOKEN: `${adminToken}-later` });
      const { items } = await server.client.call(list, {});
      expect(
        items.map(({ name }) => name),
        again,
      ).toContain('kept');
      const rows = await server.client.call(data, { id: datasetId, format: 'ndjson' });
      expect((await rows.text()).trim().split('\n').length).toBe(10);
      const late = createClient({ baseUrl: server.url, token: `${adminToken}-later` });
      await expect(late.call(me, {})).rejects.toMatchObject({ code: 'identity.credentialInvalid' });
      if (again !== 'again') await server.end('SIGKILL');
      else expect(await server.end('SIGTERM')).toBe(0);
    }
  });
});

describe('a server that is told to stop', () => {
  it('lets a running export end, takes nothing new, and ends with 0', async () => {
    await using home = await temporaryHome();
    const server = await started(home.path);
    const rows = 1_000_000;
    const datasetId = await imported(server.client, counts(rows));
    const answer = await server.client.call(data, { id: datasetId, format: 'csv' });
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    let lines = newlinesIn((await reader.read()).value);
    const ended = server.end('SIGTERM');
    await until(async () => {
      const refused = await fetch(`${server.url}/api/v1/platform/version`).catch(() => null);
      return refused === null || refused.status === 503;
    });
    expect(server.child.exitCode).toBeNull();
    for (let next = await reader.read(); !next.done; next = await reader.read())
      lines += newlinesIn(next.value);
    expect(lines).toBe(rows + 1);
    expect(await ended).toBe(0);
  });
});

describe('two processes on one database', () => {
  it('share the work: web takes it, worker does it', async () => {
    await using home = await temporaryHome();
    await using database = await createDatabase();
    const shared = { INSITES_DATABASE_URL: database.url };
    const web = await started(home.path, { ...shared, INSITES_ROLES: 'web' });
    const fileId = await upload(web.client, counts(100));
    const { datasetId, jobId } = await web.client.call(importFile, { fileId });
    expect((await web.client.call(readJob, { id: jobId })).state).toBe('waiting');
    const worker = await started(home.path, { ...shared, INSITES_ROLES: 'worker' });
    await until(async () => (await web.client.call(readJob, { id: jobId })).state === 'done');
    const rows = await web.client.call(data, { id: datasetId, format: 'ndjson' });
    expect((await rows.text()).trim().split('\n').length).toBe(100);
    expect(existsSync(join(home.path, 'postgres'))).toBe(false);
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(await web.end('SIGTERM')).toBe(0);
  });
});

function newlinesIn(piece: Uint8Array | undefined): number {
  let found = 0;
  for (const byte of piece ?? []) if (byte === 10) found += 1;
  return found;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
