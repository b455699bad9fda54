import type { TrustedSession } from '@insites/platform';
import type { ColumnProfile as WholeProfile } from '../../contract/index.ts';
import type { ColumnRow } from '../versions/store.ts';
import {
  binned,
  bins,
  countedDistinct,
  distributions,
  occurrences,
  type ProfiledColumn,
  statistics,
  type ToCount,
} from './queries.ts';

/** What is counted; what it means is found later. */
type ColumnProfile = Omit<WholeProfile, 'meaning'>;
type Row = Awaited<ReturnType<TrustedSession['run']>>[number];

const shownValues = 10;

/** What people see an engine type as. */
export function kindOfType(type: string): ColumnProfile['kind'] {
  const bare = type.toUpperCase();
  if (bare === 'VARCHAR' || bare === 'UUID' || bare.startsWith('ENUM')) return 'text';
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|REAL|DOUBLE|DECIMAL.*)$/.test(bare))
    return 'number';
  if (bare === 'DATE') return 'date';
  if (bare.startsWith('TIMESTAMP')) return 'datetime';
  if (bare.startsWith('TIME')) return 'time';
  return bare === 'BOOLEAN' ? 'yes/no' : 'other';
}

/** Each column's sketches take memory, so thousands of columns are not looked at in one pass. */
const columnsAtOnce = 200;

/** Looks at every column of a Parquet file: two passes over it for every 200 columns. */
export async function profileColumns(
  session: TrustedSession,
  parquet: string,
  rows: readonly Pick<ColumnRow, 'position' | 'name' | 'source' | 'type' | 'why'>[],
): Promise<ColumnProfile[]> {
  const profiles: ColumnProfile[] = [];
  for (let from = 0; from < rows.length; from += columnsAtOnce)
    profiles.push(...(await profileSome(session, parquet, rows.slice(from, from + columnsAtOnce))));
  return profiles;
}

async function profileSome(
  session: TrustedSession,
  parquet: string,
  rows: readonly Pick<ColumnRow, 'position' | 'name' | 'source' | 'type' | 'why'>[],
): Promise<ColumnProfile[]> {
  const columns = rows.map(({ position, name, type }) => ({
    position,
    name,
    type,
    kind: kindOfType(type),
  }));
  const [first] = await session.run(statistics(parquet, columns).text);
  if (!first) return [];
  const toCount = columns.map((column) => planFor(column, first));
  const [second = {}] = await session.run(distributions(parquet, toCount).text);
  const profiles: ColumnProfile[] = [];
  for (const plan of toCount) {
    const row = rows.find(({ position }) => position === plan.column.position);
    const counted = await topOf(session, parquet, plan, second);
    if (row) profiles.push(profileOf(row, plan, first, second, counted));
  }
  return profiles;
}

function planFor(column: ProfiledColumn, first: Row): ToCount {
  const distinct = number(first, `distinct${column.position}`) ?? 0;
  const low = number(first, `low${column.position}`);
  const high = number(first, `high${column.position}`);
  const range = binned(column) && low !== null && high !== null ? { low, high } : null;
  const values =
    column.kind === 'other'
      ? 'none'
      : distinct <= countedDistinct
        ? 'all'
        : column.kind === 'text'
          ? 'frequent'
          : 'none';
  return { column, values, range };
}

interface Counted {
  readonly top: ColumnProfile['top'];
  /** Distinct values when they were counted one by one. */
  readonly distinct: number | null;
}

async function topOf(
  session: TrustedSession,
  parquet: string,
  { column, values }: ToCount,
  second: Row,
): Promise<Counted> {
  if (values === 'all') {
    const counts = Object.entries(
      parsed<Record<string, number>>(second, `counts${column.position}`) ?? {},
    );
    const sorted = counts
      .map(([value, count]) => ({ value, count }))
      .sort((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1));
    return { top: sorted.slice(0, shownValues), distinct: counts.length };
  }
  if (values === 'none') return { top: [], distinct: null };
  const frequent = parsed<string[]>(second, `frequent${column.position}`) ?? [];
  if (frequent.length === 0) return { top: [], distinct: null };
  const found = await session.run(occurrences(parquet, column, frequent).text);
  const top = found
    .map((row) => ({ value: String(row.value), count: Number(row.count) }))
    // Values that occur once are not frequent; they only fill the sketch.
    .filter(({ count }) => count > 1);
  return { top: top.slice(0, shownValues), distinct: null };
}

function profileOf(
  row: Pick<ColumnRow, 'position' | 'name' | 'source' | 'type' | 'why'>,
  plan: ToCount,
  first: Row,
  second: Row,
  counted: Counted,
): ColumnProfile {
  const { position, kind } = plan.column;
  const at = (what: string) => number(first, `${what}${position}`);
  const total = number(first, 'total') ?? 0;
  return {
    position,
    name: row.name,
    source: row.source,
    type: row.type,
    kind,
    why: row.why,
    rows: total,
    missing: total - (at('present') ?? 0),
    distinct: counted.distinct ?? Math.min(at('distinct') ?? 0, at('present') ?? 0),
    exactDistinct: counted.distinct !== null,
    min: text(first, `min${position}`),
    max: text(first, `max${position}`),
    mean: at('mean'),
    median: at('median'),
    standardDeviation: at('deviation'),
    top: [...counted.top],
    histogram: barsOf(plan, parsed<Record<string, number>>(second, `bars${position}`), counted),
  };
}

function barsOf(
  { range }: ToCount,
  counts: Record<string, number> | null,
  counted: Counted,
): ColumnProfile['histogram'] {
  if (!range) return [];
  if (range.high <= range.low)
    return [{ from: range.low, to: range.high, count: counted.top[0]?.count ?? 0 }];
  const width = (range.high - range.low) / bins;
  return Array.from({ length: bins }, (_, bar) => ({
    from: range.low + bar * width,
    to: bar === bins - 1 ? range.high : range.low + (bar + 1) * width,
    count: Number(counts?.[String(bar)] ?? 0),
  }));
}

function number(row: Row, name: string): number | null {
  const value = row[name];
  if (value === null || value === undefined) return null;
  const as = Number(value);
  return Number.isFinite(as) ? as : null;
}

function text(row: Row, name: string): string | null {
  const value = row[name];
  return value === null || value === undefined ? null : String(value);
}

function parsed<T>(row: Row, name: string): T | null {
  const value = text(row, name);
  return value === null ? null : (JSON.parse(value) as T);
}
