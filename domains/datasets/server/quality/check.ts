import { join } from 'node:path';
import { InsitesError } from '@insites/kernel';
import type { TrustedSession } from '@insites/platform';
import type { CheckResult, ListedExpectation } from '../../contract/index.ts';
import { newestTold, rowCountTold, type Told } from './bounds.ts';
import {
  failingCounts,
  failingExamples,
  failingToParquet,
  findFailing,
  type RowCheck,
} from './queries.ts';
import { columnsOf, number, percent, reasonOf, sentenceOf } from './sentences.ts';

const examplesShown = 5;

/** A version to be checked. */
export interface Checked {
  readonly parquet: string;
  readonly rows: number;
  readonly at: Date;
  /** Rows of the version before; null when there is none. */
  readonly rowsBefore: number | null;
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly most: string | null;
  }[];
}

export interface Outcome {
  readonly results: readonly CheckResult[];
  /** Rows that fail one expectation or more. */
  readonly failingRows: number;
  /** Parquet of their numbers and reasons; null when there are none. */
  readonly failing: string | null;
}

/** Fetches the Parquet of the dataset a foreign key leads to; null when it may not be read or is gone. */
export type OpenOther = (datasetId: string, column: string) => Promise<string | null>;

interface Line {
  readonly item: ListedExpectation;
  readonly check: RowCheck | null;
  /** Why it cannot be checked, or what came of an expectation that is not about rows. */
  readonly told: Told | null;
}

/** Checks the accepted expectations on a version: one pass over its rows, and one look for examples. */
export async function check(
  items: readonly ListedExpectation[],
  version: Checked,
  work: {
    readonly session: TrustedSession;
    readonly folder: string;
    readonly openOther: OpenOther;
  },
): Promise<Outcome> {
  const lines: Line[] = [];
  for (const item of items) lines.push(await prepared(item, version, work.openOther));
  const rowLines = await runnable(
    lines.filter(({ check }) => check !== null),
    version.parquet,
    work.session,
  );
  const checks = rowLines.flatMap((line) => (line.check && line.told === null ? [line.check] : []));
  const counts = await countsOf(checks, version.parquet, work.session);
  const results: CheckResult[] = [];
  for (const line of lines) {
    const ran = rowLines.find(({ item }) => item.id === line.item.id);
    const at = ran?.check && ran.told === null ? checks.indexOf(ran.check) : -1;
    results.push(
      at < 0
        ? resultOf(line.item, version, (ran ?? line).told)
        : await rowResult(line.item, version, counts[at] ?? 0, at, work.session),
    );
  }
  const failingRows = counts.any ?? 0;
  if (failingRows === 0) return { results, failingRows, failing: null };
  const failing = join(work.folder, 'failing.parquet');
  const reasons = checks.map(({ expectation }) => reasonOf(expectation));
  await work.session.run(failingToParquet(reasons, failing).text);
  return { results, failingRows, failing };
}

async function prepared(
  item: ListedExpectation,
  version: Checked,
  openOther: OpenOther,
): Promise<Line> {
  const { expectation } = item;
  const gone = columnsOf(expectation).find(
    (name) => !version.columns.some((column) => column.name === name),
  );
  if (gone !== undefined)
    return { item, check: null, told: unchecked(`There is no column ${gone}.`) };
  if (expectation.kind === 'rowCount')
    return { item, check: null, told: rowCountTold(expectation, item.tolerance, version) };
  if (expectation.kind === 'freshness') {
    const column = version.columns.find(({ name }) => name === expectation.column);
    return {
      item,
      check: null,
      told: newestTold(expectation, item.tolerance, column?.most ?? null, version.at),
    };
  }
  const types = new Map(version.columns.map(({ name, type }) => [name, type]));
  if (expectation.kind !== 'foreignKey') return { item, check: { expectation, types }, told: null };
  const other = await openOther(expectation.dataset, expectation.to);
  return other === null
    ? { item, check: null, told: unchecked('The other dataset, or its column, cannot be read.') }
    : { item, check: { expectation, types, other }, told: null };
}

/** One that the engine cannot understand (a pattern, say) must not keep the others from being checked. */
async function runnable(
  lines: readonly Line[],
  parquet: string,
  session: TrustedSession,
): Promise<readonly Line[]> {
  const all = lines.flatMap(({ check }) => (check ? [check] : []));
  if (all.length === 0 || (await understood(all, parquet, session))) return lines;
  const told: Line[] = [];
  for (const line of lines)
    told.push(
      line.check === null || (await understood([line.check], parquet, session))
        ? line
        : { ...line, told: unchecked('The engine does not understand it on this column.') },
    );
  return told;
}

async function understood(
  checks: readonly RowCheck[],
  parquet: string,
  session: TrustedSession,
): Promise<boolean> {
  try {
    await session.run(findFailing(parquet, checks).text);
    return true;
  } catch (thrown) {
    if (thrown instanceof InsitesError && thrown.code === 'platform.queryInvalid') return false;
    throw thrown;
  }
}

type Counts = Readonly<Record<number, number>> & { readonly any?: number };

/** The table `failing` holds the rows afterwards. */
async function countsOf(
  checks: readonly RowCheck[],
  parquet: string,
  session: TrustedSession,
): Promise<Counts> {
  if (checks.length === 0) return {};
  await session.run(findFailing(parquet, checks).text);
  const [row = {}] = await session.run(failingCounts(checks.length).text);
  const each = checks.map((_, at): [number, number] => [at, Number(row[`n${at}`])]);
  return { ...Object.fromEntries(each), any: Number(row.any) };
}

async function rowResult(
  item: ListedExpectation,
  version: Checked,
  failing: number,
  at: number,
  session: TrustedSession,
): Promise<CheckResult> {
  const { absolute, relative } = item.tolerance;
  const allowed = allowedRows(version.rows, absolute, relative);
  const examples = failing === 0 ? [] : await session.run(failingExamples(at, examplesShown).text);
  const share = version.rows === 0 ? 0 : failing / version.rows;
  return {
    ...resultOf(item, version, {
      passed: failing <= allowed,
      told:
        failing === 0
          ? 'No row fails.'
          : `${number(failing)} ${failing === 1 ? 'row fails' : 'rows fail'} (${percent(share)})${failing <= allowed ? ', which is let pass' : ''}.`,
    }),
    failing,
    allowed,
    examples: examples.map((row) => ({
      row: Number(row.row),
      value: row.value === null || row.value === undefined ? null : String(row.value),
    })),
  };
}

/** The larger of so many rows and such a share of them. */
export function allowedRows(rows: number, absolute: number, relative: number): number {
  // 0.1 % of 3,000 is 3, not 2.9999999999999996.
  return Math.max(Math.floor(absolute), Math.floor(rows * relative + 1e-9));
}

function resultOf(item: ListedExpectation, version: Checked, told: Told | null): CheckResult {
  return {
    expectationId: item.id,
    kind: item.expectation.kind,
    columns: [...columnsOf(item.expectation)],
    sentence: sentenceOf(item.expectation, item.tolerance),
    passed: told?.passed ?? null,
    rows: version.rows,
    failing: told?.passed === false ? 1 : 0,
    allowed: 0,
    told: told?.told ?? '',
    examples: [],
  };
}

function unchecked(told: string): Told {
  return { passed: null, told };
}
