import { createOrganisation } from '@insites/identity/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse, type Visit } from './support/house.ts';

let house: House;
let visit: Visit;
let token: string;

beforeAll(async () => {
  house = await openHouse();
  visit = await house.enter('first');
});
afterAll(() => house?.close());

async function scim(method: string, path: string, body: object): Promise<{ id: string }> {
  const response = await fetch(`${house.url}/scim/v2${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    body: JSON.stringify(body),
  });
  expect(response.ok).toBe(true);
  return (await response.json()) as { id: string };
}

describe('an administrator', () => {
  it('connects a directory and takes its token along, which is shown once', async () => {
    const { page } = visit;
    await page.goto('/settings/directories');
    await page.getByText('No directory yet').waitFor();
    await page.getByRole('button', { name: 'Connect a directory' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Entra ID');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    token = await page.getByLabel('Token of the directory').inputValue();
    expect(token).toMatch(/^isd_/);
    expect(await page.getByLabel('Base URL').inputValue()).toBe(`${house.url}/scim/v2`);
    await page.reload();
    await page.getByText('Never').waitFor();
    expect(await page.content()).not.toContain(token);
  });

  it('gives a group of the directory a role, and its people have it', async () => {
    const { page } = visit;
    const user = await scim('POST', '/Users', {
      userName: 'clerk@city.example',
      displayName: 'Carla Clerk',
    });
    await scim('POST', '/Groups', {
      displayName: 'Insites-Stewards',
      members: [{ value: user.id }],
    });
    await page.reload();
    await page.getByRole('combobox', { name: 'Role that Insites-Stewards gives' }).click();
    await page.getByRole('option', { name: 'Steward' }).click();
    await page.goto('/settings/people');
    await page.getByText('Carla Clerk').waitFor();
    const role = page.getByRole('combobox', { name: 'Role of Carla Clerk' });
    expect(await role.inputValue()).toBe('Steward');
  });
});

describe('somebody with an account elsewhere', () => {
  it('is asked when they sign in, and says yes', async () => {
    const email = 'olga@other.example';
    const made = await house.client.call(createOrganisation, {
      name: 'Other City',
      slug: 'other-city',
      adminEmail: email,
    });
    const guest = await house.visit();
    await guest.page.goto(made.signInLink ?? '');
    await guest.page.getByRole('button', { name: 'Sign in with this link' }).click();
    await guest.page.getByRole('button', { name: 'Later' }).click();
    await guest.page.getByRole('heading', { level: 1, name: /Good to see you/ }).waitFor();
    await scim('POST', '/Users', { userName: email });
    await guest.page.reload();
    await guest.page.getByRole('heading', { name: 'Join My organisation?' }).waitFor();
    await guest.page.getByRole('button', { name: 'Yes, join' }).click();
    await guest.page.getByRole('dialog').waitFor({ state: 'detached' });
    await visit.page.reload();
    await visit.page.getByText(email).waitFor();
    expect(guest.watch.faults).toEqual([]);
  });

  it('saw pages without faults', () => {
    expect(visit.watch.faults).toEqual([]);
  });
});
