/** Which small whole numbers stand in a column and how often, from the lowest to the highest. */
export interface Support {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

/** Columns with more values than this, or higher ones, are not looked at: they have no codebook that one could read. */
export const mostValues = 256;
export const highestValue = 9_999;
/** So many numbers of the beginning of a column are kept. */
export const beginningOf = 512;
/** The first so many rows are counted, of those that follow one in 64. */
const countedWhole = 16_384;

/** Whether the small numbers of a row are counted; rows from 0. */
export const isCounted = (row: number) => row < countedWhole || (row & 63) === 0;

const slots = 1_024;

/** Counts how often each small whole number comes, as long as they are few. */
export class SupportCounter {
  /** Nothing more is to be seen: values are too many, too high or below zero. */
  closed = false;
  #distinct = 0;
  #numbers: Int16Array | null = null;
  #counts: Uint32Array | null = null;

  /** Numbers from -9 to -1 may stand for “unknown” and are passed over; others below zero are measured. */
  see(number: number): void {
    if (this.closed || (number < 0 && number > -10)) return;
    if (number < 0 || number > highestValue) {
      this.close();
      return;
    }
    this.#numbers ??= new Int16Array(slots).fill(-1);
    this.#counts ??= new Uint32Array(slots);
    const numbers = this.#numbers;
    const counts = this.#counts;
    // As integers: a remainder of doubles would cost more than all else.
    const value = number | 0;
    let slot = (value * 7) & (slots - 1);
    while (numbers[slot] !== value) {
      if (numbers[slot] === -1) {
        this.#distinct += 1;
        if (this.#distinct > mostValues) {
          this.close();
          return;
        }
        numbers[slot] = value;
        break;
      }
      slot = (slot + 1) & (slots - 1);
    }
    counts[slot] = (counts[slot] as number) + 1;
  }

  close(): void {
    this.closed = true;
    this.#numbers = null;
    this.#counts = null;
  }

  /** Undefined where nothing was seen or the values are too many. */
  told(): Support | undefined {
    const [numbers, counts] = [this.#numbers, this.#counts];
    if (this.closed || numbers === null || counts === null) return undefined;
    const pairs = [...numbers]
      .map((value, slot) => ({ value, count: counts[slot] ?? 0 }))
      .filter(({ value }) => value >= 0)
      .sort((left, right) => left.value - right.value);
    return {
      values: pairs.map(({ value }) => value),
      counts: pairs.map(({ count }) => count),
    };
  }
}
