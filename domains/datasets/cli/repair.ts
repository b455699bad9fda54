import { readFile } from 'node:fs/promises';
import { type CliCall, cliVerb } from '@insites/client';
import { errors } from '@insites/kernel';
import { z } from 'zod';
import {
  datasetRef,
  listVersions,
  read,
  rejected,
  rejectedTable,
  repairedRow,
  repairRejected,
} from '../contract/index.ts';
import { follow, waits } from './import.ts';

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
    const { name, latest, held } = await client.call(read, { id: begun.datasetId }, { signal });
    const made = held ? await versionOf(begun.datasetId, held.version, client, signal) : latest;
    const { items } = await client.call(
      rejected,
      { id: begun.datasetId, limit: 1_000, ...(held ? { version: held.version } : {}) },
      { signal },
    );
    print.answer({
      dataset: begun.datasetId,
      version: made?.number ?? begun.number,
      held: held !== null,
      sent: begun.sent,
      takenBack: begun.takenBack,
      repaired: made?.conservation?.repaired ?? 0,
      rejected: made?.conservation?.rejected ?? 0,
      conservation: made?.conservation?.sentence ?? null,
      refused: items.flatMap(({ line, refused }) => (refused ? [`line ${line}: ${refused}`] : [])),
    });
    if (held) print.say(waits(name, held.version));
  },
});

async function versionOf(
  id: string,
  number: number,
  client: CliCall['client'],
  signal: AbortSignal,
) {
  const { items } = await client.call(listVersions, { id }, { signal });
  return items.find((one) => one.number === number);
}

/** CSV goes as it is; JSON is a list of rows. */
async function rowsOf(file: string) {
  const text = await readFile(file, 'utf8');
  if (!/^\uFEFF?\s*[[{]/.test(text)) return { table: text };
  const parsed = rowsOfFile.parse(JSON.parse(text.replace(/^\uFEFF/, '')));
  return { rows: Array.isArray(parsed) ? parsed : parsed.items };
}
