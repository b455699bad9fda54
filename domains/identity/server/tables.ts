import { comments as directoriesComments } from './directories/tables.ts';
import { comments as factorsComments } from './factors/tables.ts';
import { comments as invitationsComments } from './invitations/tables.ts';
import { comments as membersComments } from './members/tables.ts';
import { comments as oauthComments } from './oauth/tables.ts';
import { comments as organisationsComments } from './organisations/tables.ts';
import { comments as passkeysComments } from './passkeys/tables.ts';
import { comments as peopleComments } from './people/tables.ts';
import { comments as providersComments } from './providers/tables.ts';
import { comments as scimComments } from './scim/tables.ts';
import { comments as servicesComments } from './services/tables.ts';
import { comments as sessionsComments } from './sessions/tables.ts';
import { comments as signInComments } from './sign-in/tables.ts';
import { comments as teamsComments } from './teams/tables.ts';
import { comments as tokensComments } from './tokens/tables.ts';
import { comments as triesComments } from './tries/tables.ts';
import { comments as unitsComments } from './units/tables.ts';

export { directories } from './directories/tables.ts';
export { authenticators, recoveryCodes } from './factors/tables.ts';
export { invitations } from './invitations/tables.ts';
export { memberships } from './members/tables.ts';
export { connections, oauthKeys, oauthRecords, programs } from './oauth/tables.ts';
export { extras, organisations } from './organisations/tables.ts';
export { challenges, passkeys } from './passkeys/tables.ts';
export { people } from './people/tables.ts';
export { accounts, providerFlows, providers } from './providers/tables.ts';
export { extensions, schema } from './schema/tables.ts';
export {
  type DirectoryLink,
  directoryGroups,
  directoryMembers,
  directoryUsers,
} from './scim/tables.ts';
export { serviceAccounts, serviceTokens } from './services/tables.ts';
export { sessions } from './sessions/tables.ts';
export { signInLinks, signInSteps } from './sign-in/tables.ts';
export { teamMembers, teams } from './teams/tables.ts';
export { tokens } from './tokens/tables.ts';
export { tries } from './tries/tables.ts';
export { unitMembers, units } from './units/tables.ts';

/** The data dictionary: what stands in the tables. */
export const comments = [
  ...peopleComments,
  ...organisationsComments,
  ...membersComments,
  ...unitsComments,
  ...teamsComments,
  ...invitationsComments,
  ...servicesComments,
  ...providersComments,
  ...sessionsComments,
  ...oauthComments,
  ...tokensComments,
  ...signInComments,
  ...factorsComments,
  ...passkeysComments,
  ...triesComments,
  ...directoriesComments,
  ...scimComments,
];
