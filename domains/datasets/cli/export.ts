import { cliVerb } from '@insites/client';
import { z } from 'zod';
import { data, datasetRef, formats } from '../contract/index.ts';

const options = z.object({
  id: datasetRef,
  format: z.enum(formats).default('csv'),
  output: z.string().optional().describe('File to write; default: standard output'),
  version: z.int().min(1).optional().describe('Number; default: the latest'),
  select: z.string().optional().describe('Expressions separated by commas; default: all columns'),
  where: z.string().optional().describe("A condition, e.g. amount > 100 and kind = 'x'"),
  order: z.string().optional().describe('Expressions with asc or desc'),
  limit: z.int().min(0).optional().describe('At most so many rows'),
  offset: z.int().min(0).optional().describe('After so many rows'),
  formulas: z
    .enum(['escape', 'keep'])
    .default('escape')
    .describe('CSV: escape text a spreadsheet would run'),
});

/** `insites datasets export NAME --format parquet -o FILE`: the rows, chosen and streamed. */
export const exportVerb = cliVerb({
  words: ['datasets', 'export'],
  summary: 'Write the rows of a dataset to a file',
  options,
  positional: ['id'],
  short: { o: 'output', f: 'format' },
  run: async ({ input, client, print, signal }) => {
    const { output, ...request } = input;
    const response = await client.call(data, request, { signal });
    const bytes = await print.bytes(response, output);
    if (output !== undefined && output !== '-')
      print.answer({ dataset: request.id, format: request.format, file: output, bytes });
  },
});
