import { z } from 'zod';
import { databaseVerbs } from './database-verbs.ts';
import { loginVerbs } from './login/verbs.ts';
import { serve } from './serve.ts';
import { ownVerb, type Verb } from './verb.ts';

const where = {
  port: z.int().min(0).max(65535).optional().describe('Port; 0 = any (INSITES_PORT; default 4000)'),
  home: z
    .string()
    .optional()
    .describe('Folder for everything Insites keeps (INSITES_HOME; default ./.insites)'),
  host: z
    .string()
    .optional()
    .describe('Address to listen on; 0.0.0.0 = all (INSITES_HOST; default 127.0.0.1)'),
  roles: z
    .array(z.enum(['web', 'worker']))
    .optional()
    .describe('web answers requests, worker runs jobs (INSITES_ROLES; default web,worker)'),
};

const start = ownVerb({
  words: ['start'],
  summary: 'Start Insites with a sample city and print how to sign in',
  options: z.object(where),
  positional: [],
  short: {},
  run: ({ input, signal }) =>
    serve({ ...input, sampleCity: true, signInLink: true }, 'people', signal),
});

const serveVerb = ownVerb({
  words: ['serve'],
  summary: 'Start Insites for a service manager or a script; prints `ready URL` alone on a line',
  options: z.object({
    ...where,
    sampleCity: z
      .boolean()
      .default(false)
      .describe('Load the sample city when nothing is there yet'),
    signInLink: z
      .boolean()
      .default(false)
      .describe('Print a one-time sign-in link of the first administrator'),
  }),
  positional: [],
  short: {},
  run: ({ input, signal }) => serve(input, 'scripts', signal),
});

const config = ownVerb({
  words: ['config'],
  summary: 'Every setting: its value, where that comes from and what it means; secrets hidden',
  options: z.object({}),
  positional: [],
  short: {},
  run: async ({ print }) => {
    const { describeConfig } = await import('@insites/platform');
    print.answer({ items: describeConfig(process.env) });
  },
});

/** Verbs of this app itself. */
export const ownVerbs: readonly Verb[] = [
  start,
  serveVerb,
  config,
  ...loginVerbs,
  ...databaseVerbs,
];
