import { errors } from '@insites/kernel';
import type { StoredObject } from '@insites/platform';
import type { Conservation, Recipe } from '../../contract/index.ts';
import type { Deps } from '../deps.ts';
import { lockDataset, updateDataset } from '../store.ts';
import { replaceColumns, updateVersion, type VersionRow, versionById } from '../versions/store.ts';
import { type Assessment, keepAssessment } from './assess.ts';
import { renewSuggestions } from './suggestions.ts';

/** A version that was made; its parts lie in the object store and are not kept yet. */
export interface Made {
  readonly parquet: StoredObject;
  readonly rejected: StoredObject | null;
  readonly repairs: StoredObject | null;
  readonly rows: number;
  readonly conservation: Conservation;
  readonly recipe: Recipe;
  readonly columns: Recipe['columns'];
  readonly note?: string;
  /** Null where nobody has looked yet. */
  readonly found: Assessment | null;
}

/**
 * Publishes a version that was being made, or holds it where it drifted: with all that belongs to it, or not at all.
 *
 * @throws platform.queryCancelled when it was stopped meanwhile
 */
export async function publishVersion(
  { id, datasetId }: Pick<VersionRow, 'id' | 'datasetId'>,
  made: Made,
  deps: Deps,
): Promise<void> {
  const { database, objects } = deps.platform;
  const { parquet, rejected, repairs, rows, conservation, recipe, note, found } = made;
  const held = found?.drift?.held ?? false;
  await database.transaction(async (transaction) => {
    await lockDataset(datasetId, transaction);
    const current = await versionById(id, transaction);
    if (current?.state !== 'importing')
      throw errors.cancelled('platform.queryCancelled', 'The work was stopped meanwhile.');
    for (const kept of [parquet, rejected, repairs])
      if (kept) await objects.keep(transaction, kept.id);
    if (current.repairsObjectId) await objects.drop(transaction, current.repairsObjectId);
    const fields = {
      state: held ? ('held' as const) : ('ready' as const),
      rows,
      bytes: parquet.bytes,
      sha256: parquet.sha256,
      objectId: parquet.id,
      rejectedObjectId: rejected?.id ?? null,
      repairsObjectId: repairs?.id ?? null,
      conservation,
      recipe,
      ...(note === undefined ? {} : { note }),
    };
    await updateVersion(id, fields, transaction);
    const columns = made.columns.map(({ name, source, type, why }, position) => ({
      versionId: id,
      position,
      name,
      source,
      type,
      why,
    }));
    await replaceColumns(id, columns, transaction);
    await updateDataset(datasetId, {}, transaction);
    if (!found) return;
    await keepAssessment(id, found, transaction, deps);
    if (!held) await renewSuggestions(datasetId, transaction);
  });
}
