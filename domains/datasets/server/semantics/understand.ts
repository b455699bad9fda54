import type { RecipeStep } from '../../contract/recipe-step.ts';
import type { ColumnMeaning, SemanticType } from '../../contract/semantic-type.ts';
import { type Beside, besides, mayBeCodes, type Neighbour } from '../parsing/code-evidence.ts';
import { type SaidByName, saidByNames } from '../parsing/code-names.ts';
import { isVariable, standsForUnknown } from '../parsing/column-type.ts';
import { median } from '../parsing/median.ts';
import { detect } from './detect/detect.ts';
import { type ColumnFacts, isWhole } from './detect/facts.ts';
import { proposeMissing } from './detect/missing.ts';
import { chosenType } from './standardise/chosen-type.ts';
import { cityStep } from './standardise/city-step.ts';
import { proposeSteps } from './standardise/propose.ts';
import type { Settings } from './standardise/type-step.ts';

export interface UnderstandInput {
  /** Of all columns of the table, or of some. */
  readonly facts: readonly ColumnFacts[];
  /** Every column of the table. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** What a person said that columns mean. */
  readonly chosen: Readonly<Record<string, SemanticType>>;
  readonly settings: Settings;
}

export interface Understood {
  readonly meanings: readonly ColumnMeaning[];
  readonly proposals: readonly RecipeStep[];
}

/** What each column means, and the steps that would standardise them. Runs in a process of its own. */
export function run({ facts, columns, chosen, settings }: UnderstandInput): Understood {
  const said = saidByNames(columns.map(({ name }) => name));
  const names = new Set(columns.map(({ name }) => name.toLowerCase()));
  const looked = new Map(facts.map((column) => [column.name, column]));
  const amongFlags = facts.filter(isFlag).length >= flagsOfATable;
  const beside = besides(columns.map((column, at) => neighbourOf(column, looked, said[at])));
  const known = columns.flatMap(({ name }, at) => {
    const column = looked.get(name);
    if (!column) return [];
    const open =
      said[at] === 'nothing' &&
      !isVariable(name) &&
      chosen[name] === undefined &&
      isOpen(column, beside[at]);
    return {
      facts: column,
      meaning: withChoice(
        detect(column, said[at], { open, amongFlags, paired: isPaired(name, names) }),
        chosen[name],
        column,
      ),
    };
  });
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

/** In a table with so many columns that hold 0 and 1 and nothing else, a column of nothing but 0 is one that was never yes. */
const flagsOfATable = 3;

function isFlag({ complete, values }: ColumnFacts): boolean {
  const numbers = values.map(({ value }) => Number(value));
  return (
    complete &&
    new Set(numbers).size === 2 &&
    numbers.every((number) => number === 0 || number === 1)
  );
}

/** Whether the other coordinate stands beside one: `Y` beside `X`, `northing` beside `easting`. */
function isPaired(name: string, names: ReadonlySet<string>): boolean {
  const small = name.toLowerCase();
  const other = small.replace(/x|y|east|north|rechts|hoch/, (part) => partners[part] ?? part);
  const last = small.replace(/(x|y)(?=[^xy]*$)/, (part) => partners[part] ?? part);
  return [other, last].some((partner) => partner !== small && names.has(partner));
}

const partners: Readonly<Record<string, string>> = {
  ...{ x: 'y', y: 'x', east: 'north', north: 'east', rechts: 'hoch', hoch: 'rechts' },
};

function neighbourOf(
  { name, type }: UnderstandInput['columns'][number],
  looked: ReadonlyMap<string, ColumnFacts>,
  said: SaidByName | undefined,
): Neighbour {
  const facts = looked.get(name);
  const named = said === 'code' || said === 'thing';
  const isNumber =
    type === 'BIGINT' ||
    type === 'DOUBLE' ||
    (facts?.beginning !== undefined && facts.values.every(({ value }) => isWhole(value)));
  const numbers =
    facts?.beginning ??
    (isNumber ? (facts?.values ?? []).map(({ value }) => Number(value)) : []).filter((number) =>
      Number.isInteger(number),
    );
  return {
    name,
    isNumber: facts?.distinct === 0 ? null : isNumber && !named,
    median: numbers.length === 0 ? null : Math.max(0, median(numbers)),
  };
}

/**
 * Whether values of text are whole numbers, but for what stands for “missing”, and may be codes. Where every one is a whole
 * number, they are text because nothing told the import what they are, or because the file says so.
 */
function isOpen(facts: ColumnFacts, beside: Beside | undefined): boolean {
  const { beginning, values } = facts;
  if (!beside || !beginning) return false;
  const missing = new Set(proposeMissing(facts).map(({ value }) => value));
  const isUnknown = (value: string) => /^-\d$/.test(value) && standsForUnknown(Number(value));
  const fits = (value: string) =>
    isWhole(value.trim()) || isUnknown(value) || missing.has(value) || value.trim() === '';
  if (!values.every(({ value }) => fits(value))) return false;
  if (values.every(({ value }) => isWhole(value) || isUnknown(value))) return true;
  return mayBeCodes(beginning, beside);
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
