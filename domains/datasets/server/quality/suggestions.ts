import { isDeepStrictEqual } from 'node:util';
import { newId } from '@insites/kernel';
import type { Transaction } from '@insites/platform';
import type { Expectation, ListedExpectation } from '../../contract/index.ts';
import { columnsOf } from './sentences.ts';
import { expectationsOf, factsOfDataset, insertExpectations } from './store.ts';
import { type Suggestion, suggest } from './suggest.ts';

/**
 * Suggests anew from all published versions. What people have accepted or dropped stays as it is, and is
 * not suggested again. Call it with the dataset locked.
 */
export async function renewSuggestions(datasetId: string, transaction: Transaction): Promise<void> {
  const { revision, items } = await expectationsOf(datasetId, transaction);
  const renewed = merged(items, suggest(await factsOfDataset(datasetId, transaction)));
  if (isDeepStrictEqual(renewed, items)) return;
  await insertExpectations(
    { datasetId, revision: revision + 1, items: renewed, createdBy: null },
    transaction,
  );
}

/** Decided lines first, as they stand, then the suggestions; one that was there before keeps its id. */
export function merged(
  items: readonly ListedExpectation[],
  suggestions: readonly Suggestion[],
): ListedExpectation[] {
  const decided = items.filter(({ state }) => state !== 'suggested');
  const known = new Set(decided.map(({ expectation }) => subjectOf(expectation)));
  const open = new Map(
    items
      .filter(({ state }) => state === 'suggested')
      .map((item) => [subjectOf(item.expectation), item.id]),
  );
  const fresh = suggestions
    .filter(({ expectation }) => !known.has(subjectOf(expectation)))
    .map(({ expectation, confidence, why }) => ({
      id: open.get(subjectOf(expectation)) ?? newId(),
      state: 'suggested' as const,
      origin: 'suggested' as const,
      expectation,
      tolerance: { absolute: 0, relative: 0 },
      confidence,
      why,
    }));
  return [...decided, ...fresh];
}

/** Kind and columns: what makes two expectations the same one with other bounds. */
export function subjectOf(expectation: Expectation): string {
  return JSON.stringify([expectation.kind, ...columnsOf(expectation)]);
}
