import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const bin = fileURLToPath(new URL('../bin/insites.js', import.meta.url));

/** A Node of the machine that is too old for Insites, when there is one. */
function findOldNode(): string | null {
  for (const node of ['/usr/bin/node', '/usr/local/bin/node'])
    try {
      const version = execFileSync(node, ['--version'], { encoding: 'utf8' });
      if (Number(/^v(\d+)/.exec(version)?.[1]) < 24) return node;
    } catch {
      // Not there.
    }
  return null;
}

async function ran(node: string, argv: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(node, [bin, ...argv], { env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, out, err };
}

describe('the program', () => {
  it('says its version and loads no server for that', async () => {
    const { code, out, err } = await ran(process.execPath, ['--version']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^insites \d+\.\d+\.\d+\n$/);
    const loaded = await ran(process.execPath, ['whoami', '--json'], {
      NODE_DEBUG: 'esm',
      INSITES_URL: 'http://127.0.0.1:9',
    });
    expect(loaded.err).toContain('client.unreachable');
    expect(loaded.err).not.toMatch(/apps\/server|fastify|duckdb/);
  });

  it('lists the verbs of every domain', async () => {
    const { out } = await ran(process.execPath, []);
    for (const verb of ['start', 'serve', 'datasets import FILE', 'files list', 'whoami', 'plan'])
      expect(out).toContain(`  ${verb}`);
  });

  it('answers at once where every setting comes from, secrets hidden', async () => {
    const token = 'a-very-secret-token-of-thirty-two-letters';
    const env = { INSITES_ADMIN_TOKEN: token, INSITES_PORT: '4321' };
    const { code, out } = await ran(process.execPath, ['config'], env);
    expect(code).toBe(0);
    expect(out).toMatch(/INSITES_PORT +4321 +environment/);
    expect(out).toMatch(/INSITES_ADMIN_TOKEN +•+ +environment/);
    expect(out).not.toContain(token);
  });

  const old = findOldNode();
  it.skipIf(old === null)('hands over to Node 24, with arguments and exit code', async () => {
    const { code, err } = await ran(old ?? '', ['datasets', 'lisst', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(err)).toMatchObject({ code: 'cli.verbUnknown' });
  });
});

it('ends with the exit code of cancelled when it is stopped', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const env = { ...process.env, INSITES_URL: `http://127.0.0.1:${port}` };
  const child = spawn(process.execPath, [bin, 'whoami'], { env });
  let err = '';
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  const [socket] = await once(silent, 'connection');
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect([code, err]).toEqual([9, 'insites: The request was stopped.\n']);
  socket.destroy();
  silent.close();
});
