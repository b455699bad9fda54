import type { Deps } from '../deps.ts';
import { datasetById, lockDataset } from '../store.ts';
import { columnsOf, readyVersion } from '../versions/store.ts';
import { writeSketch } from './sketch.ts';
import { keepSketches, withoutSketches } from './store.ts';
import { takeSketches } from './take.ts';

/** What a sealed sketch is opened with. */
export function sealedFor(versionId: string, position: number): string {
  return `sketch ${versionId} ${position}`;
}

/** Sketches the newest version of a dataset, so that what it fits with can be found. */
export async function sketchNewest(
  datasetId: string,
  signal: AbortSignal,
  deps: Pick<Deps, 'platform'>,
): Promise<void> {
  const { database, objects, engine, sealing } = deps.platform;
  const version = await readyVersion(datasetId, undefined, database);
  if (!version?.objectId) return;
  const lease = await objects.cached(version.objectId);
  try {
    const session = await engine.trusted({ signal });
    try {
      const columns = await columnsOf(version.id, database);
      const taken = await takeSketches(session, lease.path, columns);
      const rows = taken.map(({ sketch, ...row }) => ({
        ...row,
        versionId: version.id,
        sealed: sketch && sealing.seal(sealedFor(version.id, row.position), writeSketch(sketch)),
      }));
      await database.transaction(async (transaction) => {
        if (!(await lockDataset(datasetId, transaction))) return;
        const newest = await readyVersion(datasetId, undefined, transaction);
        if (newest?.id === version.id) await keepSketches(version, rows, transaction);
      });
    } finally {
      await session.close();
    }
  } finally {
    lease.release();
  }
}

/**
 * The same at the end of a job that has published a version: the version stands whether or not this succeeds.
 * What is missing is made up for by the clock.
 */
export async function sketchAfter(
  run: {
    readonly signal: AbortSignal;
    progress(state: { readonly step: string }): void;
  },
  datasetId: string,
  deps: Pick<Deps, 'platform'>,
): Promise<void> {
  run.progress({ step: 'Noting what the values fit with' });
  try {
    await sketchNewest(datasetId, run.signal, deps);
  } catch (thrown) {
    if (run.signal.aborted) throw thrown;
    deps.platform.log.warn({ err: thrown, datasetId }, 'the values of a dataset were not sketched');
  }
}

/** Datasets that the clock looks after at once. */
const datasetsAtOnce = 50;

/** Sketches what has none: versions from before there were sketches, and those where it failed. */
export async function sketchMissing(
  signal: AbortSignal,
  deps: Pick<Deps, 'platform'>,
): Promise<number> {
  const missing = await withoutSketches(datasetsAtOnce, deps.platform.database);
  let done = 0;
  for (const datasetId of missing) {
    if (signal.aborted) break;
    try {
      await sketchNewest(datasetId, signal, deps);
      done += 1;
    } catch (thrown) {
      const { log, database } = deps.platform;
      if (await datasetById(datasetId, database))
        log.warn({ err: thrown, datasetId }, 'the values of a dataset were not sketched');
    }
  }
  return done;
}
