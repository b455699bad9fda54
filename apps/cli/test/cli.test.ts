import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insites, openThings } from './house.ts';

let house: Awaited<ReturnType<typeof openThings>>;
let env: Record<string, string>;
beforeAll(async () => {
  house = await openThings();
  env = { INSITES_URL: house.url };
});
afterAll(() => house.close());

const ran = (...argv: string[]) => insites(argv, env);

describe('help', () => {
  it('lists every verb, a group, and a verb with all its options', async () => {
    const all = await ran();
    expect(all).toMatchObject({ code: 0, err: '' });
    for (const part of [
      'things list',
      'things remove-all',
      'things read ID',
      'sql SQL',
      'greet FILES…',
    ])
      expect(all.out).toContain(part);
    const group = await ran('things');
    expect(group.out).toContain('things list');
    expect(group.out).not.toContain('sql SQL');
    const { out } = await ran('things', 'list', '--help');
    expect(out).toMatch(/--limit N +At most so many; default 10\n/);
    expect(out).toMatch(/--sort-by WORD +Order; one of title, size\n/);
    expect(out).toMatch(/--tags A,B/);
    expect(await ran('help', 'things', 'list')).toMatchObject({ out });
    expect((await ran('things', 'content', '-h')).out).toContain('-o, --output TEXT');
  });

  it('says the version', async () => {
    expect((await ran('--version')).out).toBe('insites 1.2.3\n');
  });
});

describe('an answer', () => {
  it('is a table with numbers on the right, objects as a.b and nothing that moves the cursor', async () => {
    const { out, err, code } = await ran('things', 'list');
    expect(code).toBe(0);
    expect(out).not.toContain('\u001b');
    const lines = out.split('\n');
    expect(lines[0]).toMatch(/^id {2}title +size {2}owner.name$/);
    expect(lines[1]).toMatch(/^b1 {2}Brücke.* {2}1200 {2}Ann$/);
    expect(lines[2]).toMatch(/^b2 {2}Bench +Ann$/);
    expect(err).toBe('2 of 7; --limit and --offset show others\n');
  });

  it('is cut to the width of the terminal', async () => {
    const { out } = await insites(['things', 'list'], env, 40);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(40);
    expect(out).toMatch(/Brücke.*… {2}1200/);
  });

  it('is names and values for one object, with its lists below', async () => {
    const { out } = await ran('things', 'read', 'b1');
    expect(out).toMatch(/^id +b1\ntitle +Brücke/);
    expect(out).toMatch(/owner\.name +Ann\n/);
    expect(out).toContain('\nparts\nname  weight\nrail      10\n');
    expect(out).not.toContain('can.update');
  });

  it('shows the rows of a query, also under equal names', async () => {
    const { out } = await ran('sql', 'select 1');
    expect(out).toBe(' n   n  text\n 1  10  select 1\n22      null\n');
  });

  it('is one JSON document with --json, wherever that stands', async () => {
    for (const argv of [
      ['--json', 'things', 'read', 'b1'],
      ['things', 'read', 'b1', '--json'],
    ]) {
      const { out, err } = await ran(...argv);
      expect(JSON.parse(out)).toMatchObject({ id: 'b1', can: { update: true } });
      expect([out.trimEnd().includes('\n'), err]).toEqual([false, '']);
    }
    expect((await ran('things', 'remove-all', '--json')).out).toBe('{}\n');
    expect(await ran('things', 'remove-all')).toEqual({ code: 0, out: '', err: 'Done.\n' });
  });

  it('is bytes in a file or on stdout', async () => {
    expect((await ran('things', 'content', 'b1')).out).toBe('a,b\n1,2\n');
    const folder = await mkdtemp(join(tmpdir(), 'insites-cli-'));
    const file = join(folder, 'x.csv');
    const { out } = await ran('things', 'content', 'b1', '-o', file, '--json');
    expect(JSON.parse(out)).toEqual({ file, bytes: 8 });
    expect(await readFile(file, 'utf8')).toBe('a,b\n1,2\n');
    const missing = await ran('things', 'content', 'b1', '--output', join(folder, 'no', 'x'));
    expect(missing).toMatchObject({ code: 2, out: '' });
    await rm(folder, { recursive: true });
  });

  it('is a bar on a terminal and lines elsewhere for events', async () => {
    const { err } = await insites(['things', 'watch', 'b1'], env, 80);
    expect(err).toContain('50 %  running  1 of 2 rows');
    expect(err).toMatch(/100 % .*\n$/);
    expect((await ran('things', 'watch', 'b1')).err).toBe(
      'running  1 of 2 rows\ndone  2 of 2 rows\n',
    );
    const { out } = await ran('things', 'watch', 'b1', '--json');
    expect(
      out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).done),
    ).toEqual([1, 2]);
  });
});

describe('options', () => {
  it('become typed fields', async () => {
    const asked = async (...argv: string[]) =>
      JSON.parse((await ran('things', 'list', '--json', ...argv)).out).asked;
    expect(await asked()).toEqual({ limit: 10, descending: true });
    const words = [
      '--limit=3',
      '--sort-by',
      'size',
      '--no-descending',
      '--tags',
      'a,b',
      '--tags',
      'c',
    ];
    expect(await asked(...words)).toEqual({
      limit: 3,
      sortBy: 'size',
      descending: false,
      tags: ['a', 'b', 'c'],
    });
    expect((await ran('sql', '--', '--odd')).out).toContain('--odd');
    expect((await ran('sql', 'x', '--options', '{"a":1}')).out).toContain('{"a":1}');
    expect((await ran('things', 'remove-all', '--parent-id=')).code).toBe(0);
    expect((await ran('things', 'greet', 'a', 'b', '--loud', '--json')).out).toBe(
      '{"files":2,"loud":true}\n',
    );
  });

  it.each([
    [['things', 'list', '--limt', '3'], '--limt is not known here; did you mean --limit?'],
    [['things', 'list', '--limit', 'many'], '--limit: '],
    [['things', 'list', '--limit'], '--limit needs a value'],
    [['things', 'read'], 'ID: is needed'],
    [['things', 'read', 'a', 'b'], '“b” is one word too many'],
    [['things', 'lisst'], 'There is no “insites things lisst”.'],
  ])('%j is refused with exit code 2 and a hint', async (argv, said) => {
    const { code, out, err } = await ran(...argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`insites: ${said}`);
    expect(err).toMatch(/\n {2}(See|Did you mean): ?insites things/);
  });
});

describe('an error', () => {
  it('goes to stderr with its hint and the exit code of its kind', async () => {
    expect(await ran('things', 'read', 'none')).toEqual({
      code: 5,
      out: '',
      err: 'insites: There is no thing “none”.\n  List them.\n',
    });
  });

  it('is a problem document on stderr with --json', async () => {
    const { code, out, err } = await ran('things', 'read', 'none', '--json');
    expect([code, out]).toEqual([5, '']);
    expect(JSON.parse(err)).toMatchObject({
      code: 'things.unknown',
      kind: 'notFound',
      hint: 'List them.',
    });
  });

  it('says when nobody answers', async () => {
    const { code, err } = await insites(['sql', 'x'], { INSITES_URL: 'http://127.0.0.1:9' });
    expect(code).toBe(10);
    expect(err).toContain('Insites at http://127.0.0.1:9 does not answer.');
  });
});
