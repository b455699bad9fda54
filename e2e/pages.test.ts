import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOn } from './support/axe.ts';
import { addressesOf, fill, furnish, type Things } from './support/furnish.ts';
import { type House, openHouse, type Visit } from './support/house.ts';
import { listPages } from './support/pages.ts';

const pages = await listPages();

let house: House;
let things: Things;
let visit: Visit;
let visitor: Visit;

beforeAll(async () => {
  house = await openHouse();
  things = await furnish(house);
  visit = await house.enter('first');
  visitor = await house.visit();
});
afterAll(() => house?.close());

const sizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;
const schemes = ['light', 'dark'] as const;
/** Run in the page: pixels that it is wider than the window. */
const tooWide = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

describe('what is looked for on every page', () => {
  it('is found where it is', async () => {
    const { page, watch, context } = await house.visit();
    await page.goto('/sign-in');
    await settled(page);
    await page.evaluate(`
      const intruder = '<button></button><p style="width: 3000px">wide</p>';
      document.querySelector('main').insertAdjacentHTML('beforeend', intruder);
      const script = document.createElement('script');
      script.textContent = 'window.intruder = true';
      document.head.append(script);
    `);
    const faults = await faultsOf(page, '/sign-in', sizes[0], 'light');
    expect(faults).toContainEqual(expect.stringContaining('button-name'));
    const again = await faultsOf(page, '/sign-in', sizes[1], 'dark');
    expect(again).toContainEqual(expect.stringContaining('button-name'));
    expect(faults).toContainEqual(expect.stringContaining('too wide'));
    expect(watch.faults).toContainEqual(expect.stringMatching(/content security policy/i));
    await context.close();
  });
});

describe('every page', () => {
  it('is known to this file', () => {
    expect(pages.length).toBeGreaterThanOrEqual(14);
  });

  it.each(pages.flatMap(({ path }) => addressesOf(path)))(
    '%s can be used by everybody',
    async (address) => {
      const guest = address === '/sign-in' ? visitor : visit;
      await guest.page.setViewportSize(sizes[0]);
      await guest.page.goto(fill(address, things));
      await settled(guest.page);
      expect([
        ...(await faultsEverywhere(guest.page, address)),
        ...guest.watch.faults.splice(0),
      ]).toEqual([]);
    },
  );

  it.each(['/', '/datasets', '/sql', '/datasets/nowhere', '/no/such/page'])(
    '%s can be used by visitors',
    async (address) => {
      await visitor.page.setViewportSize(sizes[0]);
      await visitor.page.goto(address);
      await settled(visitor.page);
      expect([
        ...(await faultsEverywhere(visitor.page, address)),
        ...visitor.watch.faults.splice(0),
      ]).toEqual([]);
    },
  );
});

describe('every dialog', () => {
  it.each([
    { at: '/datasets', button: 'Import a file' },
    { at: '/datasets/trees', button: 'Edit' },
    { at: '/datasets/trees', button: 'New version' },
    { at: '/datasets/trees', button: 'Delete' },
    { at: '/files', button: 'New folder' },
    { at: '/settings/people', button: 'Add a person' },
  ])('$button can be used by everybody', async ({ at, button }) => {
    const { page, watch } = visit;
    await page.setViewportSize(sizes[0]);
    await page.goto(at);
    const opener = page.getByRole('button', { name: button, exact: true });
    await opener.click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect([
      ...(await faultsOf(page, button, sizes[0], 'light')),
      ...(await faultsOf(page, button, sizes[1], 'dark')),
    ]).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await opener.and(page.locator(':focus')).waitFor({ timeout: 2_000 });
    expect(watch.faults.splice(0)).toEqual([]);
  });
});

/** Waits until the page has its heading, or says what is wrong, and nothing loads any more. */
async function settled(page: Page): Promise<void> {
  const heading = page.getByRole('heading', { level: 1 });
  await heading.or(page.getByRole('alert')).first().waitFor();
  for (const skeleton of await page.locator('[aria-busy=true], [aria-label=Loading]').all())
    await skeleton.waitFor({ state: 'detached' });
}

async function faultsEverywhere(page: Page, what: string): Promise<string[]> {
  const faults: string[] = [];
  for (const size of sizes)
    for (const scheme of schemes) faults.push(...(await faultsOf(page, what, size, scheme)));
  return faults;
}

/** What keeps people from using the page as it is, in one size and colour scheme. */
async function faultsOf(
  page: Page,
  what: string,
  size: (typeof sizes)[number],
  colorScheme: (typeof schemes)[number],
): Promise<string[]> {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  const found = await barriers(page);
  const wider = await page.evaluate<number>(tooWide);
  if (wider > 0) found.push(`the page is ${wider} px too wide`);
  return found.map((fault) => `${what} ${size.width} ${colorScheme}: ${fault}`);
}

/** What axe-core finds to be serious or critical. */
async function barriers(page: Page): Promise<string[]> {
  return (await violationsOn(page))
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id} (${help}) at ${nodes.map(({ target }) => target)}`);
}

describe('the first page', () => {
  it.each(['/', '/sign-in'])('%s needs at most 250 kB of JavaScript', async (path) => {
    const fresh = await house.visit();
    const scripts: Promise<number>[] = [];
    fresh.page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        scripts.push(response.body().then((body) => gzipSync(body).length));
    });
    await fresh.page.goto(path, { waitUntil: 'networkidle' });
    await fresh.page.getByRole('heading', { level: 1 }).waitFor();
    const sizes = await Promise.all(scripts);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(250_000);
    await fresh.context.close();
  });
});
