import type { Marks } from '../read-record.ts';
import { type TextRecord, tokenize } from '../tokenize.ts';
import { candidatesOf } from './candidates.ts';
import { Looks } from './cell.ts';
import { bodyOf, type Features, features, type Measured, measure } from './measure.ts';

/** A way to divide the text, how likely it is the right one. */
export interface Rated extends Measured {
  readonly probability: number;
}

/**
 * Fitted on files whose dialect is known (`parsing/labelled`): a conditional logit over the candidates of a
 * file. The usual delimiters, and several columns, are likelier among real files than among the made ones.
 */
export const weights: Features = {
  regular: 2.44,
  covered: 2.04,
  typed: 2.97,
  clean: 3.45,
  uniform: 1.42,
  odd: -1.81,
  wide: 3.16,
  single: -1.6,
  lone: 0.43,
  ruled: 5,
  stray: -1.37,
  strays: -2.72,
  empty: 0.2,
  hollow: -8,
  padded: -4,
  usual: 2.2,
  splits: -3.15,
  space: -2.44,
  long: 0.9,
  unusual: 0.1,
  otherQuote: 0.95,
  backslash: 1.74,
  loose: -2,
  quoted: 2.56,
  unquotedMarks: -1.99,
};

const recordsLookedAt = 300;
const charactersLookedAt = 96 * 1024;
/** What is enough to drop the candidates that are plainly wrong. */
const charactersAtFirst = 16 * 1024;

/**
 * All ways to divide a sample of text that make different tables of it, the likeliest first. `pieces` are
 * parts of one file (its beginning, and where known its middle and its end), each beginning at a line.
 */
export function rateMarks(
  pieces: readonly string[],
  complete: boolean,
  told: { readonly [key in keyof Marks]?: Marks[key] | undefined } = {},
): readonly Rated[] {
  const looks = new Looks();
  const cut = (characters: number) =>
    pieces.map((piece, index) =>
      cutAtLine(piece, characters / pieces.length, complete && index === pieces.length - 1),
    );
  const few = cut(charactersAtFirst);
  const lines = linesOf(few);
  const text = lines.slice(0, 100).join('\n');
  const rate = (candidates: readonly Marks[], sample: readonly string[]) =>
    rated(
      different(
        candidates.map((marks) =>
          measure(marks, recordsOf(sample, marks), looks, splitsOf(text, marks.delimiter)),
        ),
      ),
    );
  const first = rate(asTold(candidatesOf(lines), told), few);
  const isCut = few.join('').length < pieces.join('').length;
  // A field that goes on behind the sample makes the beginning say too little.
  const open =
    isCut && first.some(({ records, marks }) => marks.quote === '"' && records.length < 12);
  // Lines so long that hardly one row is in sight leave what stands above them the larger part.
  const long = isCut && lines.some((line) => line.length * 8 > charactersAtFirst);
  const likely =
    open || long
      ? asTold(candidatesOf(lines), told)
      : first
          .filter(({ probability }, index) => index < 4 && probability > 0.002)
          .map(({ marks }) => marks);
  const much = cut(charactersLookedAt);
  return rate(likely, much).map((one) =>
    // Now that the width is known, a quote that swallows rows can be told.
    one.marks.quote === '' ? one : { ...one, records: recordsOf(much, one.marks, one.width) },
  );
}

/** The candidates that agree with what a person said; else just that. */
function asTold(
  candidates: readonly Marks[],
  { delimiter, quote, escaping }: { readonly [key in keyof Marks]?: Marks[key] | undefined },
): readonly Marks[] {
  const agreeing = candidates.filter(
    (one) =>
      one.delimiter === (delimiter ?? one.delimiter) &&
      one.quote === (quote ?? one.quote) &&
      one.escaping === (escaping ?? one.escaping),
  );
  if (agreeing.length > 0) return agreeing;
  const [usual] = candidates;
  return [
    {
      delimiter: delimiter ?? usual?.delimiter ?? ',',
      quote: quote ?? '"',
      escaping: escaping ?? 'doubled',
    },
  ];
}

/** The records of a sample, blank ones left out. */
export function recordsOf(
  pieces: readonly string[],
  marks: Marks,
  width = 0,
): readonly TextRecord[] {
  const each = Math.ceil(recordsLookedAt / Math.max(1, pieces.length));
  return pieces.flatMap((piece) => {
    const records: TextRecord[] = [];
    for (const record of tokenize([piece], marks.delimiter, { ...marks, width })) {
      if (record.text.trim() !== '') records.push(record);
      if (records.length >= each) break;
    }
    // A field that is cut off by the end of the sample is no sign of anything.
    const odd = records.findLastIndex(({ unclosed }) => !unclosed) + 1;
    return odd > 0 && records.length - odd < records.length / 2 && piece.length > 8_000
      ? records.slice(0, odd)
      : records;
  });
}

/** Probabilities of candidates by their scores. */
export function rated(measured: readonly Measured[]): readonly Rated[] {
  const scores = measured.map((one) => scoreOf(one.features, weights));
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return measured
    .map((one, index) => ({ ...one, probability: (powers[index] ?? 0) / sum }))
    .sort((left, right) => right.probability - left.probability);
}

export function scoreOf(of: Features, by: Features): number {
  return features.reduce((sum, name) => sum + of[name] * by[name], 0);
}

/** Of candidates that make the same table but for blanks, the one that leaves the fewest, and the first of these. */
export function different(measured: readonly Measured[]): readonly Measured[] {
  const seen = new Map<string, Measured>();
  for (const one of measured) {
    const made = tableOf(one);
    const before = seen.get(made);
    if (!before || one.features.padded < before.features.padded) seen.set(made, one);
  }
  return [...seen.values()];
}

/** The rows as one text: what stands above and below them is no part of it. */
export function tableOf({ records, width }: Pick<Measured, 'records' | 'width'>): string {
  return bodyOf(records, width)
    .map(({ fields }) => fields.map((field) => field.trim()).join('\x1f'))
    .join('\x1e');
}

const whole =
  /\d{4}-\d\d?-\d\d?(?:[T ]\d\d?:\d\d(?::\d\d)?)?|\d\d?[/.]\d\d?[/.]\d{2,4}(?: \d\d?:\d\d(?::\d\d)?)?|\d\d?:\d\d(?::\d\d)?(?: [AP]M)?|[a-z]{2,8}:\/\/[^\s"',;|]+|[\w.+-]{1,64}@[\w.-]{1,200}\.\w{2,20}|\(\d{3}\) \d{3}-\d{4}/gi;

/** Of all places a delimiter stands at, the share within dates, times, links and the like. */
export function splitsOf(text: string, delimiter: string): number {
  if (delimiter === '' || !text.includes(delimiter)) return 0;
  const all = text.split(delimiter).length - 1;
  if (delimiter.length === 2 && delimiter.endsWith(' ')) {
    // `, ` is hardly the delimiter where commas stand without a blank.
    const bare = text.split(delimiter.charAt(0)).length - 1;
    return Math.min(1, 3 * (1 - all / bare));
  }
  let inside = 0;
  for (const [match] of text.matchAll(whole)) inside += match.split(delimiter).length - 1;
  return inside / all;
}

function cutAtLine(text: string, characters: number, complete: boolean): string {
  if (text.length <= characters && complete) return text;
  const cut = text.slice(0, characters);
  const end = Math.max(cut.lastIndexOf('\n'), cut.lastIndexOf('\r'));
  // One line longer than the sample: what there is of it.
  return end > 0 ? cut.slice(0, end + 1) : cut;
}

function linesOf(pieces: readonly string[]): readonly string[] {
  return pieces.flatMap((piece) => piece.slice(0, 64 * 1024).split(/\r\n|\n|\r/));
}
