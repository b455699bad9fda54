import { asSystem } from '../databases/fence/index.ts';
import { incomingKey, keptKey, ownerOf } from './blob-keys.ts';
import type { Parts } from './put.ts';

const hour = 3_600_000;
const day = 24 * hour;
const batch = 500;

interface SweepOptions {
  /** Default: an hour ago, so that what is being written right now stays. */
  readonly olderThan?: Date | undefined;
  readonly cancelUpload: (id: string) => Promise<void>;
  readonly removed: (objectId: string) => Promise<void>;
}

/**
 * Deletes objects nobody keeps, blobs no row names and uploads idle for 30 days. Rows go before
 * their blobs: a crash between leaves a blob without a row, which the next sweep finds.
 */
export function sweepObjects(parts: Parts, options: SweepOptions): Promise<number> {
  return asSystem('objects of all tenants that nobody keeps are deleted', () =>
    sweepAll(parts, options),
  );
}

async function sweepAll(parts: Parts, options: SweepOptions): Promise<number> {
  const { blobs, catalogue } = parts;
  const olderThan = options.olderThan ?? new Date(Date.now() - hour);
  for (const upload of await catalogue.idleUploads(new Date(Date.now() - 30 * day)))
    await options.cancelUpload(upload.id);
  const pending = await catalogue.removePending(olderThan);
  for (const object of pending) {
    await blobs.remove(keptKey(object));
    await options.removed(object.id);
  }
  // A blob without a row may be one that is being written: it gets its hour in any case.
  const orphaned = new Date(Math.min(olderThan.getTime(), Date.now() - hour));
  return pending.length + (await removeOrphans(parts, orphaned));
}

async function removeOrphans({ blobs, catalogue }: Parts, olderThan: Date): Promise<number> {
  let removed = 0;
  let old: { readonly key: string; readonly owner: string | null }[] = [];
  const judge = async () => {
    const owners = old.flatMap(({ owner }) => owner ?? []);
    const known = await catalogue.known(owners);
    for (const { key, owner } of old)
      if (owner === null || !known.has(owner) || key === incomingKey(owner)) {
        await blobs.remove(key);
        removed += 1;
      }
    old = [];
  };
  for (const folder of ['kept', 'incoming', 'uploads'])
    for await (const { key, modified } of blobs.list(folder)) {
      if (modified >= olderThan) continue;
      old.push({ key, owner: ownerOf(key) });
      if (old.length >= batch) await judge();
    }
  await judge();
  return removed;
}
