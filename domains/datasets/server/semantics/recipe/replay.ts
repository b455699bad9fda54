import { isSure, type RecipeStep, type StepAction } from '../../../contract/recipe-step.ts';
import { apply, type CellResult } from '../standardise/apply.ts';
import { cityAndState } from '../values/places.ts';

export type Row = Readonly<Record<string, string | null>>;

/** A row after steps, and how many cells changed or were not understood. */
export interface Replayed {
  readonly row: Row;
  readonly changed: number;
  readonly unread: number;
}

/** Does the steps on a row, in order. Columns that no step names stay as they are. */
export function replay(actions: readonly StepAction[], row: Row): Replayed {
  const after: Record<string, string | null> = { ...row };
  let unread = 0;
  for (const action of actions) {
    if (!(action.column in after)) continue;
    const result = onRow(action, after);
    after[action.column] = result.value;
    if (result.flag === 'unread') unread += 1;
  }
  const changed = Object.keys(row).filter((column) => row[column] !== after[column]).length;
  return { row: after, changed, unread };
}

function onRow(action: StepAction, row: Record<string, string | null>): CellResult {
  const value = row[action.column] ?? null;
  if (action.kind !== 'city' || action.state === null || value === null)
    return apply(action, value);
  const found = cityAndState(value);
  if (!found) return { value, flag: 'same' };
  const known = row[action.state] ?? '';
  // Another state there: who is right, a person has to say.
  if (known !== '' && known !== found.state) return { value, flag: 'unread' };
  row[action.state] = found.state;
  return { value: found.city, flag: 'changed' };
}

/** The steps that are done without asking. */
export function automatic(steps: readonly RecipeStep[], threshold: number): StepAction[] {
  return steps.filter((step) => isSure(step, threshold)).map(({ action }) => action);
}
