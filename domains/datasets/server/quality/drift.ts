import type { TrustedSession } from '@insites/platform';
import type {
  CheckResult,
  DriftFinding,
  DriftPatch,
  DriftRules,
  ListedExpectation,
} from '../../contract/index.ts';
import type { ColumnFacts } from './column-facts.ts';
import { bare, comparePair, type Pair } from './compare.ts';
import { proposePatch } from './patches/propose.ts';
import { matchRenamed, type Renamed } from './renames.ts';
import { number, percent } from './sentences.ts';

/** Columns whose values are compared at most; of wider versions the first. */
const comparedAtMost = 200;

/** A version as far as drift looks at it. */
export interface DriftSide {
  readonly version: number;
  readonly parquet: string;
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
}

export interface FoundDrift {
  readonly findings: readonly DriftFinding[];
  readonly held: boolean;
  readonly patch: DriftPatch;
  readonly patchSentences: readonly string[];
}

/** Holds a new version against the last one published: rows, columns, kinds, units, missing shares, distributions. */
export async function findDrift(
  before: DriftSide,
  after: DriftSide,
  rules: DriftRules,
  expected: {
    readonly items: readonly ListedExpectation[];
    readonly results: readonly CheckResult[];
  },
  session: TrustedSession,
): Promise<FoundDrift> {
  const names = columnsOf(before, after);
  const renamed = await matchRenamed(names.gone, names.added, { before, after, session });
  const pairs: readonly Pair[] = [...names.kept, ...renamed.map(({ pair }) => pair)];
  const compared = pairs.slice(0, comparedAtMost);
  const work = {
    session,
    before: before.parquet,
    after: after.parquet,
    rules,
    columns: Math.max(1, compared.length),
  };
  const findings: DriftFinding[] = [
    ...rowsFinding(before, after, rules),
    ...columnFindings(names, renamed, rules),
    ...orderFinding(names.kept, after),
  ];
  const types: Record<string, string> = {};
  const scale: Record<string, number> = {};
  for (const pair of compared) {
    const found = await comparePair(pair, work);
    findings.push(...found.findings);
    if (found.type !== null) types[pair.before.name] = found.type;
    if (found.scale !== null) scale[pair.before.name] = found.scale;
  }
  const { patch, sentences } = proposePatch({ renamed, types, scale, after, ...expected });
  return {
    findings,
    held: rules.hold && findings.some(({ stops }) => stops),
    patch,
    patchSentences: sentences,
  };
}

interface Names {
  readonly kept: readonly Pair[];
  readonly gone: readonly ColumnFacts[];
  readonly added: readonly ColumnFacts[];
}

function columnsOf(before: DriftSide, after: DriftSide): Names {
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const was = new Set(before.columns.map(({ name }) => name));
  return {
    kept: before.columns.flatMap((column) => {
      const same = now.get(column.name);
      return same ? [{ before: column, after: same }] : [];
    }),
    gone: before.columns.filter(({ name }) => !now.has(name)),
    added: after.columns.filter(({ name }) => !was.has(name)),
  };
}

function rowsFinding(before: DriftSide, after: DriftSide, rules: DriftRules): DriftFinding[] {
  if (before.rows < rules.fewest) return [];
  const share = after.rows / before.rows - 1;
  if (share > -rules.fewer && share < rules.more) return [];
  return [
    {
      ...bare('rows', null),
      stops: true,
      sentence: `There are ${number(after.rows)} rows; version ${before.version} has ${number(before.rows)}: ${percent(Math.abs(share))} ${share < 0 ? 'fewer' : 'more'}.`,
    },
  ];
}

function columnFindings(
  { gone, added }: Names,
  renamed: readonly Renamed[],
  rules: DriftRules,
): DriftFinding[] {
  const [from, to] = [
    new Set(renamed.map(({ pair }) => pair.before.name)),
    new Set(renamed.map(({ pair }) => pair.after.name)),
  ];
  return [
    ...renamed.map(({ pair, why }) => ({
      ...bare('renamed', pair.after.name),
      stops: rules.gone,
      sentence: `${pair.before.name} is gone; ${pair.after.name} seems to be it: ${why}.`,
    })),
    ...gone
      .filter(({ name }) => !from.has(name))
      .map(({ name }) => ({
        ...bare('gone', name),
        stops: rules.gone,
        sentence: `The column ${name} is gone.`,
      })),
    ...added
      .filter(({ name }) => !to.has(name))
      .map(({ name }) => ({
        ...bare('added', name),
        stops: false,
        sentence: `The column ${name} is new.`,
      })),
  ];
}

/** Pairs stand in the order of the version before. */
function orderFinding(kept: readonly Pair[], after: DriftSide): DriftFinding[] {
  const places = kept.map((pair) => after.columns.indexOf(pair.after));
  if (!places.some((place, at) => at > 0 && place < (places[at - 1] ?? 0))) return [];
  return [
    {
      ...bare('order', null),
      stops: false,
      sentence: 'The columns stand in another order. Names find them, so nothing else changes.',
    },
  ];
}
