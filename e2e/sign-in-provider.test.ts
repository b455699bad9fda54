import { openIdClient as client, type OpenIdServer, openIdServer } from '@insites/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './support/axe.ts';
import { type House, openHouse, type Visit } from './support/house.ts';

let house: House;
let provider: OpenIdServer;
let admin: Visit;

beforeAll(async () => {
  provider = await openIdServer(['http://127.0.0.1/sign-in/provider']);
  house = await openHouse({ INSITES_OIDC_PRIVATE_ISSUERS: provider.issuer });
  provider.allow(`${house.url}/sign-in/provider`);
  admin = await house.enter('admin');
});
afterAll(async () => {
  await house?.close();
  await provider?.close();
});

const account = (sub: string) => ({
  sub,
  email: `${sub}@city.example`,
  email_verified: true,
  name: sub,
});

async function clean({ page }: Visit): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const violations = await violationsOn(page, { tags });
  expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
}

describe('an organisation with its own provider', () => {
  it('adds it', async () => {
    const { page } = admin;
    await page.goto('/settings/organisation');
    await page.getByRole('button', { name: 'Add a provider' }).click();
    await page.getByLabel('Name on the button').fill('City Hall');
    await page.getByLabel('Issuer').fill(provider.issuer);
    await page.getByLabel('Client ID').fill(client.id);
    await page.getByLabel('Client secret', { exact: true }).fill(client.secret);
    const domains = page.getByRole('combobox', { name: 'E-mail domains of new members' });
    await domains.fill('city.example');
    await domains.press('Enter');
    await clean(admin);
    await page.getByRole('button', { name: 'Save', exact: true }).last().click();
    await page.getByText('new people of city.example').waitFor();
    await clean(admin);
  });

  it('has its administrator link an account before it asks everybody for it', async () => {
    const { page } = admin;
    const rule = page.getByLabel('The provider of your organisation');
    await rule.check();
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByText('You have not signed in with the provider').waitFor();
    provider.who = account('boss');
    await page.goto('/settings/sign-in');
    await page.getByRole('button', { name: 'Sign in with City Hall' }).click();
    await page
      .getByText(/used (just now|\d+ seconds? ago|now)/i)
      .first()
      .waitFor();
    await clean(admin);
    await page.goto('/settings/organisation');
    await rule.check();
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await again();
    await page.getByText('The rules hold from now on.').waitFor();
  });

  it('leads a member who signed in another way to it, and back', async () => {
    provider.who = account('kim');
    const member = await house.visit();
    await member.page.goto(await house.invite('viewer'));
    await member.page.getByRole('button', { name: 'Sign in with this link' }).click();
    await member.page.getByRole('heading', { name: 'Sign in with your organisation' }).waitFor();
    await clean(member);
    await member.page.getByRole('button', { name: 'Sign in with City Hall' }).click();
    // The page that sends to the provider knows the account as well.
    await member.page.getByRole('heading', { level: 1, name: /Good to see you/ }).waitFor();
    await member.page.getByRole('button', { name: /account/i }).waitFor();
    await member.page.goto('/settings/people');
    await member.page.getByText('Kim viewer').first().waitFor();
  });

  it('signs new people in', async () => {
    provider.who = account('lou');
    const visit = await house.visit({ viewport: { width: 390, height: 844 } });
    await visit.page.goto('/sign-in?next=/datasets');
    const button = visit.page.getByRole('button', { name: 'Sign in with City Hall' });
    await button.waitFor();
    await clean(visit);
    await button.click();
    await visit.page.getByRole('heading', { level: 1, name: 'Datasets' }).waitFor();
    expect(new URL(visit.page.url()).search).toBe('');
  });

  it('tells a stranger what to do', async () => {
    provider.who = { ...account('ann'), email: 'ann@elsewhere.example' };
    const visit = await house.visit();
    await visit.page.goto('/sign-in?organisation=my-organisation');
    await visit.page.getByRole('button', { name: 'Sign in with City Hall' }).click();
    await visit.page.getByText('This account belongs to nobody here yet.').waitFor();
    await visit.page.getByText('sign in as you did then and link it').waitFor();
    await clean(visit);
  });
});

/** Signs in once more beside the page that waits, where it asks for it. */
async function again(): Promise<void> {
  const { page, context } = admin;
  const link = page.getByRole('link', { name: 'Sign in again with City Hall' });
  const saved = page.getByText('The rules hold from now on.');
  await link.or(saved).first().waitFor();
  if (await saved.isVisible()) return;
  const [other] = await Promise.all([context.waitForEvent('page'), link.click()]);
  await other.getByText('It is you. Close this tab').waitFor();
  await other.close();
  await page.getByRole('button', { name: 'I have signed in: go on' }).click();
}
