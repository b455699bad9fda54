import { basename } from 'node:path';
import { type CliVerb, cliVerb } from '@insites/client';
import { visibility } from '@insites/governance/contract';
import { id } from '@insites/kernel';
import { z } from 'zod';
import { download, read } from '../contract/index.ts';
import { uploadFile } from './upload.ts';

export { type UploadedFile, type UploadFile, uploadFile } from './upload.ts';

const upload = cliVerb({
  words: ['files', 'upload'],
  summary: 'Send a file of this machine; one that was cut off goes on where it stopped',
  options: z.object({
    file: z.string().describe('The file to send'),
    folder: id.optional().describe('Id of the folder it goes to; default: the top'),
    fileId: id.optional().describe('Make the next version of this file'),
    visibility: visibility.default('private'),
  }),
  positional: ['file'],
  run: async ({ input, client, print, signal }) => {
    const { file, folder, fileId, visibility: seenBy } = input;
    const uploaded = await uploadFile({
      client,
      path: file,
      folderId: folder,
      fileId,
      visibility: seenBy,
      signal,
      onProgress: (done, total) =>
        print.progress({ step: 'Uploading', done, total, unit: 'bytes' }),
    });
    const { latest, ...about } = await client.call(read, { id: uploaded.fileId }, { signal });
    const { number, bytes, sha256 } = latest;
    const { name, visibility: shown } = about;
    print.answer({ id: about.id, name, version: number, bytes, sha256, visibility: shown });
  },
});

const get = cliVerb({
  words: ['files', 'download'],
  summary: 'Fetch the bytes of a file',
  options: z.object({
    id: id.describe('Id of the file'),
    version: z.int().min(1).optional().describe('Number; default: the latest'),
    output: z
      .string()
      .optional()
      .describe('Where to write; default: the name it has, - for stdout'),
  }),
  positional: ['id'],
  short: { o: 'output' },
  run: async ({ input, client, print, signal }) => {
    const { id: fileId, version } = input;
    const chosen = version === undefined ? {} : { version };
    const output = input.output ?? basename((await client.call(read, { id: fileId })).name);
    const response = await client.call(download, { id: fileId, ...chosen }, { signal });
    const bytes = await print.bytes(response, output);
    if (output !== '-') print.answer({ id: fileId, file: output, bytes });
  },
});

/** Verbs of the command line that are more than one route. */
export const verbs: readonly CliVerb[] = [upload, get];
