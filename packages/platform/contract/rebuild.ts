import { id, json, route } from '@insites/kernel';
import { z } from 'zod';
import { jobView } from './job.ts';

const at = '/api/v1/platform/rebuild';

/** Header with `sha256=` and the HMAC-SHA-256 of what is signed, hexadecimal: GitHub's webhooks. */
export const signatureHeader = 'x-hub-signature-256';

/** Headers that name a delivery, ours first: 8 to 100 letters, digits, `_`, `.` or `-`. */
export const deliveryHeaders = ['x-insites-delivery', 'x-github-delivery'] as const;

/** Header with the kind of a delivery of GitHub. */
export const eventHeader = 'x-github-event';

/** Header with the moment of a signed reading, ISO 8601. */
export const timestampHeader = 'x-insites-timestamp';

/** So far may the moment of a signed request be from the server's, in milliseconds. */
export const signedFor = 5 * 60_000;

/** What a reading of the progress signs: the request line without its version, a line feed, the timestamp. */
export function signedReading(jobId: string, timestamp: string): string {
  return `GET ${at}/${jobId}\n${timestamp}`;
}

/** The body of a rebuild. All of it may be left out; deliveries of GitHub have fields of their own beside it. */
export const rebuildOrder = z.object({
  sentAt: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Now; a body without it is taken once and never again'),
  delivery: z
    .string()
    .regex(/^[\w.-]{8,100}$/)
    .optional()
    .describe('Name of the delivery, under the signature; default: the one in the header'),
  confirm: z
    .array(z.string())
    .optional()
    .describe('Names of all databases; default: whatever the server has'),
  fixtures: z.string().default('sample-city').describe('minimal, sample-city or city'),
  scale: z.int().min(0).max(10_000_000).optional().describe('Rows of the made-up city'),
  seed: z.string().max(100).optional().describe('The same seed makes the same data'),
});
export type RebuildOrder = z.output<typeof rebuildOrder>;

const signedBody =
  'Answers only where INSITES_REBUILD_SECRET is set. The header X-Hub-Signature-256 has `sha256=` ' +
  'and the HMAC-SHA-256 of the body under the secret; X-Insites-Delivery or X-GitHub-Delivery names ' +
  'the delivery, unless the body does. The body is a JSON object or empty: sentAt, delivery, confirm, ' +
  'fixtures, scale, seed.';

export const rebuild = route({
  name: 'platform.rebuild',
  method: 'POST',
  path: at,
  summary: 'Re-create the databases of a test environment, asked by a signed webhook',
  description: signedBody,
  permission: 'platform:rebuild',
  input: z.object({}),
  body: 'bytes',
  output: json(
    z.object({
      jobId: id.nullable().describe('Null when nothing is to be done: a ping'),
      watch: z.string().nullable().describe('Where its progress is read, signed as well'),
    }),
  ),
  status: 202,
  errors: [
    'platform.rebuildNotSigned',
    'platform.rebuildTooOld',
    'platform.rebuildReplayed',
    'platform.rebuildRefused',
    'platform.rebuildRunning',
    'platform.fixtureUnknown',
  ],
  perMinute: 10,
  cli: { hidden: true },
});

export const readRebuild = route({
  name: 'platform.readRebuild',
  method: 'GET',
  path: `${at}/{id}`,
  summary: 'How far a rebuild is',
  description:
    'Signed like the order: X-Insites-Timestamp has the time (ISO 8601), X-Hub-Signature-256 the HMAC of ' +
    '`GET /api/v1/platform/rebuild/{id}`, a line feed and that timestamp.',
  permission: 'platform:rebuild',
  input: z.object({ id }),
  output: json(jobView),
  errors: ['platform.rebuildNotSigned', 'platform.rebuildTooOld', 'platform.jobUnknown'],
  perMinute: 240,
  cli: { hidden: true },
});
