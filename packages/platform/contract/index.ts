import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import { readRebuild, rebuild } from './rebuild.ts';
import * as routes from './routes.ts';

export * from './job.ts';
export * from './rebuild.ts';
export * from './routes.ts';

export const platform = defineDomain({
  name: 'platform',
  summary: 'Jobs, what the server says of itself, and the rebuild of test environments',
  permissions: {
    'platform:jobs': 'viewer',
    'platform:version': 'anyone',
    // Its signature is what proves who asks: a program at the other end of a webhook is no person.
    'platform:rebuild': 'anyone',
  },
  routes: { ...routes, rebuild, readRebuild },
  errors: errorCodes,
});
