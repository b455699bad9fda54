import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

type Results = Awaited<ReturnType<AxeBuilder['analyze']>>;

export interface Looking {
  /** Selector of the part that is looked at. Default: the whole page. */
  readonly part?: string;
  /** Rules with one of these tags. Default: all that are on by default. */
  readonly tags?: readonly string[];
}

/**
 * What axe-core finds wrong on a page. It runs in the page itself and brings back only that: no page
 * of ours has a frame of another site, for which it would need a second window each time.
 */
export async function violationsOn(
  page: Page,
  { part, tags }: Looking = {},
): Promise<Results['violations']> {
  const looked = await page.evaluate<boolean>('window.axe !== undefined');
  const builder = new AxeBuilder({ page, ...(looked ? { axeSource: 'void 0' } : {}) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  if (part !== undefined) builder.include(part);
  if (tags) builder.withTags([...tags]);
  const { violations, passes } = await builder.analyze();
  if (passes.length === 0) throw new Error('axe-core looked at nothing.');
  return violations;
}
