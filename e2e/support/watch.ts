import type { ConsoleMessage, Page } from 'playwright-core';

/** Collects what a page must never do: errors in the console, broken policies, faults of the server. */
export class Watch {
  readonly faults: string[] = [];

  constructor(page: Page) {
    page.on('console', (message) => this.#note(message));
    page.on('pageerror', (error) => this.faults.push(`uncaught: ${error.message}`));
    page.on('response', (response) => {
      if (response.status() >= 500) this.faults.push(`${response.status()} ${response.url()}`);
    });
  }

  #note(message: ConsoleMessage): void {
    if (message.type() !== 'error') return;
    const { url } = message.location();
    // The browser itself reports every 4xx answer of the API; whether it is right, a journey says.
    const refusal = /^Failed to load resource: .* 4\d\d/.test(message.text());
    if (refusal && new URL(url).pathname.startsWith('/api/')) return;
    this.faults.push(`console: ${message.text()} (${url})`);
  }
}
