import { defineDomain } from '@insites/kernel';
import * as directoryRoutes from './directory-routes.ts';
import { errorCodes } from './errors.ts';
import * as factorRoutes from './factor-routes.ts';
import * as invitationRoutes from './invitation-routes.ts';
import * as programRoutes from './program-routes.ts';
import * as providerRoutes from './provider-routes.ts';
import * as routes from './routes.ts';
import * as scimRoutes from './scim-routes.ts';
import * as serviceRoutes from './service-routes.ts';
import * as structureRoutes from './structure-routes.ts';

export * from './directory.ts';
export * from './directory-routes.ts';
export * from './factor-routes.ts';
export * from './invitation.ts';
export * from './invitation-routes.ts';
export * from './person.ts';
export { isGrantable, type ProgramView } from './program.ts';
export * from './program-routes.ts';
export type { LinkedAccountView, ProviderView } from './provider.ts';
export * from './provider-routes.ts';
export * from './routes.ts';
export * from './service-account.ts';
export * from './service-routes.ts';
export {
  type FactorsView,
  type PasskeyView,
  type SignInRule,
  signInRules,
} from './sign-in.ts';
export * from './structure.ts';
export * from './structure-routes.ts';

export const identity = defineDomain({
  name: 'identity',
  summary:
    'People, organisations, units, teams, invitations, service accounts, sign-in and API tokens',
  permissions: {
    'identity:signIn': 'anyone',
    'identity:me': 'anyone',
    'identity:self': 'signedIn',
    'identity:factors': 'signedIn',
    'identity:accept': 'anyone',
    'identity:people': 'viewer',
    'identity:invite': 'steward',
    'identity:administer': 'admin',
    'identity:operate': 'operator',
    'identity:provision': 'directory',
  },
  routes: {
    ...routes,
    ...factorRoutes,
    ...structureRoutes,
    ...invitationRoutes,
    ...serviceRoutes,
    ...directoryRoutes,
    ...scimRoutes,
    ...providerRoutes,
    ...programRoutes,
  },
  errors: errorCodes,
});
