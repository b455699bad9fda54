import { id } from '@insites/kernel';
import { z } from 'zod';
import { role } from './person.ts';

/** A directory that tells who works for an organisation, as its administrators see it. */
export const directoryView = z.object({
  id,
  name: z.string(),
  prefix: z.string().describe('First characters of its token, to recognise it by'),
  enabled: z.boolean().describe('Whether its token is taken'),
  defaultRole: role.describe('Role of whom no group gives one'),
  people: z.int().describe('Users that the directory tells of'),
  pending: z.int().describe('Of them: had an account before and have not said yes yet'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type DirectoryView = z.infer<typeof directoryView>;

/** A directory with its token, which is shown this once. */
export const directoryMade = z.object({
  directory: directoryView,
  baseUrl: z.string().describe('Where the directory sends its requests'),
  token: z.string().describe('For the directory; shown once'),
});

export const directoryGroupView = z.object({
  id,
  name: z.string(),
  people: z.int(),
  role: role.nullable().describe('Role of its people; null: it gives none'),
});
export type DirectoryGroupView = z.infer<typeof directoryGroupView>;

/** A directory that wants to count you among its people. */
export const directoryOffer = z.object({
  id,
  organisationName: z.string(),
  directoryName: z.string(),
  since: z.iso.datetime(),
});
export type DirectoryOffer = z.infer<typeof directoryOffer>;
