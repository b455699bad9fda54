import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listJobs } from '@insites/platform/contract';
import type { FileChooser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloaded, drop } from './support/files.ts';
import { type House, openHouse, type Visit } from './support/house.ts';
import { tabTo } from './support/keyboard.ts';
import { bigCsv, messyCsv } from './support/messy.ts';

let house: House;
let visit: Visit;
const file = messyCsv();

beforeAll(async () => {
  house = await openHouse();
  visit = await house.enter('contributor');
});
afterAll(() => house?.close());

/** Opens a part of the dataset by its link. */
async function part(name: RegExp): Promise<void> {
  const parts = visit.page.getByRole('navigation', { name: 'Parts of the dataset' });
  await parts.getByRole('link', { name }).click();
}

describe('a messy file of a city', () => {
  it('is dropped on the first page and becomes a dataset', async () => {
    const { page } = visit;
    await drop(page, 'Drop a file to make a dataset', file);
    await page.waitForURL('**/datasets/*/review*');
    await part(/^Preview/);
    await page.getByRole('table', { name: /^Rows of/ }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/trees/i);
  });

  it('shows its rows, with the zeros of the codes and the letters of the city', async () => {
    const table = visit.page.getByRole('table', { name: /^Rows of/ });
    const cells = await table.getByRole('row').nth(1).getByRole('cell').allTextContents();
    expect(cells[0]).toBe('00001');
    expect(await table.textContent()).toContain('Böblingen');
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(
      expect.arrayContaining([expect.stringMatching(/zip/), expect.stringMatching(/district/)]),
    );
  });

  it('says of every column what is in it, with a drawing', async () => {
    const { page } = visit;
    await part(/^Columns/);
    const item = page.getByRole('button', { name: /district/ });
    // It is counted after the rows can be read.
    await item.filter({ hasText: '5 different' }).waitFor();
    expect(await page.getByRole('main').locator('svg rect, svg path').count()).toBeGreaterThan(5);
    await item.click();
    await page.getByText('Café-Viertel').first().waitFor();
  });

  it('shows the rejected rows with the reason, and a sum that adds up', async () => {
    const { page } = visit;
    await part(/^Rejected/);
    const table = page.getByRole('table', { name: 'Rejected rows' });
    await table.waitFor();
    const rows = await table.getByRole('row').allTextContents();
    expect(rows.length - 1).toBe(file.broken);
    expect(rows.slice(1).every((row) => row.includes('01234;Süd;2020-01-01;1,5;a;b;c;d'))).toBe(
      true,
    );
    const sum = (await page.locator('p', { hasText: 'in the file' }).textContent()) ?? '';
    const [all, ...parts] = Array.from(sum.matchAll(/[\d,]+/g), ([number]) =>
      Number(number.replaceAll(',', '')),
    );
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.reduce((total, count) => total + count, 0)).toBe(all);
    expect(parts).toContain(file.rows);
    expect(parts).toContain(file.broken);
    await page.getByText('Every record is accounted for.').waitFor();
  });

  it('is drawn as a chart', async () => {
    const { page } = visit;
    await part(/^Chart/);
    const chart = page.getByRole('figure');
    await chart.locator('svg.marks').waitFor();
    const marks = chart.locator('svg.marks .role-mark path, svg.marks .role-mark rect');
    await marks.first().waitFor();
    expect(await marks.count()).toBeGreaterThan(1);
  });

  it('is asked in SQL, with completion', async () => {
    const { page } = visit;
    await part(/^SQL/);
    const editor = page.getByRole('textbox', { name: 'Question in SQL' });
    await editor.click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('select distr');
    await page.getByRole('option', { name: /district/ }).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.type('ict, count(*) as trees from trees_of_the_city group by 1 order by 1');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+Enter');
    const answer = page.getByRole('table', { name: 'Answer' });
    await answer.waitFor();
    const rows = await answer.getByRole('row').allTextContents();
    expect(rows.length).toBe(6);
    expect(rows[1]).toMatch(/Altstadt\D*400/);
  });

  it('tells a wrong question what is wrong with it', async () => {
    const { page } = visit;
    await page.getByRole('textbox', { name: 'Question in SQL' }).click();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('drop table trees_of_the_city');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('alert').textContent()).not.toMatch(/error|exception/i);
  });

  it('is downloaded as CSV and Parquet', async () => {
    const { page } = visit;
    await part(/^Download/);
    const csv = await downloaded(page, page.getByRole('link', { name: /^CSV/ }));
    expect(csv.name).toMatch(/^trees_of_the_city.*\.csv$/);
    const lines = csv.content.toString('utf8').trim().split(/\r?\n/);
    expect(lines.length).toBe(file.rows + 1);
    expect(lines[1]).toMatch(/^00001,Böblingen,/);
    const parquet = await downloaded(page, page.getByRole('link', { name: /^Parquet/ }));
    expect(parquet.content.subarray(0, 4).toString()).toBe('PAR1');
    expect(parquet.content.subarray(-4).toString()).toBe('PAR1');
  });

  it('gets a second version, and keeps the first', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'New version' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'trees.csv',
      mimeType: 'text/csv',
      buffer: messyCsv(1_600).content,
    });
    await dialog.locator('button[type=submit]').click();
    await page.getByText('Version2').or(page.getByText(/^2, /)).first().waitFor();
    await part(/^Versions/);
    const table = page.getByRole('table');
    await table.waitFor();
    const rows = await table.getByRole('row').allTextContents();
    expect(rows.join('\n')).toMatch(/1,600[\s\S]*2,000/);
  });

  it('was shown without faults', () => {
    expect(visit.watch.faults).toEqual([]);
  });
});

describe('an import by the keyboard alone', () => {
  it('reaches the button, the dialog and the result', async () => {
    const { page } = visit;
    await page.goto('/datasets');
    const open = page.getByRole('button', { name: 'Import a file' }).first();
    await open.waitFor();
    await tabTo(page, open);
    await page.keyboard.press('Enter');
    const choose = page.getByRole('dialog').getByRole('button', { name: 'Choose a file' });
    await choose.waitFor();
    const chooser = await chooseByKeyboard(page, choose);
    const path = join(house.server.config.home, 'lamps.csv');
    writeFileSync(path, 'lamp,watt\nA,40\nB,60\n');
    await chooser.setFiles(path);
    const submit = page.getByRole('dialog').locator('button[type=submit]');
    await submit.waitFor();
    await tabTo(page, submit);
    await page.keyboard.press('Enter');
    await page.getByRole('table', { name: /^Rows of/ }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/lamps/i);
  });
});

// The last one: what is found out about so many rows goes on after it.
describe('an import that takes a while', () => {
  it('shows real progress that a reload keeps', async () => {
    const { page } = visit;
    const path = join(house.server.config.home, 'payments.csv');
    writeFileSync(path, bigCsv(1_500_000));
    await page.goto('/');
    await page.locator('input[type=file]').setInputFiles(path);
    await page.waitForURL('**/datasets/*/review*');
    const bar = page.getByRole('progressbar');
    await bar.waitFor();
    await page.reload();
    const reloaded = Date.now();
    const table = page.getByRole('table', { name: /^Rows of/ });
    const first = await Promise.race([
      bar.waitFor({ timeout: 90_000 }).then(() => 'bar'),
      table.waitFor({ timeout: 90_000 }).then(() => 'table'),
    ]);
    const [job] = (await house.client.call(listJobs, { limit: 1 })).items;
    // Only an import that was over at once may never show its bar again.
    if (job && Date.parse(job.finishedAt ?? '') - reloaded > 2_000) expect(first).toBe('bar');
    await table.waitFor({ timeout: 90_000 });
    await page.getByText('1,500,000').filter({ visible: true }).first().waitFor();
    expect(visit.watch.faults).toEqual([]);
  });
});

/** Opens the file dialog from the keyboard. */
async function chooseByKeyboard(page: Page, choose: Locator): Promise<FileChooser> {
  // The browser tells of file dialogs from the first listener on: well before the key is pressed.
  page.on('filechooser', () => undefined);
  for (let tries = 1; ; tries += 1) {
    // An opening dialog takes the focus once it has come to rest; before that, Tab may lead astray.
    await page.getByRole('dialog').locator(':focus').waitFor();
    await tabTo(page, choose);
    const waiting = page.waitForEvent('filechooser', { timeout: 3_000 });
    await page.keyboard.press('Enter');
    const chooser = await waiting.catch(() => null);
    if (chooser) return chooser;
    if (tries === 3) throw new Error('Enter on “Choose a file” opens no file dialog.');
  }
}
