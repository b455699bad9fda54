import { id, json, nothing, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { role } from './person.ts';
import { serviceAccountView, serviceTokenView } from './service-account.ts';

const at = '/api/v1/identity/service-accounts';
const name = z.string().trim().min(1).max(120);
const ownerId = id.describe('Member who answers for it');
const change = 'identity:administer';

export const listServiceAccounts = route({
  name: 'identity.listServiceAccounts',
  method: 'GET',
  path: at,
  summary: 'Service accounts of the organisation: members that are programs',
  permission: 'identity:people',
  input: pageInput,
  output: json(pageOf(serviceAccountView)),
  errors: [],
  cli: { words: ['service-accounts', 'list'], columns: ['id', 'name', 'role', 'state'] },
});

export const createServiceAccount = route({
  name: 'identity.createServiceAccount',
  method: 'POST',
  path: at,
  summary: 'Add a service account for a program',
  permission: change,
  fresh: true,
  input: z.object({ name, role, ownerId: ownerId.optional() }),
  output: json(serviceAccountView),
  errors: ['identity.proofNeeded', 'identity.serviceNameTaken', 'identity.personUnknown'],
  status: 201,
  cli: { words: ['service-accounts', 'create'] },
});

export const changeServiceAccount = route({
  name: 'identity.changeServiceAccount',
  method: 'PATCH',
  path: `${at}/{id}`,
  summary: 'Change name, role or owner of a service account',
  permission: change,
  fresh: true,
  input: z.object({
    id,
    name: name.optional(),
    role: role.optional(),
    ownerId: ownerId.optional(),
  }),
  output: json(serviceAccountView),
  errors: [
    'identity.proofNeeded',
    'identity.serviceUnknown',
    'identity.serviceNameTaken',
    'identity.personUnknown',
  ],
  cli: { words: ['service-accounts', 'change'] },
});

export const disableServiceAccount = route({
  name: 'identity.disableServiceAccount',
  method: 'POST',
  path: `${at}/{id}/disable`,
  summary: 'Switch a service account off; its tokens stop with the next request',
  permission: change,
  input: z.object({ id }),
  output: json(serviceAccountView),
  errors: ['identity.serviceUnknown'],
  cli: { words: ['service-accounts', 'disable'] },
});

export const enableServiceAccount = route({
  name: 'identity.enableServiceAccount',
  method: 'POST',
  path: `${at}/{id}/enable`,
  summary: 'Switch a service account on again',
  permission: change,
  fresh: true,
  input: z.object({ id }),
  output: json(serviceAccountView),
  errors: ['identity.proofNeeded', 'identity.serviceUnknown'],
  cli: { words: ['service-accounts', 'enable'] },
});

export const createServiceToken = route({
  name: 'identity.createServiceToken',
  method: 'POST',
  path: `${at}/{id}/tokens`,
  summary: 'Make a token of a service account; it is shown once',
  permission: change,
  fresh: true,
  input: z.object({
    id,
    name,
    scopes: z
      .array(z.string().max(80))
      .max(50)
      .optional()
      .describe('Permissions; default: all of its role'),
    days: z.int().min(1).max(366).default(90).describe('Days until it expires'),
  }),
  output: json(z.object({ token: z.string(), view: serviceTokenView })),
  errors: [
    'identity.proofNeeded',
    'identity.serviceUnknown',
    'identity.scopeUnknown',
    'identity.scopeTooNarrow',
    'identity.personNeeded',
  ],
  status: 201,
  cli: { words: ['service-accounts', 'create-token'], positional: ['id'] },
});

export const revokeServiceToken = route({
  name: 'identity.revokeServiceToken',
  method: 'DELETE',
  path: `${at}/{id}/tokens/{tokenId}`,
  summary: 'Revoke a token of a service account',
  permission: change,
  input: z.object({ id, tokenId: id }),
  output: nothing(),
  errors: ['identity.serviceUnknown', 'identity.tokenUnknown'],
  cli: { words: ['service-accounts', 'revoke-token'] },
});
