import type { RecipeStep, StepAction } from '../../../contract/recipe-step.ts';
import type { ColumnMeaning } from '../../../contract/semantic-type.ts';
import type { ColumnFacts, ValueCount } from '../detect/facts.ts';
import { type ClusterMethod, clusterConfidence, clusters } from './cluster.ts';
import { measureStep, valuesAfter } from './measure-step.ts';
import { type Settings, typeStep } from './type-step.ts';

/** From here on a word for “missing” is proposed with the sure ones; the others are a step of their own. */
const sureMissing = 0.9;
const methods: readonly ClusterMethod[] = [
  'case and punctuation',
  'order of words',
  'letters',
  'slips of the pen',
];

/**
 * The steps that would standardise one column, in the order they are done: broken text, missing values, the
 * column's own type, spellings of one thing. Steps that would change nothing are left out.
 */
export function proposeSteps(
  facts: ColumnFacts,
  meaning: ColumnMeaning,
  settings: Settings,
): RecipeStep[] {
  const column = facts.name;
  const steps: RecipeStep[] = [];
  let values: readonly ValueCount[] = facts.values;
  const add = (action: StepAction, why: string, confidence: number) => {
    const step = measureStep(action, values, { why, confidence });
    if (!step) return;
    steps.push(step);
    values = valuesAfter(action, values);
  };
  add({ kind: 'mojibake', column }, 'UTF-8 was read as Windows-1252 somewhere on the way.', 0.95);
  add({ kind: 'html-entities', column }, 'Text from a web page still has its entities.', 0.93);
  add({ kind: 'space', column, where: 'ends' }, 'Spaces at the ends carry no meaning.', 0.98);
  add({ kind: 'space', column, where: 'inside' }, 'A doubled space is mostly a slip.', 0.8);
  for (const [sure, group] of Map.groupBy(
    meaning.missing,
    ({ confidence }) => confidence >= sureMissing,
  )) {
    const present = group.filter(({ value }) => values.some((other) => other.value === value));
    if (present.length === 0) continue;
    const confidence = Math.min(...present.map((proposal) => proposal.confidence));
    add(
      { kind: 'missing', column, values: present.map(({ value }) => value) },
      present[0]?.why ?? '',
      sure ? confidence : Math.min(confidence, 0.8),
    );
  }
  const doubtful = new Set(meaning.missing.map(({ value }) => value));
  const own = typeStep(
    { ...facts, values: values.filter(({ value }) => !doubtful.has(value)) },
    meaning,
    settings,
  );
  if (own) add(own.action, own.why, own.confidence);
  if (
    !['category', 'city', 'organisation', 'text', 'ordinal'].includes(meaning.best.type) ||
    !facts.complete
  )
    return steps;
  for (const method of methods) {
    const found = clusters(values, method);
    const to = Object.fromEntries(
      found.flatMap(({ canonical, others }) =>
        others.map(({ value }) => [value, canonical] as const),
      ),
    );
    if (found.length > 0)
      add(
        { kind: 'cluster', column, to, method },
        `${found.length === 1 ? 'One thing is' : `${found.length} things are`} spelled in several ways (${method}).`,
        clusterConfidence[method],
      );
  }
  return steps;
}
