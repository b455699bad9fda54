import type { Purpose } from '@insites/governance/contract';
import { type Actor, errors } from '@insites/kernel';
import type { Grant } from '@insites/platform';
import type { Deps } from '../deps.ts';
import { abilities } from '../policy.ts';
import { type Part, partOf } from '../quality/part.ts';
import { find, type Note, noteOf } from '../service.ts';
import type { DatasetRow } from '../store.ts';
import { readyVersion, type VersionRow, versionByNumber } from '../versions/store.ts';

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
  options: {
    readonly version?: number | undefined;
    readonly table?: string;
    /** Without the rows that fail an expectation, or those alone. */
    readonly part?: Part | undefined;
  } = {},
): Promise<OpenDataset> {
  const { objects } = deps.platform;
  const dataset = await find(actor, ref, deps);
  const version = await shownVersion(actor, dataset, options.version, deps);
  note(noteOf(dataset, purpose, version?.number));
  if (!version?.objectId) throw versionUnknown(dataset, options.version);
  const lease = await objects.cached(version.objectId);
  const table = options.table ?? dataset.name;
  const whole = { dataset, version, grant: { table, parquet: lease.path } };
  if (options.part === undefined) return { ...whole, release: () => lease.release() };
  try {
    const part = await partOf(version, lease.path, options.part, deps);
    if (part === null) return { ...whole, release: () => lease.release() };
    lease.release();
    return { ...whole, grant: { table, parquet: part.path }, release: () => part.release() };
  } catch (thrown) {
    lease.release();
    throw thrown;
  }
}

/** The latest version, or the one of this number; one that is held, for who may change the dataset, by its number. */
async function shownVersion(
  actor: Actor,
  dataset: DatasetRow,
  number: number | undefined,
  deps: Deps,
): Promise<VersionRow | null> {
  const { database } = deps.platform;
  const ready = await readyVersion(dataset.id, number, database);
  if (ready || number === undefined) return ready;
  if (!abilities(actor, dataset, deps.governance).update) return null;
  const version = await versionByNumber(dataset.id, number, database);
  return version?.state === 'held' ? version : null;
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
  const version = await shownVersion(actor, dataset, number, deps);
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
