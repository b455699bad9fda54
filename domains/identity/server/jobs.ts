import type { JobHandler } from '@insites/platform';
import type { Context } from './context.ts';
import { cleanUp } from './service.ts';

/** What identity does by the clock. */
export function jobs(context: Context): readonly JobHandler[] {
  return [{ name: 'identity.cleanUp', schedule: '17 * * * *', run: () => cleanUp(context) }];
}
