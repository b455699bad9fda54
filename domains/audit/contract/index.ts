import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as routes from './routes.ts';

export * from './entry.ts';
export * from './routes.ts';

export const audit = defineDomain({
  name: 'audit',
  summary: 'The record of every write and every read of data',
  permissions: { 'audit:read': 'steward', 'audit:mine': 'signedIn' },
  routes: { ...routes },
  errors: errorCodes,
});
