import { z } from 'zod';
import { recipe as reading } from './dataset.ts';
import { recipeStep } from './recipe-step.ts';
import { semanticTypes } from './semantic-type.ts';

/**
 * Everything that was understood of a file and what was done to it, as one document: how it was read, what its
 * columns mean, and the steps. Replaying it on the same file gives the same version.
 */
export const recipeDocument = z
  .object({
    kind: z.literal('insites.recipe'),
    version: z.literal(1).describe('Of this form of document'),
    dataset: z.string().describe('Name of the dataset'),
    of: z.int().describe('Version of the dataset that it made'),
    from: z.int().describe('Version with the values as in the file'),
    reading: reading.nullable().describe('How the file was read'),
    columns: z.array(
      z.object({
        name: z.string(),
        type: z.string().describe('Type in the engine'),
        means: z.enum(semanticTypes),
        confidence: z.number(),
        why: z.string(),
        chosen: z.boolean().describe('A person said so'),
        details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    ),
    steps: z.array(recipeStep).describe('In the order in which they are done'),
    repairs: z
      .array(
        z.object({
          line: z.int().describe('In the file, from 1'),
          text: z.string().describe('The rejected row as in the file'),
          cells: z.array(z.string().nullable()).describe('One for each column; null: missing'),
        }),
      )
      .describe('Rejected rows that were repaired and sent back, the first 1,000'),
    sentences: z.array(z.string()).describe('The same for people'),
  })
  .meta({ title: 'Recipe of a dataset version' });
export type RecipeDocument = z.infer<typeof recipeDocument>;

/** The JSON Schema (draft 2020-12) of a recipe. */
export function recipeSchema(): Record<string, unknown> {
  return z.toJSONSchema(recipeDocument, { target: 'draft-2020-12' });
}
