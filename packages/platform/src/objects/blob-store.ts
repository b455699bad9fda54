/**
 * Where sealed bytes lie: dumb storage that knows keys like `kept/<tenant>/3f/<address>.<id>` and
 * nothing of what is inside. `localDirectory` fills it with a folder.
 *
 * An S3-compatible store can fill it too: `write` is a multipart upload that gathers what is
 * appended into parts of 5 MiB or more, `sync` uploads the unfinished part under a side key so that
 * it survives, `close` completes nothing; `read` is a GET with Range, `size` a HEAD, `rename`
 * completes the upload and copies server-side, `list` pages through ListObjectsV2.
 */
export interface BlobStore {
  /** Opens for writing after the first `from` bytes, making the blob when `from` is 0; what lies beyond is cut off. */
  write(key: string, from: number): Promise<BlobWriter>;
  /** Null when there is no such blob. */
  read(key: string): Promise<BlobReader | null>;
  /** Null when there is no such blob. */
  size(key: string): Promise<number | null>;
  /** Atomic and durable. Replaces what has that name. */
  rename(from: string, to: string): Promise<void>;
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>;
  /** All blobs whose key begins with the folder, in no order. */
  list(folder: string): AsyncIterable<BlobEntry>;
}

export interface BlobWriter {
  /** Writes the parts one after another at the end. Calls may not overlap. */
  append(parts: readonly Uint8Array[]): Promise<void>;
  /** Resolves when all that was appended survives a power cut. */
  sync(): Promise<void>;
  close(): Promise<void>;
}

export interface BlobReader {
  readonly bytes: number;
  /** Exactly `length` bytes, or fewer where the blob ends, in memory of the caller's own. Calls may overlap. */
  read(start: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface BlobEntry {
  readonly key: string;
  readonly modified: Date;
}
