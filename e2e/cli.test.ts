import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type TemporaryHome, temporaryHome } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adminToken } from './support/house.ts';
import { messyCsv } from './support/messy.ts';

const root = resolve(import.meta.dirname, '..');
const program = join(root, 'apps/cli/bin/insites.js');
const file = messyCsv();

let home: TemporaryHome;
let server: ChildProcess;
let url: string;

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function insites(...words: readonly string[]): Promise<Ran> {
  const env = { ...process.env, INSITES_URL: url, INSITES_TOKEN: adminToken };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env, cwd: home.path }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    );
  });
}

beforeAll(async () => {
  home = await temporaryHome();
  server = spawn(process.execPath, [program, 'serve', '--port', '0', '--home', home.path], {
    env: { ...process.env, INSITES_ADMIN_TOKEN: adminToken, INSITES_LOG_LEVEL: 'fatal' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (!server.stdout) throw new Error('The server has no output.');
  for await (const line of createInterface({ input: server.stdout })) {
    const ready = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line);
    if (ready?.[1]) {
      url = ready[1];
      break;
    }
  }
  writeFileSync(join(home.path, file.name), file.content);
});
afterAll(async () => {
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGTERM');
  expect(await ended).toBe(0);
  await home.remove();
});

describe('the command line', () => {
  it('imports a file and says what came of every row', async () => {
    const { code, out } = await insites(
      'datasets',
      'import',
      file.name,
      '--name',
      'trees',
      '--json',
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      name: 'trees',
      rows: file.rows,
      rejected: file.broken,
      holds: true,
      version: 1,
    });
  });

  it('answers SQL as a table and as one JSON object', async () => {
    const question = 'select district, count(*) as n from trees group by 1 order by 1 limit 1';
    const table = await insites('sql', question);
    expect(table.code).toBe(0);
    expect(table.out).toMatch(/district[\s\S]*Altstadt\s+400/);
    const { out } = await insites('sql', question, '--json');
    expect(JSON.parse(out)).toMatchObject({ rows: [['Altstadt', 400]] });
  });

  it('asks which whole numbers count something, and is told', async () => {
    const lines = Array.from({ length: 40 }, (_, row) => `P ${row},${((row * 7) % 3) + 2},11`);
    writeFileSync(join(home.path, 'kinds.csv'), `place,tvia,quar\n${lines.join('\n')}\n`);
    const words = ['datasets', 'import', 'kinds.csv', '--name', 'kinds', '--json'];
    const { out } = await insites(...words);
    const { asked } = JSON.parse(out) as { asked: string[] };
    expect(asked).toEqual(['tvia', 'quar']);
    const wrong = await insites(
      'datasets',
      'standardise',
      'kinds',
      '--counting',
      'place',
      '--json',
    );
    expect(wrong.code).not.toBe(0);
    expect(wrong.err).toContain('Nothing is asked about “place”.');
    const told = await insites('datasets', 'standardise', 'kinds', '--counting', 'quar', '--json');
    expect(JSON.parse(told.out)).toMatchObject({
      version: 2,
      sentences: ['“quar” counts or measures something, so it becomes numbers.'],
    });
    const sums = await insites('sql', 'SELECT sum(quar) AS total FROM kinds', '--json');
    expect(JSON.parse(sums.out)).toMatchObject({ rows: [[440]] });
  });

  it('exports, to a file and to standard output', async () => {
    const { code } = await insites(
      'datasets',
      'export',
      'trees',
      '--format',
      'parquet',
      '-o',
      'f.parquet',
    );
    expect(code).toBe(0);
    expect(readFileSync(join(home.path, 'f.parquet')).subarray(0, 4).toString()).toBe('PAR1');
    const csv = await insites('datasets', 'export', 'trees', '--limit', '1');
    expect(csv.out.split(/\r?\n/)[1]).toMatch(/^00001,Böblingen/);
  });

  it.each([
    { words: ['datasets', 'read', 'nowhere'], exit: 5, code: 'datasets.unknown' },
    { words: ['sql', 'selekt 1'], exit: 2, code: 'platform.queryInvalid' },
    {
      words: ['sql', "select * from read_csv('/etc/passwd')"],
      exit: 4,
      code: 'platform.queryRefused',
    },
    { words: ['datasets', 'import', 'nowhere.csv'], exit: 2, code: '' },
    { words: ['datasets', 'raed', 'trees'], exit: 2, code: 'cli.verbUnknown' },
  ])('ends with $exit on $words', async ({ words, exit, code }) => {
    const ran = await insites(...words, '--json');
    expect(ran.out).toBe('');
    expect({ exit: ran.code, says: ran.err }).toMatchObject({ exit });
    const said = JSON.parse(ran.err.trim().split('\n').at(-1) ?? '') as { code: string };
    expect(said.code).toContain(code);
  });
});
