import { mayName, nameThings } from './again.ts';
import { type Beside, besides, mayBeCodes, type Neighbour } from './code-evidence.ts';
import { isNameless, type SaidByName, saidByName, saidByNames } from './code-names.ts';
import { isCodebook } from './codebook.ts';
import { median } from './median.ts';
import { isScale } from './scale.ts';
import type { ColumnShapes, Digits, Rising } from './value-shape.ts';

export type ColumnType = 'VARCHAR' | 'BIGINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'BOOLEAN';

export interface TypeDecision {
  readonly type: ColumnType;
  /** The evidence, as a sentence for people. */
  readonly why: string;
}

/** Digits of codes that nothing but their form gives away, and in how many values it must be seen. */
const codeDigits = 8;
const codeValues = 20;
/** Whole numbers of more digits are not exact in spreadsheets and in JSON. */
const exactDigits = 15;

/**
 * The type of a column, decided on all of its values. A column is a number only if every value is one, and if nothing
 * says that its digits are labels: leading zeros, the name (`code-names.ts`), or, where the name leaves it open, the
 * form: digits of one length from eight on, as registers give them out, more than fifteen in every one, numbers that rise
 * from row to row as if each was given out after the other, numbers of many digits that come again and again, or few
 * small ones with gaps that no count leaves (`codebook.ts`). A minus is a quantity's. Where all that leaves it open, the
 * numbers in the beginning and the columns beside them, if they are told, speak for codes or against (`code-evidence.ts`).
 */
export function decideType(
  name: string,
  counts: ColumnShapes,
  said: SaidByName = saidByName(name),
  beside: Beside | null = null,
): TypeDecision {
  const { empty, integer, decimal, date, timestamp, boolean, code, text, digits } = counts;
  const filled = integer + decimal + date + timestamp + boolean + code + text;
  const all = count(filled, 'value');
  if (filled === 0)
    return { type: 'VARCHAR', why: empty === 0 ? 'There are no rows.' : 'Every value is missing.' };
  const numbers = integer + decimal;
  if (code > 0 && code + numbers === filled)
    return {
      type: 'VARCHAR',
      why: `Kept as text: ${count(code, 'value')} would lose a leading zero, a plus sign or digits as a number.`,
    };
  if (numbers === filled) {
    const years = isNameless(name) && digits?.fewest === 4 && digits.most === 4;
    if (said === 'code' || (said === 'thing' && decimal === 0 && !years))
      return {
        type: 'VARCHAR',
        why: 'Kept as text: digits, but the name says that they are a code.',
      };
    const form = decimal === 0 && digits ? formOfCodes(name, said, integer, digits) : null;
    if (form !== null) return { type: 'VARCHAR', why: `Kept as text: ${form}` };
    if (
      said === 'nothing' &&
      decimal === 0 &&
      digits &&
      beside &&
      !isVariable(name) &&
      isOpen(digits, beside)
    )
      return { type: 'VARCHAR', why: openQuestion };
    return decimal === 0
      ? { type: 'BIGINT', why: `All ${all} are whole numbers.` }
      : {
          type: 'DOUBLE',
          why: `All ${all} are numbers, ${decimal.toLocaleString('en')} of them with decimals.`,
        };
  }
  if (date === filled) return { type: 'DATE', why: `All ${all} are dates like 2024-01-31.` };
  if (date + timestamp === filled)
    return { type: 'TIMESTAMP', why: `All ${all} are dates with a time like 2024-01-31 12:00.` };
  if (boolean === filled) return { type: 'BOOLEAN', why: `All ${all} are true or false.` };
  const other = filled - numbers;
  return {
    type: 'VARCHAR',
    why:
      numbers > 0 && other < numbers / 10
        ? `Kept as text: ${count(other, 'value')} of ${filled.toLocaleString('en')} ${other === 1 ? 'is' : 'are'} no number.`
        : 'Text.',
  };
}

/** The type of each column by the shapes of all its values; `texts` marks those that stay text whatever they look like. */
export function decideTypes(
  names: readonly string[],
  shapes: readonly ColumnShapes[],
  texts: readonly boolean[] = [],
): readonly TypeDecision[] {
  const said = saidByNames(names);
  const beside = besides(
    shapes.map((counts, index) => neighbourOf(names[index] ?? '', counts, said[index])),
  );
  return names.map((name, index) => {
    const counts = shapes[index];
    if (texts[index]) return { type: 'VARCHAR', why: 'Text in the file.' };
    return counts
      ? decideType(name, counts, said[index], beside[index])
      : { type: 'VARCHAR', why: 'Text.' };
  });
}

function neighbourOf(name: string, counts: ColumnShapes, said: SaidByName | undefined): Neighbour {
  const { empty: _, digits, ...filled } = counts;
  const values = Object.values(filled).reduce((sum, count) => sum + count, 0);
  const numbers = filled.integer + filled.decimal;
  const named = said === 'code' || said === 'thing';
  const { beginning = [] } = digits ?? {};
  return {
    name,
    isNumber: values === 0 ? null : numbers === values && !named,
    median: beginning.length === 0 ? null : Math.max(0, median(beginning)),
  };
}

/** Why whole numbers are text of which nobody knows what they are. */
export const openQuestion =
  'Kept as text: neither the name nor the numbers tell whether they count something or name it. If they count something, say so.';

/** Whether whole numbers may be codes by what they and the columns beside them are like. */
function isOpen({ fewest, beginning = [] }: Digits, beside: Beside): boolean {
  const below = new Set(beginning.filter((number) => number < 0));
  const unknown =
    below.size > 0 && below.size <= 2 && [...below].every((one) => standsForUnknown(one));
  if (fewest === 0 && !unknown) return false;
  return mayBeCodes(
    beginning.filter((number) => number >= 0),
    beside,
  );
}

/** Numbers that surveys and registers write for “unknown” or “does not apply” among codes. */
export const standsForUnknown = (number: number) => [-1, -2, -7, -8, -9].includes(number);

/** A single letter is a variable: n, t or x goes up because it is measured so. */
export const isVariable = (name: string) => /^\p{L}$/u.test(name.trim());

/** What is said of whole numbers whose form is that of codes; null of others. */
function formOfCodes(
  name: string,
  said: SaidByName,
  integers: number,
  { fewest, most, rising, again, support }: Digits,
): string | null {
  if (said === 'quantity') return null;
  if (fewest > exactDigits) return `all have more than ${exactDigits} digits, as codes do.`;
  if (integers < codeValues) return null;
  if (rising && !isVariable(name) && countsOn(rising, integers))
    return 'each is above the one before and hardly one is left out, as running numbers are.';
  if (again && nameThings(again))
    return 'numbers of so many digits that come again and again name things.';
  if (support && isCodebook(support))
    return 'few numbers with gaps between them come again and again, as the codes of a list do.';
  if (support && isScale(name, support))
    return 'all numbers from 1 to a last one, at which they break off, as codes and answers do. If they count something, say so.';
  if (isNameless(name) && again && fewest === most && mayName(again))
    return `all have ${most} digits, and nothing says that they are a quantity.`;
  return fewest === most && most >= codeDigits ? `all have ${most} digits, as codes do.` : null;
}

/**
 * Whether numbers that rise from row to row were given out one after the other: so near to each other that measured
 * values would often have come twice. Years rise, too, and so does what is measured every so often (0, 10, 20).
 */
function countsOn({ first, last }: Rising, integers: number): boolean {
  const years = first >= 1500 && last <= 2200;
  const even = ((last - first) / (integers - 1)) % 5 === 0;
  return first >= 0 && !years && !even && integers ** 2 >= 2 * (last - first);
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
