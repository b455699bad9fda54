import { visibility } from '@insites/governance/contract';
import { bytes, id, json, nothing, pageInput, raw, route } from '@insites/kernel';
import { z } from 'zod';
import { fileDetails, fileName, fileView, folderView } from './file.ts';

const at = '/api/v1/files';

export const list = route({
  name: 'files.list',
  method: 'GET',
  path: at,
  summary: 'Folders and files of a folder; with a search, of all folders',
  permission: 'files:read',
  input: pageInput.extend({
    folderId: id.optional().describe('Default: the top'),
    sort: z.enum(['name', 'updatedAt', 'bytes']).default('name'),
    descending: z.boolean().default(false),
  }),
  output: json(
    z.object({
      path: z.array(z.object({ id, name: z.string() })).describe('Folders from the top to here'),
      items: z.array(z.discriminatedUnion('kind', [folderView, fileView])),
      total: z.int(),
      can: z.object({ upload: z.boolean(), createFolder: z.boolean() }),
    }),
  ),
  errors: ['files.folderUnknown'],
  cli: { columns: ['id', 'kind', 'name', 'visibility', 'updatedAt'] },
});

export const read = route({
  name: 'files.read',
  method: 'GET',
  path: `${at}/{id}`,
  summary: 'A file and its versions',
  permission: 'files:read',
  input: z.object({ id }),
  output: json(fileDetails),
  errors: ['files.unknown'],
});

export const update = route({
  name: 'files.update',
  method: 'PATCH',
  path: `${at}/{id}`,
  summary: 'Rename or move a file, or change who sees it',
  permission: 'files:write',
  input: z.object({
    id,
    name: fileName.optional(),
    folderId: id.nullable().optional(),
    visibility: visibility.optional(),
  }),
  output: json(fileView),
  errors: ['files.unknown', 'files.nameTaken', 'files.folderUnknown'],
});

export const remove = route({
  name: 'files.remove',
  method: 'DELETE',
  path: `${at}/{id}`,
  summary: 'Delete a file with all its versions',
  permission: 'files:write',
  input: z.object({ id }),
  output: nothing(),
  errors: ['files.unknown', 'files.inUse'],
});

export const download = route({
  name: 'files.download',
  method: 'GET',
  path: `${at}/{id}/content`,
  summary: 'The bytes of a file, whole or by range (RFC 9110 §14)',
  permission: 'files:read',
  input: z.object({
    id,
    version: z.int().min(1).optional().describe('Number; default: the latest'),
  }),
  output: bytes('application/octet-stream'),
  errors: ['files.unknown', 'files.rangeInvalid'],
  audit: 'read',
});

export const createFolder = route({
  name: 'files.createFolder',
  method: 'POST',
  path: `${at}/folders`,
  summary: 'Make a folder',
  permission: 'files:write',
  input: z.object({ name: fileName, parentId: id.nullable().default(null) }),
  output: json(folderView),
  errors: ['files.folderUnknown', 'files.nameTaken'],
  status: 201,
  cli: { words: ['folders', 'create'], positional: ['name'] },
});

export const updateFolder = route({
  name: 'files.updateFolder',
  method: 'PATCH',
  path: `${at}/folders/{id}`,
  summary: 'Rename or move a folder',
  permission: 'files:write',
  input: z.object({ id, name: fileName.optional(), parentId: id.nullable().optional() }),
  output: json(folderView),
  errors: ['files.folderUnknown', 'files.nameTaken', 'files.folderInItself'],
  cli: { words: ['folders', 'update'] },
});

export const removeFolder = route({
  name: 'files.removeFolder',
  method: 'DELETE',
  path: `${at}/folders/{id}`,
  summary: 'Delete an empty folder',
  permission: 'files:write',
  input: z.object({ id }),
  output: nothing(),
  errors: ['files.folderUnknown', 'files.folderNotEmpty'],
  cli: { words: ['folders', 'remove'] },
});

const tus = 'tus 1.0 (creation, creation-with-upload, termination)';

export const createUpload = route({
  name: 'files.createUpload',
  method: 'POST',
  path: `${at}/uploads`,
  summary: 'Begin a resumable upload',
  description:
    'Upload-Metadata: `filename` (needed), `folderId`, `fileId` (the new version of that file), ' +
    '`filetype`, `visibility`. The answer to the last byte carries `Insites-File` and ' +
    '`Insites-Version` (ids).',
  permission: 'files:write',
  input: z.object({}),
  output: raw(tus),
  body: 'bytes',
  errors: [
    'files.folderUnknown',
    'files.unknown',
    'files.nameInvalid',
    'files.uploadTooLarge',
    'licensing.storageFull',
  ],
  status: 201,
  cli: { hidden: true },
});

export const readUpload = route({
  name: 'files.readUpload',
  method: 'HEAD',
  path: `${at}/uploads/{id}`,
  summary: 'How much of an upload has arrived',
  permission: 'files:write',
  input: z.object({ id }),
  output: raw(tus),
  errors: ['files.uploadUnknown'],
  cli: { hidden: true },
});

export const appendUpload = route({
  name: 'files.appendUpload',
  method: 'PATCH',
  path: `${at}/uploads/{id}`,
  summary: 'Send the next bytes of an upload',
  permission: 'files:write',
  input: z.object({ id }),
  output: raw(tus),
  body: 'bytes',
  errors: [
    'files.uploadUnknown',
    'files.uploadTooLarge',
    'platform.offsetWrong',
    'licensing.storageFull',
  ],
  cli: { hidden: true },
});

export const cancelUpload = route({
  name: 'files.cancelUpload',
  method: 'DELETE',
  path: `${at}/uploads/{id}`,
  summary: 'Give up an upload; nothing of it stays',
  permission: 'files:write',
  input: z.object({ id }),
  output: raw(tus),
  errors: ['files.uploadUnknown'],
  cli: { hidden: true },
});

export const uploadOptions = route({
  name: 'files.uploadOptions',
  method: 'OPTIONS',
  path: `${at}/uploads`,
  summary: 'Which parts of tus this server speaks',
  permission: 'files:protocol',
  input: z.object({}),
  output: raw(tus),
  errors: [],
  cli: { hidden: true },
});
