import { readFile } from 'node:fs/promises';
import { cliVerb } from '@insites/client';
import { errors, type RouteOutput } from '@insites/kernel';
import { z } from 'zod';
import {
  datasetRef,
  isQuestion,
  isSure,
  proposals,
  standardise,
  stepAction,
} from '../contract/index.ts';
import { follow } from './import.ts';

const options = z.object({
  id: datasetRef,
  from: z.number().min(0).max(1).optional().describe('Do proposed steps at least so sure, 0 to 1'),
  counting: z
    .string()
    .optional()
    .describe('Columns asked about that count or measure something, parted by commas'),
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
    const { id, from, counting, recipe, undo } = input;
    const wanted = [from !== undefined || counting !== undefined, recipe !== undefined, undo];
    if (wanted.filter(Boolean).length !== 1)
      throw errors.invalid(
        'platform.inputInvalid',
        'Say what to do: one of --from or --counting, --recipe and --undo.',
        {
          hint: 'For example: insites datasets standardise NAME --from 0.9',
        },
      );
    const asked =
      counting !== undefined
        ? { id, actions: await answered(await client.call(proposals, { id }, { signal }), input) }
        : from === undefined
          ? { id, actions: recipe === undefined ? [] : await actionsOf(recipe) }
          : { id, from };
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

/** Steps that are done or sure enough, and those that make numbers of the columns that count something. */
function answered(
  { steps }: RouteOutput<typeof proposals>,
  { from, counting = '' }: z.output<typeof options>,
) {
  const names = counting.split(',').map((name) => name.trim());
  const questions = steps.filter(isQuestion).map(({ action }) => action.column);
  const unknown = names.filter((name) => !questions.includes(name));
  if (unknown.length > 0)
    throw errors.invalid(
      'platform.inputInvalid',
      `Nothing is asked about ${unknown.map((name) => `“${name}”`).join(', ')}.`,
      {
        hint:
          questions.length > 0
            ? `Asked about: ${questions.join(', ')}. Of any other column say it with: insites datasets set-meaning`
            : 'Say it with: insites datasets set-meaning',
      },
    );
  return steps
    .filter((step) => {
      if (isQuestion(step)) return step.done || names.includes(step.action.column);
      return from === undefined ? step.done : isSure(step, from);
    })
    .map(({ action }) => action);
}

async function actionsOf(file: string) {
  const { steps } = stepsOfFile.parse(JSON.parse(await readFile(file, 'utf8')));
  return steps.map(({ action }) => action);
}
