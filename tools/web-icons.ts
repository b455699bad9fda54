import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import chromium from '@sparticuz/chromium';
import { chromium as browsers } from 'playwright-core';

const folder = join(resolve(import.meta.dirname, '..'), 'apps/web/public');

/** Draws the icons of the installed app from logo.svg; run by hand when the logo changes. */
async function drawIcons(sizes: readonly number[]): Promise<void> {
  const logo = await readFile(join(folder, 'logo.svg'), 'utf8');
  // Systems cut their own shape out of a maskable icon: it must fill the square.
  const square = logo.replace('rx="14"', '');
  const browser = await browsers.launch({
    args: chromium.args,
    executablePath: await chromium.executablePath(),
  });
  try {
    const page = await browser.newPage();
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size });
      await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw}</style>${square}`);
      await writeFile(join(folder, `icon-${size}.png`), await page.screenshot());
    }
  } finally {
    await browser.close();
  }
}

await drawIcons([192, 512]);
