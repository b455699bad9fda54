import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse, password, useLink, type Visit } from './support/house.ts';
import { tabTo } from './support/keyboard.ts';

let house: House;
let visit: Visit;
let link: string;

beforeAll(async () => {
  house = await openHouse();
  visit = await house.visit();
  link = await house.invite('contributor');
});
afterAll(() => house?.close());

describe('a person who comes for the first time', () => {
  it('signs in by a one-time link and chooses a password', async () => {
    const { page } = visit;
    await useLink(page, link);
    expect(page.url()).not.toContain('token');
    await page.getByLabel('New password', { exact: true }).fill('too short');
    await page.getByText('Use 15 characters or more').waitFor();
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByRole('heading', { level: 1, name: 'Good to see you, Kim' }).waitFor();
  });

  it('signs out, and nothing of the house is shown any more', async () => {
    const { page } = visit;
    await page.getByRole('button', { name: /account/i }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
    await page.goto('/files');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('Files');
  });

  it('signs in with the password, by the keyboard alone', async () => {
    const { page } = visit;
    await page.goto('/sign-in?next=/datasets');
    await page.getByLabel('E-mail').waitFor();
    await tabTo(page, page.getByLabel('E-mail', { exact: true }));
    await page.keyboard.type('contributor1@city.example');
    await tabTo(page, page.getByLabel('Password', { exact: true }));
    await page.keyboard.type(`${password}, but wrong`);
    await page.keyboard.press('Enter');
    await page.getByText('E-mail and password do not fit together.').waitFor();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/datasets');
  });

  it('cannot use the link twice', async () => {
    const second = await house.visit();
    await second.page.goto(link);
    await second.page.getByRole('button', { name: 'Sign in with this link' }).click();
    await second.page.getByText('was used already').waitFor();
    await second.page.getByRole('button', { name: 'Sign in with a password' }).click();
    await second.page.getByLabel('E-mail').waitFor();
    expect(second.watch.faults).toEqual([]);
  });

  it('saw a page without faults', () => {
    expect(visit.watch.faults).toEqual([]);
  });
});
