import { cliVerb } from '@insites/client';
import { z } from 'zod';
import { datasetRef, fits, previewFit } from '../contract/index.ts';

const options = z.object({
  id: datasetRef,
  with: z.string().optional().describe('Name or id of one of them: count how the rows match'),
  on: z
    .string()
    .optional()
    .describe('With --with: columns that are one, as mine=theirs,…; default: the best pair'),
  kind: z.enum(['join', 'union']).default('join').describe('With --with: what is counted'),
  limit: z.int().min(1).max(100).default(20),
});

/** `insites datasets fits NAME`: what it can be joined to or put together with; `--with OTHER` counts the rows. */
export const fitsVerb = cliVerb({
  words: ['datasets', 'fits'],
  summary: 'Find datasets that this one can be joined to or put together with',
  options,
  positional: ['id'],
  run: async ({ input, client, print, signal }) => {
    const { id, limit, kind, on, with: other } = input;
    const count = async (columns: ReturnType<typeof pairsOf>, ref: string) => {
      const counted = { id, other: ref, kind, on: columns };
      const shown = await client.call(previewFit, counted, { signal });
      print.answer(print.json ? shown : shownPreview(shown));
    };
    if (other !== undefined && on !== undefined) {
      await count(pairsOf(on), other);
      return;
    }
    const found = await client.call(
      fits,
      { id, limit: other === undefined ? limit : 100 },
      { signal },
    );
    if (other === undefined) {
      if (!found.ready) print.say('Its values are still being looked at; ask again in a moment.');
      print.answer(print.json ? found : rowsOf(found));
      return;
    }
    const isIt = ({ dataset }: { dataset: { id: string; name: string } }) =>
      dataset.name === other.toLowerCase() || dataset.id === other;
    const best = found[kind === 'union' ? 'unions' : 'joins'].find(isIt);
    if (!best) {
      print.say('No columns of the two fit. Say which are one with --on mine=theirs.');
      print.answer([]);
      return;
    }
    const pairs = 'columns' in best ? best.columns : [best];
    await count(
      pairs.map(({ mine, theirs }) => ({ mine, theirs })),
      best.dataset.id,
    );
  },
});

type Found = z.output<typeof fits.output.schema>;
type Preview = z.output<typeof previewFit.output.schema>;

/** `zip=zipcode,name=title` as pairs of columns. */
function pairsOf(text: string): { mine: string; theirs: string }[] {
  return text.split(',').map((pair) => {
    const [mine = '', theirs = mine] = pair.split('=').map((name) => name.trim());
    return { mine, theirs };
  });
}

function rowsOf({ joins, unions }: Found) {
  return [
    ...joins.map(({ dataset, mine, theirs, score, sentence }) => ({
      fit: 'join',
      dataset: dataset.name,
      on: `${mine}=${theirs}`,
      score,
      sentence,
    })),
    ...unions.map(({ dataset, columns, score, sentence }) => ({
      fit: 'union',
      dataset: dataset.name,
      on: `${columns.length} columns`,
      score,
      sentence,
    })),
  ];
}

function shownPreview({ sentence, mine, theirs, joinedRows }: Preview) {
  return {
    sentence,
    rows: mine.rows,
    matchedRows: mine.matchedRows,
    theirRows: theirs.rows,
    theirMatchedRows: theirs.matchedRows,
    joinedRows,
  };
}
