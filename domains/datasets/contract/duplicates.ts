import { id, json, nothing, route } from '@insites/kernel';
import { z } from 'zod';
import { datasetName, datasetRef } from './dataset.ts';

const at = '/api/v1/datasets/{id}';
const contentKey = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .describe('Names a row by what stands in it');

/** How one value of a group is chosen among those of its rows. */
export const survivorRule = z.object({
  column: z.string().min(1),
  rule: z
    .enum(['most-frequent', 'longest', 'most-recent', 'source-priority'])
    .describe('Default of every column: most-frequent'),
  by: z
    .string()
    .optional()
    .describe('most-recent: column of the date; source-priority: column of the source'),
  order: z.array(z.string()).max(100).optional().describe('source-priority: sources, best first'),
});
export type SurvivorRule = z.infer<typeof survivorRule>;

/** One reason for or against two rows being the same thing. */
export const evidenceStep = z.object({
  column: z.string().nullable().describe('Null: not of one column'),
  kind: z.enum(['prior', 'column', 'rarity', 'neighbours']),
  label: z.string(),
  bits: z.number().describe('log2 of the Bayes factor: above 0 for, below 0 against'),
  sentence: z.string(),
});
export type EvidenceStep = z.infer<typeof evidenceStep>;

const cells = z.record(z.string(), z.string().nullable());

/** Two rows that may be the same thing, and why. The steps add up to `bits`. */
export const duplicatePair = z.object({
  left: z.object({ row: z.int(), key: contentKey, group: z.string(), cells }),
  right: z.object({ row: z.int(), key: contentKey, group: z.string(), cells }),
  bits: z.number().describe('log2 of the odds of being the same thing'),
  probability: z.number(),
  together: z.boolean().describe('Whether they stand in one group now'),
  steps: z.array(evidenceStep),
});
export type DuplicatePair = z.infer<typeof duplicatePair>;

/** Rows that are held for the same thing. */
export const duplicateGroup = z.object({
  group: z.string().describe('Stays with the group from version to version'),
  rows: z.int(),
  members: z.array(z.object({ row: z.int(), key: contentKey, cells })).describe('The first 20'),
});

export const linkDecision = z.object({
  id,
  left: contentKey,
  right: contentKey,
  same: z.boolean(),
  at: z.iso.datetime(),
  by: z.object({ id, name: z.string() }).nullable(),
  undone: z.iso.datetime().nullable(),
});

export const linkEvent = z.object({
  kind: z.enum(['merged', 'split']),
  from: z.array(z.string()).describe('Groups before'),
  into: z.array(z.string()).describe('Groups after'),
  rows: z.int(),
  at: z.iso.datetime(),
});

/** Why a search left pairs apart that look alike. */
export const duplicatesDoubt = z.object({
  kind: z
    .enum(['crowd', 'weak'])
    .describe(
      'crowd: pairs that agree in much, but in one column hardly ever; weak: different things agree in everything by chance',
    ),
  column: z.string().nullable().describe('The column in which the crowd differs'),
  pairs: z.int().describe('About so many pairs'),
  sentence: z.string(),
});

/** What the last search found. */
export const duplicatesSummary = z.object({
  version: z.int().describe('Version that was searched'),
  rows: z.int(),
  groups: z.int().describe('Groups of two rows and more'),
  rowsInGroups: z.int(),
  toReview: z.int().describe('Pairs that a person should look at'),
  coverage: z
    .number()
    .describe('Share of probable pairs that the rules find, measured on a sample'),
  columns: z.array(
    z.object({
      column: z.string(),
      kind: z.string(),
      levels: z.array(
        z.object({ label: z.string(), m: z.number(), u: z.number(), bits: z.number() }),
      ),
    }),
  ),
  rules: z.array(z.object({ keys: z.array(z.string()), pairs: z.number() })),
  doubts: z
    .array(duplicatesDoubt)
    .optional()
    .describe('Why pairs that look alike were left apart; absent in searches before this was told'),
  at: z.iso.datetime(),
});
export type DuplicatesSummary = z.infer<typeof duplicatesSummary>;

const unknown = ['datasets.unknown', 'datasets.versionUnknown'] as const;

export const findDuplicates = route({
  name: 'datasets.findDuplicates',
  method: 'POST',
  path: `${at}/duplicates/find`,
  summary: 'Look for rows that are the same thing',
  description:
    'Which columns are compared, where pairs are sought and how agreement is weighed is learned from the rows. ' +
    'Groups keep their names from one search to the next; what people decided counts before the weights.',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    columns: z
      .array(z.string())
      .max(50)
      .optional()
      .describe('Columns to compare; default: chosen by what they mean'),
    source: z
      .string()
      .optional()
      .describe('Column of the source: two rows of one source are never the same thing'),
  }),
  output: json(z.object({ jobId: id })),
  errors: [...unknown, 'datasets.searching', 'datasets.nothingToCompare', 'governance.refused'],
  status: 202,
  cli: { hidden: true },
});

export const duplicates = route({
  name: 'datasets.duplicates',
  method: 'GET',
  path: `${at}/duplicates`,
  summary: 'Rows that are the same thing, pairs to decide, and why',
  permission: 'datasets:read',
  input: z.object({
    id: datasetRef,
    show: z.enum(['review', 'groups', 'log']).default('review'),
    limit: z.int().min(1).max(100).default(20),
    offset: z.int().min(0).max(10_000).default(0),
  }),
  output: json(
    z.object({
      summary: duplicatesSummary.nullable().describe('Null: nobody has looked yet'),
      searching: z.object({ jobId: id }).nullable(),
      pairs: z.array(duplicatePair),
      groups: z.array(duplicateGroup),
      events: z.array(linkEvent),
      decisions: z.array(linkDecision).describe('Newest first; those not undone count'),
      can: z.object({ decide: z.boolean() }),
    }),
  ),
  errors: [...unknown],
  audit: 'read',
  cli: { hidden: true },
});

export const decidePair = route({
  name: 'datasets.decidePair',
  method: 'POST',
  path: `${at}/duplicates/decisions`,
  summary: 'Say whether two rows are the same thing',
  description:
    'Remembered by what stands in the rows, and counted before the weights in every later search.',
  permission: 'datasets:write',
  input: z.object({ id: datasetRef, left: contentKey, right: contentKey, same: z.boolean() }),
  output: json(linkDecision),
  errors: [...unknown, 'governance.refused'],
  status: 201,
  cli: { hidden: true },
});

export const undoDecision = route({
  name: 'datasets.undoDecision',
  method: 'DELETE',
  path: `${at}/duplicates/decisions/{decisionId}`,
  summary: 'Take a decision about two rows back',
  permission: 'datasets:write',
  input: z.object({ id: datasetRef, decisionId: id }),
  output: nothing(),
  errors: [...unknown, 'datasets.decisionUnknown', 'governance.refused'],
  cli: { hidden: true },
});

export const deduplicate = route({
  name: 'datasets.deduplicate',
  method: 'POST',
  path: `${at}/deduplicate`,
  summary: 'Make a dataset with one row for each thing',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    into: z
      .enum(['dataset', 'version'])
      .default('dataset')
      .describe('A new dataset, or the next version of this one'),
    name: datasetName.optional().describe('Of the new dataset; default: with _unique behind it'),
    rules: z.array(survivorRule).max(500).default([]),
  }),
  output: json(z.object({ datasetId: id, name: datasetName, versionId: id, jobId: id })),
  errors: [
    ...unknown,
    'datasets.notSearched',
    'datasets.columnUnknown',
    'datasets.nameTaken',
    'datasets.importing',
    'governance.refused',
  ],
  status: 202,
});
