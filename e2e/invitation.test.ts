import { createOrganisation, invite as inviteRoute, useLink } from '@insites/identity/contract';
import { startMailServer, type TestMailServer } from '@insites/testing';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './support/axe.ts';
import { type House, openHouse, password, type Visit } from './support/house.ts';

let mail: TestMailServer;
let house: House;
let admin: Visit;

beforeAll(async () => {
  mail = await startMailServer();
  house = await openHouse({
    INSITES_SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    INSITES_MAIL_FROM: 'Insites <insites@city.example>',
  });
  admin = await house.enter('first');
});
afterAll(async () => {
  await house?.close();
  await mail?.stop();
});

const linkIn = (text: string) => /^http\S+#token=\S+$/m.exec(text)?.[0] ?? '';

async function invite(page: Page, email: string): Promise<string> {
  await page.goto('/settings/invitations');
  await page.getByRole('button', { name: 'Invite a person' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByLabel('Contributor').check();
  await dialog.getByRole('button', { name: 'Invite' }).click();
  await dialog.getByText(`A mail is on its way to ${email}`).waitFor();
  await dialog.getByRole('button', { name: 'Done' }).click();
  return linkIn((await mail.mailTo(email)).text);
}

/** Another organisation invites, as its own administrator. */
async function inviteFromElsewhere(email: string): Promise<string> {
  const adminEmail = 'root@county.example';
  const made = await house.client.call(createOrganisation, {
    name: 'County',
    slug: 'county',
    adminEmail,
  });
  const ask = (path: string, body: object, cookie = '') =>
    fetch(`${house.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const token = new URL(made.signInLink ?? '').hash.replace('#token=', '');
  const entered = await ask(useLink.path, { token });
  const cookie = entered.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await ask(inviteRoute.path, { email, role: 'viewer' }, cookie);
  // The third one: an invitation and a sign-in link came before.
  return linkIn((await mail.mailTo(email, 3)).text);
}

async function faultsOf(page: Page, part = 'html'): Promise<string[]> {
  const violations = await violationsOn(page, { part });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

describe('an invitation', () => {
  it('comes by mail and makes a member with the role it names, in a fresh browser', async () => {
    const link = await invite(admin.page, 'ada@city.example');
    const { page, watch } = await house.visit();
    await page.goto(link);
    await page.getByRole('heading', { level: 1, name: 'Join My organisation' }).waitFor();
    expect(page.url()).not.toContain('token');
    await page.getByText('ada@city.example').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByLabel('Your name').fill('Ada');
    await page.getByLabel('New password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Make my account and join' }).click();
    await page.getByRole('heading', { level: 1, name: 'Good to see you, Ada' }).waitFor();
    expect(watch.faults).toEqual([]);

    await admin.page.goto('/settings/people');
    const row = admin.page.getByRole('row').filter({ hasText: 'ada@city.example' });
    expect(await row.getByRole('combobox').inputValue()).toBe('Contributor');
    await admin.page.goto('/settings/invitations');
    await admin.page.getByRole('row').filter({ hasText: 'ada@' }).getByText('Accepted').waitFor();
  });

  it('is followed by a sign-in link for who forgot the password', async () => {
    const { page } = admin;
    await page.goto('/settings/people');
    await page.getByRole('button', { name: 'Actions for Ada' }).click();
    await page.getByRole('menuitem', { name: 'Send a sign-in link' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('You do not see the link').waitFor();
    expect(await faultsOf(page, '.mantine-Modal-body')).toEqual([]);
    await dialog.getByRole('button', { name: 'Send the link' }).click();
    await dialog.getByText('A link is on its way to ada@city.example').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    const visitor = await house.visit();
    await visitor.page.goto(linkIn((await mail.mailTo('ada@city.example', 2)).text));
    await visitor.page.getByRole('button', { name: 'Sign in with this link' }).click();
    await visitor.page
      .getByRole('heading', { name: /Choose a password|Good to see you, Ada/ })
      .waitFor();
    expect(visitor.watch.faults).toEqual([]);
  });

  it('that was taken back is refused', async () => {
    const link = await invite(admin.page, 'lee@city.example');
    const { page } = admin;
    await page
      .getByRole('button', { name: 'Take back the invitation of lee@city.example' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
    await page.getByText('Taken back').waitFor();
    const visit = await house.visit();
    await visit.page.goto(link);
    await visit.page.getByText('This invitation was used, taken back').waitFor();
    expect(await visit.page.getByLabel('Your name').count()).toBe(0);
  });

  it('of who has an account is joined with it, in a fresh browser', async () => {
    const link = await inviteFromElsewhere('ada@city.example');
    const { page, watch } = await house.visit();
    await page.goto(link);
    await page.getByRole('button', { name: 'I have an account already' }).click();
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { level: 1, name: 'Good to see you, Ada' }).waitFor();
    await page.getByRole('button', { name: /account/i }).click();
    expect(
      await page.getByRole('menuitemradio', { name: 'County' }).getAttribute('aria-checked'),
    ).toBe('true');
    expect(watch.faults).toEqual([]);
  });

  it('of another person says so, and waits for signing out', async () => {
    const link = await invite(admin.page, 'kim@city.example');
    const { page } = await house.enter('viewer');
    await page.goto(link);
    await page.getByText('the invitation is for another address').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Your name').waitFor();
  });
});

describe('units, teams and service accounts', () => {
  it('are made, filled and shown', async () => {
    const { page } = admin;
    await page.goto('/settings/units');
    const add = async (button: string, name: string) => {
      await page.getByRole('button', { name: button }).click();
      await page.getByRole('dialog').getByLabel('Name').fill(name);
      await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
      await page.getByRole('button', { name: `0 people of ${name}` }).waitFor();
    };
    await add('Add a unit', 'Schools');
    await add('Add a team', 'Flood watch');
    await page.getByRole('button', { name: '0 people of Schools' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Add a person').click();
    await page.getByRole('option', { name: /^Ada/ }).click();
    await dialog.getByRole('button', { name: 'Take out Ada' }).waitFor();
    await dialog.getByLabel('Lead: Ada').click();
    await expect.poll(() => dialog.getByLabel('Lead: Ada').isChecked()).toBe(true);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '1 person of Schools' }).waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto('/settings/people');
    await page.getByRole('row').filter({ hasText: 'ada@' }).getByText('Schools').waitFor();
  });

  it('give a program a token that works until it is switched off', async () => {
    const { page } = admin;
    await page.goto('/settings/service-accounts');
    await page.getByRole('button', { name: 'Add a service account' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Sensors');
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
    await page.getByRole('button', { name: '0 tokens of Sensors' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('What is it for?').fill('feed');
    await dialog.getByRole('button', { name: 'Make a token' }).click();
    const token = await dialog.getByLabel('New token').inputValue();
    const status = async () => {
      const headers = { authorization: `Bearer ${token}` };
      return (await fetch(`${house.url}/api/v1/identity/people`, { headers })).status;
    };
    expect(await status()).toBe(200);
    await page.keyboard.press('Escape');
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Switch off Sensors' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('button', { name: 'Switch on Sensors' }).waitFor();
    expect(await status()).toBe(401);
    expect(admin.watch.faults).toEqual([]);
  });
});
