import type { TrustedSession } from '@insites/platform';
import type { ColumnProfile as WholeProfile } from '../../contract/index.ts';
import type { ColumnFacts } from './column-facts.ts';
import { inLittleMemory, manyRows } from './little-memory.ts';
import { distinctOf, factsOf, fewShapes, type Looked, orderOf, shapesOf } from './queries.ts';

type ColumnProfile = Omit<WholeProfile, 'meaning'>;

/** Values that a column has at most to be listed. */
const fewValues = 30;
/** Longer texts have no shape worth a pattern. */
const shapedLength = 40;
const columnsAtOnce = 200;
/** Columns that are asked about one by one: each question costs as much as the file is wide. */
const askedAtMost = 300;
/** Of fewer rows the order says nothing. */
const fewestInOrder = 3;

/**
 * What suggestions need to know of every column: one pass for every 200, and one for each column in question, of
 * the first 300.
 */
export async function factsOfColumns(
  session: TrustedSession,
  parquet: string,
  profiles: readonly ColumnProfile[],
): Promise<ColumnFacts[]> {
  const facts: ColumnFacts[] = [];
  for (let from = 0; from < profiles.length; from += columnsAtOnce) {
    const some = profiles.slice(from, from + columnsAtOnce);
    const looked = some.map(lookedAt);
    const [row = {}] = await session.run(factsOf(parquet, looked).text);
    const unlike = await distinctOfColumns(session, parquet, looked, profiles[0]?.rows ?? 0);
    for (const [at, profile] of some.entries()) {
      const { position, values, unique } = looked[at] ?? lookedAt(profile);
      const present = profile.rows - profile.missing;
      const isUnique = unique ? profile.missing === 0 && unlike.get(position) === present : null;
      const asked = profile.position < askedAtMost;
      const order =
        asked && ordered(profile, isUnique)
          ? await orderOfColumn(session, parquet, profile.name)
          : null;
      const list = values ? listOf(row[`values${position}`]) : null;
      facts.push({
        name: profile.name,
        type: profile.type,
        kind: profile.kind,
        rows: profile.rows,
        missing: profile.missing,
        unique: isUnique,
        least: bounded(profile) ? profile.min : null,
        most: bounded(profile) ? profile.max : null,
        values: list,
        shapes: list
          ? shapesOfValues(profile, list)
          : asked
            ? await shapesOfColumn(session, parquet, profile, row)
            : null,
        rising: order?.rising ?? null,
        falling: order?.falling ?? null,
      });
    }
  }
  return facts;
}

async function distinctOfColumns(
  session: TrustedSession,
  parquet: string,
  looked: readonly Looked[],
  rows: number,
): Promise<ReadonlyMap<number, number>> {
  const columns = looked.filter(({ unique }) => unique);
  const found = new Map<number, number>();
  const together = Math.max(1, Math.floor(manyRows / Math.max(1, rows)));
  await inLittleMemory(session, columns.length === 0 ? 0 : rows, async () => {
    for (let from = 0; from < columns.length; from += together) {
      const some = columns.slice(from, from + together);
      const [row = {}] = await session.run(distinctOf(parquet, some).text);
      for (const { position } of some) found.set(position, Number(row[`distinct${position}`]));
    }
  });
  return found;
}

function lookedAt(profile: ColumnProfile): Looked {
  const { position, name, kind, distinct, exactDistinct, rows, missing } = profile;
  const named = kind === 'text' || kind === 'yes/no';
  const values = named && exactDistinct && distinct <= fewValues;
  return {
    position,
    name,
    values,
    // The estimate is about 2 % off; what is far from unique is not counted.
    unique: kind !== 'other' && rows > 0 && missing === 0 && distinct >= rows * 0.9,
    // Of few values the shapes are told without another pass.
    shapes: kind === 'text' && !values,
  };
}

function bounded({ kind }: ColumnProfile): boolean {
  return kind === 'number' || kind === 'date' || kind === 'datetime';
}

/** Order means something for times and for numbers that count up. */
function ordered({ kind, type, rows }: ColumnProfile, unique: boolean | null): boolean {
  if (rows < fewestInOrder) return false;
  return kind === 'date' || kind === 'datetime' || (type === 'BIGINT' && unique === true);
}

async function orderOfColumn(session: TrustedSession, parquet: string, name: string) {
  let order = { rising: true, falling: true };
  for (const rows of ['first', 'all'] as const) {
    if (!order.rising && !order.falling) return order;
    const [row = {}] = await session.run(orderOf(parquet, name, rows).text);
    order = { rising: Number(row.falls) === 0, falling: Number(row.rises) === 0 };
  }
  return order;
}

function shapesOfValues({ kind }: ColumnProfile, values: readonly string[]) {
  if (kind !== 'text' || values.some(({ length }) => length > shapedLength)) return null;
  const shapes = new Set(
    values.map((value) =>
      value.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/[0-9]/g, '9'),
    ),
  );
  return shapes.size > fewShapes ? null : [...shapes];
}

async function shapesOfColumn(
  session: TrustedSession,
  parquet: string,
  { position, name, kind }: ColumnProfile,
  row: Readonly<Record<string, unknown>>,
): Promise<readonly string[] | null> {
  if (kind !== 'text') return null;
  const long = Number(row[`long${position}`] ?? 0);
  const estimate = Number(row[`shapes${position}`] ?? 0);
  if (long === 0 || long > shapedLength || estimate > fewShapes * 1.2) return null;
  const found = await session.run(shapesOf(parquet, name).text);
  return found.length > fewShapes ? null : found.map(({ shape }) => String(shape));
}

function listOf(json: unknown): readonly string[] {
  return typeof json === 'string' ? (JSON.parse(json) as string[]).sort() : [];
}
