import { z } from 'zod';
import { columnMeaning } from './semantic-type.ts';

/** What a person sees a column as. */
export const columnKinds = [
  'text',
  'number',
  'date',
  'datetime',
  'time',
  'yes/no',
  'other',
] as const;

/** A value of a column as text; null is missing. */
const shown = z.string().nullable();

/** One column of a version, as the engine found it in two passes (200 columns at a time): statistics, then distributions. */
export const columnProfile = z.object({
  position: z.int().describe('From 0'),
  name: z.string(),
  source: z.string().describe('Its name in the file'),
  type: z.string().describe('Type in the engine, e.g. BIGINT'),
  kind: z.enum(columnKinds),
  why: z.string().describe('What the type was decided on'),
  rows: z.number(),
  missing: z.number(),
  distinct: z
    .number()
    .describe('HyperLogLog estimate, standard error about 2 %; exact when exactDistinct'),
  exactDistinct: z.boolean(),
  min: shown,
  max: shown,
  mean: z.number().nullable(),
  median: z.number().nullable().describe('t-digest estimate (Dunning 2019)'),
  standardDeviation: z.number().nullable(),
  top: z
    .array(z.object({ value: z.string(), count: z.number() }))
    .describe(
      'Most frequent values with exact counts; beyond 2,000 distinct values which ones they are is an estimate',
    ),
  histogram: z
    .array(z.object({ from: z.number(), to: z.number(), count: z.number() }))
    .describe('Equal-width bins over [min, max]; dates in milliseconds since 1970'),
  meaning: columnMeaning.nullable().describe('What the values mean; null while nobody has looked'),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

/** A first look as a chart: which columns to draw and the sentence that says what it shows. */
export const chartSuggestion = z.object({
  mark: z.enum(['bar', 'line', 'point', 'histogram']),
  x: z.string(),
  y: z.string().nullable(),
  aggregate: z.enum(['count', 'sum', 'mean']).nullable(),
  title: z.string(),
  sql: z.string().describe('Gives the two columns x and y'),
});
export type ChartSuggestion = z.infer<typeof chartSuggestion>;
