/** Sums of the numbers in each column, to know a row of totals by its numbers. */
export class Sums {
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;
  /** Of records that are no rows as they stand: who wrote the file added them up, too. */
  readonly #broken: Float64Array;

  constructor(width: number) {
    this.#sums = new Float64Array(width);
    this.#counts = new Float64Array(width);
    this.#broken = new Float64Array(width);
  }

  add(fields: readonly (string | null)[]): void {
    this.#addTo(this.#sums, fields, this.#counts);
  }

  addBroken(fields: readonly string[]): void {
    this.#addTo(this.#broken, fields);
  }

  #addTo(
    sums: Float64Array,
    fields: readonly (string | null)[],
    counts: Float64Array | null = null,
  ): void {
    for (let column = 0; column < sums.length; column += 1) {
      const field = fields[column];
      if (field === null || field === undefined) continue;
      const value = numberOf(field);
      if (value === null) continue;
      sums[column] = (sums[column] ?? 0) + value;
      if (counts) counts[column] = (counts[column] ?? 0) + 1;
    }
  }

  /** A row that is called a total, with a number that is the sum of those above it. */
  isTotal(fields: readonly string[]): boolean {
    if (!isTotalLabel(fields)) return false;
    return fields.some((field, column) => {
      const value = numberOf(field);
      if (value === null || (this.#counts[column] ?? 0) < 2) return false;
      const sum = this.#sums[column] ?? 0;
      const whole = sum + (this.#broken[column] ?? 0);
      return value !== 0 && (isNear(value, sum) || isNear(value, whole));
    });
  }
}

const isNear = (value: number, sum: number) =>
  Math.abs(value - sum) <= Math.max(0.006, Math.abs(sum) * 0.0005);

/** Whether the first filled field calls its row a total. */
export function isTotalLabel(fields: readonly (string | null)[]): boolean {
  const label = fields.find((field) => field !== null && field.trim() !== '') ?? '';
  return /^\s*(?:grand\s+|overall\s+|city(?:wide)?\s+)?(?:totals?|sum|all)\b[\s:.]*$/i.test(label);
}

function numberOf(field: string): number | null {
  const first = field.charCodeAt(0);
  // Digits, a sign, a currency: most texts are told by their first character.
  if (!(first >= 48 && first <= 57) && !'-+$€£(. '.includes(field.charAt(0))) return null;
  const text = field
    .trim()
    .replace(/^\((.*)\)$/, '-$1')
    .replace(/[$€£,\s]/g, '');
  return /^[-+]?(?:\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null;
}
