import { readFile } from 'node:fs/promises';
import { cliVerb } from '@insites/client';
import { errors } from '@insites/kernel';
import { z } from 'zod';
import { datasetRef, proposals, standardise, stepAction } from '../contract/index.ts';
import { follow } from './import.ts';

const options = z.object({
  id: datasetRef,
  from: z.number().min(0).max(1).optional().describe('Do proposed steps at least so sure, 0 to 1'),
  recipe: z
    .string()
    .optional()
    .describe('Do the steps of this file, as `datasets recipe --json` writes it'),
  undo: z.boolean().default(false).describe('Back to the values as in the file'),
});
const stepsOfFile = z.object({ steps: z.array(z.object({ action: stepAction })) });

/** `insites datasets standardise NAME --from 0.9`: makes a version by steps, and waits for it. */
export const standardiseVerb = cliVerb({
  words: ['datasets', 'standardise'],
  summary: 'Make a version by proposed steps or by a recipe, or go back to the raw values',
  options,
  positional: ['id'],
  run: async ({ input, client, print, signal }) => {
    const { id, from, recipe, undo } = input;
    if ([from !== undefined, recipe !== undefined, undo].filter(Boolean).length !== 1)
      throw errors.invalid(
        'platform.inputInvalid',
        'Say what to do: one of --from, --recipe and --undo.',
        {
          hint: 'For example: insites datasets standardise NAME --from 0.9',
        },
      );
    const actions = recipe === undefined ? [] : await actionsOf(recipe);
    const asked = from === undefined ? { id, actions } : { id, from };
    const begun = await client.call(standardise, asked, { signal });
    await follow(begun.jobId, { client, print, signal });
    const { steps } = await client.call(proposals, { id, version: begun.number }, { signal });
    const done = steps.filter((step) => step.done);
    print.answer({
      dataset: begun.datasetId,
      version: begun.number,
      steps: done.length,
      cells: done.reduce((sum, { cells }) => sum + cells, 0),
      sentences: done.map(({ sentence }) => sentence),
    });
  },
});

async function actionsOf(file: string) {
  const { steps } = stepsOfFile.parse(JSON.parse(await readFile(file, 'utf8')));
  return steps.map(({ action }) => action);
}
