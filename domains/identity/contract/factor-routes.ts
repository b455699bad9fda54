import { id, json, nothing, route } from '@insites/kernel';
import { z } from 'zod';
import { anyPassword, meView } from './person.ts';
import {
  code,
  factorsView,
  newRecoveryCodes,
  passkeyName,
  passkeyView,
  webauthnOptions,
  webauthnResponse,
} from './sign-in.ts';

const at = '/api/v1/identity';
const hidden = { hidden: true } as const;

export const useSecondFactor = route({
  name: 'identity.useSecondFactor',
  method: 'POST',
  path: `${at}/sign-in/second-factor`,
  summary: 'Sign in: the second factor after the password',
  permission: 'identity:signIn',
  input: z.object({ token: z.string().min(20).max(200), code }),
  output: json(meView),
  errors: ['identity.stepSpent', 'identity.codeWrong', 'identity.tooManyCodes'],
  perMinute: 20,
  cli: hidden,
});

export const passkeyOptions = route({
  name: 'identity.passkeyOptions',
  method: 'POST',
  path: `${at}/sign-in/passkey/options`,
  summary: 'What a browser asks a passkey for signing in',
  permission: 'identity:signIn',
  input: z.object({}),
  output: json(z.object({ options: webauthnOptions })),
  errors: [],
  audit: 'none',
  perMinute: 60,
  cli: hidden,
});

export const usePasskey = route({
  name: 'identity.usePasskey',
  method: 'POST',
  path: `${at}/sign-in/passkey`,
  summary: 'Sign in with a passkey; nothing else is needed',
  permission: 'identity:signIn',
  input: z.object({ response: webauthnResponse }),
  output: json(meView),
  errors: ['identity.passkeyRefused'],
  perMinute: 20,
  cli: hidden,
});

export const listFactors = route({
  name: 'identity.listFactors',
  method: 'GET',
  path: `${at}/factors`,
  summary: 'With what you sign in',
  permission: 'identity:factors',
  input: z.object({}),
  output: json(factorsView),
  errors: [],
  cli: hidden,
});

export const startAuthenticator = route({
  name: 'identity.startAuthenticator',
  method: 'POST',
  path: `${at}/factors/authenticator`,
  summary: 'Begin to add an app that shows codes',
  description: 'Its secret is in this answer and in no other. It counts once a code was right.',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({}),
  output: json(
    z.object({
      secret: z.string().describe('Base32 (RFC 4648), to type'),
      address: z.string().describe('otpauth://…, to show as a QR code'),
    }),
  ),
  errors: ['identity.sessionNeeded', 'identity.proofNeeded', 'identity.authenticatorThere'],
  cli: hidden,
});

export const confirmAuthenticator = route({
  name: 'identity.confirmAuthenticator',
  method: 'POST',
  path: `${at}/factors/authenticator/confirm`,
  summary: 'Finish adding an app, with a code that it shows',
  permission: 'identity:factors',
  input: z.object({ code }),
  output: json(z.object({ recoveryCodes: newRecoveryCodes })),
  errors: ['identity.sessionNeeded', 'identity.codeWrong', 'identity.tooManyCodes'],
  cli: hidden,
});

export const removeAuthenticator = route({
  name: 'identity.removeAuthenticator',
  method: 'DELETE',
  path: `${at}/factors/authenticator`,
  summary: 'Stop using your app that shows codes',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({}),
  output: nothing(),
  errors: ['identity.sessionNeeded', 'identity.proofNeeded', 'identity.factorUnknown'],
  cli: hidden,
});

export const makeRecoveryCodes = route({
  name: 'identity.makeRecoveryCodes',
  method: 'POST',
  path: `${at}/factors/recovery-codes`,
  summary: 'Make new recovery codes; the old ones stop working',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({}),
  output: json(z.object({ recoveryCodes: newRecoveryCodes })),
  errors: ['identity.sessionNeeded', 'identity.proofNeeded', 'identity.factorUnknown'],
  cli: hidden,
});

export const newPasskeyOptions = route({
  name: 'identity.newPasskeyOptions',
  method: 'POST',
  path: `${at}/factors/passkeys/options`,
  summary: 'What a browser asks a device for a new passkey',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({}),
  output: json(z.object({ options: webauthnOptions })),
  errors: ['identity.sessionNeeded', 'identity.proofNeeded'],
  cli: hidden,
});

export const addPasskey = route({
  name: 'identity.addPasskey',
  method: 'POST',
  path: `${at}/factors/passkeys`,
  summary: 'Add a passkey',
  permission: 'identity:factors',
  input: z.object({ name: passkeyName, response: webauthnResponse }),
  output: json(z.object({ passkey: passkeyView, recoveryCodes: newRecoveryCodes })),
  errors: ['identity.sessionNeeded', 'identity.passkeyRefused'],
  status: 201,
  cli: hidden,
});

export const renamePasskey = route({
  name: 'identity.renamePasskey',
  method: 'PATCH',
  path: `${at}/factors/passkeys/{id}`,
  summary: 'Call a passkey something else',
  permission: 'identity:factors',
  input: z.object({ id, name: passkeyName }),
  output: json(passkeyView),
  errors: ['identity.sessionNeeded', 'identity.factorUnknown'],
  cli: hidden,
});

export const removePasskey = route({
  name: 'identity.removePasskey',
  method: 'DELETE',
  path: `${at}/factors/passkeys/{id}`,
  summary: 'Remove a passkey; it signs nobody in any more',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.sessionNeeded', 'identity.proofNeeded', 'identity.factorUnknown'],
  cli: hidden,
});

export const proofOptions = route({
  name: 'identity.proofOptions',
  method: 'POST',
  path: `${at}/proof/options`,
  summary: 'How you can prove that it is you',
  permission: 'identity:factors',
  input: z.object({}),
  output: json(
    z.object({
      methods: z
        .array(z.enum(['passkey', 'code', 'password', 'provider']))
        .describe('Any one of them'),
      passkey: webauthnOptions.nullable().describe('What to ask a passkey'),
      provider: z
        .object({ id, name: z.string() })
        .nullable()
        .describe('Where to sign in again: identity.beginProvider with `again`'),
    }),
  ),
  errors: ['identity.sessionNeeded'],
  audit: 'none',
  cli: hidden,
});

export const prove = route({
  name: 'identity.prove',
  method: 'POST',
  path: `${at}/proof`,
  summary: 'Prove that it is you, for five minutes of sensitive actions',
  description: 'One of the three. A password only where there is neither an app nor a passkey.',
  permission: 'identity:factors',
  input: z.object({
    password: anyPassword.optional(),
    code: code.optional(),
    passkey: webauthnResponse.optional(),
  }),
  output: json(z.object({ until: z.iso.datetime() })),
  errors: ['identity.sessionNeeded', 'identity.proofFailed', 'identity.tooManyCodes'],
  perMinute: 20,
  cli: hidden,
});

export const endOtherSessions = route({
  name: 'identity.endOtherSessions',
  method: 'DELETE',
  path: `${at}/sessions`,
  summary: 'End all your sessions but this one',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({}),
  output: json(z.object({ ended: z.int() })),
  errors: ['identity.proofNeeded'],
  cli: hidden,
});

export const sendSignInLink = route({
  name: 'identity.sendSignInLink',
  method: 'POST',
  path: `${at}/people/{id}/sign-in-link`,
  summary: 'Send a member who forgot their password a one-time link',
  description:
    'By mail to their address where there is a mail server, else as a link to hand over. It works once, ' +
    'for 15 minutes, and a second factor is asked for all the same. Only for people who belong to no other ' +
    'organisation.',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({
    id,
    mailOnly: z
      .boolean()
      .default(false)
      .describe('Refuse where no mail can be sent, rather than answer with the link'),
  }),
  output: json(z.object({ link: z.string().nullable().describe('Empty: it went by mail') })),
  errors: [
    'identity.personUnknown',
    'identity.proofNeeded',
    'identity.belongsElsewhere',
    'identity.mailNotSetUp',
  ],
  cli: { words: ['people', 'sign-in-link'] },
});

export const signOutPerson = route({
  name: 'identity.signOutPerson',
  method: 'POST',
  path: `${at}/people/{id}/sign-out`,
  summary: 'End a member’s sessions in your organisation',
  description:
    'From the next request on. A session that was begun before cannot put this hat on again; tokens stay.',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id }),
  output: json(z.object({ ended: z.int().describe('Sessions that were ended') })),
  errors: ['identity.personUnknown', 'identity.proofNeeded'],
  cli: { words: ['people', 'sign-out'] },
});

export const resetFactors = route({
  name: 'identity.resetFactors',
  method: 'POST',
  path: `${at}/people/{id}/reset-factors`,
  summary: 'Take away a person’s app, passkeys and recovery codes, because they lost them',
  description:
    'Ends their sessions. Administrators do it for people who belong to no other organisation; ' +
    'who belongs to several asks an operator of the platform.',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.personUnknown', 'identity.proofNeeded', 'identity.belongsElsewhere'],
  cli: { words: ['people', 'reset-factors'] },
});
