import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { damaged, unsupported } from '../refusal.ts';

// Apache Arrow, Columnar Format 1.5, “Serialization and Interprocess Communication”.

/** In the second field of the flatbuffer `Message`. */
const schemaKind = 1;

/** Bytes of one message, at most: what stands in memory at once. */
const messageAtMost = 160 * 1024 * 1024;
/** The same of what is packed in it; while it is unpacked half as much stands beside it. */
export const unpackedAtMost = 128 * 1024 * 1024;

export const tooLargeBatch = (): Error =>
  unsupported(
    'an Arrow file whose rows lie in one piece of more than 128 MB',
    'Write it in smaller batches (chunksize in pandas and R), or as Parquet.',
  );

/**
 * What Arrow's own library is to read: the messages one by one, each measured first. The file form is a
 * stream with a mark before it and an index behind it; where the schema stands in the index alone, as its
 * JavaScript writer puts it, the library follows the index. Close it.
 */
export async function arrowSource(
  path: string,
): Promise<{ readonly source: AsyncIterable<Uint8Array> | FileHandle; close(): Promise<void> }> {
  const [first, ...rest] = [...messagesOf(path)].map(({ kind }) => kind);
  if (first === schemaKind) return { source: contentsOf(path), close: async () => undefined };
  if (first === undefined || rest.includes(schemaKind)) throw damaged('it has no schema');
  const file = await open(path, 'r');
  return { source: file, close: () => file.close() };
}

async function* contentsOf(path: string): AsyncGenerator<Uint8Array> {
  for (const { bytes } of messagesOf(path)) yield bytes();
}

function* messagesOf(
  path: string,
): Generator<{ readonly kind: number; readonly bytes: () => Uint8Array }> {
  const descriptor = openSync(path, 'r');
  try {
    const size = fstatSync(descriptor).size;
    const read = (from: number, length: number): Uint8Array => {
      if (length < 0 || from + length > size) throw damaged('it is cut off');
      const bytes = Buffer.alloc(length);
      readSync(descriptor, bytes, 0, length, from);
      return bytes;
    };
    const isFile = Buffer.from(read(0, Math.min(6, size))).toString('latin1') === 'ARROW1';
    let at = isFile ? 8 : 0;
    let messages = 0;
    while (at + 8 <= size) {
      const start = Buffer.from(read(at, 8));
      const marked = start.readUInt32LE(0) === 0xffffffff;
      const length = start.readInt32LE(marked ? 4 : 0);
      if (length === 0) break;
      const head = at + (marked ? 8 : 4);
      if (length < 0 || length > messageAtMost) throw damaged('a message in it has a wrong length');
      const { kind, body } = messageHead(Buffer.from(read(head, length)));
      if (body > messageAtMost) throw tooLargeBatch();
      const whole = head - at + length + body;
      yield { kind, bytes: () => read(at, whole) };
      at += whole;
      messages += 1;
    }
    if (messages === 0) throw damaged('there is nothing in it');
  } finally {
    closeSync(descriptor);
  }
}

/** The second and fourth field of the flatbuffer `Message`: its kind, and the bytes of the body behind it. */
function messageHead(message: Buffer): { readonly kind: number; readonly body: number } {
  try {
    const root = message.readUInt32LE(0);
    const fields = root - message.readInt32LE(root);
    const size = message.readUInt16LE(fields);
    const kind = size > 6 ? message.readUInt8(root + message.readUInt16LE(fields + 6)) : 0;
    // A schema has no body, whatever it says.
    if (kind === schemaKind) return { kind, body: 0 };
    const offset = size > 10 ? message.readUInt16LE(fields + 10) : 0;
    const body = offset === 0 ? 0 : Number(message.readBigInt64LE(root + offset));
    if (body >= 0) return { kind, body };
  } catch {
    // Offsets lead outside.
  }
  throw damaged('a message in it is damaged');
}
