import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as routes from './routes.ts';

export * from './policy.ts';
export * from './routes.ts';

export const governance = defineDomain({
  name: 'governance',
  summary: 'Policies and decisions: who may do what with which object',
  permissions: { 'governance:read': 'viewer' },
  routes: { ...routes },
  errors: errorCodes,
});
