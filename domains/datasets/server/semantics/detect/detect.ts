import {
  type ColumnMeaning,
  namingTypes,
  type SemanticFinding,
} from '../../../contract/semantic-type.ts';
import { type SaidByName, saidByName } from '../../parsing/code-names.ts';
import { countryCode } from '../lexicon/countries.ts';
import { folded } from '../lexicon/folded.ts';
import { stateCode } from '../lexicon/states.ts';
import { plainNumber } from '../values/numbers.ts';
import { codeDetectors } from './codes.ts';
import { nameWords } from './column-name.ts';
import { contactDetectors } from './contact.ts';
import { type Column, type Detector, rowsThat } from './detector.ts';
import type { ColumnFacts } from './facts.ts';
import { headKinds } from './head-words.ts';
import { kindDetectors } from './kinds.ts';
import { listedAs } from './listed.ts';
import { proposeMissing } from './missing.ts';
import { officialDetectors } from './official-numbers.ts';
import { peopleDetectors } from './people.ts';
import { placeDetectors } from './places.ts';
import { quantityDetectors } from './quantities.ts';
import { timeDetectors } from './times.ts';

export const detectors: readonly Detector[] = [
  ...contactDetectors,
  ...placeDetectors,
  ...peopleDetectors,
  ...officialDetectors,
  ...codeDetectors,
  ...quantityDetectors,
  ...timeDetectors,
  ...kindDetectors,
];

const shownFailures = 5;

/** What the other columns of its table tell of a column. */
export interface Context {
  /** Nothing tells whether its whole numbers count something or name it. */
  readonly open: boolean;
  /** Several columns hold 0 and 1 and nothing else. */
  readonly amongFlags: boolean;
  /** Beside `x` stands `y`. */
  readonly paired: boolean;
}

const alone: Context = { open: false, amongFlags: false, paired: false };

/**
 * What a column's values mean: every reading that the evidence allows, best first. `said`: what its name says of digits,
 * beside the other names of its table.
 */
export function detect(
  facts: ColumnFacts,
  said = saidByName(facts.name),
  context: Context = alone,
): ColumnMeaning {
  const { open } = context;
  const column = columnOf(facts, said, context);
  const found = detectors.flatMap((detector) => findingOf(detector, column) ?? []);
  const ranked = bestOfEachType(found.sort((left, right) => right.confidence - left.confidence));
  const best = ranked[0] ?? nothing;
  const missing = proposeMissing(facts).filter(({ value }) => !meant(best.type, value));
  const meaning = { column: facts.name, best, ranked, missing, unique: column.unique };
  const answered = namingTypes.includes(best.type) || best.type === 'yes-no';
  return open && !answered ? { ...meaning, open } : meaning;
}

/** ND is North Dakota, NA is Namibia. */
function meant(type: SemanticFinding['type'], value: string): boolean {
  if (type === 'state') return stateCode(value) !== null;
  return type === 'country' && countryCode(value) !== null;
}

/** Where there is not one value. */
const nothing: SemanticFinding = {
  type: 'text',
  confidence: 0,
  passed: 0,
  of: 0,
  share: 0,
  over: 'all rows',
  why: 'Every value is missing.',
  failing: [],
  details: {},
};

function columnOf(facts: ColumnFacts, said: SaidByName, context: Context): Column {
  const surelyMissing = new Set(
    proposeMissing(facts)
      .filter(({ confidence }) => confidence >= 0.6)
      .map(({ value }) => value),
  );
  // The engine writes 5 as 5.0 in a column of decimals.
  const whole =
    facts.type === 'DOUBLE' && facts.values.every(({ value }) => /^-?\d+\.0$/.test(value));
  const values = facts.values
    .filter(({ value }) => !surelyMissing.has(value))
    .map(({ value, count }) => ({ value: whole ? value.slice(0, -2) : value, count }));
  const filled = values.reduce((sum, { count }) => sum + count, 0);
  return {
    facts,
    words: folded(nameWords(facts.name)),
    heads: headKinds(facts.name),
    said,
    ...context,
    values,
    filled,
    numeric: values.length > 0 && values.every(({ value }) => plainNumber(value, '.') !== null),
    ...listedAs(facts, values, said),
    unique:
      facts.missing === 0 &&
      facts.distinct === facts.rows &&
      facts.rows > 0 &&
      surelyMissing.size === 0,
    characters: mean(values.map(({ value }) => value.trim().length)),
    wordCount: mean(values.map(({ value }) => value.trim().split(/\s+/).length)),
  };
}

const mean = (numbers: readonly number[]) =>
  numbers.reduce((sum, number) => sum + number, 0) / Math.max(1, numbers.length);

/** What a name can say only where it does not say that the digits are a label: a valuation reference is no money. */
const quantities = new Set<SemanticFinding['type']>(['money', 'percentage', 'measure', 'duration']);

/** What a word in the name says only where the whole name does not say that numbers are a quantity: “of each category”. */
const labels = new Set<SemanticFinding['type']>(['key', 'foreign-key', 'identifier', 'category']);

function findingOf(detector: Detector, column: Column): SemanticFinding | null {
  if (column.filled === 0) return null;
  const named =
    ((detector.named?.test(column.words) ?? false) &&
      !(detector.notNamed?.test(column.words) ?? false)) ||
    (detector.namedBy?.(column) ?? false);
  if (named && namesByDigits(column) && quantities.has(detector.type)) return null;
  if (named && column.said === 'quantity' && column.numeric && labels.has(detector.type))
    return null;
  const base = named ? detector.withName : detector.alone;
  if (base === 0) return null;
  const test = named ? (detector.testNamed ?? detector.test) : detector.test;
  // Most types are far from most columns: some values tell, before all are looked at.
  if (shareOfSome(column.values, test) < detector.atLeast / 2) return null;
  const counted = evidence(detector, column, test, named);
  if (counted.share < detector.atLeast || counted.passed === 0) return null;
  if (detector.condition && !detector.condition(column, named)) return null;
  const failing = column.values.filter(({ value }) => !test(value));
  return {
    type: detector.type,
    confidence: Math.round(base * trust(counted.share, column) * 1_000) / 1_000,
    ...counted,
    why: sentence(detector, counted, named),
    failing: failing.slice(0, shownFailures).map(({ value }) => value),
    details: detector.details?.(column) ?? {},
  };
}

/** Whether digits are called something by the name: a tax class at the time of a sale is no money. */
const namesByDigits = ({ said, listed, values }: Column) =>
  said === 'code' ||
  listed ||
  (said === 'thing' && values.every(({ value }) => /^\d+$/.test(value.trim())));

const someValues = 60;

function shareOfSome(values: Column['values'], test: Detector['test']): number {
  const step = Math.max(1, Math.floor(values.length / someValues));
  const some = values.filter((_, index) => index % step === 0);
  return rowsThat(some, test) / some.reduce((sum, { count }) => sum + count, 0);
}

interface Counted {
  readonly passed: number;
  readonly of: number;
  readonly share: number;
  readonly over: SemanticFinding['over'];
}

function evidence(
  detector: Detector,
  { facts, values, filled }: Column,
  test: Detector['test'],
  named: boolean,
): Counted {
  const { pattern } = detector;
  const matched =
    pattern === undefined || (named && detector.testNamed)
      ? undefined
      : facts.matched?.get(pattern);
  if (!facts.complete && matched !== undefined) {
    const of = facts.rows - facts.missing;
    return { passed: matched, of, share: of === 0 ? 0 : matched / of, over: 'all rows' };
  }
  const passed = rowsThat(values, test);
  // That a column is unique was counted over all rows.
  if (detector.type === 'key' && passed === filled)
    return { passed: facts.rows, of: facts.rows, share: 1, over: 'all rows' };
  return {
    passed,
    of: filled,
    share: passed / filled,
    over: facts.complete ? 'all rows' : 'some values',
  };
}

/** Less where some do not pass, and where there are very few values to tell. */
function trust(share: number, { values, filled }: Column): number {
  const passing = share >= 0.97 ? 1 : share >= 0.85 ? 0.985 : 0.96;
  return passing * (filled < 3 || values.length < 2 ? 0.97 : 1);
}

function sentence({ label }: Detector, { passed, of, over }: Counted, named: boolean): string {
  const among = over === 'all rows' ? 'values' : 'values that were looked at';
  const all =
    passed === of
      ? `All ${of.toLocaleString('en')} ${among}`
      : `${passed.toLocaleString('en')} of ${of.toLocaleString('en')} ${among}`;
  return `${all} ${label}${named ? ', as the name says' : ''}.`;
}

function bestOfEachType(sorted: readonly SemanticFinding[]): SemanticFinding[] {
  return sorted.filter(
    ({ type }, index) => sorted.findIndex((other) => other.type === type) === index,
  );
}
