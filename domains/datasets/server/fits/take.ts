import type { TrustedSession } from '@insites/platform';
import type { ColumnMeaning, SemanticType } from '../../contract/index.ts';
import type { ColumnRow } from '../versions/store.ts';
import { lowestHashes } from './queries.ts';
import { distinctFrom, keptHashes, type Sketch } from './sketch.ts';

/** What is found out about a column's values; without a sketch it is none to join by. */
export interface TakenSketch {
  readonly position: number;
  readonly present: number;
  readonly distinct: number;
  /** Whether `distinct` is counted. */
  readonly counted: boolean;
  /** All values are whole numbers, or days. */
  readonly line: 'integers' | 'days' | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly sketch: Sketch | null;
}

/** Of wider tables the first columns. */
const columnsAtMost = 300;
/** A join by fewer values says nothing. */
const fewestValues = 3;
/** Columns with more distinct values are sampled while they are read. */
const heldAtMost = 500_000;

/** What is measured or told is nothing to look a row up by. */
const noKeys: ReadonlySet<SemanticType> = new Set<SemanticType>([
  'free-text',
  'latitude',
  'longitude',
  'coordinates',
  'money',
  'percentage',
  'measure',
  'yes-no',
  'duration',
  'time',
  'ordinal',
]);

/** Whether rows may be looked up by a column. */
function mayJoin({ type, profile, meaning }: ColumnRow): boolean {
  if (type.toUpperCase() === 'BOOLEAN' || profile?.kind === 'time' || profile?.kind === 'other')
    return false;
  if ((profile?.distinct ?? 0) < fewestValues) return false;
  return !(meaning && sure(meaning) && noKeys.has(meaning.best.type));
}

function sure({ chosen, best }: ColumnMeaning): boolean {
  return chosen === true || best.confidence >= 0.5;
}

/** Sketches of the columns of a Parquet file. Each column is read once. */
export async function takeSketches(
  session: TrustedSession,
  parquet: string,
  columns: readonly ColumnRow[],
): Promise<TakenSketch[]> {
  const taken: TakenSketch[] = [];
  for (const column of columns.slice(0, columnsAtMost))
    taken.push(mayJoin(column) ? await take(session, parquet, column) : none(column));
  return taken;
}

function none({ position, profile }: ColumnRow): TakenSketch {
  const { rows = 0, missing = 0, distinct = 0, exactDistinct: counted = false } = profile ?? {};
  const line = { line: null, low: null, high: null };
  return { position, present: rows - missing, distinct, counted, ...line, sketch: null };
}

async function take(
  session: TrustedSession,
  parquet: string,
  column: ColumnRow,
): Promise<TakenSketch> {
  const { rows = 0, missing = 0, distinct = 0 } = column.profile ?? {};
  const unique = distinct > 0.9 * (rows - missing);
  const size = unique ? keptHashes.ofKeys : keptHashes.usual;
  const below = distinct > heldAtMost ? (2 * size) / distinct : 1;
  const [found = {}] = await session.run(lowestHashes(parquet, column, { size, below }).text);
  const values = Number(found.values ?? 0);
  const lowest = Float64Array.from(JSON.parse(String(found.lowest ?? '[]')) as number[]);
  const sketch = { lowest, whole: below >= 1 && values === lowest.length };
  const line = values > 0 && Number(found.onLine) === values ? lineOf(column.type) : null;
  // A number with a fraction is a quantity.
  const quantity = /^(DOUBLE|FLOAT|REAL|DECIMAL)/i.test(column.type) && line === null;
  return {
    position: column.position,
    present: Number(found.present ?? 0),
    distinct: below < 1 ? distinctFrom(sketch) : values,
    counted: below >= 1,
    line,
    low: line ? Number(found.low) : null,
    high: line ? Number(found.high) : null,
    sketch: quantity || values < fewestValues ? null : sketch,
  };
}

function lineOf(type: string): 'integers' | 'days' {
  return type.toUpperCase() === 'DATE' ? 'days' : 'integers';
}
