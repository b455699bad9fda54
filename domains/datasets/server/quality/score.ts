import type { CheckResult, Conservation, QualityScore } from '../../contract/index.ts';
import { number, percent } from './sentences.ts';

type Dimension = QualityScore['parts'][number]['dimension'];

/** What a score is made from. */
export interface Scored {
  readonly rows: number;
  /** Cells and those without a value. */
  readonly cells: number;
  readonly missing: number;
  /** Rows that are the same as another one in all columns. */
  readonly repeated: number;
  readonly conservation: Pick<Conservation, 'loaded' | 'rejected'> | null;
  readonly results: readonly CheckResult[];
  /** Columns of the version before, and those that have kept name and kind; null when there is none. */
  readonly kept: { readonly before: number; readonly same: number } | null;
}

interface Measured {
  readonly score: number;
  readonly sentence: string;
}

/**
 * Completeness: cells with a value. Validity: mean of the rows of the file that could be read and of the
 * rows that pass each expectation of range, pattern and set. Uniqueness: rows that pass expectations of
 * uniqueness, without one rows that repeat no other. Consistency: columns that kept name and kind, rows
 * that pass foreign keys and order, whether the row count is as expected. Timeliness: freshness, 100 or 0
 * for each. Dimensions of DAMA UK (2013) and ISO/IEC 25012:2008.
 */
export function scoreOf(scored: Scored): QualityScore {
  const parts: readonly (readonly [Dimension, Measured | string])[] = [
    ['completeness', completeness(scored)],
    ['validity', validity(scored)],
    ['uniqueness', uniqueness(scored)],
    ['consistency', consistency(scored)],
    ['timeliness', timeliness(scored)],
  ];
  const measured = parts.flatMap(([, part]) => (typeof part === 'string' ? [] : [part.score]));
  return {
    total: measured.length === 0 ? null : mean(measured),
    parts: parts.map(([dimension, part]) =>
      typeof part === 'string'
        ? { dimension, score: null, weight: 0, sentence: part }
        : { dimension, ...part, weight: 1 / measured.length },
    ),
  };
}

function completeness({ cells, missing }: Scored): Measured | string {
  if (cells === 0) return 'There are no cells.';
  const share = 1 - missing / cells;
  return {
    score: 100 * share,
    sentence: `${number(cells - missing)} of ${number(cells)} cells have a value (${percent(share)}).`,
  };
}

function validity({ conservation, results }: Scored): Measured | string {
  const checked = passing(results, ['range', 'pattern', 'set']);
  const file = conservation ? conservation.loaded + conservation.rejected : 0;
  const read = conservation && file > 0 ? conservation.loaded / file : null;
  const shares = [...(read === null ? [] : [read]), ...checked];
  if (shares.length === 0) return 'Nothing is expected of single values.';
  const words = [
    ...(read === null ? [] : [`${percent(read)} of the rows of the file could be read`]),
    ...(checked.length === 0
      ? ['nothing is expected of single values yet']
      : [
          `values fit ${count(checked.length, 'expectation')} in ${percent(mean(checked))} of the rows`,
        ]),
  ];
  return { score: 100 * mean(shares), sentence: `${capital(words.join('; '))}.` };
}

function uniqueness({ rows, repeated, results }: Scored): Measured | string {
  const checked = passing(results, ['unique']);
  if (checked.length > 0)
    return {
      score: 100 * mean(checked),
      sentence: `${percent(mean(checked))} of the rows are as unique as ${count(checked.length, 'expectation')} asks.`,
    };
  if (rows === 0) return 'There are no rows.';
  return {
    score: 100 * (1 - repeated / rows),
    sentence:
      repeated === 0
        ? 'No row is the same as another in all columns.'
        : `${number(repeated)} of ${number(rows)} rows repeat another one in all columns.`,
  };
}

function consistency({ kept, results }: Scored): Measured | string {
  const checked = [...passing(results, ['foreignKey', 'monotone']), ...wholes(results, 'rowCount')];
  const same = kept && kept.before > 0 ? kept.same / kept.before : null;
  const shares = [...(same === null ? [] : [same]), ...checked];
  if (shares.length === 0) return 'There is no version before to compare with.';
  const words = [
    ...(kept === null || same === null
      ? []
      : [
          `${number(kept.same)} of ${count(kept.before, 'column')} kept the name and kind they had in the version before`,
        ]),
    ...(checked.length === 0
      ? []
      : [
          `${count(checked.length, 'expectation')} of links, order and row count are met by ${percent(mean(checked))}`,
        ]),
  ];
  return { score: 100 * mean(shares), sentence: `${capital(words.join('; '))}.` };
}

function timeliness({ results }: Scored): Measured | string {
  const checked = wholes(results, 'freshness');
  if (checked.length === 0) return 'Nobody said how fresh it should be.';
  const good = checked.filter((share) => share === 1).length;
  return {
    score: 100 * mean(checked),
    sentence: `${number(good)} of ${count(checked.length, 'expectation')} of freshness ${good === 1 ? 'is' : 'are'} met.`,
  };
}

/** Shares of rows that pass, of expectations that were checked on rows. */
function passing(results: readonly CheckResult[], kinds: readonly string[]): readonly number[] {
  return results
    .filter(({ kind, passed }) => kinds.includes(kind) && passed !== null)
    .map(({ rows, failing }) => (rows === 0 ? 1 : 1 - failing / rows));
}

function wholes(results: readonly CheckResult[], kind: string): readonly number[] {
  return results
    .filter((result) => result.kind === kind && result.passed !== null)
    .map(({ passed }) => (passed ? 1 : 0));
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}

function count(of: number, noun: string): string {
  return `${number(of)} ${noun}${of === 1 ? '' : 's'}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
