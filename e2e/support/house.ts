import { type Client, createClient } from '@insites/client';
import { addPerson } from '@insites/identity/contract';
import type { Role } from '@insites/kernel';
import { type Server, startServer } from '@insites/server';
import { createDatabase, temporaryHome } from '@insites/testing';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { Watch } from './watch.ts';

export const adminToken = 'journeys-administrator-token-0123456789';

/** A server on an empty home and database and a browser that visits it; one of each for a file of journeys. */
export interface House {
  readonly url: string;
  readonly server: Server;
  readonly browser: Browser;
  /** Asks the API as the first administrator. */
  readonly client: Client;
  /** A page in a browser window of its own; `watch` knows what went wrong in it. */
  visit(options?: BrowserContextOptions): Promise<Visit>;
  /** The same, signed in as a new member of the organisation, or as the first administrator. */
  enter(who: Role | 'first', options?: BrowserContextOptions): Promise<Visit>;
  /** A one-time link of a new member. */
  invite(role: Role): Promise<string>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly watch: Watch;
}

/** A password that no list knows. */
export const password = 'four lamps behind a quiet canal';

/** With a database of its own in the run's PostgreSQL, if `settings` name none. */
export async function openHouse(settings: Readonly<Record<string, string>> = {}): Promise<House> {
  const home = await temporaryHome();
  const own = 'INSITES_DATABASE_URL' in settings ? null : await createDatabase();
  const server = await startServer({
    env: {},
    overrides: {
      INSITES_HOME: home.path,
      ...(own ? { INSITES_DATABASE_URL: own.url } : {}),
      INSITES_PORT: '0',
      INSITES_LOG_LEVEL: 'fatal',
      INSITES_ADMIN_TOKEN: adminToken,
      INSITES_REQUESTS_PER_MINUTE: '100000',
      ...settings,
    },
  });
  const browser = await launchBrowser();
  const { url } = server;
  const client = createClient({ baseUrl: url, token: adminToken });
  let people = 0;
  const invite = async (role: Role) => {
    people += 1;
    const email = `${role}${people}@city.example`;
    const added = await client.call(addPerson, { name: `Kim ${role}`, email, role });
    if (!added.signInLink) throw new Error('There is no link for a new person.');
    return added.signInLink;
  };
  const visit = async (options: BrowserContextOptions = {}): Promise<Visit> => {
    const context = await browser.newContext({
      baseURL: url,
      viewport: { width: 1440, height: 900 },
      // Animations make a test wait and prove nothing.
      reducedMotion: 'reduce',
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    return { context, page, watch: new Watch(page) };
  };
  const enter = async (who: Role | 'first', options: BrowserContextOptions = {}) => {
    const visitor = await visit(options);
    await useLink(visitor.page, who === 'first' ? await server.signInLink() : await invite(who));
    await visitor.page.getByRole('button', { name: 'Later' }).click();
    await visitor.page.getByRole('heading', { level: 1, name: /Good to see you/ }).waitFor();
    return visitor;
  };
  return {
    url,
    server,
    browser,
    client,
    visit,
    enter,
    invite,
    close: async () => {
      await browser.close();
      await server.close();
      await Promise.all([own?.drop(), home.remove()]);
    },
  };
}

/** Opens a one-time link and presses its button. */
export async function useLink(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await page.getByRole('button', { name: 'Sign in with this link' }).click();
  await page.getByRole('heading', { name: 'Choose a password' }).waitFor();
}
