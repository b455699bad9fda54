import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as routes from './routes.ts';

export * from './plan.ts';
export * from './routes.ts';

export const licensing = defineDomain({
  name: 'licensing',
  summary: 'Plans, seats and quotas',
  permissions: { 'licensing:read': 'viewer' },
  routes: { ...routes },
  errors: errorCodes,
});
