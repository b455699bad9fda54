import { id, json, nothing, route } from '@insites/kernel';
import { z } from 'zod';
import { meView } from './person.ts';
import { linkedAccountView, providerFields, providerView, signInProvider } from './provider.ts';

const at = '/api/v1/identity';
const hidden = { hidden: true } as const;
const address = z.object({ address: z.string().describe('Where the browser goes now') });
const { name, issuer, clientId, clientSecret, ...rest } = providerFields;

export const listSignInProviders = route({
  name: 'identity.listSignInProviders',
  method: 'GET',
  path: `${at}/sign-in/providers`,
  summary: 'Providers to sign in with',
  description:
    'Those of the organisation with this short name; without one only where there is a single organisation.',
  permission: 'identity:signIn',
  input: z.object({ organisation: z.string().max(60).optional().describe('Short name') }),
  output: json(z.object({ items: z.array(signInProvider) })),
  errors: [],
  perMinute: 60,
  cli: hidden,
});

export const beginProvider = route({
  name: 'identity.beginProvider',
  method: 'POST',
  path: `${at}/sign-in/provider`,
  summary: 'Begin to sign in with a provider',
  permission: 'identity:signIn',
  input: z.object({
    providerId: id,
    again: z.boolean().default(false).describe('The provider has to ask who it is once more'),
  }),
  output: json(address),
  errors: ['identity.providerUnknown', 'identity.providerUnavailable'],
  audit: 'none',
  perMinute: 30,
  cli: hidden,
});

export const linkProvider = route({
  name: 'identity.linkProvider',
  method: 'POST',
  path: `${at}/accounts`,
  summary: 'Begin to link your account at a provider, and sign in with it',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({ providerId: id }),
  output: json(address),
  errors: [
    'identity.sessionNeeded',
    'identity.proofNeeded',
    'identity.boundToProvider',
    'identity.providerUnknown',
    'identity.providerUnavailable',
  ],
  cli: hidden,
});

export const finishProvider = route({
  name: 'identity.finishProvider',
  method: 'POST',
  path: `${at}/sign-in/provider/answer`,
  summary: 'Finish signing in with a provider, with what it answered',
  permission: 'identity:signIn',
  input: z.object({
    answer: z.string().max(8000).describe('The query of the address the provider led to'),
  }),
  output: json(meView.extend({ again: z.boolean() })),
  errors: [
    'identity.providerRefused',
    'identity.providerUnavailable',
    'identity.accountUnlinked',
    'identity.accountLinked',
    'licensing.seatsTaken',
  ],
  perMinute: 30,
  cli: hidden,
});

export const listProviders = route({
  name: 'identity.listProviders',
  method: 'GET',
  path: `${at}/providers`,
  summary: 'Sign-in providers of your organisation',
  permission: 'identity:administer',
  input: z.object({}),
  output: json(z.object({ items: z.array(providerView) })),
  errors: [],
  cli: { words: ['providers', 'list'], columns: ['id', 'name', 'issuer', 'clientId'] },
});

export const createProvider = route({
  name: 'identity.createProvider',
  method: 'POST',
  path: `${at}/providers`,
  summary: 'Let members sign in with a provider (OpenID Connect)',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({
    name,
    issuer,
    clientId,
    clientSecret: clientSecret.default(null),
    domains: rest.domains.default([]),
    role: rest.role.default('viewer'),
    groupsClaim: rest.groupsClaim.default(null),
    groupRoles: rest.groupRoles.default({}),
    secondFactor: rest.secondFactor.default(false),
  }),
  output: json(providerView),
  errors: ['identity.proofNeeded', 'identity.providerInvalid'],
  status: 201,
  cli: hidden,
});

export const updateProvider = route({
  name: 'identity.updateProvider',
  method: 'PATCH',
  path: `${at}/providers/{id}`,
  summary: 'Change a sign-in provider',
  description: 'Its issuer stays: another one is another provider, with other accounts.',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id, ...z.object({ name, clientId, clientSecret, ...rest }).partial().shape }),
  output: json(providerView),
  errors: ['identity.proofNeeded', 'identity.providerUnknown'],
  cli: hidden,
});

export const removeProvider = route({
  name: 'identity.removeProvider',
  method: 'DELETE',
  path: `${at}/providers/{id}`,
  summary: 'Remove a sign-in provider; sessions that it began end at once',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.proofNeeded', 'identity.providerUnknown', 'identity.providerNeeded'],
  cli: { words: ['providers', 'remove'] },
});

export const listAccounts = route({
  name: 'identity.listAccounts',
  method: 'GET',
  path: `${at}/accounts`,
  summary: 'Your accounts at providers, with which you sign in',
  permission: 'identity:factors',
  input: z.object({}),
  output: json(z.object({ items: z.array(linkedAccountView) })),
  errors: [],
  cli: hidden,
});

export const unlinkAccount = route({
  name: 'identity.unlinkAccount',
  method: 'DELETE',
  path: `${at}/accounts/{id}`,
  summary: 'Stop signing in with an account at a provider',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.proofNeeded', 'identity.accountUnknown', 'identity.boundToProvider'],
  cli: hidden,
});
