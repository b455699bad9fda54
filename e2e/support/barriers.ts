import type { Page } from 'playwright-core';
import { violationsOn } from './axe.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 820, height: 1180 },
  { width: 390, height: 844 },
] as const;

/**
 * What keeps people from using a page: what axe-core finds, and whether it is wider than the window, in three
 * sizes, light and dark. With `dialog` one is open, whose header counts as a second banner: no barrier.
 */
export async function barriersEverywhere(
  page: Page,
  { dialog = false }: { readonly dialog?: boolean } = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const)
    for (const size of sizes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
      const violations = await violationsOn(page);
      const where = `${colorScheme} ${size.width}`;
      for (const { id, nodes } of violations)
        if (!dialog || !id.startsWith('landmark-')) found.push(`${where} ${id} ${nodes[0]?.html}`);
      const wider = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      if (wider > 0) found.push(`${where}: ${wider} px too wide`);
    }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
  await page.setViewportSize(sizes[0]);
  return found;
}
