import type { Purpose } from '@insites/governance/contract';
import { type Actor, errors } from '@insites/kernel';
import type { Grant } from '@insites/platform';
import type { Deps } from '../deps.ts';
import { find, type Note, noteOf } from '../service.ts';
import type { DatasetRow } from '../store.ts';
import { readyVersion, type VersionRow } from '../versions/store.ts';

/** A version opened for one actor and one purpose: a relation that already obeys the rules. */
export interface OpenDataset {
  readonly dataset: DatasetRow;
  readonly version: VersionRow;
  /** What the engine is given. */
  readonly grant: Grant;
  /** Lets the decrypted copy go. Always call it. */
  release(): void;
}

/**
 * The one gate to data. Asks governance, writes into the call's audit entry, and hands out the
 * relation. Nothing else opens a Parquet file of a dataset.
 *
 * @throws datasets.unknown when it does not exist or may not be read; datasets.versionUnknown
 */
export async function open(
  actor: Actor,
  ref: string,
  purpose: Purpose,
  note: Note,
  deps: Deps,
  options: { readonly version?: number | undefined; readonly table?: string } = {},
): Promise<OpenDataset> {
  const { database, objects } = deps.platform;
  const dataset = await find(actor, ref, deps);
  const version = await readyVersion(dataset.id, options.version, database);
  note(noteOf(dataset, purpose, version?.number));
  if (!version?.objectId) throw versionUnknown(dataset, options.version);
  const lease = await objects.cached(version.objectId);
  return {
    dataset,
    version,
    grant: { table: options.table ?? dataset.name, parquet: lease.path },
    release: () => lease.release(),
  };
}

/** The version's row, when the dataset may be read; for what is kept beside the data. */
export async function versionFor(
  actor: Actor,
  ref: string,
  number: number | undefined,
  purpose: Purpose,
  note: Note,
  deps: Deps,
): Promise<{ readonly dataset: DatasetRow; readonly version: VersionRow }> {
  const dataset = await find(actor, ref, deps);
  const version = await readyVersion(dataset.id, number, deps.platform.database);
  note(noteOf(dataset, purpose, version?.number));
  if (!version) throw versionUnknown(dataset, number);
  return { dataset, version };
}

/** What to say of a version that is not there or not ready. */
export function versionUnknown(dataset: DatasetRow, number: number | undefined) {
  return number === undefined
    ? errors.notFound(
        'datasets.versionUnknown',
        `“${dataset.name}” has no version that is ready.`,
        {
          hint: 'If an import is going on, wait until it is done.',
        },
      )
    : errors.notFound('datasets.versionUnknown', `“${dataset.name}” has no version ${number}.`, {
        hint: 'Its versions are listed on its page and by `insites datasets versions`.',
      });
}
