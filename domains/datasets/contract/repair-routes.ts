import { bytes, id, json, route } from '@insites/kernel';
import { z } from 'zod';
import { datasetRef } from './dataset.ts';

const at = '/api/v1/datasets';
const version = z.int().min(1).optional().describe('Number; default: the latest');
const unknown = ['datasets.unknown', 'datasets.versionUnknown'] as const;
const cell = z.string().max(1_000_000).nullable().describe('Null: missing');
const cells = z.array(cell).describe('One for each column, in the order of the columns');

/** A row that could not be read, with why, and how it may have been meant. */
export const rejectedRow = z.object({
  row: z.int().describe('Its number among the rejected rows, from 1'),
  line: z.int().describe('In the file, from 1'),
  column: z.string().nullable(),
  reason: z.string(),
  text: z.string().describe('The line as it stands in the file, at most 2,000 characters'),
  length: z.int().optional().describe('Characters of the whole record, when that is more'),
  suggestion: z
    .string()
    .optional()
    .describe('How the row may have been meant, as a line of CSV, where that is clear'),
  repair: z.string().optional().describe('What the suggestion does'),
  cells: cells.nullable().describe('The suggestion as cells; null where there is none'),
  fields: z.array(z.string()).nullable().describe('The line as it divides; null where it does not'),
  tried: cells.optional().describe('The cells that were sent back for it and did not fit'),
  refused: z.string().optional().describe('Why they did not fit'),
});
export type RejectedRowView = z.infer<typeof rejectedRow>;

/** A rejected row as a person sends it back. */
export const repairedRow = z.object({
  line: z.int().min(1).describe('In the file, from 1'),
  row: z
    .int()
    .min(1)
    .optional()
    .describe('Its number among the rejected rows; needed where several have the same line'),
  cells: z
    .union([cells, z.record(z.string(), cell)])
    .nullish()
    .describe('By the order of the columns, or by their names'),
  text: z
    .string()
    .max(1_000_000)
    .optional()
    .describe('Else the line, corrected, in the way of the file; the line unchanged is left out'),
});
export type RepairedRow = z.infer<typeof repairedRow>;

export const rejected = route({
  name: 'datasets.rejected',
  method: 'GET',
  path: `${at}/{id}/rejected`,
  summary: 'The rows that could not be read, with line number and reason',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version, limit: z.int().min(1).max(1_000).default(100) }),
  output: json(
    z.object({
      total: z.int(),
      suggested: z.int().describe('Of the rows listed, how many have a suggestion'),
      items: z.array(rejectedRow),
    }),
  ),
  errors: unknown,
  audit: 'read',
  cli: { columns: ['line', 'column', 'reason', 'text', 'suggestion'] },
});

export const rejectedTable = route({
  name: 'datasets.rejectedTable',
  method: 'GET',
  path: `${at}/{id}/rejected/table`,
  summary: 'All kept rejected rows as a CSV table that can be repaired and sent back',
  description:
    'Columns row, line, reason and text, then the columns of the data set with the suggested cells. ' +
    "Cells that a spreadsheet would run as a formula get a leading ', which is taken away again when the table is sent back.",
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version }),
  output: bytes('text/csv'),
  errors: unknown,
  audit: 'read',
  cli: { hidden: true },
});

export const repairRejected = route({
  name: 'datasets.repairRejected',
  method: 'POST',
  path: `${at}/{id}/rejected/repair`,
  summary: 'Send repaired rows back in: a new version with those that fit',
  description:
    'Rows are read by the recipe and the types of the version they were rejected from. Those that fit stand ' +
    'at its end in the new version; those that do not stay rejected, with why. When none fits there is no new version.',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    version: version.describe('The version that was looked at; refused when there is a newer one'),
    suggested: z
      .union([z.literal('all'), z.array(z.int().min(1)).max(100_000)])
      .optional()
      .describe('Accept the suggestions: all, or those of these lines'),
    rows: z.array(repairedRow).max(100_000).optional().describe('Rows as a person repaired them'),
    table: z
      .string()
      .max(1_000_000)
      .optional()
      .describe('The table of rejected rows, repaired, as CSV'),
    takeBack: z
      .union([z.literal('all'), z.array(z.int().min(1)).max(100_000)])
      .optional()
      .describe('Lines whose repair is taken back: their rows are rejected again'),
  }),
  output: json(
    z.object({
      datasetId: id,
      versionId: id,
      jobId: id,
      number: z.int(),
      sent: z.int().describe('Rows that are looked at'),
      takenBack: z.int(),
    }),
  ),
  errors: [
    ...unknown,
    'datasets.importing',
    'datasets.versionPassed',
    'datasets.rejectedUnknown',
    'datasets.repairEmpty',
    'datasets.columnUnknown',
    'governance.refused',
  ],
  status: 202,
  cli: { hidden: true },
});

export const repairs = route({
  name: 'datasets.repairs',
  method: 'GET',
  path: `${at}/{id}/rejected/repairs`,
  summary: 'The rows of a version that were rejected first and sent back, before and after',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version, limit: z.int().min(1).max(1_000).default(100) }),
  output: json(
    z.object({
      total: z.int(),
      items: z.array(
        z.object({
          line: z.int(),
          reason: z.string().describe('Why it was rejected'),
          text: z.string().describe('As in the file'),
          cells,
          suggested: z.boolean().describe('As was suggested; else by a person'),
        }),
      ),
    }),
  ),
  errors: unknown,
  audit: 'read',
  cli: { columns: ['line', 'reason', 'text', 'cells'] },
});
