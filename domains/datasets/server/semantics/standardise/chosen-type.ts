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
/** What the engine has types of its own for, or reads out of numbers. */
const neither: readonly SemanticType[] = ['date', 'datetime', 'time', 'yes-no'];

/**
 * The step that keeps digits as a person said, where the type of the column says otherwise: text that was called
 * a quantity becomes numbers if every value is one after the other steps, and whole numbers that were called
 * something else become text.
 */
export function chosenType(
  { name: column, type, values }: ColumnFacts,
  { chosen, best }: ColumnMeaning,
  steps: readonly RecipeStep[],
): readonly RecipeStep[] {
  if (!chosen || neither.includes(best.type)) return [];
  const quantity = counted.includes(best.type);
  const step = (as: 'number' | 'text'): readonly RecipeStep[] => [
    {
      action: { kind: 'type', column, as },
      why: 'A person said what the column means.',
      confidence: 1,
      cells: 0,
      unread: 0,
      examples: [],
      unreadExamples: [],
    },
  ];
  if (type === 'BIGINT') return quantity ? [] : step('text');
  if (type !== 'VARCHAR' || !quantity) return [];
  const after = steps.reduce((counts, { action }) => valuesAfter(action, counts), values);
  const became = decideType(column, shapesOf(after.map(({ value }) => value)), 'quantity').type;
  return became === 'BIGINT' || became === 'DOUBLE' ? step('number') : [];
}
