import { id } from '@insites/kernel';
import { z } from 'zod';

const column = z.string().min(1).max(255).describe('Name of the column');
const bound = z
  .union([z.number(), z.string().max(100)])
  .nullable()
  .describe('A number, or a date or time as ISO 8601; null: no bound');

/** What data should be like. Rows without a value pass all but `notNull`. */
export const expectation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notNull'), column }).describe('Every row has a value'),
  z
    .object({ kind: z.literal('unique'), columns: z.array(column).min(1).max(8) })
    .describe('No two rows have the same values; all rows of a group that repeats fail'),
  z
    .object({ kind: z.literal('range'), column, least: bound, most: bound })
    .describe('Values lie between two bounds, both included'),
  z
    .object({ kind: z.literal('pattern'), column, pattern: z.string().min(1).max(500) })
    .describe('The whole value fits a regular expression (RE2)'),
  z
    .object({
      kind: z.literal('set'),
      column,
      values: z.array(z.string().max(500)).min(1).max(1_000),
    })
    .describe('Values are some of these'),
  z
    .object({
      kind: z.literal('foreignKey'),
      column,
      dataset: id.describe('Dataset that has the values'),
      to: column.describe('Its column'),
    })
    .describe('Values stand in a column of another dataset, latest version'),
  z
    .object({
      kind: z.literal('monotone'),
      column,
      direction: z.enum(['rising', 'falling']),
      strictly: z.boolean().default(false).describe('Equal values in a row fail'),
    })
    .describe('Values go one way from row to row'),
  z
    .object({ kind: z.literal('freshness'), column, days: z.number().min(0).max(100_000) })
    .describe('When a version is made, its newest value is at most so old'),
  z
    .object({
      kind: z.literal('rowCount'),
      least: z.int().min(0).nullable(),
      most: z.int().min(0).nullable(),
      change: z
        .object({ least: z.number().min(-1), most: z.number() })
        .nullable()
        .describe('Against the version before: from -0.1 (a tenth fewer) to 0.2 (a fifth more)'),
    })
    .describe('How many rows there are'),
]);
export type Expectation = z.infer<typeof expectation>;

/** What is let pass: the larger of the two. Of the row count and freshness, they widen the bounds. */
export const tolerance = z.object({
  absolute: z.number().min(0).default(0).describe('So many rows; of freshness, days'),
  relative: z.number().min(0).max(1).default(0).describe('Such a share of the rows or the bound'),
});
export type Tolerance = z.infer<typeof tolerance>;

/** suggested: shown; accepted: checked on every version; dropped: never suggested again. */
export const expectationStates = ['suggested', 'accepted', 'dropped'] as const;

/** One line of a dataset's list of expectations. The list is versioned: every change makes a new revision. */
export const listedExpectation = z.object({
  id,
  state: z.enum(expectationStates),
  origin: z.enum(['suggested', 'edited', 'person']),
  expectation,
  tolerance,
  confidence: z.number().min(0).max(1).nullable().describe('Of a suggestion'),
  why: z.string().describe('How we know'),
});
export type ListedExpectation = z.infer<typeof listedExpectation>;

/** What came of one expectation on one version. */
export const checkResult = z.object({
  expectationId: id,
  kind: z.string(),
  columns: z.array(z.string()),
  sentence: z.string().describe('What is expected'),
  passed: z.boolean().nullable().describe('null: it could not be checked'),
  rows: z.number(),
  failing: z.number().describe('Rows that fail; of the row count and freshness 0 or 1'),
  allowed: z.number().describe('Rows that may fail'),
  told: z.string().describe('What came of it, as a sentence'),
  examples: z.array(z.object({ row: z.number().describe('From 1'), value: z.string().nullable() })),
});
export type CheckResult = z.infer<typeof checkResult>;

/** Dimensions of data quality; DAMA UK (2013), as characteristics in ISO/IEC 25012:2008. */
export const dimensions = [
  'completeness',
  'validity',
  'uniqueness',
  'consistency',
  'timeliness',
] as const;

/**
 * The score of a version and its parts. Each part is 0 to 100; the score is the mean of the parts that
 * could be measured, by their weights. Weights are equal, because neither source gives any.
 */
export const qualityScore = z.object({
  total: z.number().min(0).max(100).nullable(),
  parts: z.array(
    z.object({
      dimension: z.enum(dimensions),
      score: z.number().min(0).max(100).nullable().describe('null: nothing to measure it by'),
      weight: z.number().describe('Share of the score; 0 when not measured'),
      sentence: z.string(),
    }),
  ),
});
export type QualityScore = z.infer<typeof qualityScore>;

/** When a new version stops before it is published. */
export const driftRules = z.object({
  hold: z.boolean().default(true).describe('false: nothing stops, drift is told only'),
  gone: z.boolean().default(true).describe('A column is gone'),
  type: z.boolean().default(true).describe('Values are of another kind'),
  psi: z
    .number()
    .positive()
    .default(0.25)
    .describe('Population stability index; below 0.1 little, above 0.25 much has moved'),
  ks: z
    .number()
    .min(0)
    .max(1)
    .default(0.2)
    .describe('Kolmogorov-Smirnov distance, as well as being significant'),
  significance: z
    .number()
    .gt(0)
    .max(0.5)
    .default(0.01)
    .describe('Chance of a false alarm in one version; divided by the columns compared'),
  missing: z.number().gt(0).max(1).default(0.1).describe('Change of the share without a value'),
  fewer: z.number().gt(0).max(1).default(0.5).describe('Such a share of the rows is gone'),
  more: z
    .number()
    .gt(0)
    .default(2)
    .describe('Rows come, as a share of those before: 2 is threefold'),
  fewest: z
    .int()
    .min(2)
    .default(100)
    .describe('With fewer rows than this, rows and values are not compared: chance moves them'),
});
export type DriftRules = z.infer<typeof driftRules>;

/** How the same values were distributed before and are now: shares of the rows that have one. */
export const distributions = z.object({
  labels: z.array(z.string()),
  before: z.array(z.number()),
  after: z.array(z.number()),
});

export const driftFinding = z.object({
  what: z.enum([
    'rows',
    'added',
    'gone',
    'renamed',
    'order',
    'type',
    'unit',
    'distribution',
    'missing',
  ]),
  column: z.string().nullable().describe('As it is called now; of a gone one, before'),
  stops: z.boolean(),
  sentence: z.string(),
  psi: z.number().nullable(),
  ks: z
    .object({ distance: z.number(), p: z.number().describe('Asymptotic, for one column') })
    .nullable(),
  distributions: distributions.nullable(),
});
export type DriftFinding = z.infer<typeof driftFinding>;

/** Types a column can be given by a patch. */
export const patchTypes = ['VARCHAR', 'BIGINT', 'DOUBLE', 'DATE', 'TIMESTAMP', 'BOOLEAN'] as const;

/** What makes a held version fit the one before it. Done in this order: rename, types, scale. */
export const driftPatch = z.object({
  rename: z.record(z.string(), z.string()).default({}).describe('Name now and the one it gets'),
  types: z
    .record(z.string(), z.enum(patchTypes))
    .default({})
    .describe('By the new name. What cannot be read in the type becomes missing, and is counted'),
  scale: z.record(z.string(), z.number()).default({}).describe('Factor, by the new name'),
  expectations: z
    .array(z.object({ id, expectation }))
    .max(200)
    .default([])
    .describe('Accepted expectations with new bounds'),
});
export type DriftPatch = z.infer<typeof driftPatch>;

/** A version held against the last one published. */
export const drift = z.object({
  version: z.int(),
  against: z.int(),
  held: z.boolean().describe('It waits for a person now'),
  findings: z.array(driftFinding),
  patch: driftPatch.describe('Proposed'),
  patchSentences: z.array(z.string()),
  decision: z
    .object({
      what: z.enum(['released', 'patched', 'discarded']),
      reason: z.string(),
      at: z.iso.datetime(),
      by: z.object({ id, name: z.string() }).nullable(),
    })
    .nullable(),
});
export type Drift = z.infer<typeof drift>;
