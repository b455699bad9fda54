import type { MissingProposal } from '../../../contract/semantic-type.ts';
import { median } from '../../parsing/median.ts';
import { isMissingWord, maybeAnswers } from '../lexicon/missing-words.ts';
import type { ColumnFacts } from './facts.ts';

const numberStandIns = new Set([
  '-1',
  '-9',
  '-99',
  '-200',
  '-999',
  '-9999',
  '-99999',
  '-8888',
  '99',
  '999',
  '9999',
  '99999',
  '999999',
  '-999.9',
  '-99.9',
  '999.9',
  '9999.9',
  '-6999',
  '-32768',
  '-2147483648',
  '1e+20',
  '-1e+20',
  '1e20',
]);
const dateStandIns =
  /^(0001-01-01|1753-01-01|1899-12-3[01]|1900-01-0[01]|9999-12-31|2999-12-31|0?1\/0?1\/1900|12\/31\/9999|12\/30\/1899)([ T].*)?$/;
const codeStandIns =
  /^(0{5}|9{5}|0{9}|9{9}|000-00-0000|999-99-9999|\(?000\)?[- ]?000-?0000|\(?999\)?[- ]?999-?9999|0{10}|9{10}|x{3,}|z{3,})$/i;

/** Values that seem to stand for “missing”, with the reason. They are proposed to a person, never assumed. */
export function proposeMissing(facts: ColumnFacts): MissingProposal[] {
  const filled = facts.rows - facts.missing;
  // A star in some rows and nothing in the others says yes.
  const [first] = facts.values;
  const starred = facts.missing > 0 && facts.values.length === 1 && first?.value.trim() === '*';
  if (filled === 0 || starred) return [];
  const numeric =
    facts.values.every(({ value }) => isNumber(value) || isMissingWord(value)) &&
    facts.values.some(({ value }) => isNumber(value));
  const apart = numeric ? farApart(facts) : new Map<string, string>();
  return facts.values
    .flatMap(({ value, count }) => {
      const found = reasonFor(value, count, filled, numeric, apart, facts);
      return found ? [{ value, count, ...found }] : [];
    })
    .sort((left, right) => right.count - left.count);
}

function reasonFor(
  value: string,
  count: number,
  filled: number,
  numeric: boolean,
  apart: ReadonlyMap<string, string>,
  facts: ColumnFacts,
): { confidence: number; why: string } | null {
  if (/^[-–—_]{3,}$/.test(value.trim()))
    return {
      confidence: 0.95,
      why: 'A line of strokes is what people draw where they have no value.',
    };
  if (value.trim() === '') return { confidence: 0.97, why: 'It has nothing but spaces.' };
  if (isMissingWord(value)) {
    const answer = maybeAnswers.has(value.trim().toLowerCase());
    if (numeric)
      return { confidence: 0.99, why: 'It is a word where all other values are numbers.' };
    if (answer)
      return { confidence: 0.6, why: 'It may stand for “missing”, or be an answer of its own.' };
    return { confidence: 0.95, why: 'People write this where they have no value.' };
  }
  const reason = apart.get(value);
  if (reason !== undefined)
    return { confidence: numberStandIns.has(trimmedNumber(value)) ? 0.9 : 0.6, why: reason };
  if (dateStandIns.test(value.trim()) && (count > 1 || filled < 50))
    return { confidence: 0.8, why: 'Programs put this date where there is none.' };
  if (codeStandIns.test(value.trim()) && facts.values.length > 3 && !numeric)
    return {
      confidence: 0.7,
      why: 'One sign again and again is what people type where a form wants a value.',
    };
  return null;
}

const isNumber = (value: string) => /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(value.trim());
const trimmedNumber = (value: string) => value.trim().replace(/\.0+$/, '');

/** The lowest or highest number, when it stands often and far from all others. */
function farApart({ values, rows, missing }: ColumnFacts): Map<string, string> {
  const found = new Map<string, string>();
  const numbers = values
    .filter(({ value }) => isNumber(value))
    .map(({ value, count }) => ({ value, count, number: Number(value) }))
    .sort((left, right) => left.number - right.number);
  if (numbers.length < 5) return found;
  for (const end of ['lowest', 'highest'] as const) {
    const ordered = end === 'lowest' ? numbers : [...numbers].reverse();
    // Two stand-ins may stand behind one another: -200 and -999.
    for (const [index, candidate] of ordered.slice(0, 2).entries()) {
      const rest = ordered.slice(index + 1);
      const [next] = rest;
      const last = rest.at(-1);
      if (!next || !last || rest.length < 4) break;
      const gap = Math.abs(next.number - candidate.number);
      const spread = Math.abs(last.number - next.number);
      const known = numberStandIns.has(trimmedNumber(candidate.value));
      const usual = median(rest.map(({ count }) => count));
      const spike =
        candidate.count >= 3 &&
        candidate.count >= 5 * usual &&
        candidate.count >= (rows - missing) * 0.002;
      const far = known
        ? gap > spread * 0.5 ||
          (candidate.number < 0 && next.number >= 0 && gap > spread * 0.05 && spike)
        : gap > spread * 2;
      if (far && (spike || (known && candidate.number < 0 && gap > spread)))
        found.set(
          candidate.value,
          `It stands ${candidate.count.toLocaleString('en')} times, far from all other values, which begin at ${next.value}.`,
        );
      else break;
    }
  }
  return found;
}
