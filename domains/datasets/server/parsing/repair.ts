import { type CellLook, isTyped, lookOf } from './detection/cell.ts';
import { type Marks, readRecord } from './read-record.ts';

/** A row as it may have been meant. */
export interface Repair {
  readonly fields: readonly string[];
  /** What is done to the row, as a sentence. */
  readonly what: string;
  /** Column in which the fault lies, from 0; null where it is the row's. */
  readonly column: number | null;
}

/** A repair, and how like the other rows the row is then. */
export interface RatedRepair extends Repair {
  readonly likeness: number;
}

const rowsLearnt = 400;

/** What the values of each column look like, learnt from the first rows that were read. */
export class ColumnLooks {
  readonly #counts: Map<CellLook, number>[];
  #rows = 0;
  /** Types of the columns, once they are asked for. */
  #types: (CellLook | null)[] | null = null;

  constructor(width: number) {
    this.#counts = Array.from({ length: width }, () => new Map());
  }

  learn(fields: readonly (string | null)[]): void {
    if (this.#rows >= rowsLearnt) return;
    this.#rows += 1;
    this.#types = null;
    for (const [column, counts] of this.#counts.entries()) {
      const field = fields[column];
      if (field === null || field === undefined || field.trim() === '') continue;
      const look = lookOf(field);
      counts.set(look, (counts.get(look) ?? 0) + 1);
    }
  }

  /** The look that nine of ten values of a column have, where it is one of numbers, dates, times or links. */
  typeOf(column: number): CellLook | null {
    this.#types ??= Array.from(this.#counts.keys(), (each) => this.#typeOf(each));
    return this.#types[column] ?? null;
  }

  #typeOf(column: number): CellLook | null {
    const counts = this.#counts[column] ?? new Map<CellLook, number>();
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    const found = [...counts].find(
      ([look, count]) => count >= all * 0.9 && (isTyped(look) || look === 'link'),
    );
    return all >= 3 && found ? found[0] : null;
  }

  /** Columns of which a type is known. */
  get typed(): number {
    return this.#counts.filter((_, column) => this.typeOf(column) !== null).length;
  }

  /** The columns a row agrees with, less those it does not, as a share of those of which a type is known. */
  agreement(fields: readonly string[]): number {
    let [known, good] = [0, 0];
    for (const column of this.#counts.keys()) {
      const type = this.typeOf(column);
      if (type === null) continue;
      known += 1;
      const field = (fields[column] ?? '').trim();
      if (field === '') good += this.#isOftenEmpty(column) ? 1 : 0.3;
      else if (lookOf(field) === type) good += 1;
    }
    return known === 0 ? 0 : good / known;
  }

  /**
   * The agreement, less a little for whatever else no other row has: nothing where nearly every row has
   * something, something where no row has, half of a pair of quotes.
   */
  likeness(fields: readonly string[], quote: string): number {
    let doubts = 0;
    for (const [column, counts] of this.#counts.entries()) {
      const field = (fields[column] ?? '').trim();
      if (this.typeOf(column) !== null) continue;
      if (field === '') doubts += this.#isOftenEmpty(column) ? 0 : 1;
      else if (counts.size === 0 || isHalfQuoted(field, quote)) doubts += 1;
    }
    return this.agreement(fields) - doubts * 0.02;
  }

  #isOftenEmpty(column: number): boolean {
    const filled = [...(this.#counts[column]?.values() ?? [])].reduce(
      (sum, count) => sum + count,
      0,
    );
    return filled < this.#rows * 0.9;
  }
}

/** Holds half of a pair of quotes. Behind a digit they are inches or seconds; an apostrophe is a letter. */
function isHalfQuoted(field: string, quote: string): boolean {
  if (quote !== '"' || !field.includes(quote)) return false;
  let count = 0;
  for (let at = field.indexOf(quote); at !== -1; at = field.indexOf(quote, at + 1)) {
    let before = at - 1;
    while (before >= 0 && field.startsWith(quote, before)) before -= 1;
    if (!/\d/.test(field.charAt(before))) count += 1;
  }
  return count % 2 === 1;
}

interface Rejected {
  readonly fields: readonly string[];
  readonly text: string;
  readonly unclosed: boolean;
}

/** How a row that does not fit may have been meant; null unless one way is clearly better than the others. */
export function repairOf(
  record: Rejected,
  width: number,
  marks: Marks,
  looks: ColumnLooks,
): RatedRepair | null {
  if (record.text.length >= 2_000 || width < 2 || looks.typed === 0) return null;
  const rated = [
    ...withoutQuote(record, width, marks),
    ...otherDelimiter(record, width, marks),
    ...withoutEmpty(record, width),
    ...joined(record, width, marks),
    ...split(record, width),
    ...beforeQuote(record, width, marks),
  ]
    .map((repair) => ({ repair, likeness: looks.likeness(repair.fields, marks.quote) }))
    .sort((left, right) => right.likeness - left.likeness);
  const [best, second] = rated;
  if (!best || looks.agreement(best.repair.fields) < 0.85) return null;
  const rival = second && second.likeness >= best.likeness - 0.01 ? second.repair : null;
  const same = !rival || rival.fields.join('\x1f') === best.repair.fields.join('\x1f');
  return same ? { ...best.repair, likeness: best.likeness } : null;
}

function withoutQuote({ text }: Rejected, width: number, marks: Marks): Repair[] {
  const { quote } = marks;
  if (quote === '' || !text.includes(quote)) return [];
  const found: Repair[] = [];
  for (
    let at = text.indexOf(quote);
    at !== -1 && found.length < 40;
    at = text.indexOf(quote, at + 1)
  ) {
    const bare = readRecord(text.slice(0, at) + text.slice(at + 1), 0, marks, true);
    if (!bare || bare.unclosed || bare.stray > 0 || bare.fields.length !== width) continue;
    const column = Math.max(0, text.slice(0, at).split(marks.delimiter).length - 1);
    found.push({
      fields: bare.fields,
      what: 'A quote too many is taken out.',
      column: Math.min(column, width - 1),
    });
  }
  return found;
}

const delimiters: readonly (readonly [string, string])[] = [
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'bars'],
  [' ', 'blanks'],
];

function otherDelimiter({ text }: Rejected, width: number, marks: Marks): Repair[] {
  return delimiters.flatMap(([delimiter, name]) => {
    if (delimiter === marks.delimiter) return [];
    const found = readRecord(text, 0, { ...marks, delimiter }, true);
    return found && !found.unclosed && found.fields.length === width
      ? [{ fields: found.fields, what: `The row is divided by ${name}.`, column: null }]
      : [];
  });
}

function withoutEmpty({ fields, unclosed }: Rejected, width: number): Repair[] {
  if (unclosed || fields.length !== width + 1) return [];
  return fields.flatMap((field, column) =>
    field.trim() === '' && (column === 0 || fields[column - 1]?.trim() !== '')
      ? [
          {
            fields: fields.toSpliced(column, 1),
            what: 'A delimiter too many is taken out.',
            column: Math.min(column, width - 1),
          },
        ]
      : [],
  );
}

/** An unquoted delimiter inside of a text: the fields it divided become one again. */
function joined({ fields, unclosed }: Rejected, width: number, marks: Marks): Repair[] {
  const extra = fields.length - width;
  if (unclosed || extra < 1 || extra > 20) return [];
  const whole = (column: number) =>
    fields.slice(column, column + extra + 1).every((part) => part.trim() !== '');
  const columns = Array.from({ length: width }, (_, column) => column).filter(whole);
  return columns
    .map((column) => ({
      fields: [
        ...fields.slice(0, column),
        fields.slice(column, column + extra + 1).join(marks.delimiter),
        ...fields.slice(column + extra + 1),
      ],
      what: 'A delimiter inside of a text is kept in the text.',
      column,
    }))
    .filter(({ fields: row, column }) => /\p{L}/u.test(row[column] ?? ''));
}

/** A delimiter that is missing between two values. */
function split({ fields, unclosed }: Rejected, width: number): Repair[] {
  if (unclosed || fields.length !== width - 1) return [];
  return fields.flatMap((field, column) => {
    const places = [
      ...field.matchAll(/(?<=\d)(?=[A-Za-z$])|(?<=[A-Za-z])(?=[\d$])|(?<=\d{4})(?=\d\d:)| +/g),
    ];
    return places.slice(0, 12).map(({ index, 0: gap }) => ({
      fields: [
        ...fields.slice(0, column),
        field.slice(0, index),
        field.slice(index + gap.length),
        ...fields.slice(column + 1),
      ],
      what: 'A missing delimiter is put in.',
      column,
    }));
  });
}

/** A delimiter that is missing before a quoted value. */
function beforeQuote({ text }: Rejected, width: number, marks: Marks): Repair[] {
  const { quote, delimiter } = marks;
  if (quote === '' || delimiter === '') return [];
  const found: Repair[] = [];
  for (
    let at = text.indexOf(quote, 1);
    at !== -1 && found.length < 40;
    at = text.indexOf(quote, at + 1)
  ) {
    if (text.slice(0, at).endsWith(delimiter) || !/[\p{L}\p{N}]/u.test(text.charAt(at + 1)))
      continue;
    const whole = readRecord(text.slice(0, at) + delimiter + text.slice(at), 0, marks, true);
    if (!whole || whole.unclosed || whole.stray > 0 || whole.fields.length !== width) continue;
    const column = text.slice(0, at).split(delimiter).length - 1;
    found.push({
      fields: whole.fields,
      what: 'A missing delimiter is put in.',
      column: Math.min(column, width - 1),
    });
  }
  return found;
}
