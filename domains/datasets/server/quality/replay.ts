import type { DriftPatch, Recipe } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { changesRows, patched } from './patch.ts';
import { castable } from './queries.ts';
import { lastPatch } from './store.ts';

interface Fresh {
  readonly parquet: string;
  readonly recipe: Recipe;
}

/**
 * Does to the next file of a dataset what a person accepted for an earlier one: columns of the same new
 * names get the old ones, and their types where no value is lost by it. Factors are not replayed: the
 * unit may be the old one again, and drift tells. Null when there is nothing to do.
 */
export async function replayPatch(
  datasetId: string,
  fresh: Fresh,
  work: { readonly folder: string; readonly signal: AbortSignal },
  deps: Deps,
): Promise<Fresh | null> {
  const accepted = await lastPatch(datasetId, deps.platform.database);
  const fitting = accepted && (await fittingPart(accepted, fresh, work.signal, deps));
  if (!fitting || !changesRows(fitting)) return null;
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

async function fittingPart(
  accepted: DriftPatch,
  { parquet, recipe }: Fresh,
  signal: AbortSignal,
  deps: Deps,
): Promise<DriftPatch> {
  const names = recipe.columns.map(({ name }) => name);
  const rename = Object.fromEntries(
    Object.entries(accepted.rename).filter(
      ([from, to]) => names.includes(from) && !names.includes(to),
    ),
  );
  const wanted = recipe.columns.flatMap(({ name, type }) => {
    const to = rename[name] ?? name;
    const old = accepted.types[to];
    return old === undefined || old === type ? [] : [{ name, to, type: old }];
  });
  if (wanted.length === 0) return { rename, types: {}, scale: {}, expectations: [] };
  const types: DriftPatch['types'] = {};
  const session = await deps.platform.engine.trusted({ signal });
  try {
    for (const { name, to, type } of wanted) {
      const [row = {}] = await session.run(castable(parquet, name, type).text);
      if (row.n === row.good) types[to] = type;
    }
  } finally {
    await session.close();
  }
  return { rename, types, scale: {}, expectations: [] };
}
