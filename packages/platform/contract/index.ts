import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as routes from './routes.ts';

export * from './job.ts';
export * from './routes.ts';

export const platform = defineDomain({
  name: 'platform',
  summary: 'Jobs and what the server says of itself',
  permissions: { 'platform:jobs': 'viewer', 'platform:version': 'anyone' },
  routes: { ...routes },
  errors: errorCodes,
});
