import type { RecipeStep } from '../../../contract/recipe-step.ts';
import type { ColumnMeaning } from '../../../contract/semantic-type.ts';
import type { ColumnFacts } from '../detect/facts.ts';
import { cityAndState } from '../values/places.ts';
import { measureStep } from './measure-step.ts';

/** One column of a table with what it means. */
export interface KnownColumn {
  readonly facts: ColumnFacts;
  readonly meaning: ColumnMeaning;
}

/**
 * Cities with their state behind them, beside a column of states that is empty as often: the state goes where it
 * belongs. Null when there is no such pair of columns.
 */
export function cityStep(columns: readonly KnownColumn[]): RecipeStep | null {
  const city = columns.find(({ meaning }) => meaning.best.type === 'city');
  const state = columns.find(({ meaning }) => meaning.best.type === 'state');
  if (!city || !state) return null;
  const doubled = city.facts.values.reduce(
    (sum, { value, count }) => (cityAndState(value) ? sum + count : sum),
    0,
  );
  if (doubled === 0 || doubled > city.facts.rows / 2) return null;
  const asOften = state.facts.missing === doubled;
  return measureStep(
    { kind: 'city', column: city.facts.name, state: state.facts.name },
    city.facts.values,
    {
      why: `${doubled.toLocaleString('en')} cities have a state behind them, and ${state.facts.missing.toLocaleString('en')} rows have no state.`,
      confidence: asOften ? 0.95 : state.facts.missing >= doubled ? 0.85 : 0.7,
    },
  );
}
