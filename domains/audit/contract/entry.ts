import { z } from 'zod';

export const outcomes = ['allowed', 'refused', 'failed'] as const;

/** One line of the audit log: who did what to what, why, and how it ended. Never holds personal values. */
export const entryView = z.object({
  id: z.string().describe('Position in the log; grows by one'),
  at: z.iso.datetime(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  credential: z.enum(['session', 'token', 'none']),
  address: z.string(),
  organisationId: z.string().nullable(),
  verb: z.string().describe('Domain and verb, e.g. datasets.query'),
  purpose: z.string().nullable(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  objectName: z.string().nullable(),
  version: z.string().nullable(),
  outcome: z.enum(outcomes),
  code: z.string().nullable().describe('The error code, when refused or failed'),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type EntryView = z.infer<typeof entryView>;
