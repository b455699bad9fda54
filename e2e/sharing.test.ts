import { importFile } from '@insites/datasets/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drop } from './support/files.ts';
import { type House, openHouse, useLink, type Visit } from './support/house.ts';

let house: House;
let admin: Visit;
let viewer: Visit;
let address: string;
const file = { name: 'benches.csv', content: Buffer.from('bench,year\nA,1999\nB,2004\n') };

beforeAll(async () => {
  house = await openHouse();
  admin = await house.enter('first');
  viewer = await house.visit();
});
afterAll(() => house?.close());

const rows = ({ page }: Visit) => page.getByRole('table', { name: /^Rows of/ });

/** Chooses who sees the dataset. */
async function show(to: RegExp): Promise<void> {
  const { page } = admin;
  await page.goto(`${address}/share`);
  const select = page.getByRole('combobox', { name: 'Who sees it' });
  await select.waitFor();
  const labels = await select.getByRole('option').allTextContents();
  await select.selectOption({ label: labels.find((label) => to.test(label)) ?? '' });
  if (to.test('Everybody') || to.test('Public'))
    await page.getByRole('button', { name: 'Make it public' }).click();
  await page.getByText('Changed who sees it.').first().waitFor();
}

describe('a dataset on its way to the public', () => {
  it('is private at first', async () => {
    const { page } = admin;
    await drop(page, 'Drop a file to make a dataset', file);
    await rows(admin).waitFor();
    // An import may land on one of its tabs; its own page is the first two parts.
    address = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
  });

  it('has a colleague, who comes by a link of their own', async () => {
    const { page } = admin;
    await page.goto('/settings/people');
    await page.getByRole('button', { name: 'Add a person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Vera Viewer');
    await dialog.getByLabel('E-mail').fill('vera@city.example');
    await dialog.getByRole('radio', { name: /^Viewer/ }).check();
    await dialog.getByRole('button', { name: 'Add' }).click();
    const link = await dialog.getByLabel('One-time link').inputValue();
    await dialog.getByRole('button', { name: 'Done' }).click();
    await page.getByText('vera@city.example').waitFor();
    await useLink(viewer.page, link);
    await viewer.page.getByRole('button', { name: 'Later' }).click();
    await viewer.page.getByRole('heading', { name: 'Good to see you, Vera' }).waitFor();
  });

  it('is not there for a colleague while it is private', async () => {
    await viewer.page.goto(address);
    await viewer.page
      .getByText(/no such dataset|not shown to you|no dataset/i)
      .first()
      .waitFor();
    expect(await rows(viewer).count()).toBe(0);
  });

  it('is read by the colleague, who may not import, once the organisation sees it', async () => {
    await show(/organisation/i);
    const { page } = viewer;
    await page.goto('/datasets');
    await page.getByRole('link', { name: /benches/i }).click();
    await rows(viewer).waitFor();
    for (const name of ['Edit', 'New version', 'Delete'])
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(0);
    await page.goto('/datasets');
    await page.getByRole('link', { name: /benches/i }).waitFor();
    expect(await page.getByRole('button', { name: 'Import a file' }).count()).toBe(0);
    await page.goto('/');
    await page.getByRole('heading', { name: 'Recent datasets' }).waitFor();
    expect(await page.locator('input[type=file]').count()).toBe(0);
    const status = await page.evaluate(async (path) => {
      const response = await fetch(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return response.status;
    }, importFile.path);
    expect(status).toBe(403);
  });

  it('is read by a visitor while it is public, and not after', async () => {
    const visitor = await house.visit();
    await show(/public|everybody|world/i);
    await visitor.page.goto('/');
    await visitor.page.getByRole('link', { name: /benches/i }).click();
    await rows(visitor).waitFor();
    await show(/private|only/i);
    await visitor.page.reload();
    await visitor.page
      .getByText(/no such dataset|not shown to you|no dataset/i)
      .first()
      .waitFor();
    const answer = await fetch(`${house.url}/api/v1${address}/data`);
    expect(answer.status).toBe(404);
    expect(visitor.watch.faults).toEqual([]);
  });

  it('leaves a trace of all of it', async () => {
    const { page } = admin;
    await page.goto('/activity');
    const table = page.getByRole('table');
    await table.getByRole('row').nth(1).waitFor();
    const text = (await table.textContent()) ?? '';
    for (const verb of [
      'datasets.import',
      'datasets.update',
      'datasets.data',
      'identity.addPerson',
    ])
      expect(text, verb).toContain(verb);
    for (const word of ['Vera Viewer', 'Visitor', 'Refused', 'benches'])
      expect(text, word).toContain(word);
  });

  it('was shown without faults', () => {
    expect([...admin.watch.faults, ...viewer.watch.faults]).toEqual([]);
  });
});
