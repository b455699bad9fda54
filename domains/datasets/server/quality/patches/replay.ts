import type { TrustedSession } from '@insites/platform';
import type { DriftPatch, Recipe } from '../../../contract/index.ts';
import type { Deps } from '../../deps.ts';
import { columnsOf, rawOf, type VersionRow } from '../../versions/store.ts';
import { lastPatch } from '../store.ts';
import { changesRows, patched } from './patch.ts';
import { castable, digitsOnly } from './queries.ts';

interface Fresh {
  readonly parquet: string;
  readonly recipe: Recipe;
}

/**
 * Does to the next file of a dataset what a person accepted for an earlier one: columns of the same new
 * names get the old ones, and their types where no value is lost by it. Factors are not replayed: the
 * unit may be the old one again, and drift tells. Columns of digits stay numbers or text as they were in the version
 * before, whatever the order or the number of the rows makes of them. Null when there is nothing to do.
 */
export async function replayPatch(
  last: VersionRow,
  fresh: Fresh,
  work: { readonly folder: string; readonly signal: AbortSignal },
  deps: Deps,
): Promise<Fresh | null> {
  const accepted = await lastPatch(last.datasetId, deps.platform.database);
  const fitting = await fittingPart(accepted ?? nothing, last, fresh, work.signal, deps);
  if (!changesRows(fitting)) return null;
  const made = await patched(fresh.parquet, fresh.recipe.columns, fitting, work, deps);
  return {
    parquet: made.path,
    recipe: {
      ...fresh.recipe,
      columns: [...made.columns],
      notes: [...(fresh.recipe.notes ?? []), ...made.notes],
    },
  };
}

const nothing: DriftPatch = { rename: {}, types: {}, scale: {}, expectations: [] };

/** A column whose type was another one before. */
interface Other {
  readonly name: string;
  readonly to: string;
  readonly was: DriftPatch['types'][string];
}

async function fittingPart(
  accepted: DriftPatch,
  last: VersionRow,
  { parquet, recipe }: Fresh,
  signal: AbortSignal,
  deps: Deps,
): Promise<DriftPatch> {
  const { database, engine, objects } = deps.platform;
  const names = recipe.columns.map(({ name }) => name);
  const rename = Object.fromEntries(
    Object.entries(accepted.rename).filter(
      ([from, to]) => names.includes(from) && !names.includes(to),
    ),
  );
  const before = await rawOf(last, database);
  const standing = new Map(
    (await columnsOf(before.id, database)).map(({ name, type }) => [name, type as Other['was']]),
  );
  const others = recipe.columns.flatMap(({ name, type }): Other[] => {
    const to = rename[name] ?? name;
    const was = accepted.types[to] ?? standing.get(to) ?? (type as Other['was']);
    const digits = [type, was].every((one) => one === 'BIGINT' || one === 'VARCHAR');
    return was === type || !(to in accepted.types || digits) ? [] : [{ name, to, was }];
  });
  if (others.length === 0) return { ...nothing, rename };
  const types: DriftPatch['types'] = {};
  const lease = await objects.cached(before.objectId ?? '');
  try {
    const session = await engine.trusted({ signal });
    try {
      for (const other of others)
        if (await staysAs(other, accepted, { parquet, before: lease.path, session }))
          types[other.to] = other.was;
    } finally {
      await session.close();
    }
  } finally {
    lease.release();
  }
  return { ...nothing, rename, types };
}

async function staysAs(
  { name, to, was }: Other,
  accepted: DriftPatch,
  work: { readonly parquet: string; readonly before: string; readonly session: TrustedSession },
): Promise<boolean> {
  // Words before and numbers now are another matter: of that drift tells.
  if (was === 'VARCHAR' && !(to in accepted.types)) {
    const [row = {}] = await work.session.run(digitsOnly(work.before, to).text);
    return row.digits === true;
  }
  const [row = {}] = await work.session.run(castable(work.parquet, name, was).text);
  return row.n === row.good;
}
