import type { Expectation } from '../../contract/index.ts';
import { namedAsCode } from '../parsing/code-names.ts';
import type { ColumnFacts, VersionFacts } from './column-facts.ts';
import { patternOf } from './shapes.ts';

/** An expectation that all versions meet, how sure we are, and how we know. */
export interface Suggestion {
  readonly expectation: Expectation;
  readonly confidence: number;
  readonly why: string;
}

const fewestRows = 10;
const valuesAtMost = 30;
const day = 86_400_000;

interface Column {
  readonly name: string;
  /** What each version that has the column says of it, oldest first. */
  readonly history: readonly ColumnFacts[];
  readonly rows: number;
  readonly seen: string;
}

/**
 * What the columns of the newest version could be expected to be. Every suggestion is met by every row of
 * every version given: bounds are widened by what varied, and what a version contradicts is not suggested.
 * Confidence begins with the rule of three: what was never seen in n rows happens in less than 3/n of
 * them, with 95 % certainty (Hanley and Lippman-Hand, 1983).
 */
export function suggest(versions: readonly VersionFacts[]): readonly Suggestion[] {
  const newest = versions.at(-1);
  if (!newest || newest.rows < fewestRows) return [];
  const columns = newest.columns.map((column) => columnOf(column, versions));
  return [
    ...rowCount(versions),
    ...columns.flatMap((column) =>
      [
        notNull(column),
        unique(column),
        set(column),
        pattern(column),
        range(column),
        monotone(column),
        freshness(column.name, versions),
      ].filter((found) => found !== null),
    ),
  ];
}

function columnOf({ name }: ColumnFacts, versions: readonly VersionFacts[]): Column {
  const history = versions.flatMap(({ columns }) => columns.filter((it) => it.name === name));
  const rows = history.reduce((total, facts) => total + facts.rows - facts.missing, 0);
  const seen = `in ${count(rows, 'value')} of ${count(history.length, 'version')}`;
  return { name, history, rows, seen };
}

/** The rule of three, with what else speaks for it. Never certain: the next version is another one. */
function sure(rows: number, share = 1): number {
  const seldom = Math.max(0, 1 - 3 / Math.max(rows, 1));
  return Math.min(0.99, Math.round(seldom * share * 100) / 100);
}

function notNull({ name, history, rows, seen }: Column): Suggestion | null {
  if (rows < fewestRows || history.some(({ missing }) => missing > 0)) return null;
  return {
    expectation: { kind: 'notNull', column: name },
    confidence: sure(rows),
    why: `Nothing was ever missing ${seen}.`,
  };
}

function unique({ name, history, rows, seen }: Column): Suggestion | null {
  const key = history.every(
    (facts) => facts.unique === true && /^(VARCHAR|BIGINT|UUID)$/.test(facts.type),
  );
  if (!key || rows < fewestRows) return null;
  return {
    expectation: { kind: 'unique', columns: [name] },
    confidence: sure(
      rows,
      namedAsCode(name) || /(^|_)(id|key|no|nr|number)$/i.test(name) ? 1 : 0.8,
    ),
    why: `No value occurred twice ${seen}.`,
  };
}

function set({ name, history, rows, seen }: Column): Suggestion | null {
  const lists = history.map(({ values }) => values);
  if (lists.some((values) => values === null)) return null;
  const values = [...new Set(lists.flatMap((list) => list ?? []))].sort();
  if (values.length === 0 || values.length > valuesAtMost || values.length * 4 > rows) return null;
  const before = new Set(lists.slice(0, -1).flatMap((list) => list ?? []));
  const grew = history.length > 1 && (lists.at(-1) ?? []).some((value) => !before.has(value));
  return {
    expectation: { kind: 'set', column: name, values },
    confidence: sure(rows, grew ? 0.6 : 0.95),
    why: `${count(values.length, 'different value')} ${seen}${grew ? '; the newest version brought a new one' : ''}.`,
  };
}

function pattern({ name, history, rows, seen }: Column): Suggestion | null {
  if (rows < fewestRows * 2 || history.every(({ values }) => values !== null)) return null;
  if (history.some(({ shapes, values }) => shapes === null && values === null)) return null;
  if (history.some(({ shapes }) => shapes === null)) return null;
  const shapes = [...new Set(history.flatMap((facts) => facts.shapes ?? []))];
  const found = patternOf(shapes);
  if (found === null) return null;
  return {
    expectation: { kind: 'pattern', column: name, pattern: found },
    confidence: sure(rows, 0.9 / Math.sqrt(found.split('|').length)),
    why: `All values have ${shapes.length === 1 ? 'the same shape' : `one of ${shapes.length} shapes`}, ${seen}.`,
  };
}

function range(column: Column): Suggestion | null {
  const { name, history, rows } = column;
  // The bounds of a key say nothing; a measure may well have no value twice.
  const key = history.some(({ unique, type }) => unique === true && type !== 'DOUBLE');
  if (rows < fewestRows || key) return null;
  if (history.every(({ kind }) => kind === 'number')) return numberRange(column);
  if (!history.every(({ kind }) => kind === 'date' || kind === 'datetime')) return null;
  const least = history.map((facts) => facts.least ?? '');
  // A first day that stays the same over the versions is the beginning of something.
  if (history.length < 2 || new Set(least).size !== 1 || least[0] === '') return null;
  return {
    expectation: { kind: 'range', column: name, least: least[0] ?? null, most: null },
    confidence: sure(rows, 0.8),
    why: `All ${history.length} versions begin with ${least[0]}.`,
  };
}

/** Widened by the largest step that a bound made between two versions, or with one version by a tenth of the span. */
function numberRange({ name, history, rows, seen }: Column): Suggestion | null {
  const lows = history.flatMap(({ least }) => (least === null ? [] : [Number(least)]));
  const highs = history.flatMap(({ most }) => (most === null ? [] : [Number(most)]));
  if (lows.length === 0 || ![...lows, ...highs].every(exact)) return null;
  const [low, high] = [Math.min(...lows), Math.max(...highs)];
  const room = (high - low) / 10;
  const below = lows.length === 1 ? room : largestStep(lows);
  const above = highs.length === 1 ? room : largestStep(highs);
  // What was never negative stays so.
  const least = low >= 0 ? Math.max(0, low - below) : low - below;
  const most = high <= 0 ? Math.min(0, high + above) : high + above;
  return {
    expectation: {
      kind: 'range',
      column: name,
      least: Math.min(low, outward(least, Math.floor)),
      most: Math.max(high, outward(most, Math.ceil)),
    },
    confidence: sure(rows, Math.min(0.9, 0.5 + 0.1 * history.length)),
    why: `${low} to ${high} ${seen}, ${lows.length === 1 ? 'widened by a tenth' : 'widened by what the bounds moved'}.`,
  };
}

/** Beyond 2^53 a bound would not be the value itself. */
function exact(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Three digits say enough of a bound that was widened; never inward. */
function outward(value: number, round: (value: number) => number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 2);
  // 5.1 / 0.01 is 509.99999999999994; it is not to be rounded to 509.
  const units = Number((value / unit).toPrecision(12));
  const rounded = Number((round(units) * unit).toPrecision(6));
  return Number.isFinite(rounded) ? rounded : value;
}

function monotone({ name, history, rows, seen }: Column): Suggestion | null {
  if (rows < fewestRows) return null;
  // Where all values are the same the order says nothing.
  if (history.some(({ least, most }) => least === most)) return null;
  for (const direction of ['rising', 'falling'] as const)
    if (history.every((facts) => facts[direction] === true))
      return {
        expectation: { kind: 'monotone', column: name, direction, strictly: false },
        confidence: sure(rows, 0.85),
        why: `Values are ${direction} from row to row, ${seen}.`,
      };
  return null;
}

function freshness(name: string, versions: readonly VersionFacts[]): Suggestion | null {
  const ages = versions.flatMap(({ at, columns }) => {
    const facts = columns.find((column) => column.name === name);
    if (!facts) return [];
    const time = facts.kind === 'date' || facts.kind === 'datetime' ? timeOf(facts.most) : null;
    return [time === null ? null : (at.getTime() - time) / day];
  });
  if (ages.length < 2 || ages.some((age) => age === null || age < 0 || age > 400)) return null;
  const oldest = Math.max(...ages.map((age) => age ?? 0));
  const days = Math.ceil(oldest * 1.5) + 1;
  return {
    expectation: { kind: 'freshness', column: name, days },
    confidence: Math.min(0.9, 0.4 + 0.1 * ages.length),
    why: `Its newest value was at most ${count(Math.ceil(oldest), 'day')} old in ${count(ages.length, 'version')}.`,
  };
}

function rowCount(versions: readonly VersionFacts[]): Suggestion[] {
  const rows = versions.map((version) => version.rows);
  const [fewest, most] = [Math.min(...rows), Math.max(...rows)];
  if (rows.length === 1)
    return [
      {
        expectation: { kind: 'rowCount', least: Math.floor(fewest / 2), most: null, change: null },
        confidence: 0.5,
        why: `The first version has ${count(fewest, 'row')}; half of them would be too few.`,
      },
    ];
  const step = largestStep(rows);
  return [
    {
      expectation: {
        kind: 'rowCount',
        least: Math.max(0, fewest - step),
        most: most + step,
        change: null,
      },
      confidence: Math.min(0.9, 0.4 + 0.1 * rows.length),
      why: `${count(fewest, 'row')} to ${count(most, 'row')} in ${count(rows.length, 'version')}, widened by the largest step between two.`,
    },
  ];
}

function largestStep(numbers: readonly number[]): number {
  return numbers
    .slice(1)
    .reduce((most, number, at) => Math.max(most, Math.abs(number - (numbers[at] ?? number))), 0);
}

/** Milliseconds since 1970 of a date or time as the engine writes it; without zone it counts as UTC. */
export function timeOf(text: string | null): number | null {
  if (text === null) return null;
  const time = text.includes(':')
    ? Date.parse(`${text.replace(' ', 'T').replace(/(Z|[+-]\d\d(:?\d\d)?)$/, '')}Z`)
    : Date.parse(text);
  return Number.isFinite(time) ? time : null;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
