import type { SemanticFinding, SemanticType } from '../../../contract/semantic-type.ts';
import type { SaidByName } from '../../parsing/code-names.ts';
import type { HeadKind } from '../lexicon/column-words.ts';
import type { ColumnFacts, ValueCount } from './facts.ts';
import type { Listed } from './listed.ts';

/** A column as detectors see it: values proposed as missing are left out. */
export interface Column extends Listed {
  readonly facts: ColumnFacts;
  /** The name as words, without accents. */
  readonly words: string;
  /** What the name says of digits. */
  readonly said: SaidByName;
  /** What the head of the name says, in one of many languages. */
  readonly heads: ReadonlySet<HeadKind>;
  readonly values: readonly ValueCount[];
  /** Rows of `values`. */
  readonly filled: number;
  /** Whether all values are numbers. */
  readonly numeric: boolean;
  readonly unique: boolean;
  /** Nothing tells whether whole numbers count something or name it. */
  readonly open: boolean;
  /** Several columns of the table hold 0 and 1 and nothing else. */
  readonly amongFlags: boolean;
  /** Beside `x` stands `y`. */
  readonly paired: boolean;
  /** Mean number of characters and of words of a value. */
  readonly characters: number;
  readonly wordCount: number;
}

/** How one type is told. Confidences are for a column whose every value passes. */
export interface Detector {
  readonly type: SemanticType;
  /** What the values are, for the sentence: “look like e-mail addresses”. */
  readonly label: string;
  /** On the name as words. */
  readonly named?: RegExp;
  readonly notNamed?: RegExp;
  /** Another way in which the name may say it. */
  readonly namedBy?: (column: Column) => boolean;
  /**
   * A pattern that says the same as `test`, for JavaScript and RE2, matched against the whole trimmed value without
   * regard to case: the engine counts it over all rows when there are too many distinct values to look at.
   */
  readonly pattern?: string;
  readonly test: (value: string) => boolean;
  /** Instead of `test`, where the name says what it is. */
  readonly testNamed?: (value: string) => boolean;
  /** Confidence by the values alone; 0: the name is needed. */
  readonly alone: number;
  readonly withName: number;
  /** Share of values that must pass. */
  readonly atLeast: number;
  /** What else must hold for the column. */
  readonly condition?: (column: Column, named: boolean) => boolean;
  readonly details?: (column: Column) => SemanticFinding['details'];
}

/** A code as an office writes one: letters, digits and what divides them, with a digit at least. */
export const code = /^(?=.*\d)[A-Z0-9][A-Z0-9\-/_.# ]{1,39}$/i;

/** A test from a pattern, the same that the engine uses. */
export function matching(pattern: string): { pattern: string; test: (value: string) => boolean } {
  const whole = new RegExp(`^(?:${pattern})$`, 'i');
  return { pattern, test: (value) => whole.test(value.trim()) };
}

/** Rows whose value passes. */
export function rowsThat(values: readonly ValueCount[], test: (value: string) => boolean): number {
  return values.reduce((sum, { value, count }) => (test(value) ? sum + count : sum), 0);
}

/** Share of rows whose value passes; 0 where there are none. */
export function shareThat(column: Column, test: (value: string) => boolean): number {
  return column.filled === 0 ? 0 : rowsThat(column.values, test) / column.filled;
}

/** Share of distinct values that pass. */
export function distinctShare({ values }: Column, test: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(({ value }) => test(value)).length / values.length;
}
