import { id, json, nothing, route } from '@insites/kernel';
import { z } from 'zod';
import { connectionView, programView, redirect, scopes } from './program.ts';

const at = '/api/v1/identity';
const hidden = { hidden: true } as const;

/** Which request of a program: one in this browser, or one whose code a device shows. */
const which = {
  request: z.string().min(10).max(60).optional().describe('Of the address the program led to'),
  userCode: z.string().trim().min(4).max(20).optional().describe('As a device shows it'),
};

export const readRequest = route({
  name: 'identity.readRequest',
  method: 'POST',
  path: `${at}/connections/request`,
  summary: 'What a program asks you to let it do',
  permission: 'identity:factors',
  input: z.object(which),
  output: json(
    z.object({
      program: z.string(),
      answersTo: z.string().nullable().describe('Host it leads back to; null: a device waits'),
      scopes: scopes.describe('Permissions it asks for and you have'),
    }),
  ),
  errors: ['identity.sessionNeeded', 'identity.requestUnknown', 'identity.programElsewhere'],
  audit: 'none',
  perMinute: 30,
  cli: hidden,
});

export const answerRequest = route({
  name: 'identity.answerRequest',
  method: 'POST',
  path: `${at}/connections`,
  summary: 'Let a program act for you, or not',
  description: 'It acts for the organisation whose hat you wear, never with more than your role.',
  permission: 'identity:factors',
  fresh: true,
  input: z.object({
    ...which,
    allow: z.boolean(),
    scopes: scopes.default([]).describe('What of it you give'),
    datasets: z.array(id).min(1).max(100).optional().describe('Only these data sets'),
  }),
  output: json(
    z.object({
      address: z.string().nullable().describe('Where the browser goes now, if anywhere'),
    }),
  ),
  errors: [
    'identity.sessionNeeded',
    'identity.proofNeeded',
    'identity.requestUnknown',
    'identity.programElsewhere',
    'identity.scopeTooNarrow',
  ],
  perMinute: 30,
  cli: hidden,
});

export const listConnections = route({
  name: 'identity.listConnections',
  method: 'GET',
  path: `${at}/connections`,
  summary: 'Programs that act for you',
  permission: 'identity:self',
  input: z.object({}),
  output: json(z.object({ items: z.array(connectionView) })),
  errors: [],
  cli: { words: ['connections', 'list'], columns: ['id', 'program', 'organisation', 'expiresAt'] },
});

export const removeConnection = route({
  name: 'identity.removeConnection',
  method: 'DELETE',
  path: `${at}/connections/{id}`,
  summary: 'Stop a program from acting for you, from its next request on',
  permission: 'identity:self',
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.connectionUnknown'],
  cli: { words: ['connections', 'remove'] },
});

export const listPrograms = route({
  name: 'identity.listPrograms',
  method: 'GET',
  path: `${at}/programs`,
  summary: 'Programs that your organisation has registered',
  permission: 'identity:administer',
  input: z.object({}),
  output: json(z.object({ items: z.array(programView) })),
  errors: [],
  cli: { words: ['programs', 'list'], columns: ['id', 'name', 'confidential'] },
});

export const registerProgram = route({
  name: 'identity.registerProgram',
  method: 'POST',
  path: `${at}/programs`,
  summary: 'Register a program that members may let act for them (OAuth 2.1 client)',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({
    name: z.string().trim().min(1).max(60),
    redirects: z.array(redirect).min(1).max(10).describe('Addresses it may be answered at'),
    confidential: z
      .boolean()
      .default(true)
      .describe('Whether it can keep a secret: it is a server'),
  }),
  output: json(z.object({ program: programView, secret: z.string().nullable() })),
  errors: ['identity.proofNeeded'],
  status: 201,
  cli: { words: ['programs', 'register'] },
});

export const removeProgram = route({
  name: 'identity.removeProgram',
  method: 'DELETE',
  path: `${at}/programs/{id}`,
  summary: 'Remove a program; nobody’s data is open to it any more',
  permission: 'identity:administer',
  fresh: true,
  input: z.object({ id }),
  output: nothing(),
  errors: ['identity.proofNeeded', 'identity.programUnknown'],
  cli: { words: ['programs', 'remove'] },
});
