import type { Expectation, Tolerance } from '../../contract/index.ts';
import { number, percent } from './sentences.ts';
import { timeOf } from './suggest.ts';

/** What came of an expectation about a version as a whole. */
export interface Told {
  readonly passed: boolean | null;
  readonly told: string;
}

type RowCount = Extract<Expectation, { kind: 'rowCount' }>;
type Freshness = Extract<Expectation, { kind: 'freshness' }>;

const day = 86_400_000;

/** Whether a version has the rows it should have; tolerance widens both bounds. */
export function rowCountTold(
  { least, most, change }: RowCount,
  tolerance: Tolerance,
  { rows, rowsBefore }: { readonly rows: number; readonly rowsBefore: number | null },
): Told {
  const few = least !== null && rows < least - room(least, tolerance);
  const many = most !== null && rows > most + room(most, tolerance);
  if (few || many)
    return {
      passed: false,
      told: `There are ${number(rows)} rows, ${few ? `fewer than ${number(least)}` : `more than ${number(most ?? 0)}`}.`,
    };
  if (change === null || rowsBefore === null || rowsBefore === 0)
    return { passed: true, told: `There are ${number(rows)} rows.` };
  const share = rows / rowsBefore - 1;
  const low = rows - rowsBefore * (1 + change.least) < -room(rowsBefore, tolerance);
  const high = rows - rowsBefore * (1 + change.most) > room(rowsBefore, tolerance);
  return {
    passed: !low && !high,
    told: `${number(rows)} rows after ${number(rowsBefore)}: ${percent(share)} ${share < 0 ? 'fewer' : 'more'}.`,
  };
}

/** Whether the newest value was young enough when the version was made. */
export function newestTold(
  { days, column }: Freshness,
  tolerance: Tolerance,
  newest: string | null,
  at: Date,
): Told {
  const time = timeOf(newest);
  if (time === null) return { passed: null, told: `${column} has no date to tell its age by.` };
  const age = (at.getTime() - time) / day;
  return {
    passed: age <= days + room(days, tolerance),
    told: `The newest ${column}, ${newest}, was ${number(Math.max(0, Math.round(age * 10) / 10))} days old.`,
  };
}

/** The larger of the two tolerances, in the measure of the bound. */
export function room(bound: number, { absolute, relative }: Tolerance): number {
  return Math.max(absolute, Math.abs(bound) * relative) + 1e-9;
}
