import { visibility } from '@insites/governance/contract';
import { id } from '@insites/kernel';
import { z } from 'zod';

export const fileName = z
  .string()
  .trim()
  .min(1)
  .max(255)
  .refine((name) => !/[/\\\p{Cc}]/u.test(name), 'No slashes and no control characters')
  .refine((name) => name !== '.' && name !== '..', 'Not a name');

const owner = z.object({ id, name: z.string() }).nullable().describe('null: Insites itself');

export const folderView = z.object({
  id,
  kind: z.literal('folder'),
  name: z.string(),
  parentId: id.nullable(),
  createdAt: z.iso.datetime(),
  can: z.object({ update: z.boolean(), remove: z.boolean() }),
});
export type FolderView = z.infer<typeof folderView>;

export const fileVersionView = z.object({
  id,
  number: z.int().describe('1, 2, 3 …'),
  bytes: z.number(),
  sha256: z.string().describe('Of the content, lower-case hexadecimal'),
  mediaType: z.string(),
  createdAt: z.iso.datetime(),
  createdBy: owner,
});
export type FileVersionView = z.infer<typeof fileVersionView>;

/** A file: a name for a line of immutable versions. */
export const fileView = z.object({
  id,
  kind: z.literal('file'),
  name: z.string(),
  folderId: id.nullable(),
  visibility,
  owner,
  latest: fileVersionView,
  versionCount: z.int(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  can: z.object({ update: z.boolean(), remove: z.boolean(), addVersion: z.boolean() }),
});
export type FileView = z.infer<typeof fileView>;

/** A file with all its versions and the folders on the way to it. */
export const fileDetails = fileView.extend({
  versions: z.array(fileVersionView),
  path: z.array(z.object({ id, name: z.string() })),
});
