import { Looks } from './detection/cell.ts';
import { type Rated, rateMarks } from './detection/choose-marks.ts';
import { findStructure } from './detection/structure.ts';
import type { Marks } from './read-record.ts';

/** How a delimited text is written. */
export interface Dialect extends Marks {
  readonly header: boolean;
  /** Records that name the columns. */
  readonly headerRows: number;
  /** Lines above the header (or above the first row). */
  readonly preamble: number;
  /** Fields of a row. */
  readonly width: number;
  /** Names as they stand in the header; empty without one. */
  readonly names: readonly string[];
  /** What the columns are measured in, where a row below the header says so. */
  readonly units: readonly string[] | null;
  /** What begins a line that is a remark. */
  readonly comment: string | null;
  /** Rows may end early: their last fields are empty then. */
  readonly endsEarly: boolean;
}

/** What a person said of how a text is written. */
export interface Told {
  readonly delimiter?: string | undefined;
  readonly quote?: string | undefined;
  readonly escaping?: Marks['escaping'] | undefined;
  readonly skipLines?: number | undefined;
  readonly headerRows?: number | undefined;
}

/** How a text is probably written, and how it may be written instead. */
export interface Detection {
  readonly dialect: Dialect;
  /** That the dialect is right, between 0 and 1. */
  readonly probability: number;
  readonly other: Dialect | null;
}

/** Of the dialect's probability, what has to be reached not to ask a person. */
export const sureFrom = 0.9;

/** Tells the dialect from the beginning of a text. `complete` says that the sample is the whole text. */
export function detectDialect(sample: string, complete: boolean): Dialect {
  return detectText([sample], complete).dialect;
}

/**
 * Tells the dialect from parts of a text: its beginning, and where they are known its middle and its end, each
 * from the beginning of a line. What a person said is not looked for.
 */
export function detectText(
  pieces: readonly string[],
  complete: boolean,
  told: Told = {},
): Detection {
  const [beginning = '', ...further] = pieces;
  const remarks = told.skipLines === undefined ? remarksAbove(beginning) : 0;
  const skipped = told.skipLines ?? remarks;
  const from = skipped > 0 ? withoutLines(beginning, skipped) : beginning;
  const rated = rateMarks([from, ...further], complete, told);
  const looks = new Looks();
  const head = further.length > 0 ? rateMarks([from], false, told) : [];
  const ofHead = (one: Rated) => head.find(({ marks }) => sameMarks(marks, one.marks)) ?? one;
  const [best, second] = rated;
  if (!best) throw new Error('A text has at least one way to be read.');
  const found = dialectOf(ofHead(best), looks, told, remarks);
  const sure = told.headerRows === undefined ? found.sure : 1;
  const otherMarks =
    second && second.probability >= 1 - sure
      ? dialectOf(ofHead(second), looks, told, remarks).dialect
      : null;
  return {
    dialect: found.dialect,
    probability: best.probability * sure,
    other: otherMarks ?? (sure < 1 ? found.otherHeader : null),
  };
}

function dialectOf(
  one: Rated,
  looks: Looks,
  told: Told,
  remarks: number,
): { readonly dialect: Dialect; readonly sure: number; readonly otherHeader: Dialect | null } {
  const found = findStructure(one, looks);
  const skipped = told.skipLines ?? 0;
  // Who says how many lines are to be skipped says where the table begins.
  const asFound = skipped === 0 || found.preamble === 0;
  const first = asFound ? one.records.find(({ line }) => line > found.preamble) : one.records[0];
  const rows = told.headerRows ?? (asFound ? found.headerRows : 1);
  const preamble = (asFound ? found.preamble + skipped : skipped) + remarks;
  const names =
    asFound && rows === found.headerRows
      ? found.names
      : (first?.fields ?? []).map((name) => name.trim());
  const dialect = {
    ...one.marks,
    header: rows > 0,
    headerRows: rows,
    preamble,
    width: found.width,
    names: rows > 0 ? names : [],
    units: rows === found.headerRows ? found.units : null,
    comment: found.comment,
    endsEarly: found.endsEarly,
  };
  const turned =
    rows > 0
      ? { ...dialect, header: false, headerRows: 0, names: [], units: null }
      : {
          ...dialect,
          header: true,
          headerRows: 1,
          names: (first?.fields ?? []).map((name) => name.trim()),
        };
  return { dialect, sure: found.probability, otherHeader: turned };
}

/** Which of two ways to divide a text are the same. */
function sameMarks(left: Marks, right: Marks): boolean {
  return (
    left.delimiter === right.delimiter &&
    left.quote === right.quote &&
    left.escaping === right.escaping
  );
}

/**
 * Lines above the table that begin as remarks: they say nothing of how the rows are divided, and may be more than
 * these. The last of them is left, for it may hold the names.
 */
function remarksAbove(text: string): number {
  const lines = text.slice(0, 32_768).split(/\r\n|\n|\r/);
  for (const mark of ['#', '//', '%%']) {
    const end = lines.findIndex((line) => !line.startsWith(mark));
    if (end < 4) continue;
    const remarks = lines.slice(0, end - 1);
    const plain = remarks.filter((line) => /^(?:#+|\/\/+|%%+)(?:\s|$)/.test(line)).length;
    const goesOn = lines.slice(end).some((line) => line.startsWith(mark));
    if (plain * 2 > remarks.length && !goesOn) return end - 1;
  }
  return 0;
}

function withoutLines(text: string, lines: number): string {
  let at = 0;
  for (let line = 0; line < lines && at < text.length; line += 1) {
    while (at < text.length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at += 1;
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return text.slice(at);
}
