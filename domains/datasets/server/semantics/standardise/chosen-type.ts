import type { RecipeStep } from '../../../contract/recipe-step.ts';
import type { ColumnMeaning, SemanticType } from '../../../contract/semantic-type.ts';
import { decideType } from '../../parsing/column-type.ts';
import { shapesOf } from '../../parsing/value-shape.ts';
import type { ColumnFacts } from '../detect/facts.ts';
import { valuesAfter } from './measure-step.ts';

/** What one counts with. */
const counted: readonly SemanticType[] = [
  'number',
  'money',
  'percentage',
  'measure',
  'duration',
  'ordinal',
  'latitude',
  'longitude',
  'year',
  'fiscal-year',
];
const question =
  'Neither the name nor the numbers tell whether they count something or name it. If they count or measure something, say so.';
/** Below what any step may be that is done without asking. */
const unsure = 0.4;
const shown = 3;
/** What the engine has types of its own for, or reads out of numbers. */
const neither: readonly SemanticType[] = ['date', 'datetime', 'time', 'yes-no'];

/**
 * The step that keeps digits as a person said, where the type of the column says otherwise: text that was called
 * a quantity becomes numbers if every value is one after the other steps, and whole numbers that were called
 * something else become text. Where nothing tells which it is, the step is proposed as a question.
 */
export function chosenType(
  { name: column, type, values }: ColumnFacts,
  { chosen, best, open }: ColumnMeaning,
  steps: readonly RecipeStep[],
): readonly RecipeStep[] {
  const step = (as: 'number' | 'text', why: string, confidence: number): RecipeStep => ({
    action: { kind: 'type', column, as },
    why,
    confidence,
    cells: 0,
    unread: 0,
    examples: [],
    unreadExamples: [],
  });
  const said = 'A person said what the column means.';
  const quantity = counted.includes(best.type);
  if (chosen ? neither.includes(best.type) : !open) return [];
  if (type === 'BIGINT') return !chosen || quantity ? [] : [step('text', said, 1)];
  if (type !== 'VARCHAR' || (chosen && !quantity)) return [];
  const after = steps.reduce((counts, { action }) => valuesAfter(action, counts), values);
  const became = decideType(column, shapesOf(after.map(({ value }) => value)), 'quantity').type;
  if (became !== 'BIGINT' && became !== 'DOUBLE') return [];
  if (chosen) return [step('number', said, 1)];
  const examples = after
    .slice(0, shown)
    .map(({ value, count }) => ({ before: value, after: value, count }));
  return [{ ...step('number', question, unsure), examples }];
}
