import { cliVerb } from '@insites/client';
import { z } from 'zod';
import { datasetRef, duplicates, findDuplicates } from '../contract/index.ts';
import { follow } from './import.ts';

const options = z.object({
  id: datasetRef,
  columns: z
    .string()
    .optional()
    .describe('Columns to compare, separated by commas; default: chosen'),
  source: findDuplicates.input.shape.source,
  look: z.boolean().default(true).describe('Search first; --no-look shows what was found last'),
  show: z.enum(['review', 'groups', 'log']).default('review'),
  limit: z.int().min(1).max(100).default(20),
});

/** `insites datasets duplicates NAME`: searches, follows the progress, tells what was found and what is in doubt. */
export const duplicatesVerb = cliVerb({
  words: ['datasets', 'duplicates'],
  summary: 'Find rows that are the same thing, and pairs to decide',
  options,
  positional: ['id'],
  run: async (call) => {
    const { id, columns, source, look, show, limit } = call.input;
    if (look) {
      const { jobId } = await call.client.call(findDuplicates, {
        id,
        ...(columns === undefined
          ? {}
          : { columns: columns.split(',').map((name) => name.trim()) }),
        ...(source === undefined ? {} : { source }),
      });
      await follow(jobId, call, 'The search was cancelled; what was found before stays.');
    }
    const { summary, pairs, groups, events } = await call.client.call(duplicates, {
      id,
      show,
      limit,
    });
    call.print.answer({
      ...summary,
      ...(show === 'review' ? { pairs } : show === 'groups' ? { groups } : { events }),
    });
  },
});
