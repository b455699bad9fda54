import { join } from 'node:path';
import type { Deps } from '../deps.ts';
import type { VersionRow } from '../versions/store.ts';
import { partToParquet } from './queries.ts';
import { checkOf } from './store.ts';

export type Part = 'passing' | 'failing';

/**
 * The passing or failing rows of a version as a Parquet of their own, made anew in a private folder. The
 * newest check says which they are. Null when all rows pass: the version is then that part as it is.
 */
export async function partOf(
  version: VersionRow,
  parquet: string,
  part: Part,
  deps: Deps,
): Promise<{ readonly path: string; release(): void } | null> {
  const { database, objects, engine } = deps.platform;
  const check = await checkOf(version.id, database);
  const objectId = check?.failingObjectId ?? null;
  if (objectId === null && part === 'passing') return null;
  const failing = objectId === null ? null : await objects.cached(objectId);
  const scratch = await objects.scratch();
  try {
    const path = join(scratch.path, 'part.parquet');
    const session = await engine.trusted();
    try {
      await session.run(partToParquet(part, parquet, failing?.path ?? null, path).text);
    } finally {
      await session.close();
    }
    return { path, release: () => scratch.release() };
  } catch (thrown) {
    scratch.release();
    throw thrown;
  } finally {
    failing?.release();
  }
}
