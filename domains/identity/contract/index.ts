import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as routes from './routes.ts';

export * from './person.ts';
export * from './routes.ts';

export const identity = defineDomain({
  name: 'identity',
  summary: 'People, organisations, memberships, sessions and API tokens',
  permissions: {
    'identity:signIn': 'anyone',
    'identity:me': 'anyone',
    'identity:self': 'signedIn',
    'identity:people': 'viewer',
    'identity:administer': 'admin',
    'identity:operate': 'operator',
  },
  routes: { ...routes },
  errors: errorCodes,
});
