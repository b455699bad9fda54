import { json, pageInput, pageOf, route } from '@insites/kernel';
import { z } from 'zod';
import { entryView, outcomes } from './entry.ts';

export const list = route({
  name: 'audit.list',
  method: 'GET',
  path: '/api/v1/audit/entries',
  summary: 'Who did what, newest first',
  description: 'Entries of the organisation whose hat is worn. Looking is itself written down.',
  permission: 'audit:read',
  input: pageInput.extend({
    verb: z.string().max(100).optional(),
    actorId: z.string().max(64).optional(),
    objectKind: z.string().max(40).optional(),
    objectId: z.string().max(64).optional(),
    outcome: z.enum(outcomes).optional(),
    from: z.iso.datetime().optional(),
    to: z.iso.datetime().optional(),
  }),
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
