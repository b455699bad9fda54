import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredObject } from '@insites/platform';
import type { Deps } from '../deps.ts';
import type { Loaded } from '../imports/load.ts';
import { refusals } from '../imports/refusals.ts';
import { columnNamesOf, readyVersion, type VersionRow } from '../versions/store.ts';
import { asJsonLines, type Planned, type RejectedRow, type Repair, repairsOf } from './kept.ts';
import { left, rejectedIn, repaired } from './make.ts';
import { keyOf } from './plan.ts';

interface Work {
  readonly folder: string;
  readonly signal: AbortSignal;
  seal(content: AsyncIterable<Uint8Array>): Promise<StoredObject>;
}

interface Again {
  readonly loaded: Loaded;
  /** What the new version has and remembers, in the object store; null when that is nothing. */
  readonly repairs: StoredObject | null;
}

/**
 * Does again what people repaired before: where a row is rejected that stands in the file as it did then, it is
 * loaded with the cells they gave. Repairs whose row is not there are remembered for the next file.
 */
export async function repairedAgain(
  version: VersionRow,
  loaded: Loaded,
  { folder, signal, seal }: Work,
  deps: Deps,
): Promise<Again> {
  const known = await repairsBefore(version, loaded, deps);
  if (known.length === 0) return { loaded, repairs: null };
  const plan = await planAgain(known, loaded.rejects);
  const seals = async (repairs: readonly Repair[]) =>
    repairs.length === 0 ? null : await seal(asJsonLines(repairs));
  if (!plan.some(({ kind }) => kind === 'sent'))
    return { loaded, repairs: await seals(known.map((one) => ({ ...one, used: false }))) };
  const { engine } = deps.platform;
  const { parquet, rows, conservation, recipe } = loaded;
  const base = { parquet, rows, conservation, columns: recipe.columns };
  const made = await repaired(base, plan, { engine, folder, signal });
  if (!made.conservation.holds)
    throw refusals.unaccounted(
      version.sourceFileName ?? 'the file',
      made.conservation.records,
      made.conservation.records - made.conservation.loaded + made.rows,
    );
  const rejects = await writeLeft(loaded.rejects, made, folder);
  const { sealed: _, ...rest } = loaded;
  return {
    loaded: {
      ...rest,
      parquet: made.parquet,
      rows: made.rows,
      conservation: made.conservation,
      rejects: made.conservation.rejected > 0 ? rejects : null,
    },
    repairs: await seals(made.repairs),
  };
}

/** The repairs of the newest version, when its columns are those of the file. */
async function repairsBefore(
  { datasetId }: VersionRow,
  { recipe }: Loaded,
  { platform: { database, objects } }: Deps,
): Promise<readonly Repair[]> {
  const before = await readyVersion(datasetId, undefined, database);
  if (!before?.repairsObjectId) return [];
  const names = await columnNamesOf(before.id, database);
  const same =
    names.length === recipe.columns.length &&
    recipe.columns.every(({ name }, index) => name === names[index]);
  if (!same) return [];
  const known: Repair[] = [];
  for await (const repair of repairsOf(before, objects)) known.push(repair);
  return known;
}

/** Which repairs fit which rejected row: of the same line, else the one of the same text. */
async function planAgain(
  known: readonly Repair[],
  rejects: string | null,
): Promise<readonly Planned[]> {
  const byKey = new Map(known.map((one) => [keyOf(one.rejected), one]));
  const byText = new Map(known.map((one) => [textOf(one.rejected), one]));
  const found = new Map<Repair, { readonly row: number; readonly rejected: RejectedRow }[]>();
  let row = 0;
  for await (const rejected of rejects === null ? [] : rejectedIn(rejects)) {
    row += 1;
    // Of a longer row the end is not known, so it may be another one.
    if (rejected.length !== undefined) continue;
    const repair = byKey.get(keyOf(rejected)) ?? byText.get(textOf(rejected));
    if (repair) found.set(repair, [...(found.get(repair) ?? []), { row, rejected }]);
  }
  return known.flatMap((repair): Planned[] => {
    const rows = found.get(repair);
    if (!rows) return [{ kind: 'kept', ...repair, used: false }];
    return rows.map((one) => ({ kind: 'sent', ...repair, ...one, used: true }));
  });
}

function textOf({ text, length }: RejectedRow): string {
  return `${length ?? ''} ${text}`;
}

async function writeLeft(
  rejects: string | null,
  made: Parameters<typeof left>[1],
  folder: string,
): Promise<string> {
  const path = join(folder, 'rejected.left.ndjson');
  await writeFile(path, asJsonLines(left(rejectedIn(rejects ?? ''), made)), { mode: 0o600 });
  return path;
}
