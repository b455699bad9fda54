import { list as auditList } from '@insites/audit/contract';
import { asSystem } from '@insites/platform';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fitsVerb } from '../cli/fits.ts';
import { fits, previewFit } from '../contract/fits.ts';
import { release } from '../contract/quality-routes.ts';
import { update } from '../contract/routes.ts';
import { sketchMissing } from '../server/fits/keep.ts';
import type { City } from './city.ts';
import { type House, startHouse } from './house.ts';
import { codeOf, member, stranger } from './people.ts';

let house: House;
let city: City;
let colleague: City;
let elsewhere: City;
let visitor: City;
const ids: Record<string, string> = {};

const lines = (header: string, rows: readonly string[]) => `${header}\n${rows.join('\n')}\n`;
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
const code = (at: number) => `SITE-${String(at * 37).padStart(5, '0')}`;

/** 100 sites; 150 visits to 80 of them, 20 in other words, and 10 to what is no site; names in another city. */
const sites = lines(
  'site,title,zip',
  numbers(100).map((at) => `${code(at)},Site ${at},0${2100 + 13 * at}`),
);
const visits = lines('visit,place,guests,area', [
  ...numbers(150).map(
    (at) =>
      `${at + 1},${at < 20 ? ` ${code(at % 80).toLowerCase()} ` : code(at % 80)},${at % 9},${2100 + 13 * (at % 90)}`,
  ),
  ...numbers(10).map((at) => `${151 + at},NONE-${at},1,`),
]);
const tours = lines(
  'place,leader',
  numbers(60).map((at) => `${code(at)},Leader ${at % 7}`),
);

beforeAll(async () => {
  house = await startHouse();
  city = house.city;
  colleague = await member(house.server.url, house.token, 'contributor');
  elsewhere = await stranger(house.server.url, house.token);
  visitor = await member(house.server.url, house.token, 'viewer');
  const bring = async (
    who: City,
    name: string,
    csv: string,
    visibility: 'private' | 'organisation' | 'public',
  ) => {
    const imported = await who.import(`${name}.csv`, csv, { name, visibility });
    expect(imported.job.error).toBeNull();
    ids[name] = imported.datasetId;
  };
  await bring(city, 'sites', sites, 'public');
  await bring(city, 'visits', visits, 'organisation');
  await bring(colleague, 'tours', tours, 'private');
  await bring(elsewhere, 'far_tours', tours, 'private');
  await bring(elsewhere, 'far_visits', visits, 'organisation');
  await bring(elsewhere, 'open_tours', tours, 'public');
}, 120_000);
afterAll(() => house.stop());

const ask = (who: City, id: string) => who.client.call(fits, { id, limit: 100 });
const named = ({ joins, unions }: Awaited<ReturnType<typeof ask>>) => [
  ...new Set([...joins, ...unions].map(({ dataset }) => dataset.name)),
];

describe('what a dataset fits with', () => {
  it('is told with shares that are counted, and in a sentence', async () => {
    const { joins, ready, all, version } = await ask(city, 'visits');
    expect({ ready, all, version }).toEqual({ ready: true, all: true, version: 1 });
    expect(joins[0]).toMatchObject({
      dataset: { name: 'sites', version: 1, rows: 100 },
      mine: 'place',
      theirs: 'site',
      estimated: false,
      mineOnce: false,
      theirsOnce: true,
      sentence: '89 % of the values of place stand in site of sites; each stands there once.',
    });
    expect(joins[0]?.mineInTheirs).toBeCloseTo(80 / 90, 3);
    expect(joins[0]?.theirsInMine).toBeCloseTo(0.8, 3);
    // 02113 in the one file is 2100 in the other.
    expect(joins).toContainEqual(
      expect.objectContaining({ mine: 'area', theirs: 'zip', mineInTheirs: 1, theirsInMine: 0.9 }),
    );
  });

  it('is told of what the asker may see, and nothing else changes by the rest', async () => {
    const ofCity = await ask(city, 'sites');
    // An administrator of the city sees what its people keep for themselves.
    expect(named(ofCity).sort()).toEqual(['open_tours', 'tours', 'visits']);
    const ofViewer = await ask(visitor, 'sites');
    expect(named(ofViewer).sort()).toEqual(['open_tours', 'visits']);
    expect(ofViewer.compared).toBe(2);
    const ofStranger = await ask(elsewhere, ids.sites ?? '');
    expect(named(ofStranger).sort()).toEqual(['far_tours', 'far_visits', 'open_tours']);
    expect(ofStranger.compared).toBe(3);
    expect(JSON.stringify(ofViewer)).not.toContain(ids.tours);
    const nobody = await fetch(`${house.server.url}/api/v1/datasets/${ids.sites}/fits`);
    const answer = (await nobody.json()) as Awaited<ReturnType<typeof ask>>;
    expect([named(answer), answer.compared]).toEqual([['open_tours'], 1]);
  });

  it('is not told of a dataset that one may not see', async () => {
    for (const name of ['tours', 'far_tours', 'far_visits'])
      expect(await codeOf(ask(visitor, ids[name] ?? ''))).toBe('datasets.unknown');
  });

  it('is told of a colleague’s dataset from the moment it is shown, no longer when it is not', async () => {
    const shown = () => ask(visitor, 'sites').then(named);
    await colleague.client.call(update, { id: ids.tours ?? '', visibility: 'organisation' });
    expect(await shown()).toContain('tours');
    await colleague.client.call(update, { id: ids.tours ?? '', visibility: 'private' });
    expect(await shown()).not.toContain('tours');
  });

  it('is known of the newest version, and only of that', async () => {
    const other = lines(
      'site,title,zip',
      numbers(50).map((at) => `OTHER-${at},Site ${at},9${2100 + at}`),
    );
    const { datasetId } = await city.import('moving.csv', sites, { name: 'moving' });
    expect(named(await ask(city, 'visits'))).toContain('moving');
    await city.import('moving.csv', other, { datasetId });
    const reason = 'It moved.';
    const { jobId } = await city.client.call(release, { id: datasetId, version: 2, reason });
    expect((await city.ended(jobId)).state).toBe('done');
    expect(named(await ask(city, 'visits'))).not.toContain('moving');
    const kept = await asSystem('a test', () =>
      house.server.platform.database.execute(
        sql`SELECT DISTINCT v.number FROM datasets.sketches s JOIN datasets.versions v ON v.id = s.version_id WHERE v.dataset_id = ${datasetId}::uuid`,
      ),
    );
    expect(kept.rows).toEqual([{ number: 2 }]);
  });

  it('is found out later where it is missing, and keeps its values sealed', async () => {
    const { platform } = house.server;
    const inDatabase = (text: ReturnType<typeof sql>) =>
      asSystem('a test', () => platform.database.execute(text));
    await inDatabase(sql`DELETE FROM datasets.sketches`);
    expect(await ask(city, 'visits')).toMatchObject({ ready: false, joins: [] });
    const done = await asSystem('a test', () =>
      sketchMissing(new AbortController().signal, { platform }),
    );
    expect(done).toBeGreaterThanOrEqual(6);
    expect((await ask(city, 'visits')).joins[0]?.theirs).toBe('site');
    const { rows } = await inDatabase(
      sql`SELECT sealed FROM datasets.sketches WHERE sealed IS NOT NULL`,
    );
    const bytes = rows.map(({ sealed }) => Buffer.from(sealed as Buffer));
    expect(bytes.length).toBeGreaterThan(5);
    // What is sealed under other words each time is another text each time.
    expect(new Set(bytes.map((each) => each.subarray(0, 40).toString('hex'))).size).toBe(
      bytes.length,
    );
  });
});

describe('the command line', () => {
  const run = async (options: object) => {
    const said: unknown[] = [];
    const say = (text: unknown) => void said.push(text);
    const print = { json: false, answer: say, say, progress: say, bytes: () => Promise.resolve(0) };
    const input = fitsVerb.options.parse({ id: 'visits', ...options });
    const { signal } = new AbortController();
    await fitsVerb.run({ input, client: city.client, print, signal });
    return said;
  };

  it('lists what fits, and counts with the best pair or with one that is said', async () => {
    const [rows] = await run({});
    expect(rows).toContainEqual(
      expect.objectContaining({ fit: 'join', dataset: 'sites', on: 'place=site' }),
    );
    const counted = [expect.objectContaining({ rows: 160, matchedRows: 150, joinedRows: 150 })];
    expect(await run({ with: 'sites' })).toEqual(counted);
    expect(await run({ with: 'sites', on: 'place=site' })).toEqual(counted);
    expect(await run({ with: 'nothing' })).toEqual([expect.stringContaining('--on'), []]);
  });
});

describe('a preview of what fits', () => {
  const on = [{ mine: 'place', theirs: 'site' }];

  it('counts the rows of both, and shows them side by side', async () => {
    const shown = await city.client.call(previewFit, { id: 'visits', other: 'sites', on });
    expect(shown).toMatchObject({
      mine: { rows: 160, withValue: 160, matchedRows: 150, values: 90, matchedValues: 80, most: 2 },
      theirs: { rows: 100, matchedRows: 80, values: 100, matchedValues: 80, most: 1 },
      joinedRows: 150,
      versions: { mine: 1, theirs: 1 },
      sentence:
        '150 of 160 rows find a row of sites, exactly one each; 10 find none. A join has 150 rows.',
    });
    expect(shown.rows).toHaveLength(20);
    expect(shown.columns.map(({ side, name }) => `${side} ${name}`)).toEqual([
      'mine place',
      'mine visit',
      'mine guests',
      'mine area',
      'theirs site',
      'theirs title',
      'theirs zip',
    ]);
    expect(shown.rows[3]?.cells).toEqual([
      ` ${code(3).toLowerCase()} `,
      '4',
      '3',
      '2139',
      code(3),
      'Site 3',
      '02139',
    ]);
  });

  it('takes several columns together, and counts rows that stand in both', async () => {
    const pairs = ['place', 'leader'].map((name) => ({ mine: name, theirs: name }));
    const shown = await city.client.call(previewFit, {
      id: 'tours',
      other: ids.open_tours ?? '',
      kind: 'union',
      on: pairs,
    });
    expect(shown.mine.matchedRows).toBe(60);
    expect(shown.sentence).toBe(
      '60 rows and 60 of open_tours make 120. 60 of them stand in both already.',
    );
    expect(shown.rows.map(({ from }) => from)).toEqual([
      ...numbers(10).map(() => 'mine'),
      ...numbers(10).map(() => 'theirs'),
    ]);
  });

  it('needs both datasets and the columns', async () => {
    const call = (who: City, id: string, other: string, columns = on) =>
      codeOf(who.client.call(previewFit, { id, other, on: columns }));
    expect(await call(visitor, 'visits', ids.tours ?? '')).toBe('datasets.unknown');
    expect(await call(visitor, ids.tours ?? '', 'visits')).toBe('datasets.unknown');
    expect(await call(city, 'visits', ids.far_tours ?? '')).toBe('datasets.unknown');
    expect(await call(elsewhere, ids.visits ?? '', 'far_tours')).toBe('datasets.unknown');
    expect(await call(city, 'visits', 'visits')).toBe('datasets.sameDataset');
    const wrong = [{ mine: 'place', theirs: 'nowhere' }];
    expect(await call(city, 'visits', 'sites', wrong)).toBe('datasets.columnUnknown');
  });

  it('stands in the log of both, each under its own organisation', async () => {
    await city.client.call(previewFit, {
      id: 'visits',
      other: ids.open_tours ?? '',
      on: [{ mine: 'place', theirs: 'place' }],
    });
    const entries = async (who: City, objectId: string) =>
      (await who.client.call(auditList, { objectId, verb: 'datasets.previewFit', limit: 100 }))
        .items;
    const [mine] = await entries(city, ids.visits ?? '');
    expect(mine).toMatchObject({
      objectName: 'visits',
      purpose: 'explore',
      details: { kind: 'join', with: { name: 'open_tours' } },
    });
    const [theirs] = await entries(elsewhere, ids.open_tours ?? '');
    expect(theirs).toMatchObject({
      objectName: 'open_tours',
      purpose: 'explore',
      outcome: 'allowed',
    });
    // The other organisation learns that its data was read, not with what.
    expect(JSON.stringify(theirs)).not.toContain('visits');
    const [within] = await entries(city, ids.sites ?? '');
    expect(within?.details).toMatchObject({ with: { name: 'visits' } });
  });
});
