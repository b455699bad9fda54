/**
 * Writes a picture of every page, in three widths, light and dark, into a folder:
 *
 *   node e2e/screenshots.ts /tmp/pictures
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '@insites/testing';
import { addressesOf, fill, furnish } from './support/furnish.ts';
import { openHouse } from './support/house.ts';
import { listPages } from './support/pages.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Say into which folder: node e2e/screenshots.ts FOLDER');
mkdirSync(folder, { recursive: true });

const widths = [390, 820, 1440] as const;
const postgres = await startPostgres();
const house = await openHouse({ INSITES_DATABASE_URL: postgres.url });
try {
  const things = await furnish(house, 2_000);
  const member = await house.enter('first');
  const visitor = await house.visit();
  const addresses = (await listPages()).flatMap(({ path }) =>
    addressesOf(path).map((address) => ({
      address: fill(address, things),
      name: address.replace('$id', 'id').replaceAll('/', '_'),
      page: path === '/sign-in' ? visitor.page : member.page,
    })),
  );
  addresses.push({ address: '/', name: '_visitor', page: visitor.page });
  for (const { address, name, page } of addresses) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
      await page.goto(address, { waitUntil: 'networkidle' });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`) });
      }
    }
  }
} finally {
  await house.close();
  await postgres.stop();
}
