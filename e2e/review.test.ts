import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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

/** Permits as an office writes them: dates, telephones, sizes and towns in several ways. */
function permits(): Buffer {
  const units = ['oz', 'oz.', 'ounce', 'OZ'];
  const lines = ['permit_no,issued,phone,size,ibu,town'];
  for (let row = 1; row <= 240; row += 1) {
    const date = `${(row % 12) + 1}/${(row % 28) + 1}/2024`;
    const phone = `(510) 555-1${String(row % 1_000).padStart(3, '0')}`;
    const size = `${12 + (row % 3) * 4}.0 ${units[row % 4]}`;
    lines.push(`0${1_000 + row},${date},${phone},${size},${row % 3 === 0 ? 'N/A' : row},Oakland`);
  }
  return Buffer.from(`${lines.join('\n')}\n`);
}

describe('a file whose values are written in several ways', () => {
  it('is dropped, and one screen says what was understood and what is asked', async () => {
    const { page } = visit;
    await page.goto('/');
    const file = { name: 'permits of the year.csv', content: permits() };
    await drop(page, 'Drop a file to make a dataset', file);
    await page.waitForURL('**/datasets/*/review*');
    await page.getByText('241 records in the file = 240 loaded + 1 header.').waitFor();
    const steps = page.getByRole('list', { name: 'Proposed steps' });
    await steps.getByText(/Dates in “issued” were written month first/).waitFor();
    await steps.getByText('becomes').first().waitFor();
    const head = page.getByRole('columnheader', { name: /phone/ });
    await head.getByText(/% sure: All 240 values are telephone numbers/).waitFor();
  });

  it('keeps what a person says of a column', async () => {
    const { page } = visit;
    const choice = page.getByLabel('What “town” means');
    await choice.selectOption({ label: 'text' });
    const head = page.getByRole('columnheader', { name: /town/ });
    await head.getByText('A person said so.').waitFor();
  });

  it('is standardised by the chosen steps as a new version, raw values below', async () => {
    const { page } = visit;
    await page.getByRole('slider').focus();
    await page.keyboard.press('Home');
    const all = await page.getByRole('button', { name: /^Accept all/ }).textContent();
    expect(all).toMatch(/\d/);
    await page.getByRole('button', { name: /^Do the \d+ chosen steps/ }).click();
    await page.getByText('in the file: N/A').first().waitFor();
    const table = page.getByRole('table', { name: /^Rows of/ });
    const cells = await table.getByRole('row').nth(1).getByRole('cell').allTextContents();
    expect(cells[0]).toBe('01001');
    expect(cells[1]).toMatch(/^2024-02-02in the file: 2\/2\/2024$/);
    expect(cells[2]).toMatch(/^\+15105551001/);
  });

  it('can be used by everybody, on a phone and on a desk, by day and by night', async () => {
    const { page } = visit;
    expect(await barriersEverywhere(page)).toEqual([]);
  });

  it('goes back to the values as in the file', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: 'Back to the values as in the file' }).click();
    await page.getByRole('cell', { name: '2/2/2024', exact: true }).first().waitFor();
  });
});

describe('columns of whole numbers of which nothing tells what they are', () => {
  const lines = Array.from(
    { length: 40 },
    (_, row) => `School ${row},${((row * 7) % 3) + 2},11,${(row * 17) % 230}`,
  );
  const content = Buffer.from(`school,TVIA,QuarSort,visits\n${lines.join('\n')}\n`);

  it('are text, and a person says which of them count something', async () => {
    const { page } = visit;
    await page.goto('/');
    await drop(page, 'Drop a file to make a dataset', { name: 'schools.csv', content });
    await page.waitForURL('**/datasets/*/review*');
    const asked = page.getByRole('region', { name: 'Which of these columns count something?' });
    await asked.getByText('For example 11').waitFor();
    // Nothing else is asked, and nothing does it for them.
    expect(await page.getByRole('button', { name: /^Accept all/ }).count()).toBe(0);
    expect(await barriersEverywhere(page)).toEqual([]);
    await asked.getByLabel('QuarSort').check();
    await page.getByRole('button', { name: 'Do the chosen step' }).click();
    await asked.getByText('Counts or measures something, as was said.').waitFor();
    const head = page.getByRole('columnheader', { name: /QuarSort/ });
    await head.getByText('Counts or measures something, as was said.').waitFor();
    await page.getByRole('link', { name: /^Columns/ }).click();
    const column = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await column('QuarSort').getByRole('img', { name: 'number' }).waitFor();
    await column('TVIA').getByRole('img', { name: 'text' }).waitFor();
  });
});

describe('a steward', () => {
  it('sets from which sureness new datasets are standardised without asking', async () => {
    const { page, watch } = await house.enter('steward');
    await page.goto('/settings/datasets');
    await page.getByLabel('Standardise new datasets without asking').check();
    await page.getByRole('slider').focus();
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The setting is saved.').waitFor();
    await page.reload();
    await page.getByText('Do steps that are at least 100% sure').waitFor();
    expect(await barriersEverywhere(page)).toEqual([]);
    // The other journeys ask for each file.
    await page.getByLabel('Standardise new datasets without asking').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The setting is saved.').waitFor();
    expect(watch.faults).toEqual([]);
  });
});

describe('a file with several tables', () => {
  it('asks which one is meant', async () => {
    const { page } = visit;
    const folder = mkdtempSync(join(tmpdir(), 'insites-review-'));
    const database = new DatabaseSync(join(folder, 'city.db'));
    for (const table of ['trees', 'benches']) {
      database.exec(`CREATE TABLE ${table} (id INTEGER, place TEXT)`);
      for (let row = 0; row < 30; row += 1)
        database.exec(`INSERT INTO ${table} VALUES (${row}, '${table} ${row}')`);
    }
    database.close();
    const content = readFileSync(join(folder, 'city.db'));
    rmSync(folder, { recursive: true });
    await page.goto('/');
    await drop(page, 'Drop a file to make a dataset', { name: 'city.db', content });
    await page.getByRole('radiogroup', { name: 'Which table is it?' }).waitFor();
    await page.getByRole('radio', { name: 'trees' }).check();
    await page.getByRole('button', { name: 'Import this table' }).click();
    await page.getByText('Of several tables, this is “trees”.').waitFor();
  });

  it('was shown without faults', () => {
    expect(visit.watch.faults).toEqual([]);
  });
});
