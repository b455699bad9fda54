import type { TrustedSession } from '@insites/platform';
import { detectors } from './detect.ts';
import type { ColumnFacts } from './facts.ts';
import { distinctValues, matches, sizes } from './queries.ts';

/** A column with up to so many distinct values is looked at value by value; the engine counts patterns of others. */
export const looksAt = 20_000;
const columnsAtOnce = 100;

const patterns = detectors.flatMap(({ pattern }) => pattern ?? []);

interface NamedColumn {
  readonly name: string;
  readonly type: string;
}

/** Facts of the columns of a Parquet file, over all of its rows. */
export async function gatherFacts(
  session: TrustedSession,
  parquet: string,
  columns: readonly NamedColumn[],
): Promise<ColumnFacts[]> {
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < columns.length; from += columnsAtOnce) {
    const some = columns.slice(from, from + columnsAtOnce);
    const names = some.map(({ name }) => name);
    const [counted = {}] = await session.run(sizes(parquet, names).text);
    for (const [index, { name, type }] of some.entries()) {
      const rows = Number(counted.total ?? 0);
      const missing = rows - Number(counted[`present${index}`] ?? 0);
      const distinct = Number(counted[`distinct${index}`] ?? 0);
      facts.push({
        name,
        type,
        rows,
        missing,
        distinct,
        ...(await valuesOf(session, parquet, name, distinct)),
      });
    }
  }
  return facts;
}

type Values = Pick<ColumnFacts, 'values' | 'complete' | 'matched'>;

async function valuesOf(
  session: TrustedSession,
  parquet: string,
  column: string,
  distinct: number,
): Promise<Values> {
  const found = await session.run(distinctValues(parquet, column, looksAt).text);
  const values = found.map(({ value, count }) => ({ value: String(value), count: Number(count) }));
  if (distinct <= looksAt) return { values, complete: true };
  const [counts = {}] = await session.run(matches(parquet, column, patterns).text);
  const matched = new Map(
    patterns.map((pattern, index) => [pattern, Number(counts[`matched${index}`] ?? 0)]),
  );
  return { values, complete: false, matched };
}
