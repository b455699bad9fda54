import type { TrustedSession } from '@insites/platform';
import type { DriftFinding, DriftRules } from '../../contract/index.ts';
import type { ColumnFacts } from './column-facts.ts';
import { castable } from './patches/queries.ts';
import {
  binCounts,
  distanceOf,
  frequentValues,
  quantilesOf,
  type Side,
  valueCounts,
} from './queries.ts';
import { number, percent } from './sentences.ts';
import { distanceByChance, stabilityByChance, stabilityIndex } from './statistics.ts';
import { unitChange } from './units.ts';

/** Larger samples make every distance significant and take the memory; 1 M values tell it to 0.002. */
const sampled = 1_000_000;
const valuesShown = 20;

/** Two columns of two versions that are the same thing. */
export interface Pair {
  readonly before: ColumnFacts;
  readonly after: ColumnFacts;
}

export interface Compared {
  readonly findings: readonly DriftFinding[];
  /** The type that the column should get back; null: it keeps its own. */
  readonly type: string | null;
  /** The factor that makes the values fit; null: none. */
  readonly scale: number | null;
}

interface Work {
  readonly session: TrustedSession;
  readonly before: string;
  readonly after: string;
  readonly rules: DriftRules;
  /** Columns that are compared, for the share of false alarms that each may have. */
  readonly columns: number;
}

/** What changed in one column: kind, missing share, unit, distribution. */
export async function comparePair(pair: Pair, work: Work): Promise<Compared> {
  const missing = missingFinding(pair, work.rules);
  const none = missing === null ? [] : [missing];
  if (pair.before.kind !== pair.after.kind) {
    // A column without values has no kind of its own.
    if (present(pair.before) === 0 || present(pair.after) === 0)
      return { findings: none, type: null, scale: null };
    const { finding, type } = await typeFinding(pair, work);
    return { findings: [finding, ...none], type, scale: null };
  }
  const spread = await spreadFinding(pair, work);
  return {
    findings: [...none, ...(spread.finding === null ? [] : [spread.finding])],
    type: null,
    scale: spread.scale,
  };
}

function present({ rows, missing }: ColumnFacts): number {
  return rows - missing;
}

async function typeFinding({ before, after }: Pair, { session, after: parquet, rules }: Work) {
  const [row = {}] = await session.run(castable(parquet, after.name, before.type).text);
  const [all, good] = [Number(row.n), Number(row.good)];
  const fits = all > 0 && good / all >= 0.95;
  const sentence = `${after.name} was ${before.kind} and is ${after.kind} now; ${good === all ? 'all' : number(good)} of ${number(all)} values can be read as ${before.kind}.`;
  return {
    finding: { ...bare('type', after.name), stops: rules.type, sentence },
    type: fits ? before.type : null,
  };
}

function missingFinding({ before, after }: Pair, rules: DriftRules): DriftFinding | null {
  if (Math.min(before.rows, after.rows) < rules.fewest) return null;
  const [was, is] = [before.missing / before.rows, after.missing / after.rows];
  if (Math.abs(is - was) < rules.missing) return null;
  return {
    ...bare('missing', after.name),
    stops: true,
    sentence: `${percent(is)} of ${after.name} have no value; it was ${percent(was)}.`,
  };
}

interface Spread {
  readonly finding: DriftFinding | null;
  readonly scale: number | null;
}

const nothing: Spread = { finding: null, scale: null };

async function spreadFinding(pair: Pair, work: Work): Promise<Spread> {
  const { before, after } = pair;
  if (Math.min(present(before), present(after)) < work.rules.fewest) return nothing;
  // Keys are others in every version; that says nothing.
  const key = (facts: ColumnFacts) => facts.unique === true && facts.type !== 'DOUBLE';
  if (key(before) || key(after)) return nothing;
  // Years, and numbers that count up, go on as time does.
  if (before.rising === true && after.rising === true) return nothing;
  if (before.kind === 'number') return await numberSpread(pair, work);
  if (before.kind === 'text' || before.kind === 'yes/no')
    return { finding: await valueSpread(pair, work), scale: null };
  return nothing;
}

async function numberSpread(pair: Pair, work: Work): Promise<Spread> {
  const { session, rules, columns } = work;
  const [before, after] = sidesOf(pair, work);
  const { distance, n, m } = await distanceBetween(before, after, session);
  const p = distanceByChance(distance, n, m);
  const { counts, psi, labels } = await binned(before, after, session);
  const far = distance >= rules.ks && p < rules.significance / columns;
  const moved = psi >= Math.max(rules.psi, byChance(counts, rules, columns));
  if (!far && !moved && psi < 0.1) return nothing;
  const stops = far || moved;
  const unit = stops ? await unitChange(before, after, distance, session) : null;
  const said = `${pair.after.name} is distributed otherwise than before: ${stability(psi)}; the two curves are ${percent(distance)} apart at most (by chance that far in ${chance(p)} of cases${n > sampled || m > sampled ? ', by samples of 1 M values' : ''}).`;
  return {
    finding: {
      what: unit ? 'unit' : 'distribution',
      column: pair.after.name,
      stops,
      sentence: unit ? `${unit.sentence} ${said}` : said,
      psi,
      ks: { distance, p },
      distributions: { labels, ...shares(counts) },
    },
    scale: unit?.scale ?? null,
  };
}

async function valueSpread(pair: Pair, work: Work): Promise<DriftFinding | null> {
  const { session, rules, columns } = work;
  const [before, after] = sidesOf(pair, work);
  const top = (await session.run(frequentValues(before, valuesShown).text)).map((row) => ({
    value: String(row.value),
    count: Number(row.n),
  }));
  const covered = top.reduce((total, { count }) => total + count, 0);
  // Where the frequent values are rare, nearly every row has its own.
  if (top.length === 0 || covered < present(pair.before) / 10) return null;
  const found = await session.run(
    valueCounts(
      before,
      after,
      top.map(({ value }) => value),
    ).text,
  );
  const of = (value: string | null) => found.find((row) => (row.value ?? null) === value);
  const bins = [...top.map(({ value }) => value), null];
  const counts: Counts = bins
    .map((value) => ({
      before: Number(of(value)?.before ?? 0),
      after: Number(of(value)?.after ?? 0),
    }))
    .filter((bin, at) => at < top.length || bin.before + bin.after > 0);
  const psi = stabilityIndex(
    counts.map((bin) => bin.before),
    counts.map((bin) => bin.after),
  );
  const stops = psi >= Math.max(rules.psi, byChance(counts, rules, columns));
  if (!stops && psi < 0.1) return null;
  return {
    what: 'distribution',
    column: pair.after.name,
    stops,
    sentence: `The values of ${pair.after.name} are shared out otherwise than before: ${stability(psi)}. ${mostMoved(bins, counts)}`,
    psi,
    ks: null,
    distributions: {
      labels: bins.slice(0, counts.length).map((value) => value ?? 'all others'),
      ...shares(counts),
    },
  };
}

type Counts = readonly { readonly before: number; readonly after: number }[];

/** Ten bins with about as many rows of the version before. */
async function binned(before: Side, after: Side, session: TrustedSession) {
  const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
  const [row] = await session.run(quantilesOf(before, tenths).text);
  const bounds = [...new Set(JSON.parse(String(row?.quantiles ?? '[]')) as number[])].sort(
    (left, right) => left - right,
  );
  const found = await session.run(binCounts(before, after, bounds).text);
  const counts: Counts = Array.from({ length: bounds.length + 1 }, (_, bin) => {
    const at = found.find((each) => Number(each.bin) === bin);
    return { before: Number(at?.before ?? 0), after: Number(at?.after ?? 0) };
  });
  const psi = stabilityIndex(
    counts.map((bin) => bin.before),
    counts.map((bin) => bin.after),
  );
  const labels = counts.map((_, bin) => {
    const [low, high] = [bounds[bin - 1], bounds[bin]];
    if (low === undefined) return high === undefined ? 'all' : `up to ${short(high)}`;
    return high === undefined ? `more than ${short(low)}` : `${short(low)} to ${short(high)}`;
  });
  return { counts, psi, labels };
}

function short(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4 });
}

/** The largest distance of two distribution functions, and the sizes of the samples. */
export async function distanceBetween(before: Side, after: Side, session: TrustedSession) {
  const [size = {}] = await session.run(distanceOf(before, after, sampled).text);
  return { distance: Number(size.distance ?? 0), n: Number(size.na ?? 0), m: Number(size.nb ?? 0) };
}

function byChance(counts: Counts, rules: DriftRules, columns: number): number {
  const [n, m] = [sum(counts, 'before'), sum(counts, 'after')];
  return stabilityByChance(counts.length, n, m, rules.significance / columns);
}

function shares(counts: Counts): { before: number[]; after: number[] } {
  const [n, m] = [sum(counts, 'before') || 1, sum(counts, 'after') || 1];
  return {
    before: counts.map((bin) => bin.before / n),
    after: counts.map((bin) => bin.after / m),
  };
}

function sum(counts: Counts, side: 'before' | 'after'): number {
  return counts.reduce((total, bin) => total + bin[side], 0);
}

function mostMoved(bins: readonly (string | null)[], counts: Counts): string {
  const { before, after } = shares(counts);
  const moves = before.map((share, at) => Math.abs((after[at] ?? 0) - share));
  const at = moves.indexOf(Math.max(...moves));
  const name = bins[at] === null ? 'All others have' : `“${bins[at]}” has`;
  return `${name} ${percent(after[at] ?? 0)} of the rows; it was ${percent(before[at] ?? 0)}.`;
}

function stability(psi: number): string {
  const much = psi < 0.1 ? 'little' : psi < 0.25 ? 'something' : 'much';
  return `${much} has moved (stability index ${number(Math.round(psi * 1000) / 1000)})`;
}

function chance(p: number): string {
  return p < 0.0001 ? 'less than 0.01 %' : percent(p);
}

function sidesOf({ before, after }: Pair, work: Work): readonly [Side, Side] {
  return [
    { parquet: work.before, column: before.name },
    { parquet: work.after, column: after.name },
  ];
}

/** A finding without numbers. */
export function bare(what: DriftFinding['what'], column: string | null) {
  return { what, column, psi: null, ks: null, distributions: null };
}
