import { createHash, randomBytes } from 'node:crypto';
import { createDatabase, type TestDatabase, temporaryHome } from '@insites/testing';
import { platformTables } from '../src/databases/index.ts';
import { createLog } from '../src/log/index.ts';
import type { ObjectStore } from '../src/objects/object-store.ts';
import { openObjectStore } from '../src/objects/open.ts';

export const log = createLog({ logLevel: 'silent' });

/** An object store on a home and database of its own, that can be closed and opened again. */
export interface TestStore extends AsyncDisposable {
  readonly home: string;
  readonly test: TestDatabase;
  readonly store: ObjectStore;
  /** As after a restart of the server; what was in memory is gone. */
  again(options?: StoreOptions): Promise<ObjectStore>;
}

export interface StoreOptions {
  readonly rootKey?: string | null;
  readonly cacheBytes?: number;
}

export async function openTestStore(
  options: StoreOptions & { readonly home?: string } = {},
): Promise<TestStore> {
  const [temporary, test] = await Promise.all([temporaryHome(), createDatabase([platformTables])]);
  const home = options.home ?? temporary.path;
  const open = ({ rootKey = null, cacheBytes = 1e9 }: StoreOptions = {}) =>
    openObjectStore({ config: { rootKey, cacheBytes }, log, database: test.database, home });
  let store = await open(options);
  return {
    home,
    test,
    get store() {
      return store;
    },
    again: async (more) => {
      await store.close();
      store = await open(more);
      return store;
    },
    async [Symbol.asyncDispose]() {
      await store.close();
      await test.drop();
      await temporary.remove();
    },
  };
}

export async function* pieces(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

export async function read(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

export const random = (bytes: number) => randomBytes(bytes);
export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** What is thrown, by its code. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'nothing',
    (error: { code?: unknown }) => error.code,
  );
}
