import { cliVerb } from '@insites/client';
import { z } from 'zod';
import { datasetRef, readRecipe } from '../contract/index.ts';

const options = z.object({
  id: datasetRef,
  version: z.int().min(1).optional().describe('Number; default: the latest'),
});

/** `insites datasets recipe NAME`: how a version was made, as sentences; with `--json` the document. */
export const recipeVerb = cliVerb({
  words: ['datasets', 'recipe'],
  summary: 'How a version was made from its file, as sentences or as JSON',
  options,
  positional: ['id'],
  run: async ({ input, client, print, signal }) => {
    const recipe = await client.call(readRecipe, input, { signal });
    print.answer(print.json ? recipe : recipe.sentences.map((sentence) => ({ sentence })));
  },
});
