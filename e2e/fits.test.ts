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

const lines = (header: string, rows: readonly string[]) => `${header}\n${rows.join('\n')}\n`;
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
const code = (at: number) => `PARK-${String(at * 37).padStart(5, '0')}`;
const parks = lines(
  'park,park_name,acres',
  numbers(60).map((at) => `${code(at)},Park ${at},${at}.5`),
);
const visits = (from: number) =>
  lines(
    'place,visitors,seen_on',
    numbers(150).map(
      (at) =>
        `${code((at * 3 + from) % 70).toLowerCase()},${(at * 13) % 97},2024-0${1 + (at % 9)}-1${at % 10}`,
    ),
  );

async function bring(page: Page, name: string, csv: string): Promise<void> {
  await page.goto('/');
  await drop(page, 'Drop a file to make a dataset', { name, content: Buffer.from(csv) });
  await page.waitForURL('**/datasets/*/review*');
  await page.getByRole('navigation', { name: 'Parts of the dataset' }).waitFor({ timeout: 60_000 });
}

async function openFits(page: Page): Promise<void> {
  const parts = page.getByRole('navigation', { name: 'Parts of the dataset' });
  await parts.getByRole('link', { name: 'Fits with' }).click();
}

describe('datasets that fit', () => {
  it('are not there for the first one, which says the next step', async () => {
    const { page } = visit;
    await bring(page, 'parks.csv', parks);
    await openFits(page);
    await page
      .getByRole('heading', { name: 'No dataset fits with this one' })
      .waitFor({ timeout: 60_000 });
    await page.getByText(/no other dataset that you may see/).waitFor();
    expect(await barriersEverywhere(page)).toEqual([]);
  });

  it('are told with the share of values that match', async () => {
    const { page } = visit;
    await bring(page, 'visits.csv', visits(0));
    await bring(page, 'visits_before.csv', visits(3));
    await openFits(page);
    const joins = page.getByRole('region', { name: 'Look up in' });
    await joins.getByText('place = parks.park').waitFor({ timeout: 60_000 });
    await joins
      .getByText('86 % of the values of place stand in park of parks; each stands there once.')
      .waitFor();
    // A table of the same form is no look-up.
    expect(await joins.getByRole('listitem').count()).toBe(1);
    const unions = page.getByRole('region', { name: 'Put together with' });
    await unions.getByText(/3 of 3 columns are in both/).waitFor();
  });

  it('are counted row by row, side by side', async () => {
    const { page } = visit;
    const parksItem = page
      .getByRole('region', { name: 'Look up in' })
      .getByRole('listitem')
      .filter({ hasText: 'place = parks.park' });
    await parksItem.getByRole('button', { name: 'Count and show the rows' }).click();
    await parksItem.getByText(/of 150 rows find a row of parks, exactly one each/).waitFor();
    const table = parksItem.getByRole('table', { name: 'Matched rows side by side' });
    expect(await table.getByRole('row').count()).toBe(22);
    const unionItem = page
      .getByRole('region', { name: 'Put together with' })
      .getByRole('listitem')
      .first();
    await unionItem.getByRole('button', { name: 'Count and show the rows' }).click();
    await unionItem.getByRole('table', { name: 'Rows of both datasets' }).waitFor();
    expect(await barriersEverywhere(page)).toEqual([]);
    await parksItem.getByRole('link', { name: 'parks' }).click();
    await page.getByRole('heading', { level: 1, name: 'parks' }).waitFor();
    expect(visit.watch.faults).toEqual([]);
  });
});
