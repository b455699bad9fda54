import { launchBrowser } from './browser.ts';

/** Journeys of two files run beside each other: the browser is unpacked before the first begins. */
export async function setup(): Promise<void> {
  const browser = await launchBrowser();
  await browser.close();
}
