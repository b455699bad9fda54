import { bytes, json, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { entryFilter, entryView } from './entry.ts';
import { consistencyView, inclusionView, keysView, retentionView, streamView } from './proof.ts';

const size = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const list = route({
  name: 'audit.list',
  method: 'GET',
  path: '/api/v1/audit/entries',
  summary: 'Who did what, newest first',
  description: 'Entries of the organisation whose hat is worn. Looking is itself written down.',
  permission: 'audit:read',
  input: pageInput.extend(entryFilter.shape),
  output: json(pageOf(entryView)),
  errors: [],
  audit: 'read',
  cli: { columns: ['at', 'actorName', 'verb', 'objectKind', 'objectName', 'outcome'] },
});

export const listMine = route({
  name: 'audit.listMine',
  method: 'GET',
  path: '/api/v1/audit/mine',
  summary: 'What you did yourself, newest first',
  permission: 'audit:mine',
  input: pageInput,
  output: json(pageOf(entryView)),
  errors: [],
  cli: { words: ['audit', 'mine'], columns: ['at', 'verb', 'objectKind', 'objectName', 'outcome'] },
});

export const fileFormats = ['csv', 'jsonl'] as const;

export const download = route({
  name: 'audit.download',
  method: 'GET',
  path: '/api/v1/audit/file',
  summary: 'The entries that fit, oldest first, as CSV or JSON Lines',
  description: 'To read and count. To prove something, take `audit export`.',
  permission: 'audit:read',
  input: entryFilter.extend({ format: z.enum(fileFormats).default('csv') }),
  output: bytes('text/csv', 'application/x-ndjson'),
  errors: [],
  audit: 'read',
});

export const exportLog = route({
  name: 'audit.exportLog',
  method: 'GET',
  path: '/api/v1/audit/export',
  summary: 'The whole log of the organisation with its proof, as JSON Lines',
  fresh: true,
  description:
    'Entries of other organisations are there as hashes only. Check it with `audit verify`, which needs no server.',
  permission: 'audit:read',
  input: z.object({}),
  output: bytes('application/x-ndjson'),
  errors: ['audit.notSigned', 'audit.treeChanged', 'audit.keyMissing'],
  audit: 'read',
  perMinute: 20,
  cli: { words: ['audit', 'export'] },
});

export const checkpoint = route({
  name: 'audit.checkpoint',
  method: 'GET',
  path: '/api/v1/audit/checkpoint',
  summary: 'The last signed checkpoint of the log, for anybody to keep',
  description: 'A signed note (c2sp.org/tlog-checkpoint): name of the log, entries, root hash.',
  permission: 'audit:witness',
  input: z.object({}),
  output: bytes('text/plain; charset=utf-8'),
  errors: ['audit.notSigned', 'audit.treeChanged', 'audit.keyMissing'],
  perMinute: 60,
});

export const keys = route({
  name: 'audit.keys',
  method: 'GET',
  path: '/api/v1/audit/keys',
  summary: 'The public keys that sign the log',
  permission: 'audit:witness',
  input: z.object({}),
  output: json(keysView),
  errors: ['audit.notSigned', 'audit.keyMissing'],
  perMinute: 60,
});

export const consistency = route({
  name: 'audit.consistency',
  method: 'GET',
  path: '/api/v1/audit/consistency',
  summary: 'The proof that the log of one size is the beginning of the log of another',
  permission: 'audit:witness',
  input: z.object({
    from: size.describe('Entries of the smaller one'),
    to: size.optional().describe('Entries of the larger one; default: the last checkpoint'),
  }),
  output: json(consistencyView),
  errors: ['audit.sizeUnknown'],
  perMinute: 60,
});

export const inclusion = route({
  name: 'audit.inclusion',
  method: 'GET',
  path: '/api/v1/audit/entries/{position}/proof',
  summary: 'The proof that an entry stands in the log',
  description: 'For entries you may see: your own deeds, and as steward those of the organisation.',
  permission: 'audit:mine',
  input: z.object({
    position: z.int().min(1).max(Number.MAX_SAFE_INTEGER).describe('The id of the entry'),
  }),
  output: json(inclusionView),
  errors: ['audit.entryUnknown', 'audit.notSigned', 'audit.treeChanged', 'audit.keyMissing'],
  perMinute: 120,
  cli: { words: ['audit', 'prove'] },
});

export const retention = route({
  name: 'audit.retention',
  method: 'GET',
  path: '/api/v1/audit/retention',
  summary: 'How long the organisation keeps its entries',
  permission: 'audit:read',
  input: z.object({}),
  output: json(retentionView),
  errors: [],
});

export const setRetention = route({
  name: 'audit.setRetention',
  method: 'PUT',
  path: '/api/v1/audit/retention',
  summary: 'Says how long the organisation keeps its entries',
  description:
    'Older ones are removed once a day. Their hashes stay, so that the log can still be proven.',
  permission: 'audit:retain',
  input: z.object({
    keepDays: z
      .int()
      .min(30)
      .max(36_500)
      .nullable()
      .default(null)
      .describe('Days from 30 on; null: for ever'),
  }),
  output: json(retentionView),
  errors: [],
  cli: { words: ['audit', 'retain'], positional: ['keepDays'] },
});

export const streams = route({
  name: 'audit.streams',
  method: 'GET',
  path: '/api/v1/audit/streams',
  summary: 'Where the log is sent to, and how far that has come',
  permission: 'audit:operate',
  input: z.object({}),
  output: json(z.object({ items: z.array(streamView) })),
  errors: [],
});
