import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as definitions from './routes.ts';

export * from './entry.ts';
export * from './proof.ts';
export * from './routes.ts';

const { fileFormats: _, ...routes } = definitions;

export const audit = defineDomain({
  name: 'audit',
  summary: 'The record of every write and every read of data, and the proof that nobody changed it',
  permissions: {
    'audit:read': 'steward',
    'audit:mine': 'signedIn',
    'audit:witness': 'anyone',
    'audit:retain': 'admin',
    'audit:operate': 'operator',
  },
  routes,
  errors: errorCodes,
});
