import type { Support } from './support.ts';

/** Rows, and rows for each value, that must be there before anything is said. */
const leastRows = 30;
const leastRowsAValue = 8;
/** Values of one digit: as text they keep their order. */
const mostValues = 9;
/** Rows with the next number that must be expected and missed. */
const missed = 5;
/** What stands in an order is counted from 1 on, too, and a single letter is a variable. */
const ordered = /^\p{L}$|(seq(uence)?|order|rank)$/iu;
/** Lanes and pairs: so many rows are even. */
const evenShare = 0.8;

/**
 * Whether whole numbers are all those from 1 to a last one at which they break off, as answers of a form do (1 yes,
 * 2 no; 1 to 4). What is counted goes on: after so many with 4 and with 5 some would have 6.
 */
export function isScale(name: string, { values, counts }: Support): boolean {
  if (ordered.test(name)) return false;
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const { length } = values;
  if (length < 2 || length > mostValues || values.some((value, at) => value !== at + 1))
    return false;
  if (rows < leastRows || rows < leastRowsAValue * length) return false;
  const even = counts.reduce((sum, count, at) => sum + (at % 2 === 1 ? count : 0), 0);
  if (length > 3 && even >= evenShare * rows) return false;
  const last = counts[length - 1] ?? 0;
  return last ** 2 >= missed * (counts[length - 2] ?? 0);
}
