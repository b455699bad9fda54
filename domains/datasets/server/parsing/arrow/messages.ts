import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { Message } from 'apache-arrow';
import { Footer } from 'apache-arrow/ipc/metadata/file';
import type {
  DictionaryBatch as MessageDictionaryBatch,
  RecordBatch as MessageRecordBatch,
} from 'apache-arrow/ipc/metadata/message';
import { damaged, unsafe, unsupported } from '../refusal.ts';
import { verifyFooter, verifyMessage } from './verify.ts';

// Apache Arrow, Columnar Format 1.5, “Serialization and Interprocess Communication”.

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
 * The messages of an Arrow file or stream one by one, each measured before it is read. The file form is a
 * stream with a mark before it and an index behind it; where the schema stands in the index alone, as the
 * JavaScript writer puts it, it is given first.
 */
export async function* arrowMessages(path: string): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  try {
    const file = new BoundedFile(descriptor);
    const isFile = file.read(0, Math.min(6, file.size)).toString('latin1') === 'ARROW1';
    let at = isFile ? 8 : 0;
    let begun = false;
    while (at + 8 <= file.size) {
      const start = file.read(at, 8);
      const marked = start.readUInt32LE(0) === 0xffffffff;
      const length = start.readInt32LE(marked ? 4 : 0);
      if (length === 0) break;
      const head = at + (marked ? 8 : 4);
      if (length < 0 || length > messageAtMost) throw damaged('a message in it has a wrong length');
      const metadata = file.read(head, length);
      verifyMessage(metadata);
      const message = Message.decode(metadata);
      if (!begun && !message.isSchema()) {
        if (!isFile) throw damaged('it has no schema');
        yield schemaMessage(file);
      }
      begun = true;
      // A schema has no body, whatever it says.
      const body = message.isSchema() ? 0 : message.bodyLength;
      if (body > messageAtMost) throw tooLargeBatch();
      mustHoldItsRows(message, file, head + length, body);
      yield file.read(at, head - at + length + body);
      at = head + length + body;
    }
    if (!begun) throw damaged('there is nothing in it');
  } finally {
    closeSync(descriptor);
  }
}

/** Lengths that a batch says of itself are believed only as far as its bytes go. */
function mustHoldItsRows(message: Message, file: BoundedFile, from: number, body: number): void {
  if (message.isSchema()) return;
  const header = message.header() as MessageRecordBatch | MessageDictionaryBatch;
  const batch = 'data' in header ? header.data : header;
  let bytes = body;
  if (
    batch.buffers.some(({ offset, length }) => offset < 0 || length < 0 || offset + length > body)
  )
    throw damaged('a batch in it points outside itself');
  if (batch.compression !== null)
    bytes = batch.buffers.reduce((sum, { offset, length }) => {
      const size = length < 8 ? 0 : Number(file.read(from + offset, 8).readBigInt64LE(0));
      return sum + Math.max(size, length);
    }, 0);
  if (bytes > unpackedAtMost && batch.compression !== null) throw tooLargeBatch();
  // Columns of nothing but missing values take no bytes, and could be of any length.
  const longest = batch.nodes.reduce((most, { length }) => Math.max(most, length), batch.length);
  if (longest > 100_000 + bytes * 8)
    throw unsafe('it says that it has more rows than its bytes can hold');
}

/** The schema of the index at the end, as the message that should stand at the beginning. */
function schemaMessage(file: BoundedFile): Uint8Array {
  const length = file.read(file.size - 10, 4).readInt32LE(0);
  const footer = file.read(file.size - 10 - length, length);
  verifyFooter(footer);
  const { schema } = Footer.decode(footer);
  const metadata = Buffer.from(Message.encode(Message.from(schema)));
  const padded = Math.ceil(metadata.length / 8) * 8;
  const whole = Buffer.alloc(8 + padded);
  whole.writeUInt32LE(0xffffffff, 0);
  whole.writeInt32LE(padded, 4);
  metadata.copy(whole, 8);
  return whole;
}

/** Reads nothing outside of the file, whatever it says of itself. */
class BoundedFile {
  readonly size: number;
  readonly #descriptor: number;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
    this.size = fstatSync(descriptor).size;
  }

  read(from: number, length: number): Buffer {
    if (from < 0 || length < 0 || from + length > this.size) throw damaged('it is cut off');
    const bytes = Buffer.alloc(length);
    readSync(this.#descriptor, bytes, 0, length, from);
    return bytes;
  }
}
