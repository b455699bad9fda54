import type { TrustedSession } from '@insites/platform';
import { detectors } from './detect.ts';
import type { Detector } from './detector.ts';
import type { ColumnFacts, ValueCount } from './facts.ts';
import { distinctValues, estimates, exactly, matches } from './queries.ts';

/** A column with up to so many distinct values is looked at value by value; the engine counts patterns of others. */
export const looksAt = 20_000;
/** Of a column with more, so many are chosen by their hash from all rows. */
const chosenOfMany = 8_000;
/** Values of all columns together, so that a wide table fits in memory. */
const valuesAtMost = 1_500_000;
const fewest = 200;
const columnsAtOnce = 100;

interface NamedColumn {
  readonly name: string;
  readonly type: string;
}

interface Size {
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
}

/** Facts of the columns of a Parquet file, over all of its rows. */
export async function gatherFacts(
  session: TrustedSession,
  parquet: string,
  columns: readonly NamedColumn[],
): Promise<ColumnFacts[]> {
  const most = Math.max(fewest, Math.min(looksAt, Math.floor(valuesAtMost / columns.length)));
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < columns.length; from += columnsAtOnce) {
    const some = columns.slice(from, from + columnsAtOnce);
    const sizes = await sizesOf(session, parquet, some, most);
    for (const [index, { name, type }] of some.entries()) {
      const { rows, present, distinct } = sizes[index] ?? { rows: 0, present: 0, distinct: 0 };
      const values = await valuesOf(session, parquet, name, distinct, most);
      facts.push({ name, type, rows, missing: rows - present, distinct, ...values });
    }
  }
  return facts;
}

/**
 * Counting distinct values exactly costs memory and time where there are very many: it is done only where it
 * decides something, for columns that may be looked at in whole and for those that may be unique.
 */
async function sizesOf(
  session: TrustedSession,
  parquet: string,
  columns: readonly NamedColumn[],
  most: number,
): Promise<Size[]> {
  const names = columns.map(({ name }) => name);
  const [counted = {}] = await session.run(estimates(parquet, names).text);
  const rows = Number(counted.total ?? 0);
  const estimated = names.map((_, index) => ({
    rows,
    present: Number(counted[`present${index}`] ?? 0),
    distinct: Number(counted[`distinct${index}`] ?? 0),
  }));
  const doubtful = estimated.flatMap(({ present, distinct }, index) =>
    distinct < 2 * most || (present === rows && distinct > 0.8 * rows) ? [index] : [],
  );
  if (doubtful.length === 0) return estimated;
  const exact = await session.run(
    exactly(
      parquet,
      doubtful.map((index) => names[index] ?? ''),
    ).text,
  );
  return estimated.map((size, index) => {
    const at = doubtful.indexOf(index);
    return at < 0 ? size : { ...size, distinct: Number(exact[0]?.[`distinct${at}`] ?? 0) };
  });
}

type Values = Pick<ColumnFacts, 'values' | 'complete' | 'matched'>;

async function valuesOf(
  session: TrustedSession,
  parquet: string,
  column: string,
  distinct: number,
  most: number,
): Promise<Values> {
  const complete = distinct <= most;
  const wanted = complete ? most : Math.min(chosenOfMany, most);
  const oneOf = complete ? 1 : Math.max(1, Math.floor(distinct / wanted));
  const found = await session.run(distinctValues(parquet, column, wanted, oneOf).text);
  const values = found.map(({ value, count }) => ({ value: String(value), count: Number(count) }));
  if (complete) return { values, complete };
  const likely = patternsLikely(values);
  if (likely.length === 0) return { values, complete };
  const [counts = {}] = await session.run(matches(parquet, column, likely).text);
  const matched = new Map(
    likely.map((pattern, index) => [pattern, Number(counts[`matched${index}`] ?? 0)]),
  );
  return { values, complete, matched };
}

/** Patterns that the chosen values speak for: others would be counted over all rows for nothing. */
function patternsLikely(values: readonly ValueCount[]): string[] {
  const some = values.slice(0, 300);
  const speaksFor = ({ test, atLeast }: Detector) =>
    some.filter(({ value }) => test(value)).length >= (atLeast / 2) * some.length;
  return detectors.flatMap((detector) =>
    detector.pattern !== undefined && speaksFor(detector) ? [detector.pattern] : [],
  );
}
