/**
 * Fits the points of `code-points.ts` to labelled columns of whole numbers (`columns.csv`): ridge logistic regression
 * on steps, that is whether a kind of evidence is above each of a few values. Prints the points, and what they would
 * have said of files that were left out of the fit.
 *
 * `columns.csv`: the evidence in the beginning of 2,400 columns of some 700 public tables. The first field is `hand` where a
 * person said whether the numbers are codes, and `name` where the name of the column said so; then the number of
 * the file, 1 for codes and 0 for quantities, 1 where the name says nothing, and the evidence.
 */
import { readFileSync } from 'node:fs';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { type Evidence, oddsOfCodes } from '../../code-evidence.ts';
import type { EvidenceName, Points, Scorecard } from '../../code-points.ts';

const file = new URL('columns.csv', import.meta.url);
/** Bins of as many columns each. */
const bins = 7;
/** Of the ridge, on the mean loss. */
const penalty = 0.003;
const rounds = 2_000;
const folds = 5;

interface Labelled {
  readonly byHand: boolean;
  readonly file: number;
  readonly isCode: boolean;
  readonly nameless: boolean;
  readonly evidence: readonly number[];
}

export function read(): { names: readonly EvidenceName[]; columns: readonly Labelled[] } {
  const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  const names = head.split(',').slice(4) as EvidenceName[];
  const columns = lines.map((line) => {
    const [by, of, code, nothing, ...evidence] = line.split(',');
    return {
      byHand: by === 'hand',
      file: Number(of),
      isCode: code === '1',
      nameless: nothing === '1',
      evidence: evidence.map(Number),
    };
  });
  return { names, columns };
}

/** Each file weighs as the root of its columns, codes as much as quantities. */
function weightsOf(columns: readonly Labelled[]): number[] {
  const key = ({ file: of, isCode }: Labelled) => `${of} ${isCode}`;
  const counts = new Map<string, number>();
  for (const column of columns) counts.set(key(column), (counts.get(key(column)) ?? 0) + 1);
  const weights = columns.map((column) => 1 / Math.sqrt(counts.get(key(column)) ?? 1));
  const total = (isCode: boolean) =>
    columns.reduce(
      (sum, column, at) => sum + (column.isCode === isCode ? (weights[at] ?? 0) : 0),
      0,
    );
  const sums = { codes: total(true), others: total(false) };
  return columns.map(
    ({ isCode }, at) => (weights[at] ?? 0) / (2 * (isCode ? sums.codes : sums.others)),
  );
}

/** Values that part the columns into bins, with two digits that matter. */
function edgesOf(values: readonly number[]): number[] {
  const sorted = [...values].sort((left, right) => left - right);
  if (sorted.every((value) => value === 0 || value === 1)) return [0];
  const edges = Array.from({ length: bins - 1 }, (_, at) =>
    Number((sorted[Math.floor(((at + 1) / bins) * sorted.length)] ?? 0).toPrecision(2)),
  );
  return [...new Set(edges)].filter((edge) => edge < (sorted.at(-1) ?? 0));
}

export function fit(names: readonly EvidenceName[], columns: readonly Labelled[]): Scorecard {
  const weights = weightsOf(columns);
  const steps = names.flatMap((name, of) =>
    edgesOf(columns.map(({ evidence }) => evidence[of] ?? 0)).map((edge) => ({ name, of, edge })),
  );
  const above = columns.map(({ evidence }) =>
    steps.flatMap(({ of, edge }, at) => ((evidence[of] ?? 0) > edge ? [at] : [])),
  );
  const given = new Float64Array(steps.length);
  const slope = new Float64Array(steps.length);
  let shift = 0;
  for (let round = 0; round < rounds; round += 1) {
    slope.fill(0);
    let shiftSlope = 0;
    columns.forEach(({ isCode }, at) => {
      const own = above[at] ?? [];
      const odds = own.reduce((sum, step) => sum + (given[step] ?? 0), shift);
      const wrong = (weights[at] ?? 0) * (1 / (1 + Math.exp(-odds)) - (isCode ? 1 : 0));
      shiftSlope += wrong;
      for (const step of own) slope[step] = (slope[step] ?? 0) + wrong;
    });
    shift -= 0.5 * shiftSlope;
    for (let at = 0; at < given.length; at += 1)
      given[at] = (given[at] ?? 0) - 0.5 * ((slope[at] ?? 0) + penalty * (given[at] ?? 0));
  }
  const points = Object.fromEntries(
    names.map((name) => [
      name,
      steps.flatMap((step, at) => {
        const rounded = Math.round((given[at] ?? 0) * 10) / 10;
        return step.name === name && rounded !== 0 ? [[step.edge, rounded] as const] : [];
      }),
    ]),
  ) as unknown as Points;
  return { shift: Math.round(shift * 10) / 10 + 0, points };
}

/** Odds of each column labelled by hand, from points fitted without the file it is in. */
export function outOfFold(names: readonly EvidenceName[], columns: readonly Labelled[]) {
  return Array.from({ length: folds }, (_, fold) => {
    const left = (column: Labelled) => column.byHand && column.file % folds === fold;
    const fitted = fit(
      names,
      columns.filter((column) => !left(column)),
    );
    return columns.filter(left).map((column) => {
      const pairs = names.map((name, of) => [name, column.evidence[of] ?? 0] as const);
      return { column, odds: oddsOfCodes(Object.fromEntries(pairs) as Evidence, fitted) };
    });
  }).flat();
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { names, columns } = read();
  process.stdout.write(`${JSON.stringify(fit(names, columns), null, 1)}\n`);
  const judged = outOfFold(names, columns);
  const codes = judged.filter(({ column }) => column.isCode);
  const others = judged.filter(({ column }) => !column.isCode && column.nameless);
  for (const from of [-2, -1.5, -1.25, -1, -0.75, -0.5, -0.25, 0]) {
    const numbers = codes.filter(({ odds }) => odds < from).length;
    const texts = others.filter(({ odds }) => odds >= from).length;
    process.stdout.write(
      `from ${from}: codes called numbers ${numbers} of ${codes.length}, quantities kept as text ${texts} of ${others.length} under names that say nothing\n`,
    );
  }
}
