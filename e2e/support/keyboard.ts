import type { Locator, Page } from 'playwright-core';

/** Presses Tab until the element has the focus; throws when the keyboard does not get there. */
export async function tabTo(page: Page, to: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    if ((await to.and(page.locator(':focus')).count()) === 1) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The Tab key does not reach ${to}.`);
}
