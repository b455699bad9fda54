import { asSystem } from '@insites/platform';
import { generateSync } from 'otplib';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  useLink as followLink,
  type House,
  openHouse,
  password,
  type Visit,
} from './support/house.ts';

let house: House;
/** Passkeys belong to a name: an IP address is none. */
let baseURL: string;

beforeAll(async () => {
  house = await openHouse();
  baseURL = house.url.replace('127.0.0.1', 'localhost');
});
afterAll(() => house?.close());

const atName = (link: string) => link.replace('127.0.0.1', 'localhost');

/** A member with a password, on the page of how they sign in. */
async function enter(role: 'contributor' | 'admin'): Promise<Visit & { readonly email: string }> {
  const link = await house.invite(role);
  const visit = await house.visit({ baseURL });
  await followLink(visit.page, atName(link));
  await visit.page.getByLabel('New password', { exact: true }).fill(password);
  await visit.page.getByRole('button', { name: 'Save the password' }).click();
  await visit.page.getByRole('heading', { level: 1, name: /Good to see you/ }).waitFor();
  const me = await visit.page.evaluate<{ person: { email: string } }>(
    `fetch('/api/v1/identity/me').then((answer) => answer.json())`,
  );
  return { ...visit, email: me.person.email };
}

/** A device with a fingerprint reader. */
async function deviceOf({ context, page }: Visit): Promise<{ cdp: CDPSession; id: string }> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { cdp, id: authenticatorId };
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/settings/sign-in');
  await page.getByLabel('Name of the new passkey').fill(name);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /account/i }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
}

async function typePassword(page: Page, email: string): Promise<void> {
  await page.getByLabel('E-mail', { exact: true }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const atHome = (page: Page) =>
  page.getByRole('heading', { level: 1, name: /Good to see you/ }).waitFor();

describe('a passkey', () => {
  let visit: Visit & { readonly email: string };
  let device: { cdp: CDPSession; id: string };
  beforeAll(async () => {
    visit = await enter('contributor');
    device = await deviceOf(visit);
  });

  it('is added with a name, and brings recovery codes', async () => {
    const { page } = visit;
    await addPasskey(page, 'Work laptop');
    await page.getByText('Keep your recovery codes').waitFor();
    const codes = (await page.locator('pre').textContent())?.split('\n') ?? [];
    expect(codes).toHaveLength(10);
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('Work laptop', { exact: true }).waitFor();
    const { credentials } = await device.cdp.send('WebAuthn.getCredentials', {
      authenticatorId: device.id,
    });
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);
  });

  it('signs in alone, without a name or password', async () => {
    const { page } = visit;
    await signOut(page);
    await page.goto('/sign-in?next=/settings/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sign-in and devices' }).waitFor();
    await page
      .getByText(/used (just now|\d+ seconds? ago|now)/i)
      .first()
      .waitFor();
  });

  it('is the second step after the password', async () => {
    const { page, email } = visit;
    await signOut(page);
    await page.goto('/sign-in');
    await typePassword(page, email);
    await page.getByLabel('Recovery code').waitFor();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await atHome(page);
  });

  it('is refused without the check of its person', async () => {
    const { page } = visit;
    await signOut(page);
    await page.goto('/sign-in');
    const { cdp, id } = device;
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('No passkey was used').waitFor();
    await cdp.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: true });
  });

  it('answers each challenge once, and only what was asked', async () => {
    const { page } = visit;
    const answers = await page.evaluate<{
      first: number;
      again: number;
      never: number;
    }>(`(async () => {
      const post = async (path, body) => {
        const answer = await fetch('/api/v1/identity/sign-in/passkey' + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        });
        return { status: answer.status, body: await answer.json() };
      };
      const bytes = (text) => Uint8Array.from(
        atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
      const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
        .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
      const sign = async (challenge) => {
        const got = await navigator.credentials.get({
          publicKey: { challenge: bytes(challenge), rpId: 'localhost', userVerification: 'required' },
        });
        const { clientDataJSON, authenticatorData, signature, userHandle } = got.response;
        return { response: {
          id: got.id, rawId: text(got.rawId), type: got.type, clientExtensionResults: {},
          response: {
            clientDataJSON: text(clientDataJSON), authenticatorData: text(authenticatorData),
            signature: text(signature), userHandle: text(userHandle),
          },
        } };
      };
      const { body: { options } } = await post('/options', {});
      const signed = await sign(options.challenge);
      const first = (await post('', signed)).status;
      const again = (await post('', signed)).status;
      const never = (await post('', await sign(text(crypto.getRandomValues(new Uint8Array(32)))))).status;
      return { first, again, never };
    })()`);
    expect(answers).toEqual({ first: 200, again: 401, never: 401 });
    await page.goto('/');
    await atHome(page);
  });

  it('is renamed and removed, after which it signs nobody in', async () => {
    const { page } = visit;
    await page.goto('/settings/sign-in');
    await page.getByRole('button', { name: 'Rename Work laptop' }).click();
    await page.getByLabel('Name of the passkey').fill('Old laptop');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Old laptop', { exact: true }).waitFor();
    await page
      .getByRole('region', { name: 'Passkeys' })
      .getByRole('button', { name: 'Remove' })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Old laptop', { exact: true }).waitFor({ state: 'detached' });
    await signOut(page);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await page.getByText('This passkey does not fit').waitFor();
    expect(visit.watch.faults).toEqual([]);
  });
});

describe('an app that shows codes', () => {
  it('is added by QR code or secret, asked for after the password, and stood in for by a recovery code', async () => {
    const { page, email, watch } = await enter('contributor');
    await page.goto('/settings/sign-in');
    await page.getByRole('button', { name: 'Add an app' }).click();
    await page.getByRole('img', { name: /QR code/ }).waitFor();
    const secret = await page.getByLabel('Or type this secret into the app').inputValue();
    await page.getByLabel('Code of the app').fill(generateSync({ secret }));
    await page.getByRole('button', { name: 'Finish' }).click();
    const [recovery = ''] = (await page.locator('pre').textContent())?.split('\n') ?? [];
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByText('10 left').waitFor();

    await signOut(page);
    await page.goto('/sign-in?next=/settings/sign-in');
    await typePassword(page, email);
    await page.getByLabel('Code of your app').fill('000000');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This code is wrong').waitFor();
    await page.getByLabel('Code of your app').fill(recovery);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('9 left').waitFor();
    expect(watch.faults).toEqual([]);
  });
});

describe('a sensitive action, when one signed in some time ago', () => {
  it('asks in a dialog and goes on with what was being done', async () => {
    const { page, watch, email } = await enter('contributor');
    await page.goto('/settings/account');
    await ago(email, 6);
    await page.getByLabel('What is it for?').fill('Nightly export');
    await page.getByRole('button', { name: 'Make a token' }).click();
    const dialog = page.getByRole('dialog', { name: 'Is it you?' });
    await dialog.getByLabel('Your password', { exact: true }).fill('not the right password');
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.getByText('That did not prove that it is you').waitFor();
    await dialog.getByLabel('Your password', { exact: true }).fill(password);
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await page.getByLabel('New token').waitFor();
    await page.getByText('Nightly export').waitFor();
    expect(watch.faults).toEqual([]);
  });

  it('is left alone when one does not answer', async () => {
    const { page, email } = await enter('contributor');
    await page.goto('/settings/account');
    await ago(email, 6);
    await page.getByLabel('What is it for?').fill('Nightly export');
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByRole('dialog', { name: 'Is it you?' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('Prove once more that it is you.').waitFor();
    expect(await page.getByLabel('What is it for?').inputValue()).toBe('Nightly export');
  });
});

/** Puts a person's proofs and sessions so many minutes back. */
async function ago(email: string, minutes: number): Promise<void> {
  await asSystem('a test', () =>
    house.server.platform.database.$client.query(
      `UPDATE identity.sessions SET proven_at = proven_at - $2::int * interval '1 minute',
       last_seen_at = last_seen_at - $2::int * interval '1 minute'
     WHERE person_id = (SELECT id FROM identity.people WHERE email = $1)`,
      [email, minutes],
    ),
  );
}

describe('a session that ends while the page is open', () => {
  it('covers the page, and what was typed is still there after signing in again', async () => {
    const { page, email, watch } = await enter('contributor');
    await page.goto('/settings/account');
    await page.getByLabel('What is it for?').fill('half a sentence');
    await ago(email, 61);
    await page.getByRole('button', { name: 'Make a token' }).click();
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    expect(await page.getByLabel('E-mail', { exact: true }).inputValue()).toBe(email);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('New token').waitFor();
    await page.getByText('half a sentence').waitFor();
    expect(watch.faults).toEqual([]);
  });

  it('is ended when nobody touches the page for long enough', async () => {
    const { page, email } = await enter('contributor');
    await page.clock.install();
    await page.goto('/settings/account');
    await page.getByLabel('What is it for?').fill('half a sentence');
    await page.clock.fastForward('59:00');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.clock.fastForward('02:00');
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor();
    const { rows } = await asSystem('a test', () =>
      house.server.platform.database.$client.query(
        `SELECT 1 FROM identity.sessions s JOIN identity.people p ON p.id = s.person_id WHERE email = $1`,
        [email],
      ),
    );
    expect(rows).toEqual([]);
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByLabel('What is it for?').inputValue()).toBe('half a sentence');
  });
});

describe('an organisation that asks for more', () => {
  it('says so in its settings, and leads who lacks it through at once', async () => {
    const admin = await enter('admin');
    const member = await enter('contributor');
    const { page } = admin;
    await page.goto('/settings/organisation');
    await page.getByRole('radio', { name: 'A passkey', exact: true }).check();
    await page.getByRole('button', { name: 'Save the rules' }).click();
    await page.getByRole('heading', { name: 'Add a passkey' }).waitFor();

    await deviceOf(member);
    await member.page.goto('/files');
    await member.page.getByRole('heading', { name: 'Add a passkey' }).waitFor();
    expect(await member.page.getByRole('navigation').count()).toBe(0);
    await member.page.getByLabel('Name of the new passkey').fill('Phone');
    await member.page.getByRole('button', { name: 'Add a passkey' }).click();
    await member.page.getByRole('button', { name: 'I have kept them' }).click();
    await member.page.getByRole('heading', { level: 1, name: 'Files' }).waitFor();
    expect(member.watch.faults).toEqual([]);

    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).first().waitFor();
    expect(admin.watch.faults).toEqual([]);
  });
});
