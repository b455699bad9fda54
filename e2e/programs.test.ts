import { spawn } from 'node:child_process';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './support/axe.ts';
import { type House, openHouse, type Visit } from './support/house.ts';

const program = resolve(import.meta.dirname, '../apps/cli/bin/insites.js');

let house: House;
let visit: Visit;
let config: string;
let tool: Server;

beforeAll(async () => {
  house = await openHouse();
  visit = await house.enter('contributor');
  config = await mkdtemp(join(tmpdir(), 'insites-login-'));
  tool = createServer((_, response) => response.end('The tool is connected.'));
  await new Promise<void>((done) => tool.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  tool?.close();
  await rm(config, { recursive: true, force: true });
  await house?.close();
});

function insites(...words: readonly string[]) {
  const { INSITES_TOKEN: _, ...rest } = process.env;
  const env = { ...rest, INSITES_URL: house.url, INSITES_CONFIG_DIR: config };
  const child = spawn(process.execPath, [program, ...words], { env });
  const out: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  const ended = new Promise<{ code: number | null; out: string }>((done) =>
    child.once('close', (code) => done({ code, out: Buffer.concat(out).toString() })),
  );
  return { child, ended };
}

async function clean(page: Page): Promise<void> {
  const violations = await violationsOn(page);
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

describe('the command line', () => {
  it('signs in by a code that is typed into a browser', async () => {
    const { child, ended } = insites('login');
    let code = '';
    for await (const line of createInterface({ input: child.stderr })) {
      code ||= /type ([B-Z]{4}-[B-Z]{4})/.exec(line)?.[1] ?? '';
      if (code) break;
    }
    const { page } = visit;
    await page.goto('/device');
    await clean(page);
    await page.getByLabel('Code that the device shows').fill(code);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Insites command line').waitFor();
    await page.getByText('Only if you began this yourself').waitFor();
    await clean(page);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('Done. Go on at the device.').waitFor();
    expect((await ended).code).toBe(0);
    expect((await stat(join(config, 'logins.json'))).mode & 0o777).toBe(0o600);
    const { out } = await insites('whoami', '--json').ended;
    expect(JSON.parse(out)).toMatchObject({ signedIn: true, role: 'contributor' });
    expect((await insites('datasets', 'list', '--json').ended).code).toBe(0);
  });

  it('stands among the connected programs, and signs out', async () => {
    const { page } = visit;
    await page.goto('/settings/account');
    await page.getByText('Insites command line').waitFor();
    await clean(page);
    expect((await insites('logout').ended).code).toBe(0);
    const { out } = await insites('whoami', '--json').ended;
    expect(JSON.parse(out)).toMatchObject({ signedIn: false });
    await page.reload();
    await page.getByText('connects the command line').waitFor();
  });
});

describe('a program', () => {
  it('is asked about, limited, and led back to', async () => {
    const { page } = visit;
    const redirect = `http://127.0.0.1:${(tool.address() as AddressInfo).port}/callback`;
    const asked = new URLSearchParams({
      client_id: 'insites-python',
      redirect_uri: redirect,
      response_type: 'code',
      scope: 'openid datasets:read files:read',
      state: 'a state of the program',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`/oauth/authorize?${asked}`);
    await page.getByText('Insites for Python').waitFor();
    await page.getByLabel('Read files that you may see').uncheck();
    await clean(page);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('The tool is connected.').waitFor();
    const { searchParams } = new URL(page.url());
    expect(searchParams.get('state')).toBe('a state of the program');
    expect(searchParams.get('code')).toMatch(/^[\w-]{43}$/);
    expect(searchParams.get('iss')).toBe(house.url);
  });
});
