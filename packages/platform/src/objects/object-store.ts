import type { Readable } from 'node:stream';
import type { Transaction } from '../databases/database.ts';
import type { ArrivingCopy } from './upload-copies.ts';

/** Bytes the store holds, encrypted, under one tenant's key. */
export interface StoredObject {
  readonly id: string;
  readonly tenant: string;
  /** Length of the content. */
  readonly bytes: number;
  /** Of the content, lower-case hexadecimal. */
  readonly sha256: string;
}

/** An upload under way: bytes arrive in pieces and survive a crash up to `offset`. */
export interface OpenUpload {
  readonly id: string;
  readonly tenant: string;
  /** Bytes that are safely stored. */
  readonly offset: number;
}

/** A decrypted copy in the private cache; stays while the lease is held. */
export interface Lease {
  readonly path: string;
  release(): void;
}

/**
 * The object store: content-addressed within a tenant, AES-256-GCM in frames under one data key an
 * object, wrapped by the tenant's key, wrapped by the root key. What is put is pending until a
 * transaction keeps it; pending objects are swept, so a crash leaves no orphan.
 */
export interface ObjectStore {
  put(
    tenant: string,
    content: AsyncIterable<Uint8Array>,
    options?: { readonly signal?: AbortSignal },
  ): Promise<StoredObject>;
  /** One more reference, or so many, in the caller's transaction. */
  keep(transaction: Transaction, objectId: string, times?: number): Promise<void>;
  /** One reference less, in the caller's transaction; at none the sweep deletes it. */
  drop(transaction: Transaction, objectId: string): Promise<void>;
  head(objectId: string): Promise<StoredObject>;
  /** The content, or bytes `start` to `end` (both inclusive). Fails with platform.objectDamaged where a seal does not fit. */
  open(
    objectId: string,
    range?: { readonly start: number; readonly end: number },
  ): Promise<Readable>;
  /** A decrypted file in the bounded private cache. */
  cached(objectId: string): Promise<Lease>;
  /**
   * The decrypted copy that was kept of an upload which has just become this object, for one reader;
   * null when there is none (any more). Deleted on release.
   */
  takeCopy(objectId: string): Lease | null;
  /** Tells of each copy that is kept when its first `from` bytes are there, while the rest still arrives. */
  watchCopies(from: number, tell: (copy: ArrivingCopy) => void): void;
  /** A private scratch directory for one piece of work; wiped on release and at start. */
  scratch(): Promise<Lease>;

  beginUpload(tenant: string): Promise<OpenUpload>;
  upload(uploadId: string): Promise<OpenUpload>;
  /**
   * Appends at `offset`; on a failure what arrived stays. Answers with the new offset. `copyOf`: the
   * length of the whole upload, to keep a decrypted copy for a minute where there is room (`takeCopy`).
   */
  appendUpload(
    uploadId: string,
    offset: number,
    content: AsyncIterable<Uint8Array>,
    options?: { readonly copyOf?: number | undefined },
  ): Promise<number>;
  /** Turns a whole upload into an object without copying it. */
  finishUpload(uploadId: string): Promise<StoredObject>;
  cancelUpload(uploadId: string): Promise<void>;

  /** Deletes what no transaction kept and blobs no row names. Answers how many. */
  sweep(options?: { readonly olderThan?: Date }): Promise<number>;
  close(): Promise<void>;
}
