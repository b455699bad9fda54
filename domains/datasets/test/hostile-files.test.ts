import { randomBytes } from 'node:crypto';
import type { JobView } from '@insites/platform/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, type Stock, startHouse, stockOf } from './house.ts';

let house: House;
let before: Stock;

beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const fine = 'city,people\nOakland,440646\nFresno,542107\n';

/** The file is kept as it came; of the import nothing is; the next import works. */
async function refused(fileName: string, content: Buffer | string): Promise<JobView['error']> {
  const { city } = house;
  before = await stockOf(house);
  const { job, datasetId } = await city.import(fileName, content);
  expect(job.state).toBe('failed');
  const after = await stockOf(house);
  const kept = after.objects - before.objects;
  expect([0, 1]).toContain(kept);
  expect(after).toEqual({
    ...before,
    objects: before.objects + kept,
    blobs: before.blobs + kept,
  });
  expect((await city.fetch(`/api/v1/datasets/${datasetId}`)).status).toBe(404);
  const next = await city.import('fine.csv', fine);
  expect(next.job.state).toBe('done');
  return job.error;
}

describe('a file that can be no table', () => {
  it('empty', async () => {
    expect(await refused('nothing.csv', '')).toMatchObject({
      kind: 'invalid',
      code: 'datasets.fileEmpty',
      message: expect.stringMatching(/nothing\.csv” is empty: it has no bytes/),
    });
  });

  it('nothing but blanks and line ends', async () => {
    expect(await refused('blank.csv', ' \n\n \t \r\n'.repeat(200))).toMatchObject({
      code: 'datasets.fileEmpty',
      message: expect.stringMatching(/nothing but blanks/),
    });
  });

  it('more blanks than are looked at first', async () => {
    expect(await refused('blank.csv', '\n'.repeat(700_000))).toMatchObject({
      code: 'datasets.fileEmpty',
    });
  });

  it('only delimiters', async () => {
    const error = await refused('delimiters.csv', ',,,\n'.repeat(50));
    expect(error).toMatchObject({
      code: 'datasets.noRows',
      message: expect.stringContaining('has no rows with anything in them'),
    });
  });

  it('random bytes named .csv', async () => {
    expect(await refused('export.csv', randomBytes(200_000))).toMatchObject({
      code: 'datasets.fileBinary',
    });
  });

  it('a picture named .csv', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    expect(await refused('map.csv', png)).toMatchObject({
      code: 'datasets.fileBinary',
      message: expect.stringContaining('a PNG picture'),
    });
  });

  it('a header and no row', async () => {
    expect(await refused('head.csv', 'a,b,c\n')).toMatchObject({
      code: 'datasets.noRows',
      message: expect.stringContaining('a header and no rows'),
    });
  });

  it('5,000 columns', async () => {
    const line = (cell: (index: number) => string) =>
      Array.from({ length: 5_000 }, (_, index) => cell(index)).join(',');
    const file = `${line((index) => `c${index}`)}\n${line(String)}\n`;
    expect(await refused('wide.csv', file)).toMatchObject({
      code: 'datasets.tooManyColumns',
      message: expect.stringContaining('5,000 columns'),
    });
  });

  it('4,000 columns are a table', async () => {
    const line = (cell: (index: number) => string) =>
      Array.from({ length: 4_000 }, (_, index) => cell(index)).join(',');
    const { job, datasetId } = await house.city.import(
      'wide.csv',
      `${line((index) => `c${index}`)}\n${line(String)}\n`,
    );
    expect(job.error).toBeNull();
    const [row] = await house.city.rows(datasetId);
    expect(row?.c3999).toBe(3999);
  }, 120_000);

  it('JSON with 5,000 keys', async () => {
    const row = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 1]));
    expect(await refused('wide.json', JSON.stringify([row]))).toMatchObject({
      code: 'datasets.tooManyColumns',
    });
  });

  it('JSON nested 100,000 deep', async () => {
    const error = await refused('deep.json', `[${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`);
    expect(error?.code).toMatch(/^datasets\./);
  });

  it('the first bytes of a zip named .csv', async () => {
    const error = await refused('book.csv', Buffer.from('504b0304140000000800', 'hex'));
    expect(error).toMatchObject({
      code: 'datasets.fileDamaged',
      message: expect.stringContaining('ZIP'),
    });
  });
});

describe('text in another encoding than its name says', () => {
  it('bytes that are no UTF-8 late in a file of UTF-8 are read as Windows-1252, and it says so', async () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => `${index},Oakland`).join('\n');
    const file = Buffer.concat([
      Buffer.from(`n,place\n${rows}\n40000,Saint-Andr`),
      Buffer.from([0xe9, 10]),
    ]);
    const { job, datasetId } = await house.city.import('late.csv', file);
    expect(job.error).toBeNull();
    const [row] = await house.city.rows(datasetId, { where: 'n = 40000' });
    expect(row).toEqual({ n: 40000, place: 'Saint-André' });
    const answer = await house.city.fetch(`/api/v1/datasets/${datasetId}`);
    const view = (await answer.json()) as { latest: { recipe: { encoding: string } } };
    expect(view.latest.recipe.encoding).toMatch(/^windows-1252/);
  });

  it('JSON that is no UTF-8, at its beginning or late, is read as Windows-1252 too', async () => {
    for (const before of [0, 60_000]) {
      const start = `[${'{"a":"Oakland"},'.repeat(before)}{"a":"caf`;
      const file = Buffer.concat([Buffer.from(start), Buffer.from([0xe9]), Buffer.from('"}]')]);
      const { job, datasetId } = await house.city.import('latin.json', file);
      expect(job.error).toBeNull();
      const rows = await house.city.rows(datasetId, { where: "a <> 'Oakland'" });
      expect(rows).toEqual([{ a: 'café' }]);
    }
  });
});
