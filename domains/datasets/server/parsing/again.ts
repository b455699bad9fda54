/** How often whole numbers of many digits come again, in the beginning of a column. */
export interface Again {
  /** Whole numbers looked at, at most `lookedAt`. */
  readonly seen: number;
  readonly distinct: number;
  /** Of the distinct ones, those that end in two zeros, and those that may be a month like 202401. */
  readonly hundreds: number;
  readonly months: number;
}

/** So many of a column are looked at. */
export const lookedAt = 2_000;
/** Of so many digits measured values hardly ever come again. */
export const manyDigits = 5;

/** Counts how often numbers come again. */
export class AgainCounter {
  readonly #seen = new Set<number>();
  #count = 0;

  get full(): boolean {
    return this.#count >= lookedAt;
  }

  see(number: number): void {
    this.#count += 1;
    this.#seen.add(number);
  }

  told(): Again {
    const distinct = [...this.#seen];
    return {
      seen: this.#count,
      distinct: distinct.length,
      hundreds: distinct.filter((number) => number % 100 === 0).length,
      months: distinct.filter(isMonth).length,
    };
  }
}

const isMonth = (number: number) =>
  number >= 190_001 && number <= 210_012 && number % 100 >= 1 && number % 100 <= 12;

/**
 * Whether numbers of five digits and more are names: each comes again and again, as measured values do not, and they
 * are neither rounded amounts nor months. All must have so many digits.
 */
export function nameThings(again: Again): boolean {
  const { seen, distinct } = again;
  return seen >= 60 && distinct >= 8 && seen >= 3 * distinct && mayName(again);
}

/** Whether numbers of many digits are neither rounded amounts nor months. */
export const mayName = ({ distinct, hundreds, months }: Again) =>
  hundreds <= 0.3 * distinct && months < distinct;
