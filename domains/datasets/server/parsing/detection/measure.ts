import type { Marks } from '../read-record.ts';
import type { TextRecord } from '../tokenize.ts';
import { type CellLook, isTyped, type Looks, lookOf } from './cell.ts';

/** What speaks for or against a way to divide a text, each between 0 and 1 or thereabouts. */
export const features = [
  'regular',
  'covered',
  'typed',
  'clean',
  'uniform',
  'odd',
  'wide',
  'single',
  'lone',
  'ruled',
  'stray',
  'strays',
  'empty',
  'hollow',
  'padded',
  'usual',
  'splits',
  'space',
  'long',
  'unusual',
  'otherQuote',
  'backslash',
  'loose',
  'quoted',
  'unquotedMarks',
] as const;
export type Features = Readonly<Record<(typeof features)[number], number>>;

/** A candidate with the records it makes of the sample. */
export interface Measured {
  readonly marks: Marks;
  readonly records: readonly TextRecord[];
  /** Fields of a row. */
  readonly width: number;
  readonly features: Features;
}

const rowsLookedAt = 150;

/** Measures how well a candidate divides a sample. */
export function measure(
  marks: Marks,
  records: readonly TextRecord[],
  looks: Looks,
  splits = 0,
): Measured {
  const width = widthOf(records);
  const body = bodyOf(records, width);
  const rows = body.filter(({ fields }) => fields.length === width).slice(0, rowsLookedAt);
  const cells = cellsOf(rows, width, looks);
  const all = records.length;
  const regular = share(body.filter(({ fields }) => fitsOf(fields, width)).length, body.length);
  const { delimiter, quote, escaping } = marks;
  const odd = rows.filter(({ stray, unclosed }) => stray > 0 || unclosed).length;
  const usual = [',', ';', '\t', '|'].includes(delimiter);
  return {
    marks,
    records,
    width,
    features: {
      regular: regular ** 2,
      covered: share(body.length, all),
      ...cells,
      wide: width > 1 ? 1 - 1 / width : 0,
      single: width === 1 ? 1 : 0,
      lone: width === 1 ? (cells.clean * cells.uniform) ** 3 : 0,
      ruled: width === 1 && isRuled(records, body) ? 1 : 0,
      stray: share(odd, rows.length),
      strays: Math.min(1, odd / 3),
      usual: usual ? 1 : 0,
      splits,
      space: delimiter === ' ' ? 1 : 0,
      long: delimiter.length > 1 ? 1 : 0,
      unusual: !usual && delimiter.length === 1 && delimiter !== ' ' ? 1 : 0,
      otherQuote: quote !== '"' && quote !== '' ? 1 : 0,
      backslash: escaping === 'backslash' ? 1 : 0,
      loose: escaping === 'none' ? 1 : 0,
      quoted: rows.some(({ quoted }) => quoted > 0) ? 1 : 0,
      unquotedMarks: quote === '' ? 1 : 0,
    },
  };
}

/** The width of most rows; rows with nothing but empty fields behind count as well. */
export function widthOf(records: readonly TextRecord[]): number {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [first] = records;
  // Where no two agree, the first is the likeliest to be whole.
  if (first && counts.size === records.length) return first.fields.length;
  let best = 1;
  let most = 0;
  for (const [width, count] of counts) {
    // A few wide rows among many lines of prose are the table.
    const weight = width > 1 ? count * (2 - 1 / width) : count;
    if (weight > most || (weight === most && width > best)) {
      best = width;
      most = weight;
    }
  }
  return best;
}

/** From the first record of a row's width that others follow, to the last. */
export function bodyOf(records: readonly TextRecord[], width: number): readonly TextRecord[] {
  if (width === 1) {
    const run = typedRun(records.map(({ fields }) => fields[0] ?? ''));
    return run === null ? records : records.slice(run);
  }
  const fits = (index: number) => fitsOf(records[index]?.fields ?? [], width);
  let first = 0;
  while (first < records.length) {
    const ahead = Math.min(6, records.length - first);
    let fitting = 0;
    for (let index = first; index < first + ahead; index += 1) if (fits(index)) fitting += 1;
    if (fits(first) && fitting * 2 >= ahead) break;
    first += 1;
  }
  let last = records.length - 1;
  while (last > first && !fits(last)) last -= 1;
  return first < records.length ? records.slice(first, last + 1) : records;
}

/**
 * Where a list of numbers, dates or times begins that goes to the end of a text; null where there is none.
 * A few other values among them do not end it.
 */
export function typedRun(values: readonly string[]): number | null {
  let [start, odd] = [values.length, 0];
  for (let index = values.length - 1; index >= 0; index -= 1) {
    const value = values[index] ?? '';
    if (isTyped(lookOf(value))) start = index;
    else if (isRule([value])) break;
    else {
      odd += 1;
      if (odd * 20 > values.length - index) break;
    }
  }
  const length = values.length - start;
  const ruled = start > 0 && isRule([values[start - 1] ?? '']);
  return length >= (ruled ? 2 : Math.max(4, values.length / 4)) ? start : null;
}

/** A line drawn under names: `-----`, `---|---`. */
export function isRule(fields: readonly string[]): boolean {
  return (
    fields.some((field) => /[-=_]{3,}/.test(field)) &&
    fields.every((field) => /^[-=_+:\s]*$/.test(field))
  );
}

/** A line is drawn above the rows. */
function isRuled(records: readonly TextRecord[], body: readonly TextRecord[]): boolean {
  const above = records[records.indexOf(body[0] as TextRecord) - 1];
  return above !== undefined && isRule(above.fields);
}

function fitsOf(fields: readonly string[], width: number): boolean {
  return (
    fields.length === width ||
    (fields.length > width && fields.slice(width).every((field) => field === ''))
  );
}

type CellFeatures = Pick<
  Features,
  'typed' | 'clean' | 'uniform' | 'odd' | 'empty' | 'hollow' | 'padded'
>;

const worth: Readonly<Record<CellLook, number>> = {
  empty: 0,
  number: 1,
  date: 1,
  time: 1,
  link: 1,
  code: 0.9,
  words: 0.75,
  prose: 0.5,
  odd: 0,
};

function cellsOf(rows: readonly TextRecord[], width: number, looks: Looks): CellFeatures {
  const columns = Math.min(width, 60);
  let [filled, good, odd, typed, padded, inner] = [0, 0, 0, 0, 0, 0];
  let uniform = 0;
  let hollow = 0;
  for (let column = 0; column < columns; column += 1) {
    const counts = new Map<CellLook, number>();
    let here = 0;
    for (const [index, { fields }] of rows.entries()) {
      const cell = fields[column] ?? '';
      const look = looks.of(cell);
      if (look === 'empty') continue;
      here += 1;
      good += worth[look];
      if (look === 'odd') odd += 1;
      if (isTyped(look)) typed += 1;
      if (column > 0) {
        inner += 1;
        if (cell.charCodeAt(0) === 32) padded += 1;
      }
      // The first may be a header.
      if (index > 0) counts.set(look, (counts.get(look) ?? 0) + 1);
    }
    filled += here;
    if (here === 0 && column < columns - 1) hollow += 1;
    const most = Math.max(0, ...counts.values());
    const seen = [...counts.values()].reduce((sum, count) => sum + count, 0);
    uniform += seen === 0 ? 0.5 : most / seen;
  }
  const total = rows.length * columns;
  return {
    typed: share(typed, filled),
    clean: share(good, filled),
    odd: share(odd, filled),
    uniform: share(uniform, columns),
    empty: share(total - filled, total),
    hollow: share(hollow, columns),
    padded: share(padded, inner),
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
