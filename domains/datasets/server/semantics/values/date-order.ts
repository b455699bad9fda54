import { type DateOrder, dateForms } from './dates.ts';

interface Counted {
  readonly value: string;
  readonly count: number;
}

/** In which order day and month stand, decided over all values. */
export interface OrderDecision {
  readonly order: DateOrder;
  /** Rows that can be read as month first only, as day first only, and as both. */
  readonly monthFirst: number;
  readonly dayFirst: number;
  readonly either: number;
  /** No value tells; the order is only the usual one. */
  readonly guessed: boolean;
}

/**
 * Day or month first: a number over 12 tells. When no value of the column tells, `usual` decides (month first
 * in the United States) and the decision says that it is a guess.
 */
export function decideOrder(
  values: Iterable<Counted>,
  usual: DateOrder = 'month-first',
): OrderDecision {
  let monthFirst = 0;
  let dayFirst = 0;
  let yearFirst = 0;
  let either = 0;
  for (const { value, count } of values) {
    const match = dateForms.numbers.exec(value.trim());
    if (!match) continue;
    const [first, second, third] = [Number(match[1]), Number(match[3]), Number(match[4])];
    if (first > 31 && match[4]?.length === 2 && second <= 12 && third <= 31) yearFirst += count;
    else if (first > 12 && second <= 12) dayFirst += count;
    else if (second > 12 && first <= 12) monthFirst += count;
    else if (first !== second && first <= 12 && second <= 12) either += count;
  }
  if (yearFirst > 0 && monthFirst + dayFirst <= yearFirst)
    return { order: 'year-first', monthFirst, dayFirst, either, guessed: false };
  const told = monthFirst + dayFirst > 0;
  const order = told ? (dayFirst > monthFirst ? 'day-first' : 'month-first') : usual;
  return { order, monthFirst, dayFirst, either, guessed: !told && either > 0 };
}
