import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Not the package's own arguments: those switch off what guards one site from another. */
const bare = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--disable-gpu',
];

/** Starts the browser of INSITES_TEST_BROWSER, an installed Chromium, or else the one that npm brought. */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.INSITES_TEST_BROWSER ?? installed.find((path) => existsSync(path));
  if (own)
    return chromium.launch({
      executablePath: own,
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  return chromium.launch({ executablePath: await packedBrowser(), args: bare });
}

/** Unpacks the browser that npm brought where it is not yet; two who do so at once get half of it. */
async function packedBrowser(): Promise<string> {
  // Read when the package is imported: it then unpacks the libraries a bare machine lacks, too.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x';
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
