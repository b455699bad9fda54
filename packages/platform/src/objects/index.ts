export type { BlobEntry, BlobReader, BlobStore, BlobWriter } from './blob-store.ts';
export { makeKeyFile, readKeyFile } from './key-file.ts';
export { letGo } from './let-go.ts';
export { localDirectory } from './local-directory.ts';
export type { Lease, ObjectStore, OpenUpload, StoredObject } from './object-store.ts';
export { type ObjectStoreNeeds, openObjectStore } from './open.ts';
export type { ArrivingCopy } from './upload-copies.ts';
