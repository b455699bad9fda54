import type { RecipeStep, StepAction } from '../../../contract/recipe-step.ts';
import type { ValueCount } from '../detect/facts.ts';
import { apply } from './apply.ts';

const shown = 5;

/** What a step would do to these values: a proposal with its count of cells and examples; null when it does nothing. */
export function measureStep(
  action: StepAction,
  values: readonly ValueCount[],
  { why, confidence }: { readonly why: string; readonly confidence: number },
): RecipeStep | null {
  const examples: RecipeStep['examples'] = [];
  const unreadExamples: string[] = [];
  let cells = 0;
  let unread = 0;
  for (const { value, count } of values) {
    const result = apply(action, value);
    if (result.flag === 'unread') {
      unread += count;
      if (unreadExamples.length < shown) unreadExamples.push(value);
    }
    if (result.flag !== 'changed' && result.flag !== 'missing') continue;
    cells += count;
    examples.push({ before: value, after: result.value, count });
  }
  if (cells === 0) return null;
  examples.sort((left, right) => right.count - left.count);
  const all = values.reduce((sum, { count }) => sum + count, 0);
  const sure = Math.round(confidence * (1 - unread / (2 * all)) * 1_000) / 1_000;
  return {
    action,
    why,
    confidence: sure,
    cells,
    unread,
    examples: examples.slice(0, shown),
    unreadExamples,
  };
}

/** The values after a step, as counts again. */
export function valuesAfter(action: StepAction, values: readonly ValueCount[]): ValueCount[] {
  const counts = new Map<string, number>();
  for (const { value, count } of values) {
    const after = apply(action, value).value;
    if (after !== null && after !== '') counts.set(after, (counts.get(after) ?? 0) + count);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}
