import { z } from 'zod';

export const outcomes = ['allowed', 'refused', 'failed'] as const;

/** One line of the audit log: who did what to what, why, and how it ended. Never holds personal values. */
export const entryView = z.object({
  id: z.string().describe('Position in the log; grows by one'),
  at: z.iso.datetime(),
  actorId: z.string().nullable(),
  actorName: z.string(),
  credential: z
    .enum(['session', 'token', 'service', 'none'])
    .describe('service: a token of a service account'),
  credentialId: z.string().nullable().describe('The session or token'),
  address: z.string(),
  organisationId: z.string().nullable().describe('Whose log it stands in'),
  hat: z.string().nullable().describe('The organisation whose hat was worn'),
  role: z.string().nullable().describe('The role in that organisation'),
  verb: z.string().describe('Domain and verb, e.g. datasets.query'),
  purpose: z.string().nullable(),
  objectKind: z.string().nullable(),
  objectId: z.string().nullable(),
  objectName: z.string().nullable(),
  version: z.string().nullable(),
  outcome: z.enum(outcomes),
  code: z.string().nullable().describe('The error code, when refused or failed'),
  policyVersion: z.string().nullable().describe('Which text of the policies decided'),
  columns: z.array(z.string()).nullable().describe('Columns of the data that were touched'),
  rows: z.number().nullable().describe('Rows that went out'),
  digest: z.string().nullable().describe('SHA-256 of the answer'),
  requestId: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type EntryView = z.infer<typeof entryView>;

/** What entries may be chosen by; all that are given hold. */
export const entryFilter = z.object({
  search: z
    .string()
    .max(200)
    .optional()
    .describe('Only those whose person, verb or thing contains this'),
  verb: z.string().max(100).optional().describe('Domain and verb, e.g. datasets.query'),
  actorId: z.string().max(64).optional().describe('Deeds of this person'),
  objectKind: z.string().max(40).optional().describe('dataset, file, person …'),
  objectId: z.string().max(64).optional().describe('What was done with this thing'),
  outcome: z.enum(outcomes).optional(),
  from: z.iso.datetime().optional().describe('At or after this time'),
  to: z.iso.datetime().optional().describe('Before this time'),
});
