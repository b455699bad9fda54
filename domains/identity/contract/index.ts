import { defineDomain } from '@insites/kernel';
import { errorCodes } from './errors.ts';
import * as factorRoutes from './factor-routes.ts';
import * as programRoutes from './program-routes.ts';
import * as providerRoutes from './provider-routes.ts';
import * as routes from './routes.ts';

export * from './factor-routes.ts';
export * from './person.ts';
export { isGrantable, type ProgramView } from './program.ts';
export * from './program-routes.ts';
export type { LinkedAccountView, ProviderView } from './provider.ts';
export * from './provider-routes.ts';
export * from './routes.ts';
export {
  type FactorsView,
  type PasskeyView,
  type SignInRule,
  signInRules,
} from './sign-in.ts';

export const identity = defineDomain({
  name: 'identity',
  summary: 'People, organisations, memberships, sign-in, sessions and API tokens',
  permissions: {
    'identity:signIn': 'anyone',
    'identity:me': 'anyone',
    'identity:self': 'signedIn',
    'identity:factors': 'signedIn',
    'identity:people': 'viewer',
    'identity:administer': 'admin',
    'identity:operate': 'operator',
  },
  routes: { ...routes, ...factorRoutes, ...providerRoutes, ...programRoutes },
  errors: errorCodes,
});
