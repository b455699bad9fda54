import type { Locator, Page } from 'playwright-core';

/** What a page has and Node has not. */
interface Window {
  readonly DataTransfer: new () => { readonly items: { add(file: File): void } };
}

export interface DroppedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Drops a file on the place that carries this title, as the hand of a person would. */
export async function drop(page: Page, title: string, file: DroppedFile): Promise<void> {
  const data = await page.evaluateHandle(
    ({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const transfer = new (globalThis as unknown as Window).DataTransfer();
      transfer.items.add(new File([bytes], name, { type: 'text/csv' }));
      return transfer;
    },
    { name: file.name, base64: file.content.toString('base64') },
  );
  const place = page.getByText(title, { exact: true });
  for (const event of ['dragover', 'drop'])
    await place.dispatchEvent(event, { dataTransfer: data });
}

/** The bytes that a link or button downloads, and the name it gives them. */
export async function downloaded(
  page: Page,
  link: Locator,
): Promise<{ readonly name: string; readonly content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  const failure = await download.failure();
  if (failure !== null) throw new Error(`The download of ${download.url()} failed: ${failure}`);
  const stream = await download.createReadStream();
  const pieces: Buffer[] = [];
  for await (const piece of stream) pieces.push(piece as Buffer);
  const content = Buffer.concat(pieces);
  const name = download.suggestedFilename();
  const { pathname } = new URL(download.url());
  if (name !== 'download' && !pathname.endsWith(`/${name}`)) return { name, content };
  // Under load the browser tells the name, now and then, before it has read the header: it is asked for again.
  const header = (await page.request.get(download.url())).headers()['content-disposition'] ?? '';
  const [, spelled = name] = /filename\*=UTF-8''([^;]+)/.exec(header) ?? [];
  return { name: decodeURIComponent(spelled), content };
}
