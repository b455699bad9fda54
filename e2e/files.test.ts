import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { downloaded, drop } from './support/files.ts';
import { type House, openHouse, type Visit } from './support/house.ts';

let house: House;
let visit: Visit;
const first = { name: 'Straßenplan "Süd".pdf', content: randomBytes(300_000) };
const second = { name: 'a newer edition.pdf', content: randomBytes(200_001) };

beforeAll(async () => {
  house = await openHouse();
  visit = await house.enter('contributor');
  await visit.page.goto('/files');
});
afterAll(() => house?.close());

describe('the files of a department', () => {
  it('lie in folders', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'New folder' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Plans 2026');
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    await page.getByRole('link', { name: 'Plans 2026' }).click();
    await page.getByRole('heading', { level: 1, name: 'Plans 2026' }).waitFor();
  });

  it('are dropped, and come back byte for byte', async () => {
    const { page } = visit;
    await drop(page, 'Drop files here', first);
    await page.getByRole('link', { name: first.name }).click();
    await page.getByRole('heading', { level: 1, name: first.name }).waitFor();
    const got = await downloaded(page, page.getByRole('link', { name: 'Download', exact: true }));
    // The browser tells the name as it came, or with what a file system may refuse replaced already.
    expect(got.name.replaceAll('"', '_')).toBe(first.name.replaceAll('"', '_'));
    expect(got.content.equals(first.content)).toBe(true);
  });

  it('get new versions, and keep the old ones', async () => {
    const { page } = visit;
    await drop(page, 'Drop a newer version', second);
    await page.getByRole('link', { name: 'Download version 2' }).waitFor();
    const now = await downloaded(page, page.getByRole('link', { name: 'Download version 2' }));
    expect(now.content.equals(second.content)).toBe(true);
    const before = await downloaded(page, page.getByRole('link', { name: 'Download version 1' }));
    expect(before.content.equals(first.content)).toBe(true);
  });

  it('are renamed and moved', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('south.pdf');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'south.pdf' }).waitFor();
    await page.goto('/files');
    await page.getByLabel('Search files of all folders').fill('south');
    await page.getByRole('link', { name: 'south.pdf' }).waitFor();
  });

  it('are deleted after one was asked', async () => {
    const { page } = visit;
    await page.getByRole('link', { name: 'south.pdf' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Delete/ })
      .click();
    await page.waitForURL(/\/files(\?.*)?$/);
    expect(await page.getByRole('link', { name: 'south.pdf' }).count()).toBe(0);
  });

  it('were shown without faults', () => {
    expect(visit.watch.faults).toEqual([]);
  });
});
