import { join } from 'node:path';
import { Readable } from 'node:stream';
import { errors } from '@insites/kernel';
import type { Config } from '../config/config.ts';
import type { Database } from '../databases/database.ts';
import type { Log } from '../log/log.ts';
import { checkTenant, keptKey } from './blob-keys.ts';
import type { BlobStore } from './blob-store.ts';
import { DecryptedCache } from './cache.ts';
import { damaged, missing } from './failures.ts';
import { readFrames } from './frame-reader.ts';
import { sealedBytes } from './frames.ts';
import { KeyRing } from './key-ring.ts';
import { localDirectory } from './local-directory.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { type Parts, putObject } from './put.ts';
import { rootKey } from './root-key.ts';
import { ScratchFolders } from './scratch.ts';
import { type ObjectRow, objectCatalogue } from './store.ts';
import { sweepObjects } from './sweep.ts';
import { UploadCopies } from './upload-copies.ts';
import { Uploads } from './uploads.ts';

export interface ObjectStoreNeeds {
  readonly config: Pick<Config, 'rootKey' | 'cacheBytes'>;
  readonly log: Log;
  /** With the platform's migrations applied. */
  readonly database: Database;
  /** Folder for `objects/`, `cache/`, `scratch/` and `secrets/`. */
  readonly home: string;
  /** Where sealed bytes lie. Default: `objects/` of the home. */
  readonly blobs?: BlobStore;
}

/** Opens the object store: finds or makes the root key and proves that it fits, wipes the decrypted copies of processes that ended. */
export async function openObjectStore(needs: ObjectStoreNeeds): Promise<ObjectStore> {
  const { config, log, database, home } = needs;
  const catalogue = objectCatalogue(database);
  const unused = async () => (await catalogue.anyTenant()) === null;
  const keys = new KeyRing(await rootKey(home, config.rootKey, unused), catalogue);
  const [cache, copies, scratch] = await Promise.all([
    DecryptedCache.open(join(home, 'cache'), config.cacheBytes),
    UploadCopies.open(join(home, 'cache'), config.cacheBytes),
    ScratchFolders.open(join(home, 'scratch')),
    keys.check(),
  ]);
  const parts = { blobs: needs.blobs ?? localDirectory(join(home, 'objects')), keys, catalogue };
  const uploads = new Uploads(parts, copies);

  return {
    async put(tenant, content, options = {}) {
      checkTenant(tenant);
      const { signal } = options;
      return viewOf(await putObject(tenant, signal ? stoppable(content, signal) : content, parts));
    },
    async keep(transaction, objectId, times = 1) {
      if (!(await catalogue.refer(transaction, objectId, times))) throw missing(objectId);
    },
    async drop(transaction, objectId) {
      if (!(await catalogue.refer(transaction, objectId, -1))) throw missing(objectId);
    },
    async head(objectId) {
      return viewOf(await find(objectId, parts));
    },
    async open(objectId, range) {
      const row = await find(objectId, parts);
      return Readable.from(await contentOf(row, parts, range), {
        objectMode: false,
        highWaterMark: row.chunkBytes,
      });
    },
    async cached(objectId) {
      const row = await find(objectId, parts);
      return cache.lease(row, () => contentOf(row, parts));
    },
    takeCopy: (objectId) => copies.take(objectId),
    watchCopies: (from, tell) => copies.watch(from, tell),
    scratch: () => scratch.lease(),

    beginUpload: (tenant) => uploads.begin(tenant),
    upload: (uploadId) => uploads.find(uploadId),
    appendUpload: (uploadId, offset, content, { copyOf } = {}) =>
      uploads.append(uploadId, offset, content, copyOf),
    finishUpload: async (uploadId) => viewOf(await uploads.finish(uploadId)),
    cancelUpload: (uploadId) => uploads.cancel(uploadId),

    async sweep({ olderThan } = {}) {
      const removed = await sweepObjects(parts, {
        olderThan,
        cancelUpload: (id) => uploads.cancel(id),
        removed: async (objectId) => {
          await Promise.all([cache.forget(objectId), copies.forget(objectId)]);
        },
      });
      if (removed > 0) log.info({ removed }, 'object store swept');
      return removed;
    },
    async close() {
      await Promise.all([cache.close(), copies.close(), scratch.close(), uploads.close()]);
    },
  };
}

function viewOf({ id, tenant, bytes, sha256 }: ObjectRow): StoredObject {
  return { id, tenant, bytes, sha256 };
}

async function find(objectId: string, { catalogue }: Parts): Promise<ObjectRow> {
  const row = await catalogue.find(objectId);
  if (!row) throw missing(objectId);
  return row;
}

async function contentOf(
  row: ObjectRow,
  { blobs, keys }: Parts,
  range: { readonly start: number; readonly end: number } = { start: 0, end: row.bytes - 1 },
): Promise<AsyncGenerator<Uint8Array>> {
  const within = range.start >= 0 && range.start <= range.end && range.end < row.bytes;
  if (!within && !(row.bytes === 0 && range.end === -1))
    throw errors.invalid(
      'platform.inputInvalid',
      `There are no bytes ${range.start} to ${range.end}.`,
    );
  const seal = await keys.sealOf(row);
  const key = keptKey(row);
  const size = await blobs.size(key);
  if (size === null) throw missing(row.id);
  if (size !== sealedBytes(row.bytes, row.chunkBytes)) throw damaged(row.id);
  return readFrames(() => blobs.read(key), seal, { bytes: row.bytes, ...range });
}

/** The content until the signal is given, then its reason as the error. */
async function* stoppable(
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
  });
  stopped.catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  const pieces = content[Symbol.asyncIterator]();
  try {
    signal.throwIfAborted();
    for (;;) {
      const next = await Promise.race([pieces.next(), stopped]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    void pieces.return?.()?.catch(() => undefined);
  }
}
