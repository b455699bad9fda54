import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { list as auditList } from '@insites/audit/contract';
import { program } from '@insites/cli/program';
import { asSystem } from '@insites/platform';
import { temporaryHome } from '@insites/testing';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  checks,
  data,
  discard,
  importFile,
  listVersions,
  profile,
  read,
  readDrift,
  readDriftRules,
  release,
  remove,
  setDriftRules,
  setOrganisationDriftRules,
} from '../contract/index.ts';
import type { City } from './city.ts';
import { type House, startHouse, stockOf } from './house.ts';
import { codeOf, member } from './people.ts';
import { serveProgram } from './program.ts';
import { trees } from './trees.ts';

// Every case makes and compares versions in processes of their own.
vi.setConfig({ testTimeout: 120_000 });

let house: House;
let city: City;
let colleague: City;
let steward: City;

beforeAll(async () => {
  house = await startHouse();
  city = house.city;
  colleague = await member(house.server.url, house.token, 'contributor');
  steward = await member(house.server.url, house.token, 'steward');
});
afterAll(() => house?.stop());

async function two(second: string, visibility: 'private' | 'organisation' = 'organisation') {
  const { datasetId: id } = await city.import('trees.csv', trees(300), { visibility });
  const next = await city.import('trees.csv', second, { datasetId: id });
  expect(next.job.state).toBe('done');
  return { id, job: next.job };
}

const renamed = 'id,kind,height_m';

describe('a column of digits', () => {
  const typeOf = async (id: string, name: string) =>
    (await city.client.call(profile, { id })).columns.find((column) => column.name === name)?.type;
  // Beside many columns of numbers like its own, one of numbers that do not rise is no column of codes.
  const sizes = Array.from('abcdefghijklmnop', (letter) => `size ${letter}`);
  const permits = (numbers: readonly number[]) =>
    [
      [...sizes, 'entry'],
      ...numbers.map((number, row) => [
        ...sizes.map((_, at) => 20_100 + ((row * (at + 3)) % 71)),
        number,
      ]),
    ]
      .map((row) => `${row.join(',')}\n`)
      .join('');
  const counted = Array.from({ length: 150 }, (_, row) => 20_000 + row * 2 + (row % 2));
  const mixed = (number: number) => (number * number * 31) % 1_009;
  const stirred = [...counted].sort((left, right) => mixed(left) - mixed(right));

  it('stays text or number as it was, in whatever order its rows come', async () => {
    for (const [first, next, type] of [
      [counted, stirred, 'VARCHAR'],
      [stirred, counted, 'BIGINT'],
    ] as const) {
      const { datasetId: id } = await city.import('entries.csv', permits(first));
      expect(await typeOf(id, 'entry')).toBe(type);
      const { job } = await city.import('entries.csv', permits(next), { datasetId: id });
      expect(job.result).toMatchObject({ held: false, version: 2 });
      expect(await typeOf(id, 'entry')).toBe(type);
      const [row] = await city.rows(id, { select: 'min(CAST(entry AS BIGINT)) AS low' });
      expect(row).toEqual({ low: 20_000 });
    }
  });

  it('that would lose a zero in front, or held words before, is told', async () => {
    const { datasetId: id } = await city.import('entries.csv', permits(stirred));
    const zeros = permits(stirred).replace(/,2(\d+)\n/, ',02$1\n');
    const { job } = await city.import('entries.csv', zeros, { datasetId: id });
    expect(job.result).toMatchObject({ held: true });
    expect((await city.client.call(readDrift, { id, version: 2 })).findings).toMatchObject([
      { what: 'type', column: 'entry', stops: true },
    ]);
    const words = permits(stirred).replace(/,2(\d+)\n/, ',no 2$1\n');
    const { datasetId: other } = await city.import('entries.csv', words);
    const { job: next } = await city.import('entries.csv', permits(stirred), { datasetId: other });
    expect(next.result).toMatchObject({ held: true });
  });
});

describe('a version that drifts', () => {
  it('waits, and is read by those who decide, by its number', async () => {
    const { id, job } = await two(trees(320, renamed));
    expect(job.result).toMatchObject({ held: true });
    const owner = await city.client.call(read, { id });
    expect(owner).toMatchObject({ held: { version: 2 }, latest: { number: 1 }, versionCount: 1 });
    expect(await colleague.client.call(read, { id })).toMatchObject({ held: null });
    const drift = await steward.client.call(readDrift, { id, version: 2 });
    expect(drift).toMatchObject({
      held: true,
      against: 1,
      findings: [{ what: 'renamed', column: 'height_m', stops: true }],
      patch: { rename: { height_m: 'height' } },
    });
    expect(await city.rows(id, { version: '2', select: 'count(height_m) AS n' })).toEqual([
      { n: 320 },
    ]);
    expect(await city.rows(id, { select: 'count(*) AS n' })).toEqual([{ n: 300 }]);
    const refused = await Promise.all(
      [
        colleague.client.call(data, { id, version: 2 }),
        colleague.client.call(profile, { id, version: 2 }),
        colleague.client.call(readDrift, { id, version: 2 }),
        colleague.client.call(checks, { id, version: 2 }),
      ].map((call) => codeOf(call)),
    );
    expect(refused).toEqual(refused.map(() => 'datasets.versionUnknown'));
    const listed = await colleague.client.call(listVersions, { id });
    expect(listed.items.map(({ number }) => number)).toEqual([1]);
    const { fileId } = await city.upload(`more-${id}.csv`, trees(10));
    expect(await codeOf(city.client.call(importFile, { fileId, datasetId: id }))).toBe(
      'datasets.held',
    );
  });

  it('is published with the proposed patch, with all its rows', async () => {
    const { id } = await two(trees(320, renamed));
    const done = await city.client.call(release, { id, version: 2, accept: true });
    expect(done.state).toBe('held');
    expect((await city.ended(done.jobId)).state).toBe('done');
    const after = await city.client.call(read, { id });
    expect(after).toMatchObject({ held: null, latest: { number: 2, rows: 320 } });
    expect(after.latest?.recipe?.notes?.join()).toContain('height_m was renamed height');
    const [sum] = await city.rows(id, { select: 'count(height) AS n, sum(height) AS total' });
    expect(sum).toMatchObject({ n: 320 });
    expect(await city.client.call(readDrift, { id, version: 2 })).toMatchObject({
      held: false,
      decision: { what: 'patched' },
    });
    const { history } = await city.client.call(checks, { id });
    expect(history.map(({ version }) => version)).toEqual([1, 2]);
    // Next time the same is done without asking; a file like the first needs nothing done.
    for (const next of [trees(310, renamed), trees(310)]) {
      const { job } = await city.import('trees.csv', next, { datasetId: id });
      expect(job.result).toMatchObject({ held: false });
      expect(await city.rows(id, { select: 'count(height) AS n' })).toEqual([{ n: 310 }]);
    }
  });

  it('is published as it is, with a reason that stands in the log', async () => {
    const { id } = await two(trees(320, renamed));
    expect(await codeOf(city.client.call(release, { id, version: 2 }))).toBe(
      'datasets.reasonNeeded',
    );
    expect(await codeOf(city.client.call(release, { id, version: 2, patch: {} }))).toBe(
      'datasets.reasonNeeded',
    );
    const reason = 'The department measures anew.';
    const done = await steward.client.call(release, { id, version: 2, reason });
    expect(done).toEqual({ version: 2, state: 'ready', jobId: expect.any(String) });
    expect(await city.rows(id, { select: 'count(height_m) AS n' })).toEqual([{ n: 320 }]);
    const { items } = await city.client.call(auditList, { objectId: id, limit: 20 });
    expect(items.find(({ verb }) => verb === 'datasets.release')).toMatchObject({
      objectId: id,
      version: '2',
      outcome: 'allowed',
      details: { reason },
    });
  });

  it('is discarded: its rows go, its number, its story and the file stay', async () => {
    // Other rows than elsewhere: the same bytes would be one object.
    const { id } = await two(trees(321, renamed));
    const before = await stockOf(house);
    expect(await codeOf(city.client.call(discard, { id, version: 2 }))).toBe(
      'datasets.reasonNeeded',
    );
    await city.client.call(discard, { id, version: 2, reason: 'A wrong file.' });
    const after = await stockOf(house);
    expect(before.objects - after.objects).toBe(1);
    const { items } = await city.client.call(listVersions, { id });
    expect(items.map(({ number, state }) => [number, state])).toEqual([
      [2, 'discarded'],
      [1, 'ready'],
    ]);
    expect(await codeOf(city.client.call(data, { id, version: 2 }))).toBe(
      'datasets.versionUnknown',
    );
    const { rows } = await asSystem('a test', () =>
      house.server.platform.database.execute(
        sql`SELECT source_object_id FROM datasets.versions WHERE dataset_id = ${id} AND number = 2`,
      ),
    );
    expect(rows[0]?.source_object_id).toEqual(expect.any(String));
    const third = await city.import('trees.csv', trees(310), { datasetId: id });
    expect(third.job.result).toMatchObject({ version: 3, held: false });
    await city.client.call(remove, { id });
  });

  it('gets one decision, however many decide at once', async () => {
    const { id } = await two(trees(320, renamed));
    const outcomes = await Promise.all([
      codeOf(city.client.call(release, { id, version: 2, reason: 'One' })),
      codeOf(steward.client.call(release, { id, version: 2, accept: true })),
      codeOf(city.client.call(discard, { id, version: 2, reason: 'Three' })),
      codeOf(steward.client.call(release, { id, version: 2, reason: 'Four' })),
    ]);
    const lost = 'datasets.notHeld';
    expect(outcomes.toSorted()).toEqual(['allowed', lost, lost, lost]);
  });

  it('is decided about by nobody else', async () => {
    const { id } = await two(trees(320, renamed), 'organisation');
    const reason = 'I may not.';
    expect(await codeOf(colleague.client.call(release, { id, version: 2, reason }))).toBe(
      'governance.refused',
    );
    expect(await codeOf(colleague.client.call(discard, { id, version: 2, reason }))).toBe(
      'governance.refused',
    );
    expect(await codeOf(city.client.call(release, { id, version: 1, reason }))).toBe(
      'datasets.notHeld',
    );
    const patch = { rename: { nothing: 'height' } };
    expect(await codeOf(city.client.call(release, { id, version: 2, patch }))).toBe(
      'datasets.patchInvalid',
    );
    // A patch that cannot be leaves it waiting.
    expect(await city.client.call(read, { id })).toMatchObject({ held: { version: 2 } });
  });
});

describe('a server that is killed while a version waits', () => {
  it('finds it waiting, and publishes it once even when the release was cut off', async () => {
    const home = await temporaryHome();
    const token = `test-${randomBytes(32).toString('base64url')}`;
    try {
      const first = await serveProgram(home.path, token);
      const { datasetId: id } = await first.city.import('trees.csv', trees(300));
      await first.city.import('trees.csv', trees(320, renamed), { datasetId: id });
      await first.kill();
      const second = await serveProgram(home.path, token);
      expect(await second.city.client.call(read, { id })).toMatchObject({ held: { version: 2 } });
      const { jobId } = await second.city.client.call(release, { id, version: 2, accept: true });
      await second.kill();
      await using third = await serveProgram(home.path, token);
      expect((await third.city.ended(jobId, 90_000)).state).toBe('done');
      expect(await third.city.client.call(read, { id })).toMatchObject({
        held: null,
        latest: { number: 2, rows: 320 },
      });
      expect(await third.city.rows(id, { select: 'count(height) AS n' })).toEqual([{ n: 320 }]);
    } finally {
      await home.remove();
    }
  });
});

describe('in the terminal', () => {
  const insites = (...words: readonly string[]) => {
    const env = { ...process.env, INSITES_URL: house.server.url, INSITES_TOKEN: house.token };
    return new Promise<{ code: unknown; out: string; said: string }>((resolve) =>
      execFile(process.execPath, [program, ...words], { env }, (error, out, said) =>
        resolve({ code: error?.code ?? 0, out, said }),
      ),
    );
  };

  it('an import says that it is held, and why; it is released by a verb', async () => {
    const name = `lamps_${randomBytes(6).toString('hex')}`;
    const [one, next] = [join(house.home, `${name}.csv`), join(house.home, `${name}_2.csv`)];
    await writeFile(one, trees(300));
    await writeFile(next, trees(320, renamed));
    const first = await insites('datasets', 'import', one, '--name', name, '--json');
    expect(JSON.parse(first.out)).toMatchObject({ held: false, drift: [], version: 1 });
    const held = await insites('datasets', 'import', next, '--new-version-of', name, '--json');
    expect(JSON.parse(held.out)).toMatchObject({
      held: true,
      version: 2,
      rows: 320,
      drift: [{ what: 'renamed', column: 'height_m', stops: true }],
      proposed: ['Call height_m height, as before.'],
    });
    const checked = await insites('datasets', 'checks', name);
    expect(checked.code).toBe(0);
    expect(checked.said).toContain('Version 1: 100 of 100.');
    expect(checked.said).toContain('300 rows = 300 that pass + 0 that fail.');
    expect(checked.out).toContain('Every row has a value in height.');
    const refused = await insites('datasets', 'release', name, '--version', '2');
    expect(refused.code).not.toBe(0);
    expect(refused.said).toContain('Say why the version is published');
    const why = 'Measured anew.';
    const done = await insites(
      ...['datasets', 'release', name, '--version', '2', '--reason', why, '--json'],
    );
    expect(JSON.parse(done.out)).toMatchObject({ state: 'ready', version: 2 });
  });
});

describe('when a version stops', () => {
  it('is said by Insites, the organisation or the dataset', async () => {
    const { datasetId: id } = await city.import('trees.csv', trees(300));
    const ours = await city.client.call(readDriftRules, { id });
    expect(ours).toMatchObject({ from: 'insites', rules: { hold: true, psi: 0.25 } });
    expect(await codeOf(colleague.client.call(setOrganisationDriftRules, { rules: null }))).toBe(
      'identity.roleTooLow',
    );
    await steward.client.call(setOrganisationDriftRules, { rules: { hold: false } });
    try {
      expect(await city.client.call(readDriftRules, { id })).toMatchObject({
        from: 'organisation',
        rules: { hold: false },
      });
      const next = await city.import('trees.csv', trees(320, renamed), { datasetId: id });
      expect(next.job.result).toMatchObject({ held: false });
      const drift = await city.client.call(readDrift, { id });
      expect(drift).toMatchObject({ held: false, findings: [{ what: 'renamed', stops: true }] });
      await city.client.call(setDriftRules, { id, rules: { gone: true } });
      const third = await city.import('trees.csv', trees(320), { datasetId: id });
      expect(third.job.result).toMatchObject({ held: true });
    } finally {
      await steward.client.call(setOrganisationDriftRules, { rules: null });
    }
  });
});
