import { cliVerb } from '@insites/client';
import { z } from 'zod';
import { checks, datasetRef } from '../contract/index.ts';

const options = z.object({
  id: datasetRef,
  version: z.int().min(1).optional().describe('Number; default: the latest'),
});

/** `insites datasets checks NAME`: the score in sentences, then every expectation and what came of it. */
export const checksVerb = cliVerb({
  words: ['datasets', 'checks'],
  summary: 'The quality of a version: score, what came of each expectation, history',
  options,
  positional: ['id'],
  run: async ({ input, client, print }) => {
    const found = await client.call(checks, input);
    if (print.json) return print.answer(found);
    const { score, failingRows, rows } = found;
    print.say(`Version ${found.version}: ${shown(score?.total ?? null)} of 100.`);
    for (const part of score?.parts ?? [])
      print.say(`  ${part.dimension} ${shown(part.score)}: ${part.sentence}`);
    print.say(`${rows} rows = ${rows - failingRows} that pass + ${failingRows} that fail.`);
    const items = found.expectations
      .filter(({ state }) => state !== 'dropped')
      .map((line) => {
        const result = found.items.find(({ expectationId }) => expectationId === line.id);
        return {
          state: line.state,
          expected: line.sentence,
          met: result?.passed === true ? 'yes' : result?.passed === false ? 'no' : '',
          told: result?.told ?? line.why,
          id: line.id,
        };
      });
    print.answer({ items, total: items.length });
  },
});

function shown(score: number | null): string {
  return score === null ? 'not measured' : String(Math.round(score * 10) / 10);
}
