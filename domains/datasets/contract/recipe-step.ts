import { z } from 'zod';

const on = { column: z.string().min(1).describe('Name of the column') };
const decimal = z.enum(['.', ',']).describe('What stands before decimals');

/**
 * One step of standardisation. It changes single cells, is the same when done twice, and leaves what it does
 * not understand. The raw file is kept, so every step can be taken back.
 */
export const stepAction = z.discriminatedUnion('kind', [
  z
    .object({ kind: z.literal('space'), ...on, where: z.enum(['ends', 'inside']) })
    .describe('Spaces at the ends go, or doubled ones inside become one'),
  z.object({ kind: z.literal('mojibake'), ...on }).describe('UTF-8 that was read as Windows-1252'),
  z.object({ kind: z.literal('html-entities'), ...on }),
  z
    .object({ kind: z.literal('missing'), ...on, values: z.array(z.string()).min(1) })
    .describe('These values become missing'),
  z
    .object({
      kind: z.literal('date'),
      ...on,
      order: z.enum(['year-first', 'month-first', 'day-first']),
      century: z.int().describe('The latest year that two digits can mean, e.g. 2036'),
      serial: z.enum(['none', '1900', '1904']).describe('Day numbers of a spreadsheet'),
    })
    .describe('To ISO 8601'),
  z
    .object({ kind: z.literal('phone'), ...on, country: z.string().length(2) })
    .describe('To E.164; an extension follows as ;ext='),
  z.object({ kind: z.literal('address'), ...on }).describe('USPS Publication 28'),
  z
    .object({ kind: z.literal('person-name'), ...on })
    .describe('“LAST, FIRST” to “First Last”; case only where there is one case'),
  z
    .object({ kind: z.literal('state'), ...on, country: z.string().length(2).optional() })
    .describe(
      'To the code of ISO 3166-2:US, without US-; with `country` (ISO 3166-1 alpha-2) to that of the part of that country',
    ),
  z.object({ kind: z.literal('country'), ...on }).describe('To ISO 3166-1 alpha-2'),
  z
    .object({ kind: z.literal('city'), ...on, state: z.string().nullable() })
    .describe('The state behind a city goes to the column of states where that is empty'),
  z.object({ kind: z.literal('zip'), ...on }).describe('To 12345 or 12345-6789'),
  z
    .object({ kind: z.literal('money'), ...on, currency: z.string().length(3), decimal })
    .describe('To a plain number of this currency (ISO 4217)'),
  z
    .object({ kind: z.literal('measure'), ...on, unit: z.string().describe('UCUM code'), decimal })
    .describe('To a plain number of this unit'),
  z
    .object({
      kind: z.literal('percentage'),
      ...on,
      scale: z.enum(['keep', 'divide']).describe('5 % becomes 5, or 0.05'),
      decimal,
    })
    .describe('To a plain number'),
  z
    .object({ kind: z.literal('number'), ...on, decimal })
    .describe('Without groups, to a plain number'),
  z.object({
    kind: z.literal('yes-no'),
    ...on,
    yes: z.array(z.string()),
    no: z.array(z.string()),
  }),
  z
    .object({
      kind: z.literal('cluster'),
      ...on,
      to: z.record(z.string(), z.string()).describe('A spelling and the one it becomes'),
      method: z.string(),
    })
    .describe('Spellings of the same thing become one'),
  z.object({ kind: z.literal('email'), ...on }).describe('The part behind @ in small letters'),
  z
    .object({ kind: z.literal('type'), ...on, as: z.enum(['number', 'text']) })
    .describe('Kept as numbers or as text because a person said so; no value changes'),
]);
export type StepAction = z.infer<typeof stepAction>;

/** A step with what it would do and why, as it is proposed and kept in a recipe. */
export const recipeStep = z.object({
  action: stepAction,
  why: z.string(),
  confidence: z.number().min(0).max(1),
  cells: z.number().describe('Cells that change'),
  unread: z.number().describe('Cells that the step does not understand; they stay as they are'),
  examples: z.array(
    z.object({ before: z.string(), after: z.string().nullable(), count: z.number() }),
  ),
  unreadExamples: z.array(z.string()),
  over: z
    .enum(['all rows', 'some values'])
    .optional()
    .describe('Whether the counts are of every row, or of the values that were looked at'),
});
export type RecipeStep = z.infer<typeof recipeStep>;

/** Whether a step is a question that only a person can answer: do whole numbers count something or name it? */
export const isQuestion = ({ action, confidence }: Pick<RecipeStep, 'action' | 'confidence'>) =>
  action.kind === 'type' && confidence < 1;

/** Whether a step is done without asking where so sure a step is enough. No sureness answers a question. */
export const isSure = (step: Pick<RecipeStep, 'action' | 'confidence'>, from: number) =>
  !isQuestion(step) && step.confidence >= from;

/** Steps in the order in which they are done; the same on every file of a source. */
export const standardRecipe = z.object({ version: z.literal(1), steps: z.array(recipeStep) });
