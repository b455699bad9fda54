import { join } from 'node:path';
import { runInChild, type TrustedSession } from '@insites/platform';
import { type ColumnMeaning, namingTypes, type RecipeStep } from '../../contract/index.ts';
import { type SaidByName, saidByNames } from '../parsing/code-names.ts';
import { type ColumnType, decideType } from '../parsing/column-type.ts';
import { parquetRows } from '../queries.ts';
import type { MapInput, Mapped, MapTask } from '../semantics/standardise/map-values.ts';
import {
  type CitySplit,
  citiesMoved,
  differing,
  type MappedColumn,
  stage,
  standardised,
  valuesOf,
} from './queries.ts';

const mapModule = new URL('../semantics/standardise/map-values.ts', import.meta.url);
const cityModule = new URL('../semantics/standardise/split-cities.ts', import.meta.url);

/** A column of the raw version. */
interface RawColumn {
  readonly name: string;
  readonly type: string;
  readonly why: string;
  readonly meaning?: ColumnMeaning | null;
}

export interface Applied {
  readonly parquet: string;
  readonly rows: number;
  /** With counts over all rows. */
  readonly steps: readonly RecipeStep[];
  readonly columns: readonly RawColumn[];
  /** Cells that are not as in the raw version. */
  readonly changedCells: number;
}

interface Work {
  readonly session: TrustedSession;
  /** The raw version. */
  readonly raw: string;
  /** A private folder. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/**
 * Does steps on a whole version: distinct values go through the steps in a process of their own, the engine puts
 * the results in place. A value that no step understands stays as it was.
 */
export async function applySteps(
  columns: readonly RawColumn[],
  steps: readonly RecipeStep[],
  work: Work,
): Promise<Applied> {
  const { session, raw, folder, signal } = work;
  const names = columns.map(({ name }) => name);
  const cityStep = steps.find(({ action }) => action.kind === 'city') ?? null;
  const split = await splitOf(cityStep, work);
  await session.run(stage(raw, names, split).text);
  const tasks: MapTask[] = [];
  for (const [index, { name }] of columns.entries()) {
    const own = steps.filter(({ action }) => action.kind !== 'city' && action.column === name);
    if (own.length === 0) continue;
    const valuesPath = join(folder, `values-${index}.csv`);
    await session.run(valuesOf('stage', name, valuesPath).text);
    tasks.push({ column: name, steps: own, valuesPath, mapPath: join(folder, `map-${index}.csv`) });
  }
  const mapped =
    tasks.length === 0
      ? []
      : await runInChild<MapInput, readonly Mapped[]>(
          mapModule,
          { tasks },
          { signal, memoryMb: 768 },
        );
  const said = saidByNames(columns.map(({ name }) => name));
  const planned = columns.map((column, index) => plan(column, said[index], tasks, mapped));
  const parquet = join(folder, 'standardised.parquet');
  await session.run(standardised(planned, parquet).text);
  const [footer] = await session.run(parquetRows(parquet).text);
  const [counts = {}] = await session.run(differing(raw, parquet, names).text);
  const changed = names.map((_, index) => Number(counts[`c${index}`] ?? 0));
  const city = cityStep && split ? [await countedCity(cityStep, split, work)] : [];
  return {
    parquet,
    rows: Number(footer?.rows ?? 0),
    steps: [...city, ...mapped.flatMap((column) => column.steps)],
    columns: planned.map(({ name, type }, index) => ({
      name,
      type,
      why:
        type === columns[index]?.type
          ? (columns[index]?.why ?? '')
          : 'The steps made every value one of this type.',
    })),
    changedCells: changed.reduce((sum, count) => sum + count, 0),
  };
}

async function splitOf(step: RecipeStep | null, work: Work): Promise<CitySplit | null> {
  if (step?.action.kind !== 'city') return null;
  const { session, raw, folder, signal } = work;
  const { column, state } = step.action;
  const valuesPath = join(folder, 'cities.csv');
  const mapPath = join(folder, 'city-map.csv');
  await session.run(valuesOf({ parquet: raw }, column, valuesPath).text);
  await runInChild(cityModule, { valuesPath, mapPath }, { signal });
  return { city: column, state, mapPath };
}

async function countedCity(
  step: RecipeStep,
  split: CitySplit,
  { session, raw }: Work,
): Promise<RecipeStep> {
  const [row] = await session.run(citiesMoved(split, raw).text);
  return {
    ...step,
    cells: Number(row?.moved ?? 0),
    unread: Number(row?.unread ?? 0),
    over: 'all rows',
  };
}

/** A text column whose every value is a number, a date … afterwards becomes one, if no digit is lost by that. */
function plan(
  { name, type, meaning }: RawColumn,
  said: SaidByName | undefined,
  tasks: readonly MapTask[],
  mapped: readonly Mapped[],
): MappedColumn {
  const found = mapped.find(({ column }) => column === name);
  const task = tasks.find(({ column }) => column === name);
  if (!found || !task) return { name, rawType: type, type, mapPath: null };
  const mapPath = found.changes > 0 ? task.mapPath : null;
  const wanted = task.steps.flatMap(({ action }) => (action.kind === 'type' ? [action.as] : []));
  if (wanted.includes('text')) return { name, rawType: type, type: 'VARCHAR', mapPath };
  if (wanted.includes('number'))
    return { name, rawType: type, type: decideType(name, found.shapes, 'quantity').type, mapPath };
  if (mapPath === null) return { name, rawType: type, type, mapPath };
  const decided: ColumnType = decideType(name, found.shapes, said).type;
  const names = meaning?.open || (meaning && namingTypes.includes(meaning.best.type));
  // Whole numbers that name something, or of which nobody knows what they do, stay text.
  if (type !== 'VARCHAR' || (names && decided === 'BIGINT'))
    return { name, rawType: type, type, mapPath };
  const numeric = decided === 'BIGINT' || decided === 'DOUBLE';
  return { name, rawType: type, type: numeric && !found.plain ? 'VARCHAR' : decided, mapPath };
}
