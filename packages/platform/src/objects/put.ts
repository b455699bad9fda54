import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@insites/kernel';
import { asDatabaseError } from '../databases/errors.ts';
import { incomingKey, keptKey } from './blob-keys.ts';
import type { BlobStore } from './blob-store.ts';
import { withDiskFull } from './failures.ts';
import { FrameWriter } from './frame-writer.ts';
import { chunkBytes, type Seal } from './frames.ts';
import type { KeyRing } from './key-ring.ts';
import type { NewObject, ObjectCatalogue, ObjectRow } from './store.ts';

/** Milliseconds between two attempts to reach the database, the last of several seconds. */
const longestPause = 3_200;

/** What the parts of the object store work with. */
export interface Parts {
  readonly blobs: BlobStore;
  readonly keys: KeyRing;
  readonly catalogue: ObjectCatalogue;
}

/** Seals a content into a blob and names it in the catalogue. What fails leaves nothing. */
export async function putObject(
  tenant: string,
  content: AsyncIterable<Uint8Array>,
  { blobs, keys, catalogue }: Parts,
): Promise<ObjectRow> {
  const id = newId();
  const incoming = incomingKey(id);
  const { seal, wrappedKey } = await keys.makeKey(tenant, id, chunkBytes);
  let written: { readonly bytes: number; readonly sha256: string };
  try {
    written = await writeSealed(content, seal, incoming, blobs);
    const address = await keys.addressOf(tenant, written.sha256);
    await blobs.rename(incoming, keptKey({ id, tenant, address }));
  } catch (error) {
    await blobs.remove(incoming);
    throw withDiskFull(error);
  }
  const address = await keys.addressOf(tenant, written.sha256);
  // When this fails the blob has no row, and the sweep takes it: whether the row was written may be unknown.
  const object = { id, tenant, address, ...written, wrappedKey, chunkBytes };
  const row = await addPatiently(object, catalogue);
  if (row.id !== id) await blobs.remove(keptKey({ id, tenant, address }));
  return row;
}

/** A database that is away for a moment makes no orphan of the blob. Adding twice is the same as once. */
async function addPatiently(object: NewObject, catalogue: ObjectCatalogue): Promise<ObjectRow> {
  for (let pause = 100; ; pause *= 2)
    try {
      return await catalogue.add(object);
    } catch (error) {
      const away = asDatabaseError(error)?.code === 'platform.databaseGone';
      if (!away || pause > longestPause) throw error;
      await sleep(pause);
    }
}

async function writeSealed(
  content: AsyncIterable<Uint8Array>,
  seal: Seal,
  key: string,
  blobs: BlobStore,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const hash = createHash('sha256');
  const target = await blobs.write(key, 0);
  try {
    const writer = new FrameWriter(seal, target, {
      onChunk: (_, plain) => {
        hash.update(plain);
        return undefined;
      },
    });
    let bytes = 0;
    try {
      for await (const piece of content) {
        await writer.write(piece);
        bytes += piece.byteLength;
      }
    } catch (error) {
      await writer.settle().catch(() => undefined);
      throw error;
    }
    await writer.finish();
    await target.sync();
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await target.close();
  }
}
