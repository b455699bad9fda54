import { readFile } from 'node:fs/promises';
import { basename, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from '../contract/routes.ts';
import { filesBelow, type House, startHouse } from './house.ts';

const folder = process.env.INSITES_TEST_FILES;
if (!folder)
  console.info('Skipped: set INSITES_TEST_FILES to a folder, and each of its files is imported.');

let house: House;
beforeAll(async () => {
  if (folder) house = await startHouse();
}, 60_000);
afterAll(() => house?.stop());

const files = folder ? (await filesBelow(folder)).filter((path) => !/\.md$/.test(path)).sort() : [];

describe.runIf(folder)('every file of a folder is loaded whole or refused with a reason', () => {
  it.for(files)('%s', { timeout: 120_000 }, async (path) => {
    const content = await readFile(path);
    const { job, datasetId } = await house.city.import(basename(path), content);
    const name = relative(folder ?? '', path);
    if (job.state === 'failed') {
      console.info(`${name}\trefused\t${job.error?.code}\t${job.error?.message}`);
      expect(job.error?.code).toMatch(/^datasets\./);
      expect(job.error?.code).not.toBe('datasets.rowsUnaccounted');
      return;
    }
    const { latest } = await house.city.client.call(read, { id: datasetId });
    expect(latest?.conservation?.holds).toBe(true);
    const types = latest?.recipe?.columns.map((each) => `${each.name}:${each.type}`).join(' ');
    console.info(
      `${name}\tloaded\t${latest?.conservation?.sentence}\theader ${latest?.recipe?.header}\t${types?.slice(0, 300)}`,
    );
    const [row] = await house.city.rows(datasetId, { select: 'count(*) AS n' });
    expect(row?.n).toBe(latest?.rows);
    await house.city.fetch(`/api/v1/datasets/${datasetId}`, { method: 'DELETE' });
  });
});
