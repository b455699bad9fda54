import { id, json, nothing, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import {
  anyPassword,
  email,
  meView,
  organisationView,
  password,
  personView,
  role,
  sessionView,
  signInView,
  tokenView,
} from './person.ts';
import { signInRulesView } from './sign-in.ts';

const at = '/api/v1/identity';
/** Long lists go on where the page before ended, which costs the same at any place. */
const goingOn = pageInput.extend({
  after: z.string().max(1_000).optional().describe('The `next` of the page before'),
});
const next = z.string().nullable().describe('Goes with the next request as `after`; null: the end');
const name = z.string().trim().min(1).max(120);

export const signIn = route({
  name: 'identity.signIn',
  method: 'POST',
  path: `${at}/sign-in`,
  summary: 'Sign in with e-mail and password',
  permission: 'identity:signIn',
  input: z.object({ email, password: anyPassword.min(1) }),
  output: json(signInView),
  errors: ['identity.signInFailed'],
  perMinute: 20,
  cli: { hidden: true },
});

export const useLink = route({
  name: 'identity.useLink',
  method: 'POST',
  path: `${at}/sign-in-link`,
  summary: 'Sign in with a one-time link',
  permission: 'identity:signIn',
  input: z.object({ token: z.string().min(20).max(200) }),
  output: json(signInView),
  errors: ['identity.linkSpent'],
  perMinute: 20,
  cli: { hidden: true },
});

export const signOut = route({
  name: 'identity.signOut',
  method: 'POST',
  path: `${at}/sign-out`,
  summary: 'End this session',
  permission: 'identity:self',
  input: z.object({}),
  output: nothing(),
  errors: [],
  cli: { hidden: true },
});

export const me = route({
  name: 'identity.me',
  method: 'GET',
  path: `${at}/me`,
  summary: 'Who you are and which hat you wear',
  permission: 'identity:me',
  input: z.object({}),
  output: json(meView),
  errors: [],
  cli: { words: ['whoami'] },
});

export const updateMe = route({
  name: 'identity.updateMe',
  method: 'PATCH',
  path: `${at}/me`,
  summary: 'Change your name or password',
  description:
    'A new password or e-mail needs the old password when there is one, else a fresh proof where there ' +
    'is a passkey or an app; a new password ends every other session.',
  permission: 'identity:self',
  input: z.object({
    name: name.optional(),
    email: email.optional().describe('Operators of the platform only'),
    password: password.optional(),
    oldPassword: anyPassword.optional(),
  }),
  output: json(meView),
  errors: [
    'identity.passwordWrong',
    'identity.passwordCommon',
    'identity.emailTaken',
    'identity.proofNeeded',
  ],
  cli: { hidden: true },
});

export const wearHat = route({
  name: 'identity.wearHat',
  method: 'POST',
  path: `${at}/hat`,
  summary: 'Act for another of your organisations',
  permission: 'identity:self',
  input: z.object({ organisationId: id }),
  output: json(meView),
  errors: ['identity.notAMember', 'identity.tokenHatFixed', 'identity.boundToProvider'],
  cli: { hidden: true },
});

export const listOrganisations = route({
  name: 'identity.listOrganisations',
  method: 'GET',
  path: `${at}/organisations`,
  summary: 'Your organisations; an operator sees all',
  permission: 'identity:self',
  input: goingOn.extend({
    mine: z.boolean().default(false).describe('Only the one whose hat you wear'),
  }),
  output: json(pageOf(organisationView).extend({ next })),
  errors: ['identity.cursorUnknown'],
  cli: { words: ['organisations', 'list'], columns: ['id', 'name', 'slug', 'people'] },
});

export const createOrganisation = route({
  name: 'identity.createOrganisation',
  method: 'POST',
  path: `${at}/organisations`,
  summary: 'Create an organisation with its first administrator',
  permission: 'identity:operate',
  input: z.object({ name, slug: z.string().regex(/^[a-z][a-z0-9-]{1,40}$/), adminEmail: email }),
  output: json(
    organisationView.extend({
      signInLink: z.string().nullable().describe('For an administrator who is new here'),
    }),
  ),
  errors: ['identity.slugTaken'],
  status: 201,
  cli: { words: ['organisations', 'create'] },
});

export const updateOrganisation = route({
  name: 'identity.updateOrganisation',
  method: 'PATCH',
  path: `${at}/organisations/{id}`,
  summary: 'Rename your organisation',
  permission: 'identity:administer',
  input: z.object({ id, name }),
  output: json(organisationView),
  errors: ['identity.organisationUnknown'],
  cli: { words: ['organisations', 'update'] },
});

export const setSignInRules = route({
  name: 'identity.setSignInRules',
  method: 'PATCH',
  path: `${at}/organisations/{id}/sign-in`,
  summary: 'Say what members need to sign in, and how long sessions last',
  description: 'Holds from the next request on, also for sessions that are there.',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id, ...signInRulesView.partial().shape }),
  output: json(organisationView),
  errors: ['identity.organisationUnknown', 'identity.proofNeeded', 'identity.providerUntried'],
  cli: { words: ['organisations', 'sign-in-rules'] },
});

export const listPeople = route({
  name: 'identity.listPeople',
  method: 'GET',
  path: `${at}/people`,
  summary: 'People of the organisation',
  permission: 'identity:people',
  input: goingOn,
  output: json(pageOf(personView).extend({ next })),
  errors: ['identity.cursorUnknown'],
  cli: { words: ['people', 'list'], columns: ['id', 'name', 'email', 'role'] },
});

export const addPerson = route({
  name: 'identity.addPerson',
  method: 'POST',
  path: `${at}/people`,
  summary: 'Add a person with a role',
  description: 'Answers with a one-time sign-in link to hand over when the person is new.',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ name, email, role }),
  output: json(z.object({ person: personView, signInLink: z.string().nullable() })),
  errors: ['identity.proofNeeded', 'identity.alreadyAMember', 'licensing.seatsTaken'],
  status: 201,
  cli: { words: ['people', 'add'] },
});

export const changeRole = route({
  name: 'identity.changeRole',
  method: 'PATCH',
  path: `${at}/people/{id}`,
  summary: 'Give a person another role',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id, role }),
  output: json(personView),
  errors: ['identity.proofNeeded', 'identity.personUnknown', 'identity.lastAdmin'],
  cli: { words: ['people', 'change-role'] },
});

export const removePerson = route({
  name: 'identity.removePerson',
  method: 'DELETE',
  path: `${at}/people/{id}`,
  summary: 'Take a person out of the organisation; their sessions end at once',
  permission: 'identity:administer',
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.personUnknown', 'identity.lastAdmin'],
  cli: { words: ['people', 'remove'] },
});

export const listSessions = route({
  name: 'identity.listSessions',
  method: 'GET',
  path: `${at}/sessions`,
  summary: 'Your sessions, device by device',
  permission: 'identity:self',
  input: z.object({}),
  output: json(z.object({ items: z.array(sessionView) })),
  errors: [],
  cli: { words: ['sessions', 'list'] },
});

export const endSession = route({
  name: 'identity.endSession',
  method: 'DELETE',
  path: `${at}/sessions/{id}`,
  summary: 'End one of your sessions; it holds from the next request on',
  permission: 'identity:self',
  fresh: true,
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.sessionUnknown', 'identity.proofNeeded'],
  cli: { words: ['sessions', 'end'] },
});

export const listTokens = route({
  name: 'identity.listTokens',
  method: 'GET',
  path: `${at}/tokens`,
  summary: 'Your API tokens',
  permission: 'identity:self',
  input: z.object({}),
  output: json(z.object({ items: z.array(tokenView) })),
  errors: [],
  cli: { words: ['tokens', 'list'], columns: ['id', 'name', 'prefix', 'expiresAt', 'lastUsedAt'] },
});

export const createToken = route({
  name: 'identity.createToken',
  method: 'POST',
  path: `${at}/tokens`,
  summary: 'Make an API token; it is shown once',
  permission: 'identity:self',
  fresh: true,
  input: z.object({
    name,
    scopes: z
      .array(z.string().max(80))
      .max(50)
      .optional()
      .describe('Permissions; default: all of your role'),
    datasets: z
      .array(id)
      .min(1)
      .max(100)
      .optional()
      .describe(
        'Ids of data sets; it then reaches these and nothing else, and its permissions are of data sets only',
      ),
    days: z
      .int()
      .min(1)
      .max(366)
      .optional()
      .describe('Days until it expires; default 90, or what the organisation allows at most'),
    organisationId: id.optional().describe('Whom it acts for; default: the hat you wear'),
  }),
  output: json(z.object({ token: z.string(), view: tokenView })),
  errors: [
    'identity.proofNeeded',
    'identity.scopeUnknown',
    'identity.scopeTooNarrow',
    'identity.tokenTooLong',
    'identity.notAMember',
  ],
  status: 201,
  cli: { words: ['tokens', 'create'] },
});

export const revokeToken = route({
  name: 'identity.revokeToken',
  method: 'DELETE',
  path: `${at}/tokens/{id}`,
  summary: 'Revoke one of your API tokens',
  permission: 'identity:self',
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.tokenUnknown'],
  cli: { words: ['tokens', 'revoke'] },
});
