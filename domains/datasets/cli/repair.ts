import { readFile } from 'node:fs/promises';
import { cliVerb } from '@insites/client';
import { errors } from '@insites/kernel';
import { z } from 'zod';
import {
  datasetRef,
  read,
  rejected,
  rejectedTable,
  repairedRow,
  repairRejected,
} from '../contract/index.ts';
import { follow } from './import.ts';

const options = z.object({
  id: datasetRef,
  table: z.string().optional().describe('Write the rejected rows to this file, to be repaired'),
  file: z
    .string()
    .optional()
    .describe(
      'Send back the rows of this file: the table, repaired, or JSON like `datasets rejected --json`',
    ),
  suggested: z.boolean().default(false).describe('Accept all suggestions'),
  undo: z.boolean().default(false).describe('Take all repairs back'),
});

const rowsOfFile = z.union([z.array(repairedRow), z.object({ items: z.array(repairedRow) })]);

/** `insites datasets repair NAME --file repaired.csv`: sends repaired rows back in, and waits. */
export const repairVerb = cliVerb({
  words: ['datasets', 'repair'],
  summary: 'Send repaired rows back in, or accept the suggestions',
  options,
  positional: ['id'],
  run: async ({ input, client, print, signal }) => {
    const { id, table, file, suggested, undo } = input;
    if (table !== undefined) {
      const response = await client.call(rejectedTable, { id }, { signal });
      const bytes = await print.bytes(response, table);
      if (table !== '-') print.answer({ dataset: id, file: table, bytes });
      return;
    }
    if (file === undefined && !suggested && !undo)
      throw errors.invalid(
        'platform.inputInvalid',
        'Say what to do: one of --file, --suggested, --undo and --table.',
        { hint: 'For example: insites datasets repair NAME --suggested' },
      );
    const begun = await client.call(
      repairRejected,
      {
        id,
        ...(file === undefined ? {} : await rowsOf(file)),
        ...(suggested ? { suggested: 'all' } : {}),
        ...(undo ? { takeBack: 'all' } : {}),
      },
      { signal },
    );
    const cancelled = 'The repair was cancelled; nothing of it stays.';
    await follow(begun.jobId, { client, print, signal }, cancelled);
    const { latest } = await client.call(read, { id: begun.datasetId }, { signal });
    const { items } = await client.call(
      rejected,
      { id: begun.datasetId, limit: 1_000 },
      { signal },
    );
    print.answer({
      dataset: begun.datasetId,
      version: latest?.number ?? begun.number,
      sent: begun.sent,
      takenBack: begun.takenBack,
      repaired: latest?.conservation?.repaired ?? 0,
      rejected: latest?.conservation?.rejected ?? 0,
      conservation: latest?.conservation?.sentence ?? null,
      refused: items.flatMap(({ line, refused }) => (refused ? [`line ${line}: ${refused}`] : [])),
    });
  },
});

/** CSV goes as it is; JSON is a list of rows. */
async function rowsOf(file: string) {
  const text = await readFile(file, 'utf8');
  if (!/^\uFEFF?\s*[[{]/.test(text)) return { table: text };
  const parsed = rowsOfFile.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  return { rows: Array.isArray(parsed) ? parsed : parsed.items };
}
