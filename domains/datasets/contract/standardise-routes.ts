import { id, json, route } from '@insites/kernel';
import { z } from 'zod';
import { datasetRef } from './dataset.ts';
import { recipeDocument } from './recipe.ts';
import { recipeStep, stepAction } from './recipe-step.ts';
import { columnMeaning, semanticTypes } from './semantic-type.ts';

const at = '/api/v1/datasets';
const version = z.int().min(1).optional().describe('Number; default: the latest');
const unknown = ['datasets.unknown', 'datasets.versionUnknown'] as const;

/** A proposed step with its sentence and what became of it. */
const proposedStep = recipeStep.extend({
  sentence: z.string(),
  done: z.boolean().describe('It is among the steps that made the version asked for'),
});

export const proposals = route({
  name: 'datasets.proposals',
  method: 'GET',
  path: `${at}/{id}/proposals`,
  summary: 'What was understood of a file, and the steps that would standardise it',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version }),
  output: json(
    z.object({
      version: z.int(),
      from: z.int().describe('Version with the values as in the file'),
      understood: z.array(z.string()).describe('What was understood, as sentences'),
      standardiseFrom: z.number().nullable(),
      steps: z.array(proposedStep),
      ready: z.boolean().describe('False while the columns are still being looked at'),
    }),
  ),
  errors: unknown,
  audit: 'read',
  cli: { columns: ['sentence', 'confidence', 'done'] },
});

export const standardise = route({
  name: 'datasets.standardise',
  method: 'POST',
  path: `${at}/{id}/standardise`,
  summary: 'Make a new version from the raw one by these steps; none: back to the raw values',
  description:
    'Give the steps themselves (`actions`, which may be edited), or how sure a proposed step must be (`from`). ' +
    'The new version is made from the values as in the file, so steps that are left out are undone.',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    actions: z.array(stepAction).max(10_000).optional(),
    from: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Proposed steps at least so sure, 0 to 1; when no actions are given'),
  }),
  output: json(z.object({ datasetId: id, versionId: id, jobId: id, number: z.int() })),
  errors: [...unknown, 'datasets.importing', 'datasets.columnUnknown', 'governance.refused'],
  status: 202,
  cli: { hidden: true },
});

export const setMeaning = route({
  name: 'datasets.setMeaning',
  method: 'PUT',
  path: `${at}/{id}/columns/{column}/meaning`,
  summary: 'Say what a column means; it is remembered for the next file',
  permission: 'datasets:write',
  input: z.object({
    id: datasetRef,
    column: z.string().min(1).max(500),
    type: z.enum(semanticTypes).nullable().default(null).describe('Null: as the values say'),
  }),
  output: json(columnMeaning),
  errors: [...unknown, 'datasets.columnUnknown', 'governance.refused'],
});

export const readRecipe = route({
  name: 'datasets.recipe',
  method: 'GET',
  path: `${at}/{id}/recipe`,
  summary: 'How a version was made from its file: one document that can be replayed',
  permission: 'datasets:read',
  input: z.object({ id: datasetRef, version }),
  output: json(recipeDocument),
  errors: unknown,
  audit: 'read',
  cli: { hidden: true },
});

export const recipeForm = route({
  name: 'datasets.recipeForm',
  method: 'GET',
  path: `${at}/recipe-schema`,
  summary: 'The JSON Schema of a recipe',
  permission: 'datasets:read',
  input: z.object({}),
  output: json(z.record(z.string(), z.unknown())),
  errors: [],
  cli: { hidden: true },
});

export const changes = route({
  name: 'datasets.changes',
  method: 'GET',
  path: `${at}/{id}/changes`,
  summary: 'Values of a standardised version beside the raw ones: of one column, or of one row',
  permission: 'datasets:read',
  input: z.object({
    id: datasetRef,
    version,
    column: z.string().max(500).optional().describe('Default: every column'),
    row: z.int().min(1).optional().describe('From 1, in the order of the file'),
    limit: z.int().min(1).max(1_000).default(100),
  }),
  output: json(
    z.object({
      version: z.int(),
      from: z.int(),
      items: z.array(
        z.object({
          column: z.string(),
          before: z.string().nullable(),
          after: z.string().nullable(),
          count: z.number().describe('Rows'),
        }),
      ),
    }),
  ),
  errors: [...unknown, 'datasets.notStandardised', 'datasets.columnUnknown'],
  audit: 'read',
  cli: { columns: ['column', 'before', 'after', 'count'] },
});
