import type { RecipeStep } from '../../contract/recipe-step.ts';
import type { ColumnMeaning, SemanticType } from '../../contract/semantic-type.ts';
import { saidByNames } from '../parsing/code-names.ts';
import { detect } from './detect/detect.ts';
import type { ColumnFacts } from './detect/facts.ts';
import { chosenType } from './standardise/chosen-type.ts';
import { cityStep } from './standardise/city-step.ts';
import { proposeSteps } from './standardise/propose.ts';
import type { Settings } from './standardise/type-step.ts';

export interface UnderstandInput {
  readonly facts: readonly ColumnFacts[];
  /** What a person said that columns mean. */
  readonly chosen: Readonly<Record<string, SemanticType>>;
  readonly settings: Settings;
}

export interface Understood {
  readonly meanings: readonly ColumnMeaning[];
  readonly proposals: readonly RecipeStep[];
}

/** What each column means, and the steps that would standardise them. Runs in a process of its own. */
export function run({ facts, chosen, settings }: UnderstandInput): Understood {
  const said = saidByNames(facts.map(({ name }) => name));
  const known = facts.map((column, index) => ({
    facts: column,
    meaning: withChoice(detect(column, said[index]), chosen[column.name], column),
  }));
  const texts = known.filter(({ facts: { type } }) => type === 'VARCHAR');
  const city = cityStep(texts);
  const proposals = known.flatMap(({ facts: column, meaning }) => {
    const over = column.complete ? ('all rows' as const) : ('some values' as const);
    const steps = proposeSteps(column, meaning, settings);
    // A column that has a type already holds what it says: only what stands for “missing” is left to say.
    const fitting =
      column.type === 'VARCHAR' ? steps : steps.filter(({ action }) => action.kind === 'missing');
    return [...fitting, ...chosenType(column, meaning, fitting)].map((step) => ({ ...step, over }));
  });
  const first = city ? [{ ...city, over: 'all rows' as const }] : [];
  return { meanings: known.map(({ meaning }) => meaning), proposals: [...first, ...proposals] };
}

function withChoice(
  meaning: ColumnMeaning,
  type: SemanticType | undefined,
  facts: ColumnFacts,
): ColumnMeaning {
  if (type === undefined) return meaning;
  const found = meaning.ranked.find((finding) => finding.type === type);
  const filled = facts.rows - facts.missing;
  const best = found
    ? { ...found, confidence: 1 }
    : {
        type,
        confidence: 1,
        passed: filled,
        of: filled,
        share: 1,
        over: 'all rows' as const,
        why: 'A person said so.',
        failing: [],
        details: {},
      };
  return { ...meaning, best, chosen: true };
}
