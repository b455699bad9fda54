import type { Dialect } from './dialect.ts';
import { type ColumnLooks, repairOf } from './repair.ts';
import type { TextRecord } from './tokenize.ts';

/** So many rows with odd quotes or fields too many are looked at closely; a file with more needs another look anyway. */
const looksAtMost = 5_000;

/**
 * Knows rows that have the right width by accident: an odd quote or an empty field too many moves values to
 * columns whose type they have not, and there is one clear way to put them back.
 */
export class Misplaced {
  readonly #dialect: Dialect;
  readonly #looks: ColumnLooks;
  #looked = 0;

  constructor(dialect: Dialect, looks: ColumnLooks) {
    this.#dialect = dialect;
    this.#looks = looks;
  }

  has(record: TextRecord): boolean {
    const { width, quote } = this.#dialect;
    const { fields } = record;
    if (width < 2 || this.#looked >= looksAtMost) return false;
    const holdsQuote = quote !== '' && fields.some((field) => field.includes(quote));
    const odd = record.stray > 0 || fields.length > width || holdsQuote;
    if (!odd || this.#looks.typed === 0) return false;
    // Inside of a text that is quoted as it should be, half of a pair of quotes is no fault.
    const halves = record.stray > 0 || (holdsQuote && this.#isLoose(record));
    const likeness = this.#looks.likeness(fields, halves ? quote : '');
    if (likeness === 1) return false;
    this.#looked += 1;
    const repair = repairOf(record, width, this.#dialect, this.#looks);
    return repair !== null && repair.likeness > likeness;
  }

  /** Whether a quote stands in a field that is not quoted itself. */
  #isLoose({ fields, text }: TextRecord): boolean {
    const { quote, delimiter } = this.#dialect;
    return fields.some(
      (field, column) =>
        field.includes(quote) &&
        (column === 0 ? text.startsWith(field) : text.includes(`${delimiter}${field}`)),
    );
  }
}
