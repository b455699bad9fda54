import { randomFrom } from '../../semantics/labelled/random.ts';
import { candidatesOf } from '../detection/candidates.ts';
import { Looks } from '../detection/cell.ts';
import {
  different,
  recordsOf,
  scoreOf,
  splitsOf,
  tableOf,
  weights,
} from '../detection/choose-marks.ts';
import { type Features, features, type Measured, measure, widthOf } from '../detection/measure.ts';
import { type LabelledFile, someFile } from './files.ts';

/** A file's candidates, and which of them makes the right table. */
export interface Example {
  readonly file: LabelledFile;
  readonly candidates: readonly Measured[];
  /** -1: none does. */
  readonly right: number;
}

/** Candidates of a file whose writing is known. */
export function exampleOf(file: LabelledFile): Example {
  const looks = new Looks();
  const pieces = [file.text];
  const text = file.text
    .split(/\r\n|\n|\r/)
    .slice(0, 100)
    .join('\n');
  const found = candidatesOf(file.text.split(/\r\n|\n|\r/)).map((marks) =>
    measure(marks, recordsOf(pieces, marks), looks, splitsOf(text, marks.delimiter)),
  );
  const candidates = different(found);
  const records = recordsOf(pieces, file.writing);
  const meant = tableOf({ records, width: widthOf(records) });
  const right = candidates.findIndex((one) => tableOf(one) === meant);
  return { file, candidates, right };
}

/** Weights that make the right candidates likeliest: steps along the slope of the log-likelihood. */
export function fit(examples: readonly Example[], rounds: number): Features {
  const by: Record<string, number> = { ...weights };
  const moment: Record<string, number> = {};
  const spread: Record<string, number> = {};
  for (let round = 1; round <= rounds; round += 1) {
    const slope: Record<string, number> = {};
    for (const { candidates, right } of examples) {
      const chances = chancesOf(candidates, by as unknown as Features);
      for (const [index, { features: of }] of candidates.entries()) {
        const push = (index === right ? 1 : 0) - (chances[index] ?? 0);
        for (const name of features) slope[name] = (slope[name] ?? 0) + push * of[name];
      }
    }
    for (const name of features) {
      const step = (slope[name] ?? 0) / examples.length - 0.0005 * (by[name] ?? 0);
      moment[name] = 0.9 * (moment[name] ?? 0) + 0.1 * step;
      spread[name] = 0.99 * (spread[name] ?? 0) + 0.01 * step * step;
      const [first, second] = [
        moment[name] / (1 - 0.9 ** round),
        spread[name] / (1 - 0.99 ** round),
      ];
      by[name] = (by[name] ?? 0) + (0.1 * first) / (Math.sqrt(second) + 1e-8);
    }
  }
  return by as unknown as Features;
}

export function chancesOf(candidates: readonly Measured[], by: Features): readonly number[] {
  const scores = candidates.map((one) => scoreOf(one.features, by));
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Files found right, and how often a probability at all levels came true. */
export function judge(examples: readonly Example[], by: Features) {
  let right = 0;
  const bins = new Map<number, { files: number; right: number }>();
  const misses: { example: Example; chosen: number; chance: number }[] = [];
  for (const example of examples) {
    const chances = chancesOf(example.candidates, by);
    const chosen = chances.indexOf(Math.max(...chances));
    const chance = chances[chosen] ?? 0;
    const hit = chosen === example.right;
    if (hit) right += 1;
    else misses.push({ example, chosen, chance });
    const bin = chance >= 0.99 ? 0.99 : Math.floor(chance * 10) / 10;
    const { files, right: good } = bins.get(bin) ?? { files: 0, right: 0 };
    bins.set(bin, { files: files + 1, right: good + (hit ? 1 : 0) });
  }
  return { share: right / examples.length, bins, misses };
}

export function examples(from: number, count: number): readonly Example[] {
  return Array.from({ length: count }, (_, index) =>
    exampleOf(someFile(randomFrom(from + index))),
  ).filter(({ candidates }) => candidates.length > 0);
}
