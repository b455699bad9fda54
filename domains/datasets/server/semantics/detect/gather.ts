import type { Sql, TrustedSession } from '@insites/platform';
import { beginningOf } from '../../parsing/support.ts';
import { parquetRows } from '../../queries.ts';
import { detectors } from './detect.ts';
import type { Detector } from './detector.ts';
import { type ColumnFacts, isWhole, type ValueCount } from './facts.ts';
import {
  distinctValues,
  dropColumns,
  estimates,
  exactly,
  firstNumbers,
  matches,
  rowsOf,
  someColumns,
  takeColumns,
} from './queries.ts';

/** A column with up to so many distinct values is looked at value by value; the engine counts patterns of others. */
export const looksAt = 20_000;
/** Of a column with more, so many are chosen by their hash from all rows. */
const chosenOfMany = 8_000;
/** Values of all columns together, so that a wide table fits in memory. */
const valuesAtMost = 1_500_000;
const fewest = 200;
const columnsAtOnce = 100;
/** Every question to a file costs as much as the file is wide: of wider ones some columns are taken out at a time. */
const wideFrom = 200;
/** Cells that are taken out at a time. */
const cellsAtOnce = 5_000_000;
/** Of a table with more cells, the first columns are looked at. */
const cellsAtMost = 20_000_000;
const columnsOfMany = 500;
/** Of a wider table, however short: reading what columns mean takes some 6 ms each. */
const columnsAtMost = 2_000;

interface NamedColumn {
  readonly name: string;
  readonly type: string;
}

interface Size {
  readonly rows: number;
  readonly present: number;
  readonly distinct: number;
}

/** Facts of the columns of a Parquet file, over all of its rows; of the first ones where it is very wide, or both wide and long. */
export async function gatherFacts(
  session: TrustedSession,
  parquet: string,
  all: readonly NamedColumn[],
): Promise<ColumnFacts[]> {
  const [footer] = await session.run(parquetRows(parquet).text);
  const rows = Number(footer?.rows ?? 0);
  const columns = all.slice(0, rows * all.length > cellsAtMost ? columnsOfMany : columnsAtMost);
  const most = Math.max(fewest, Math.min(looksAt, Math.floor(valuesAtMost / columns.length)));
  const file = rowsOf(parquet);
  const wide = all.length > wideFrom && rows * columnsAtOnce <= cellsAtOnce;
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < columns.length; from += columnsAtOnce) {
    const some = columns.slice(from, from + columnsAtOnce);
    const source = wide ? someColumns : file;
    if (wide)
      await session.run(
        takeColumns(
          file,
          some.map(({ name }) => name),
        ).text,
      );
    const sizes = await sizesOf(session, source, some, most);
    for (const [index, { name, type }] of some.entries()) {
      const { rows, present, distinct } = sizes[index] ?? { rows: 0, present: 0, distinct: 0 };
      const values = await valuesOf(session, source, name, distinct, most);
      const beginning =
        type === 'VARCHAR' && mostlyWhole(values.values)
          ? await beginningIn(session, source, name)
          : null;
      const size = { rows, missing: rows - present, distinct };
      facts.push({ name, type, ...size, ...values, ...(beginning ? { beginning } : {}) });
    }
  }
  if (wide) await session.run(dropColumns.text);
  return facts;
}

function mostlyWhole(values: readonly ValueCount[]): boolean {
  const filled = values.map(({ value }) => value.trim()).filter((value) => value !== '');
  return filled.filter(isWhole).length > 0.5 * filled.length;
}

async function beginningIn(
  session: TrustedSession,
  source: Sql,
  column: string,
): Promise<readonly number[]> {
  const rows = await session.run(firstNumbers(source, column, beginningOf).text);
  return rows.map(({ n }) => Number(n));
}

/**
 * Counting distinct values exactly costs memory and time where there are very many: it is done only where it
 * decides something, for columns that may be looked at in whole and for those that may be unique.
 */
async function sizesOf(
  session: TrustedSession,
  source: Sql,
  columns: readonly NamedColumn[],
  most: number,
): Promise<Size[]> {
  const names = columns.map(({ name }) => name);
  const [counted = {}] = await session.run(estimates(source, names).text);
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
      source,
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
  source: Sql,
  column: string,
  distinct: number,
  most: number,
): Promise<Values> {
  const complete = distinct <= most;
  const wanted = complete ? most : Math.min(chosenOfMany, most);
  const oneOf = complete ? 1 : Math.max(1, Math.floor(distinct / wanted));
  const found = await session.run(distinctValues(source, column, wanted, oneOf).text);
  const values = found.map(({ value, count }) => ({ value: String(value), count: Number(count) }));
  if (complete) return { values, complete };
  const likely = patternsLikely(values);
  if (likely.length === 0) return { values, complete };
  const [counts = {}] = await session.run(matches(source, column, likely).text);
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
