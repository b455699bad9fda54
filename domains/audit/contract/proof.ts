import { z } from 'zod';

const hash = z.string().describe('32 bytes, base64');

/** The keys that sign the log, as words of c2sp.org/signed-note. */
export const keysView = z.object({
  origin: z.string().describe('Name of the log; ends with the fingerprint of its key'),
  log: z.string().describe('Checks signatures of the log'),
  witness: z.string().describe('Checks signatures of the witness of this server'),
});

/** That a smaller tree is the beginning of a larger one (RFC 9162 §2.1.4). */
export const consistencyView = z.object({
  from: z.int(),
  to: z.int(),
  path: z.array(hash),
});

/** That an entry stands in the log (RFC 9162 §2.1.3). */
export const inclusionView = z.object({
  position: z.int().describe('From 1; its index in the tree is one less'),
  size: z.int().describe('Of the tree'),
  entry: z
    .string()
    .nullable()
    .describe('The exact text whose hash is the leaf; null when the rules removed it'),
  leaf: hash,
  path: z.array(hash),
  checkpoint: z.string().describe('The signed checkpoint of that size'),
});

/** How long an organisation keeps its entries. */
export const retentionView = z.object({
  keepDays: z.int().nullable().describe('Null: for ever'),
  removed: z.int().describe('Entries that the rule has removed so far'),
});

/** A stream of the log to another system. */
export const streamView = z.object({
  name: z.string().describe('Its address without secrets'),
  kind: z.enum(['syslog', 'webhook']),
  position: z.int().describe('The last entry that was handed over'),
  waiting: z.int().describe('Entries that still wait'),
  at: z.iso.datetime().nullable().describe('When it last moved'),
  fault: z.string().nullable().describe('What went wrong last; null when the last try went well'),
});
export type StreamView = z.infer<typeof streamView>;
