import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@insites/client';
import { errors, InsitesError, newId } from '@insites/kernel';
import {
  type JobView,
  readRebuild,
  rebuild,
  rebuildOrder,
  signatureHeader,
  signedReading,
  timestampHeader,
} from '@insites/platform/contract';
import { z } from 'zod';
import { ownVerb, type VerbCall } from './verb.ts';

const between = 500;
/** Readings in a row that may find nobody: half a minute. */
const patience = 60;

const options = z.object({
  url: z.url().optional().describe('The server (INSITES_URL; default http://127.0.0.1:4000)'),
  secretFile: z
    .string()
    .optional()
    .describe('File with the secret of the server (default: INSITES_REBUILD_SECRET)'),
  wait: z.boolean().default(true).describe('Follow it to its end; --no-wait answers at once'),
  confirm: z
    .array(z.string())
    .default([])
    .describe('Names of all databases of the server; when given, they have to be right'),
  fixtures: rebuildOrder.shape.fixtures.describe(
    'What they are filled with: minimal, sample-city or city',
  ),
  scale: rebuildOrder.shape.scale.describe('Rows of the made-up city'),
  seed: rebuildOrder.shape.seed.describe('The same seed makes the same data; default 1'),
});

/** `insites db rebuild`: what a CI tool calls to re-create the databases of a test server. */
export const rebuildVerb = ownVerb({
  words: ['db', 'rebuild'],
  summary: 'Have a test server re-create its databases, by its signed webhook, and wait for it',
  options,
  positional: [],
  short: {},
  run: async (call) => {
    const { input, print } = call;
    const secret = await readSecret(input.secretFile);
    const client = createClient({ baseUrl: input.url ?? call.client.baseUrl });
    const begun = await begin(client, secret, call);
    if (!input.wait || begun.jobId === null) return print.answer(begun);
    const job = await follow(client, secret, begun.jobId, call);
    if (job.state === 'done') return print.answer({ jobId: job.id, ...job.result });
    if (job.error === null)
      throw errors.cancelled('platform.jobCancelled', 'Somebody stopped the rebuild.');
    const { kind, code, message, hint } = job.error;
    throw new InsitesError(kind, code, message, hint === null ? {} : { hint });
  },
});

type RebuildCall = VerbCall<typeof options>;

async function begin(client: Client, secret: string, { input, signal }: RebuildCall) {
  const { fixtures, scale, seed, confirm } = input;
  const order = { sentAt: new Date().toISOString(), delivery: newId(), fixtures, scale, seed };
  const body = JSON.stringify(confirm.length > 0 ? { ...order, confirm } : order);
  const headers = {
    'content-type': 'application/json',
    [signatureHeader]: signed(secret, body),
  };
  return await client.call(rebuild, {}, { body, headers, signal });
}

async function follow(
  client: Client,
  secret: string,
  id: string,
  { print, signal }: RebuildCall,
): Promise<JobView> {
  for (let failures = 0; ; await sleep(between, undefined, { signal }).catch(() => undefined)) {
    const timestamp = new Date().toISOString();
    const headers = {
      [timestampHeader]: timestamp,
      [signatureHeader]: signed(secret, signedReading(id, timestamp)),
    };
    try {
      const job = await client.call(readRebuild, { id }, { headers, signal });
      failures = 0;
      print.progress({
        step: job.step ?? job.title,
        done: job.done,
        total: job.total,
        unit: 'steps',
      });
      if (job.finishedAt !== null) return job;
    } catch (thrown) {
      // A proxy or a server that is just started again; the job goes on.
      const passes = thrown instanceof InsitesError && thrown.kind === 'unavailable';
      failures += 1;
      if (!passes || failures >= patience) throw thrown;
    }
  }
}

function signed(secret: string, text: string): string {
  return `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
}

async function readSecret(file: string | undefined): Promise<string> {
  const text =
    file === undefined
      ? process.env.INSITES_REBUILD_SECRET
      : await readFile(file, 'utf8').catch((cause: Error) => {
          throw errors.invalid('cli.argumentsWrong', `${file} cannot be read: ${cause.message}.`, {
            hint: 'Put the secret of the server into it, alone.',
          });
        });
  const secret = text?.trim() ?? '';
  if (secret !== '') return secret;
  throw errors.invalid('cli.argumentsWrong', 'There is no secret to sign with.', {
    hint: 'Give --secret-file FILE, or set INSITES_REBUILD_SECRET.',
  });
}
