import type { RouteOutput } from '@insites/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejected } from '../contract/repair-routes.ts';
import { read, understand } from '../contract/routes.ts';
import { type House, startHouse } from './house.ts';
import { accountOf } from './outcome.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

// Names or a first row? Nothing tells.
const turned = 'id,1,2,3\nname,germany,france,spain\npopulation,83,66,47\n';

describe('a text that can be read in two ways', { timeout: 60_000 }, () => {
  it('is asked about once, with two previews, and the answer is remembered for its like', async () => {
    const { city } = house;
    const { job } = await city.import('turned.csv', turned);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'datasets.dialectUnsure' } });
    expect(job.error?.message).toMatch(/1: .*id \| 1 \| 2 \| 3.*\n2: .*without names/);

    const { fileId } = await city.upload('turned.csv', turned);
    const understood: RouteOutput<typeof understand> = await city.client.call(understand, {
      fileId,
    });
    expect(
      understood.ways.map(({ dialect, names, rows }) => [dialect, names[1], rows[0]?.[0]]),
    ).toEqual([
      [1, '1', 'name'],
      [2, 'column_2', 'id'],
    ]);

    const answered = await accountOf(house, 'turned.csv', turned, { dialect: 2 });
    expect(answered.counts).toEqual({ records: 3, loaded: 3 });
    expect(answered.recipe?.answered).toMatchObject({ headerRows: 0 });
    // Another file of the organisation with these columns, and the next version of the dataset.
    expect((await accountOf(house, 'again.csv', turned)).counts).toEqual({ records: 3, loaded: 3 });
    const { datasetId } = answered;
    const next = await accountOf(house, 'next.csv', `${turned}area,1,2,3\n`, { datasetId });
    expect(next.counts).toEqual({ records: 4, loaded: 4 });
  });

  it('is read as it is said', async () => {
    const said = await accountOf(house, 'said.csv', 'a-b\n1-2\n3-4\n', { delimiter: '-' });
    expect(said).toMatchObject({
      counts: { loaded: 2, header: 1 },
      columns: { a: 'BIGINT', b: 'BIGINT' },
    });
    const skipped = await accountOf(house, 'skip.csv', 'x,y\n9,9\na,b\n1,2\n', {
      skipLines: 2,
    });
    expect(skipped).toMatchObject({ counts: { loaded: 1, header: 1, preamble: 2 } });
  });
});

describe('a file that is regular but for its end or its middle', () => {
  const rows = Array.from({ length: 3_000 }, (_, n) => `${n},Park ${n % 7},${n % 50}.5`).join('\n');

  it.for([
    ['a padded note', `${rows}\nSource: the city,,`, { loaded: 3_000, footer: 1 }],
    ['a sum', `${rows}\nTotal,,75000`, { loaded: 3_000, footer: 1 }],
    ['the header again', `${rows}\nn,place,cost\n${rows}`, { loaded: 6_000, header: 2 }],
  ] as const)('is not taken for rows only: %s', async ([, body, counts]) => {
    const found = await accountOf(house, 'end.csv', `n,place,cost\n${body}\n`);
    expect(found.counts).toMatchObject(counts);
    expect(found.columns).toMatchObject({ n: 'BIGINT', cost: 'DOUBLE' });
  });
});

describe('rejected rows', () => {
  it('come with line, column, reason and what they may have meant', async () => {
    const rows = Array.from({ length: 20 }, (_, n) => `${n},2024-01-10,Park,${n}.5`).join('\n');
    const text = `id,day,place,cost\n${rows}\n21,2024-01-11,Hill, upper part,3.5\n${rows}\n`;
    const { city } = house;
    const { datasetId } = await accountOf(house, 'broken.csv', text);
    expect((await city.client.call(rejected, { id: datasetId })).items).toEqual([
      {
        row: 1,
        line: 22,
        fields: ['21', '2024-01-11', 'Hill', ' upper part', '3.5'],
        cells: ['21', '2024-01-11', 'Hill, upper part', '3.5'],
        column: 'place',
        reason: 'It has 5 fields where the table has 4.',
        text: '21,2024-01-11,Hill, upper part,3.5',
        suggestion: '21,2024-01-11,"Hill, upper part",3.5',
        repair: 'A delimiter inside of a text is kept in the text.',
      },
    ]);
    const { latest } = await city.client.call(read, { id: datasetId });
    expect(latest?.conservation?.sentence).toBe(
      '42 records in the file = 40 loaded + 1 rejected + 1 header.',
    );
  });

  it('are none because of NUL characters or lines in another encoding, which are told', async () => {
    const good = Array.from({ length: 30 }, (_, n) => `${n},Zürich`).join('\n');
    const stray = Buffer.concat([
      Buffer.from(`n,city\n${good}\n`),
      Buffer.from('31,Gen\xe8ve\n32,B\0ern\n', 'latin1'),
    ]);
    const found = await accountOf(house, 'stray.csv', stray);
    expect(found.counts).toEqual({ records: 33, loaded: 32, header: 1 });
    expect(found.recipe?.encoding).toMatch(/lines with others are read as windows-1252/);
    expect(found.recipe?.notes).toEqual(['NUL characters were taken out of 1 row.']);
    const [row] = await house.city.rows(found.datasetId, { where: 'n = 31' });
    expect(row).toEqual({ n: 31, city: 'Genève' });
  });
});
