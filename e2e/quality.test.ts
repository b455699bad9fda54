import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { barriersEverywhere } from './support/barriers.ts';
import { drop } from './support/files.ts';
import { type House, openHouse, type Visit } from './support/house.ts';

let house: House;
let visit: Visit;

beforeAll(async () => {
  house = await openHouse();
  visit = await house.enter('contributor');
});
afterAll(() => house?.close());

function lamps(rows: number, head: string, watt: (row: number) => number) {
  const lines = Array.from(
    { length: rows },
    (_, row) => `L-${10_000 + row},${['post', 'wall', 'wire'][row % 3]},${watt(row).toFixed(1)}`,
  );
  return { name: 'street lamps.csv', content: Buffer.from(`${head}\n${lines.join('\n')}\n`) };
}

async function addVersion(page: Page, file: { name: string; content: Buffer }): Promise<void> {
  await page.getByRole('button', { name: 'New version' }).click();
  const dialog = page.getByRole('dialog');
  const buffer = file.content;
  await dialog
    .locator('input[type=file]')
    .setInputFiles({ name: file.name, mimeType: 'text/csv', buffer });
  await dialog.locator('button[type=submit]').click();
  await dialog.waitFor({ state: 'detached' });
}

describe('the quality of a dataset', () => {
  it('has a score with its parts, and suggestions that can be accepted', async () => {
    const { page } = visit;
    await page.goto('/');
    await drop(
      page,
      'Drop a file to make a dataset',
      lamps(300, 'id,kind,watt', (row) => (row * 37) % 100),
    );
    await page.waitForURL('**/datasets/*-*/**');
    await page.getByRole('table', { name: /^Rows of/ }).waitFor();
    const parts = page.getByRole('navigation', { name: 'Parts of the dataset' });
    await parts.getByRole('link', { name: 'Quality' }).click();
    const score = page.getByRole('region', { name: 'Quality score' });
    await score.getByText('Completeness').waitFor({ timeout: 60_000 });
    expect(await score.textContent()).toMatch(/900 of 900 cells have a value/);
    await page.getByRole('button', { name: /^Edit: watt is/ }).click();
    await page.getByLabel('At most', { exact: true }).fill('90');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByText('Not met').waitFor({ timeout: 60_000 });
    await page
      .getByRole('table', { name: 'Failing rows' })
      .getByText('watt is not')
      .first()
      .waitFor();
    await page.getByText(/300 rows = \d+ that pass \+ \d+ that fail/).waitFor();
    expect(await barriersEverywhere(page)).toEqual([]);
  });

  it('stops a version that drifts, shows why, and publishes it with the proposed patch', async () => {
    const { page } = visit;
    await page.setViewportSize({ width: 1440, height: 900 });
    await addVersion(
      page,
      lamps(320, 'id,kind,watts', (row) => ((row * 37) % 100) / 2 + 30),
    );
    await page.getByText('Version 2 waits for you').waitFor({ timeout: 90_000 });
    await page.getByRole('link', { name: 'See what changed' }).click();
    const changed = page.getByRole('region', { name: 'What changed in version 2' });
    await changed.getByText('watt is gone; watts seems to be it').waitFor();
    await changed.getByRole('img', { name: /^Shares of the rows by watts/ }).waitFor();
    await changed.getByText('Call watts watt, as before.').waitFor();
    expect(await barriersEverywhere(page)).toEqual([]);
    await page.setViewportSize({ width: 1440, height: 900 });
    await changed.getByRole('button', { name: 'Publish as it is' }).click();
    await changed.getByText('Say why.').waitFor();
    await changed.getByRole('button', { name: 'Do this and publish' }).click();
    await changed.waitFor({ state: 'detached', timeout: 90_000 });
    await page
      .getByText(/The score of version 2 is/)
      .first()
      .waitFor({ timeout: 60_000 });
    expect(visit.watch.faults).toEqual([]);
  });
});
