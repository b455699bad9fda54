import { id, json, route } from '@insites/kernel';
import { z } from 'zod';
import { datasetName, datasetRef } from './dataset.ts';

const at = '/api/v1/datasets/{id}/fits';
const share = z.number().min(0).max(1);

/** A dataset that another one fits with. */
export const fittingDataset = z.object({
  id,
  name: datasetName,
  title: z.string(),
  organisation: z.string(),
  version: z.int().describe('The version that was compared'),
  rows: z.number(),
});

/** A column on each side. */
export const columnPair = z.object({
  mine: z.string().min(1).describe('Column of this dataset'),
  theirs: z.string().min(1).describe('Column of the other one'),
});
export type ColumnPair = z.infer<typeof columnPair>;

/**
 * Two columns whose values meet, so that rows of one dataset can be looked up in the other. Shares are of distinct
 * values, spelled alike: without spaces around, small letters, numbers without leading zeros, dates as in ISO 8601.
 */
export const joinFit = columnPair.extend({
  dataset: fittingDataset,
  score: share.describe('How much speaks for it; an order, not a probability'),
  sentence: z.string(),
  reasons: z.array(z.string()).describe('What else speaks for it or against it'),
  mineInTheirs: share.describe('Of the values of mine those that stand in theirs'),
  theirsInMine: share.describe('Of the values of theirs those that stand in mine'),
  estimated: z.boolean().describe('False: counted over all values'),
  mineOnce: z.boolean().describe('Each value stands in one row of this dataset'),
  theirsOnce: z.boolean().describe('Each value stands in one row of the other'),
});
export type JoinFit = z.infer<typeof joinFit>;

/** A dataset with the same columns: rows of one can stand below those of the other. */
export const unionFit = z.object({
  dataset: fittingDataset,
  score: share,
  sentence: z.string(),
  columns: z.array(
    columnPair.extend({
      by: z.enum(['name', 'similar name', 'meaning', 'values']).describe('Why they are one column'),
    }),
  ),
  share: share.describe('Matched columns of those of the wider dataset'),
  onlyMine: z.array(z.string()),
  onlyTheirs: z.array(z.string()),
  sameKeys: share
    .nullable()
    .describe('Of the values of a key of mine those that stand in theirs: rows that may be double'),
});
export type UnionFit = z.infer<typeof unionFit>;

/** How often the rows and values of one side find something on the other, counted. */
const sideCounts = z.object({
  rows: z.number(),
  withValue: z.number().describe('Rows that have a value to look up'),
  matchedRows: z.number(),
  values: z.number().describe('Distinct values'),
  matchedValues: z.number(),
  most: z.number().describe('Rows that share a value, at most'),
});

const cells = z.array(z.string().nullable());

const unknown = ['datasets.unknown', 'datasets.versionUnknown'] as const;

export const fits = route({
  name: 'datasets.fits',
  method: 'GET',
  path: at,
  summary: 'Datasets that this one can be joined to or put together with, best first',
  description:
    'Compares the newest version with that of every dataset you may see, by names, types, meanings and sketches of ' +
    'the values. Shares are estimates unless it says otherwise; the preview counts them.',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, limit: z.int().min(1).max(100).default(20) }),
  output: json(
    z.object({
      version: z.int(),
      ready: z.boolean().describe('False while the values have not been sketched yet'),
      compared: z.int().describe('Datasets that were compared, of those you may see'),
      all: z.boolean().describe('False: only those changed last were compared'),
      joins: z.array(joinFit),
      unions: z.array(unionFit),
    }),
  ),
  errors: [...unknown],
  audit: 'read',
  cli: { hidden: true },
});

export const previewFit = route({
  name: 'datasets.previewFit',
  method: 'POST',
  path: `${at}/preview`,
  summary: 'Count how the rows of two datasets match, and show the first of them',
  description:
    'Reads both datasets. join: the rows of this dataset that find a row of the other by the pairs of columns. ' +
    'union: the rows that stand in both already, and the first of each below each other.',
  permission: 'datasets:read',
  input: z.object({
    id: datasetRef,
    other: datasetRef.describe('Id or name of the other dataset'),
    kind: z.enum(['join', 'union']).default('join'),
    on: z.array(columnPair).min(1).max(200).describe('Which columns are one'),
  }),
  output: json(
    z.object({
      kind: z.enum(['join', 'union']),
      sentence: z.string(),
      mine: sideCounts,
      theirs: sideCounts,
      joinedRows: z.number().describe('Rows that a join of both would have'),
      columns: z.array(
        z.object({
          name: z.string(),
          side: z.enum(['mine', 'theirs', 'both']),
          matched: z.boolean(),
        }),
      ),
      rows: z
        .array(z.object({ from: z.enum(['mine', 'theirs', 'both']), cells }))
        .describe('join: the first 20 matched rows side by side; union: the first 10 of each'),
      versions: z.object({ mine: z.int(), theirs: z.int() }),
    }),
  ),
  errors: [
    ...unknown,
    'datasets.columnUnknown',
    'datasets.sameDataset',
    'platform.queryTimedOut',
    'platform.queryOutOfMemory',
    'platform.engineCrashed',
  ],
  audit: 'read',
  cli: { hidden: true },
});
