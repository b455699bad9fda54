import { verifyExport } from '@insites/audit/proof';
import { query, read } from '@insites/datasets/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloaded } from './support/files.ts';
import { furnish, type Things } from './support/furnish.ts';
import { type House, openHouse, type Visit } from './support/house.ts';

let house: House;
let things: Things;
let visit: Visit;

beforeAll(async () => {
  house = await openHouse();
  things = await furnish(house);
  visit = await house.enter('first');
  await house.client.call(read, { id: things.datasetId });
  await house.client.call(query, { sql: 'select count(*) from trees' });
});
afterAll(() => house?.close());

const table = () => visit.page.getByRole('table', { name: 'Activity' });

describe('a steward who asks who has seen a dataset', () => {
  it('comes to its activity from an entry, and to a person’s from there', async () => {
    const { page } = visit;
    await page.goto('/activity');
    await table().getByRole('link', { name: 'Who has seen this?' }).first().click();
    await page.getByRole('heading', { level: 1, name: /^Who has seen trees/ }).waitFor();
    const asked = table().getByRole('row').filter({ hasText: 'Asked in SQL' });
    await asked.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: /^Activity of / }).waitFor();
    await table().getByText('Looked at the activity').first().waitFor();
  });

  it('comes there from the dataset’s page too', async () => {
    const { page } = visit;
    await page.goto(`/datasets/${things.datasetId}`);
    await page.getByRole('link', { name: 'Who has seen it?' }).click();
    await page.getByRole('heading', { level: 1, name: /^Who has seen trees/ }).waitFor();
  });

  it('sees all that the log holds of an entry', async () => {
    const { page } = visit;
    await page.goto(`/activity?kind=dataset&thing=${things.datasetId}`);
    const row = table().getByRole('row').filter({ hasText: 'Asked in SQL' });
    await row.getByRole('button', { name: /^More about entry/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('SHA-256').waitFor();
    await dialog.getByText('datasets.query').waitFor();
    await dialog.getByText('insites audit prove').waitFor();
    await page.keyboard.press('Escape');
  });

  it('takes the list away as a file', async () => {
    const { page } = visit;
    const csv = await downloaded(page, page.getByRole('link', { name: 'CSV' }));
    expect(csv.name).toMatch(/^activity-.*\.csv$/);
    const lines = csv.content.toString().trim().split('\r\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.slice(1).every((line) => line.includes(things.datasetId))).toBe(true);
    const json = await downloaded(page, page.getByRole('link', { name: 'JSON Lines' }));
    expect(JSON.parse(json.content.toString().split('\n')[0] ?? '')).toHaveProperty('verb');
  });
});

describe('a steward who wants proof', () => {
  it('keeps a checkpoint, exports the log, and finds that both agree', async () => {
    const { page } = visit;
    await page.goto('/activity');
    await page.getByRole('link', { name: 'Proof' }).click();
    await page.getByText('insites/audit/').first().waitFor();
    const kept = await downloaded(
      page,
      page.getByRole('link', { name: 'Download the checkpoint' }),
    );
    const log = await downloaded(
      page,
      page.getByRole('link', { name: 'Download the log with its proof' }),
    );
    const verdict = await verifyExport([log.content], [kept.content.toString()]);
    expect(verdict.fault).toBeNull();
    expect(verdict.entries).toBeGreaterThan(3);
    const forged = Buffer.from(log.content.toString().replace('datasets.query', 'datasets.quary'));
    expect((await verifyExport([forged], [kept.content.toString()])).fault?.from).toBeGreaterThan(
      0,
    );
  });

  it('says how long entries are kept, and is asked first', async () => {
    const { page, watch } = visit;
    const select = page.getByRole('combobox', { name: 'Keep entries' });
    await select.selectOption({ label: '5 years' });
    const dialog = page.getByRole('dialog');
    await dialog.getByText('older than 5 years').waitFor();
    await dialog.getByRole('button', { name: 'Remove old entries' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.reload();
    await expect.poll(() => select.inputValue()).toBe('1825');
    await select.selectOption({ label: 'For ever' });
    await expect.poll(() => select.inputValue()).toBe('');
    expect(watch.faults).toEqual([]);
  });
});
