import { watchJob } from '@insites/platform/contract';
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

const given = 'Ada Ben Cleo Dora Emil Fritz Greta Hanna Ida Jonas Karla Lena Milo Nora Otto'.split(
  ' ',
);
const family =
  'Abel Brandt Conrad Dietz Ebert Falk Graf Hahn Iversen Jung Keller Lange Maurer'.split(' ');
const cities = ['Ulm', 'Jena', 'Kiel', 'Trier', 'Emden'];

/** People of a city, some of them twice: with a slip, or with little but a name. */
function peopleCsv(): string {
  let state = 7;
  const whole = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return (state >> 8) % below;
  };
  const two = (number: number) => String(number).padStart(2, '0');
  const lines = ['first_name,surname,birth_date,city,phone'];
  for (let at = 0; at < 160; at += 1) {
    const [first, last] = [given[whole(given.length)], family[whole(family.length)]];
    const day = `${1940 + whole(60)}-${two(1 + whole(12))}-${two(1 + whole(28))}`;
    const [city, phone] = [cities[whole(5)], `07${100 + whole(900)} ${100_000 + whole(900_000)}`];
    lines.push([first, last, day, city, phone].join(','));
    if (at % 4 === 0) lines.push([first, `${last}e`, day, city, phone].join(','));
    if (at % 5 === 0) lines.push([first, last, '', city, ''].join(','));
  }
  return `${lines.join('\n')}\n`;
}

describe('rows that are the same thing', () => {
  it('are sought at a click, with progress', async () => {
    const { page } = visit;
    const file = { name: 'people.csv', content: Buffer.from(peopleCsv()) };
    await drop(page, 'Drop a file to make a dataset', file);
    await page.waitForURL('**/datasets/*/review*');
    const parts = page.getByRole('navigation', { name: 'Parts of the dataset' });
    await parts.getByRole('link', { name: 'Duplicates' }).click();
    await page.getByRole('button', { name: 'Look for duplicates' }).click();
    await page
      .getByText(/rows stand for .* things that are there more than once/)
      .waitFor({ timeout: 90_000 });
  });

  it('are shown side by side with the reasons, for everybody', async () => {
    const { page } = visit;
    const table = page.getByRole('table', { name: 'Two rows side by side' });
    await table.waitFor();
    await page.getByText(/^All together:/).waitFor();
    expect(await barriersEverywhere(page)).toEqual([]);
  });

  it('are decided by a key, and a decision is taken back', async () => {
    const { page } = visit;
    const told = page.getByRole('status').filter({ hasText: 'The same thing with a likelihood' });
    const before = await page.getByRole('table', { name: 'Two rows side by side' }).textContent();
    await told.click();
    await page.keyboard.press('k');
    await page.getByText(/1 decision counts from the next search on/).waitFor();
    const after = page.getByRole('table', { name: 'Two rows side by side' });
    if ((await after.count()) > 0) expect(await after.textContent()).not.toBe(before);
    await page.getByText('Changes', { exact: true }).click();
    await page.getByText(/said “different” of two rows/).waitFor();
    expect(await barriersEverywhere(page)).toEqual([]);
    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByText(/taken back/).waitFor();
  });

  it('become a dataset with one row for each thing', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'Look again' }).click();
    const make = page.getByRole('button', { name: 'Make a dataset without duplicates' });
    await make.click({ timeout: 90_000 });
    await page.waitForURL((url) => !url.pathname.endsWith('/duplicates'));
    const table = page.getByRole('table', { name: /^Rows of/ });
    await table.waitFor({ timeout: 60_000 });
    expect(await table.getByRole('columnheader').allTextContents()).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/group_id/),
        expect.stringMatching(/group_rows/),
      ]),
    );
  });

  it('are shown when the search has ended before the page asks how it goes', async () => {
    const { page } = visit;
    await page.goBack();
    const again = page.getByRole('button', { name: 'Look again' });
    await again.waitFor();
    const job = /\/api\/v1\/platform\/jobs\/[^/]+$/;
    let asked = '';
    await page.route(job, async (route) => {
      const id = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
      for await (const { state } of house.client.call(watchJob, { id })) asked = state;
      await route.continue();
    });
    await again.click();
    await again.waitFor({ state: 'hidden' });
    await again.waitFor({ timeout: 90_000 });
    await page.unroute(job);
    expect(asked).toBe('done');
    expect(visit.watch.faults).toEqual([]);
  });
});
